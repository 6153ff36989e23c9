// Programs compile OUT FILE.cs…  Each FOLDER/FILE.cs is a program of its own, which becomes OUT/FOLDER.dll; 1 if one fails.
// Programs run PROGRAM.dll
// Programs version
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

static class Programs
{
    // What a new console project has without being told.
    const string ImplicitUsings = @"
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    static int Main(string[] args)
    {
        switch (args[0])
        {
            case "compile": return Compile(args[1], args.Skip(2)) ? 0 : 1;
            case "run": return Run(args[1], args.Skip(2).ToArray());
            default:
                Console.WriteLine($".NET {Environment.Version}, Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version}");
                return 0;
        }
    }

    static bool Compile(string made, IEnumerable<string> files)
    {
        Directory.CreateDirectory(made);
        var references = References();
        var whole = true;
        Parallel.ForEach(files, file =>
        {
            var name = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)));
            var trees = new[] { Tree(File.ReadAllText(file), file), Tree(ImplicitUsings, "usings") };
            var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication)
                .WithNullableContextOptions(NullableContextOptions.Enable);
            var content = new MemoryStream();
            var result = CSharpCompilation.Create(name, trees, references, options).Emit(content);
            var faults = result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error || IsMeant(found));
            foreach (var fault in faults)
            {
                whole = false;
                lock (references) Console.Error.WriteLine(fault.ToString());
            }
            if (result.Success) File.WriteAllBytes(Path.Combine(made, name + ".dll"), content.ToArray());
        });
        return whole;
    }

    // The compiler's warnings too are a reader's; but that a program's own `using` is implied already is none here.
    static bool IsMeant(Diagnostic found) => found.Severity == DiagnosticSeverity.Warning && found.Id != "CS8933";

    static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(
        SourceText.From(text, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Latest), path);

    static List<MetadataReference> References()
    {
        var own = new[] { "mscorlib", "netstandard", "Microsoft.CSharp", "Microsoft.Win32.Primitives" };
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':');
        return assemblies.Where(path =>
        {
            var name = Path.GetFileNameWithoutExtension(path);
            return name == "System" || name.StartsWith("System.") || own.Contains(name);
        }).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToList();
    }

    static int Run(string program, string[] args)
    {
        var entry = AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(File.ReadAllBytes(program))).EntryPoint!;
        try
        {
            var result = entry.Invoke(null, entry.GetParameters().Length == 1 ? new object[] { args } : null);
            return result is int status ? status : Environment.ExitCode;
        }
        catch (TargetInvocationException thrown)
        {
            Console.Error.WriteLine($"Unhandled exception. {thrown.InnerException}");
            return 134;
        }
    }
}
