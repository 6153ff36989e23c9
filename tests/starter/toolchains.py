"""How programs of a language are checked, built and started here. Programs come many at a time: a compiler that starts
slowly starts once."""

import json
import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
TOOLS = Path(os.environ["STARTER_TOOLS"])

# Commands that install what the tools here hold already.
INSTALLS = ("pip install", "npm install", "composer require")


class Toolchain:
    """One toolchain. What `check` and `build` say names the files that are at fault, by folder."""

    # Whether its programs take seconds to be built or started.
    is_slow = False

    def __init__(self, part):
        # The part of tools/ that must be there.
        self.part = part

    @property
    def is_there(self):
        return (TOOLS / "have" / self.part).exists()

    def check(self, programs, folder):
        """What the language's own parser or compiler says of many programs; the status is 0 where all are well."""
        raise NotImplementedError

    def build(self, programs, folder):
        """Makes many programs ready to be started."""
        return said(["true"], folder)

    def command(self, program):
        """What starts a program that was built."""
        raise NotImplementedError


class Grammar(Toolchain):
    """Its programs are parsed, never run: no compiler can be had from a package."""

    def __init__(self, language):
        super().__init__("grammars")
        self.language = language

    def check(self, programs, folder):
        python = TOOLS / "grammars" / "bin" / "python"
        return said([python, HERE / "tools/grammars/check.py", self.language, *files(programs)], folder)

    command = None


class Script(Toolchain):
    """Runs as it stands, by its own commands; `checker` takes many files."""

    def __init__(self, part, *checker, instead=("", "")):
        super().__init__(part)
        self.checker = checker
        # A command that only finds another one, and takes its time.
        self.instead = instead

    def check(self, programs, folder):
        return said([*self.checker, *files(programs)], folder)

    def command(self, program):
        commands = [line.replace(*self.instead) for line in program.starter["run"] if not line.startswith(INSTALLS)]
        # The last one takes the shell's place, so that signals reach it.
        return ["bash", "-c", " && ".join([*commands[:-1], f"exec {commands[-1]}"])]


class Shell(Script):
    """Read by bash itself, then by a tool that knows its traps."""

    def check(self, programs, folder):
        return together([each(["bash", "-n"], programs, folder), super().check(programs, folder)])


class Php(Script):
    """Finds its libraries beside the program, where Composer puts them."""

    def check(self, programs, folder):
        return each(["php", "-d", "display_errors=stderr", "-l"], programs, folder)

    def build(self, programs, folder):
        for program in programs:
            (program.folder / "vendor").symlink_to(TOOLS / "php" / "vendor")
        return super().build(programs, folder)


class Page(Script):
    """Runs in jsdom, with somebody who fills the fields and presses the buttons."""

    is_slow = True

    def command(self, program):
        return ["node", TOOLS / "page.mjs", program.file]


class TypeScript(Script):
    """Checked as strictly as its compiler can."""

    OPTIONS = {
        "strict": True,
        "noEmit": True,
        "noUnusedLocals": True,
        "noUnusedParameters": True,
        "target": "es2022",
        "lib": ["es2023"],
        "module": "preserve",
        "moduleDetection": "force",
        "types": ["node"],
        "skipLibCheck": True,
    }

    def check(self, programs, folder):
        project = {"compilerOptions": self.OPTIONS, "files": [str(program.file) for program in programs]}
        (folder / "tsconfig.json").write_text(json.dumps(project))
        return said(["tsc", "--project", "tsconfig.json", "--pretty", "false"], folder)


class Go(Toolchain):
    """Every folder is a program of one module."""

    is_slow = True

    def check(self, programs, folder):
        (folder / "go.mod").write_text("module starter\n\ngo 1.27\n")
        unformatted = said(["gofmt", "-l", *files(programs)], folder)
        unformatted.returncode = unformatted.returncode or int(bool(unformatted.text))
        return together([said(["go", "vet", *packages(programs)], folder), unformatted])

    def build(self, programs, folder):
        (folder / "go.mod").write_text("module starter\n\ngo 1.27\n")
        (folder / "built").mkdir(exist_ok=True)
        return said(["go", "build", "-ldflags=-s -w", "-o", "built/", *packages(programs)], folder)

    def command(self, program):
        return [program.folder.parent / "built" / program.folder.name]


class Java(Toolchain):
    """All are compiled in one virtual machine, each by itself."""

    is_slow = True

    def check(self, programs, folder):
        options = ["-XX:+UseSerialGC", "-cp", TOOLS / "java"]
        return said(["java", *options, "CompileEach", folder / "built", *files(programs)], folder)

    build = check

    def command(self, program):
        classes = program.folder.parent / "built" / program.folder.name
        return ["java", *QUICK_START, "-Dfile.encoding=UTF-8", "-cp", classes, "Main"]


