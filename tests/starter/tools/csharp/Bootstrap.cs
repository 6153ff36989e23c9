// Bootstrap ROSLYN OUT.dll SOURCE.cs: compiles one program for the runtime that it runs on.
// Mono's compiler, which builds this, cannot reference .NET's assemblies: everything here goes by reflection.
using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Reflection;

static class Bootstrap
{
    static Assembly common, csharp;

    static int Main(string[] args)
    {
        string roslyn = Path.GetFullPath(args[0]), made = args[1], source = args[2];
        common = Assembly.LoadFrom(Path.Combine(roslyn, "Microsoft.CodeAnalysis.dll"));
        csharp = Assembly.LoadFrom(Path.Combine(roslyn, "Microsoft.CodeAnalysis.CSharp.dll"));

        var trees = Array.CreateInstance(common.GetType("Microsoft.CodeAnalysis.SyntaxTree"), 1);
        trees.SetValue(Parsed(source), 0);

        var options = csharp.GetType("Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions").GetConstructors()
            .OrderByDescending(constructor => constructor.GetParameters().Length).First();
        var create = csharp.GetType("Microsoft.CodeAnalysis.CSharp.CSharpCompilation").GetMethod("Create");
        var name = Path.GetFileNameWithoutExtension(made);
        var compilation = create.Invoke(null, Filled(create, name, trees, References(), options.Invoke(Filled(options))));

        var emit = compilation.GetType().GetMethods().Concat(common.GetType("Microsoft.CodeAnalysis.Compilation").GetMethods())
            .Where(method => method.Name == "Emit").OrderByDescending(method => method.GetParameters().Length).First();
        using (var file = File.Create(made))
        {
            var result = emit.Invoke(compilation, Filled(emit, file));
            foreach (var diagnostic in (IEnumerable)Property(result, "Diagnostics"))
                if (diagnostic.ToString().Contains("error")) Console.Error.WriteLine(diagnostic);
            return (bool)Property(result, "Success") ? 0 : 1;
        }
    }

    static object Parsed(string source)
    {
        var parse = csharp.GetType("Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree").GetMethods().First(method =>
            method.Name == "ParseText" && method.GetParameters().Length == 5
            && method.GetParameters()[0].ParameterType == typeof(string));
        return parse.Invoke(null, Filled(parse, File.ReadAllText(source), null, source));
    }

    static Array References()
    {
        var type = common.GetType("Microsoft.CodeAnalysis.MetadataReference");
        var create = type.GetMethods().First(method => method.Name == "CreateFromFile");
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var paths = Directory.GetFiles(runtime, "System*.dll").Concat(new[] { common.Location, csharp.Location }).ToArray();
        var references = Array.CreateInstance(type, paths.Length);
        for (var at = 0; at < paths.Length; at++) references.SetValue(create.Invoke(null, Filled(create, paths[at])), at);
        return references;
    }

    static object Property(object of, string name)
    {
        return of.GetType().GetProperty(name).GetValue(of);
    }

    // The arguments, the others as they are when left out.
    static object[] Filled(MethodBase method, params object[] given)
    {
        return method.GetParameters().Select((parameter, at) =>
        {
            var type = parameter.ParameterType;
            var value = at < given.Length ? given[at] : null;
            if (value == null && parameter.HasDefaultValue) value = parameter.DefaultValue;
            if (value != null && type.IsEnum) return Enum.ToObject(type, value);
            return value == null && type.IsValueType && Nullable.GetUnderlyingType(type) == null
                ? Activator.CreateInstance(type)
                : value;
        }).ToArray();
    }
}
