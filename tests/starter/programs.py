"""Generated programs: written down, checked, built and run, many at a time."""

import contextlib
import functools
import json
import os
import shutil
import signal
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from languages import row_of
from server import Refused, Server
from toolchains import TOOLS, tool_environment

# How long a program may take that does not hang; a virtual machine starts slowly on a busy machine.
PATIENCE = 180
PORT_OF_NOBODY = "http://127.0.0.1:9"


@dataclass
class Program:
    """A generated program in a folder of its own."""

    starter: dict
    folder: Path
    toolchain: object
    # What its compiler has against it.
    fault: str = ""

    @property
    def file(self):
        return self.folder / self.starter["filename"]

    def environment(self, gateway_base, token, instance, **more):
        """What it is started with. No proxy stands between it and the gateway here; what goes to the real one ends at a
        port where nobody is."""
        own = {"WAWP_BASE_URL": gateway_base, "WAWP_ACCESS_TOKEN": token, "WAWP_INSTANCE_ID": instance}
        proxies = {"HTTPS_PROXY": PORT_OF_NOBODY, "https_proxy": PORT_OF_NOBODY, "HTTP_PROXY": "", "http_proxy": ""}
        settings = {**own, "NO_COLOR": "1", **proxies, **more}
        return tool_environment(**{name: value for name, value in settings.items() if value is not None})

    def run(self, environment, patience=PATIENCE):
        """Runs it to its end, with nothing to read."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with self.start(environment, **streams) as process:
            try:
                return Ran(*process.communicate(timeout=patience), process.returncode)
            except subprocess.TimeoutExpired:
                kill(process)
                return Ran(*process.communicate(), f"still runs after {patience} s")

    def start(self, environment, **streams):
        """Starts it, in a group of its own; whoever starts it ends it, by `kill`."""
        command = self.toolchain.command(self)
        return subprocess.Popen(command, cwd=self.folder, env=environment, start_new_session=True, **streams)


def kill(process):
    """Ends a program and what it started in its turn."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@dataclass
class Ran:
    """How a program ended, and what it said."""

    out: bytes
    err: bytes
    # What it ended with, or that it did not.
    status: object

    @property
    def output(self):
        return (self.out + self.err).decode("utf-8", "backslashreplace")

    def __str__(self):
        text = [part.decode("utf-8", "backslashreplace").strip() for part in (self.out, self.err)]
        return f"status {self.status}\n  standard output: {text[0]}\n  standard error: {text[1]}"


@dataclass
class Batch:
    """Programs of one row, in one folder, which the compiler takes together."""

    row: object
    folder: Path
    programs: dict = field(default_factory=dict)

    @classmethod
    def new(cls, row, name):
        folder = TOOLS / "work" / name / row.printer.slug
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return cls(row, folder)

    def generate(self, server, case, **wanted):
        """Generates the program of a case; a refusal is kept in its place."""
        try:
            starter = server.starter(self.row.printer, **wanted)
        except Refused as refusal:
            self.programs[case] = refusal
            return
        self.add(case, starter)

    def add(self, case, starter):
        # A name that every compiler takes as the name of a package or module.
        folder = self.folder / f"p{len(self.programs):03}"
        folder.mkdir()
        program = Program(starter, folder, self.row.toolchain)
        with open(program.file, "w", encoding="utf-8", newline="") as file:
            file.write(starter["code"])
        self.programs[case] = program

    def written(self):
        return [program for program in self.programs.values() if isinstance(program, Program)]

    def check(self):
        self.blame(self.written(), self.row.toolchain.check)

    def build(self):
        """Builds all; those that the compiler has nothing against again, where it stopped at the others."""
        while programs := [program for program in self.written() if not program.fault]:
            if not self.blame(programs, self.row.toolchain.build):
                break

    def blame(self, programs, step):
        """Tells each program what was said of it; whether anything was."""
        result = step(programs, self.folder)
        lines = result.text.splitlines()
        for program in programs:
            marks = (f"{program.folder.name}/", f"/{program.folder.name}.")
            at = [number for number, line in enumerate(lines) if any(mark in line for mark in marks)]
            # Some say what is wrong first, then where.
            program.fault = "\n".join("\n".join(lines[max(0, number - 1) : number + 1]) for number in at)
        faulty = any(program.fault for program in programs)
        if result.returncode and not faulty:
            for program in programs:
                program.fault = f"{step.__name__} failed: {result.text[-3000:]}"
        return faulty


class Work:
    """What is done for each row before its tests look at it, as many rows at a time as there are processors; more where
    programs wait most of their time."""

    def __init__(self, rows, do, workers=os.cpu_count()):
        self.rows, self.do, self.workers = list(rows), do, workers
        self.results = {}

    def of(self, row):
        """What was done for a row, at the first question for all of them; raises what that raised."""
        if not row.toolchain.is_there:
            raise unittest.SkipTest(f"{row.printer}: its toolchain, {row.toolchain.part}, is not here")
        if not self.results:
            with ThreadPoolExecutor(self.workers) as pool:
                # Those that take longest first, so that no processor waits for them at the end.
                there = sorted(
                    (row for row in self.rows if row.toolchain.is_there), key=lambda row: not row.toolchain.is_slow
                )
                self.results = {row: pool.submit(self.do, row) for row in there}
        return self.results[row].result()


@functools.cache
def offered():
    """Every language and library that the program under test offers, of the languages that are asked for."""
    only = os.environ.get("STARTER_LANGUAGES", "").split()
    with Server() as server:
        return [printer for printer in server.printers() if not only or printer.language in only]


def rows(job=None, run=False):
    """The rows of what is offered: of a job, or those that can be run here; a test of its own finds a missing one."""
    found = [row for row in map(row_of, offered()) if row and job in (None, row.job)]
    return [row for row in found if not (run and row.toolchain.command is None)]


class Case(unittest.TestCase):
    """A test of one cell of the matrix: a failure says which, and what was received."""

    longMessage = True

    def __init__(self, name, work, row, look):
        super().__init__("look_at_it")
        self.name, self.work, self.row, self.look = name, work, row, look

    def id(self):
        return f"{self.row.printer}: {self.name}"

    __str__ = id
    __repr__ = id

    def look_at_it(self):
        self.look(self, self.work.of(self.row))

    def same(self, got, wanted, told):
        """That a request is the expected one, whose parts are compared one by one."""
        parts = [name for name in {**wanted, **got} if written(got.get(name)) != written(wanted.get(name))]
        faults = [
            f"{name}\n  received {written(got.get(name))}\n  expected {written(wanted.get(name))}" for name in parts
        ]
        if faults:
            self.fail("\n".join(["another request arrived", *faults, told]))


def written(value):
    """JSON in one spelling: 1, 1.0 and true differ."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def suite(work, cases):
    """The tests of some work, by name, for each of its rows."""
    cases = list(cases)
    return unittest.TestSuite(Case(name, work, row, look) for row in work.rows for name, look in cases)
