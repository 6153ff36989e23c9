"""Takes the .NET runtime out of a program that ships with it: `host.py PROGRAM RUNTIME NAME…`.

PROGRAM is the folder of an untrimmed self-contained program, RUNTIME the folder that its runtime is put into. For each NAME
an executable is made that starts NAME.dll on that runtime.
"""

import json
import os
import shutil
import sys
from pathlib import Path

# Of use to a debugger alone.
LEFT_OUT = {
    "createdump",
    "libclrgc.so",
    "libclrgcexp.so",
    "libcoreclrtraceptprovider.so",
    "libmscordaccore.so",
    "libmscordbi.so",
}
COMPILER = ["Microsoft.CodeAnalysis.dll", "Microsoft.CodeAnalysis.CSharp.dll"]
PACK = "runtimepack.Microsoft.NETCore.App"


def main(program, runtime, names):
    dependencies = next(program.glob("*.deps.json"))
    targets = json.loads(dependencies.read_text())["targets"].values()
    libraries = next(libraries for libraries in targets if libraries)
    pack = next(name for name in libraries if name.startswith(PACK))
    files = {
        kind: [name for name in libraries[pack].get(kind, {}) if name not in LEFT_OUT] for kind in ("runtime", "native")
    }
    for name in files["runtime"] + files["native"]:
        shutil.copy(program / name, runtime)
    shipped = dependencies.name.removesuffix(".deps.json")
    for name in names:
        host(program / shipped, shipped, runtime / name)
        settings(runtime, name, pack, files)


def host(original, shipped, made):
    """The executable, which holds the name of what it starts in a field of fixed length."""
    old, new = (f"{name}.dll".encode() for name in (shipped, made.name))
    length = max(len(old), len(new))
    content = original.read_bytes()
    at = content.index(old + b"\0")
    made.write_bytes(content[:at] + new.ljust(length, b"\0") + content[at + length :])
    os.chmod(made, 0o755)


def settings(runtime, name, pack, files):
    """What the host reads beside the program: the runtime's version, and the files that it is made of."""
    library, version = pack.split("/")
    framework = ".".join(version.split(".")[:2])
    options = {
        "tfm": f"net{framework}",
        "includedFrameworks": [{"name": "Microsoft.NETCore.App", "version": version}],
        "configProperties": {"System.Globalization.Invariant": True, "System.Runtime.TieredPGO": False},
    }
    (runtime / f"{name}.runtimeconfig.json").write_text(json.dumps({"runtimeOptions": options}))
    target = f".NETCoreApp,Version=v{framework}"
    own = {"dependencies": {library: version}, "runtime": {file: {} for file in [f"{name}.dll", *COMPILER]}}
    parts = {f"{name}/1.0.0": own, pack: {kind: {file: {} for file in named} for kind, named in files.items()}}
    plain = {"serviceable": False, "sha512": ""}
    dependencies = {
        "runtimeTarget": {"name": f"{target}/linux-x64", "signature": ""},
        "targets": {target: {}, f"{target}/linux-x64": parts},
        "libraries": {f"{name}/1.0.0": {"type": "project", **plain}, pack: {"type": "runtimepack", **plain}},
    }
    (runtime / f"{name}.deps.json").write_text(json.dumps(dependencies))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
