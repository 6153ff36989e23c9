# shellcheck shell=bash
# C# on .NET 9. No package brings the SDK, but two npm packages carry what it is made of: a program that ships with its whole
# runtime, and one that ships with the compiler (Roslyn, C# 12). Mono compiles what ties them together.
runtime=@azure/mcp-linux-x64@0.0.21
compiler=@typespec/http-client-csharp@1.0.0-alpha.20260929.2
debian mcs mono-mcs
debian mono mono-runtime
unpacked "$runtime" "$TOOLS/csharp-runtime" package/dist
assemblies=package/dist/generator
unpacked "$compiler" "$TOOLS/csharp-compiler" "$assemblies/Microsoft.CodeAnalysis.dll" \
    "$assemblies/Microsoft.CodeAnalysis.CSharp.dll"
rm -rf "$TOOLS/csharp"
mkdir "$TOOLS/csharp"
cp "$TOOLS"/csharp-compiler/dist/generator/*.dll "$TOOLS/csharp/"
python3 "$here/csharp/host.py" "$TOOLS/csharp-runtime/dist" "$TOOLS/csharp" Bootstrap Programs
# Elsewhere than the runtime's own libraries, which mcs would take for Mono's.
(cd "$TOOLS/csharp-runtime" && mcs -nologo -out:Bootstrap.dll "$here/csharp/Bootstrap.cs" >&2)
mv "$TOOLS/csharp-runtime/Bootstrap.dll" "$TOOLS/csharp/"
"$TOOLS/csharp/Bootstrap" "$TOOLS/csharp" "$TOOLS/csharp/Programs.dll" "$here/csharp/Programs.cs" >&2
rm -rf "$TOOLS/csharp-runtime" "$TOOLS/csharp-compiler"
"$TOOLS/csharp/Programs" version