class Kotlin(Toolchain):
    """All are compiled in one run, each in a package of its own."""

    is_slow = True

    LIBRARY = TOOLS / "kotlin" / "lib" / "kotlin-stdlib.jar"

    def check(self, programs, folder):
        compiler = f"{TOOLS}/kotlin/classes:{TOOLS}/kotlin/lib/*"
        command = ["java", "-XX:+UseSerialGC", "-cp", compiler, "CompileTogether", TOOLS / "kotlin", folder / "built"]
        return said([*command, *files(programs)], folder)

    build = check

    def command(self, program):
        classes = program.folder.parent / "built"
        return ["java", *QUICK_START, "-cp", f"{classes}:{self.LIBRARY}", f"{program.folder.name}.MainKt"]


class CSharp(Toolchain):
    """All are compiled in one process, and each is started by the same."""

    HOST = TOOLS / "csharp" / "Programs"

    def check(self, programs, folder):
        return said([self.HOST, "compile", folder / "built", *files(programs)], folder)

    build = check

    def command(self, program):
        return [self.HOST, "run", program.folder.parent / "built" / f"{program.folder.name}.dll"]


class Rust(Toolchain):
    """Every program is a module of one, whose first argument says which: linking takes longer than all else."""

    is_slow = True

    def check(self, programs, folder):
        return self.cargo("check", programs, folder, "#![deny(warnings)]")

    def build(self, programs, folder):
        result = self.cargo("build", programs, folder, "#![allow(warnings)]")
        if result.returncode == 0:
            shutil.copy(TOOLS / "rust/target/debug/starter", folder / "built")
        return result

    def command(self, program):
        return [program.folder.parent / "built", program.folder.name]

    def cargo(self, verb, programs, folder, lints):
        for name in ("Cargo.toml", "Cargo.lock"):
            shutil.copy(TOOLS / "rust" / name, folder)
        for program in programs:
            own = program.file.read_text(encoding="utf-8")
            seen = own.replace("\nfn main()", "\npub fn main()", 1)
            assert seen != own, f"{program.file} has no `fn main()`"
            (program.folder / "mod.rs").write_text(seen, encoding="utf-8")
        names = [program.folder.name for program in programs]
        modules = "".join(f"mod {name};\n" for name in names)
        arms = "".join(f'        "{name}" => {name}::main().report(),\n' for name in names)
        (folder / "main.rs").write_text(
            f"{lints}\n{modules}\nfn main() -> std::process::ExitCode {{\n    use std::process::Termination;\n"
            f"    match std::env::args().nth(1).unwrap().as_str() {{\n{arms}        _ => unreachable!(),\n    }}\n}}\n"
        )
        environment = {"CARGO_TARGET_DIR": str(TOOLS / "rust" / "target")}
        return said(["cargo", verb, "--quiet", "--locked", "--offline", "--color=never"], folder, **environment)


class Swift(Toolchain):
    """Compiled and run within the root that holds the compiler and its libraries."""

    is_slow = True

    def check(self, programs, folder):
        return self.compile("-typecheck {}", programs, folder)

    def build(self, programs, folder):
        return self.compile('{} -o "$(dirname {})/built"', programs, folder)

    def command(self, program):
        return [TOOLS / "bin" / "inside", "./built"]

    def compile(self, arguments, programs, folder):
        """Two at a time, since each takes seconds."""
        one = f"swiftc -warnings-as-errors {arguments}"
        script = f"printf '%s\\n' \"$@\" | xargs -P2 -I{{}} sh -c '{one}'"
        return said([TOOLS / "bin" / "inside", "sh", "-c", script, "sh", *files(programs)], folder)


# Of a virtual machine that lives for a second.
QUICK_START = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]


class Said:
    """How a tool ended, and everything that it said."""

    def __init__(self, returncode, text):
        self.returncode = returncode
        self.text = text


def said(command, folder, **environment):
    result = subprocess.run(
        command,
        cwd=folder,
        env=tool_environment(**environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return Said(result.returncode, result.stdout)


def each(command, programs, folder):
    """What a tool says that takes one file."""
    return together([said([*command, file], folder) for file in files(programs)])


def together(results):
    """What was said of faults."""
    faulty = [result for result in results if result.returncode]
    return Said(int(bool(faulty)), "".join(result.text for result in faulty))


def tool_environment(**more):
    path = f"{TOOLS / 'bin'}:{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WAWP_")}
    return {**kept, "PATH": path, "LC_ALL": "C.UTF-8", **more}


def files(programs):
    return [program.file for program in programs]


def packages(programs):
    return [f"./{program.folder.name}" for program in programs]
