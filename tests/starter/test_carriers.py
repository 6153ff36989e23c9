"""Programs for made-up gateways that want their credentials elsewhere: what arrives is what the scene says.

They are written by `cargo test --test it starter::carriers`, which keeps them.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote

from gateway import JSON, Recorder
from programs import Batch, Work, rows, suite
from server import CALLS, RECEIVES
from test_secrets import command_lines

KEPT = Path(os.environ["STARTER_CARRIERS"])
# With everything that an address or a form would read as its own.
TOKEN = "t0k3n+/=&%41?x y$HOME`id`'#"
SESSION = "S3SS10N+&=/%41"
ID = "a/b c?d#e%2F&=+;é"

FORM = "application/x-www-form-urlencoded"
TAKEN = (200, JSON, json.dumps({"id": ID}).encode())
# The wait is the shortest that is none of the defaults.
TOO_MANY = (429, {**JSON, "retry-after": "1"}, b"{}")
REFUSED = (401, JSON, b'{"code": "invalid_token", "message": "no"}')


def kept():
    """The scenes and their programs, of each printer."""
    found = defaultdict(dict)
    if KEPT.exists():
        for entry in json.loads(KEPT.read_text(encoding="utf-8")):
            found[entry["job"], entry["language"], entry["library"]][entry["scene"]] = entry
    return found


ALL = kept()


def of(row):
    printer = row.printer
    return ALL[printer.job, printer.language, printer.library]


def written(row):
    """Every program, read by its language's own tools."""
    batch = Batch.new(row, "carriers_read")
    for scene, entry in of(row).items():
        batch.add(scene, entry["starter"])
    batch.check()
    return batch.programs


def done(row):
    """Every program, run: once with too many requests before the first answer, once refused."""
    batch = Batch.new(row, "carriers")
    for scene, entry in of(row).items():
        batch.add(scene, entry["starter"])
    batch.build()
    results = {}
    with Recorder() as gateway:
        for scene, program in batch.programs.items():
            if program.fault:
                results[scene] = (program, None, None, None, [], None)
                continue
            names = of(row)[scene]["variables"]
            own = {names["token"]: TOKEN, names["session"]: SESSION, names["base_url"]: gateway.base}
            settings = program.environment(gateway.base, TOKEN, SESSION, **own)
            seen = []
            gateway.reset(TOO_MANY, shown_to_all(seen), usual=TAKEN)
            ran = program.run(settings)
            received = list(gateway.seen)
            gateway.reset(usual=REFUSED)
            refused = program.run(settings)
            results[scene] = (program, ran, received, refused, seen, gateway.base)
    return results


def shown_to_all(seen):
    """Answers like all others, once it is noted what everybody on the machine sees."""

    def answer(handler):
        seen.extend(command_lines())
        status, headers, body = TAKEN
        handler.send_response(status)
        for name, value in {**headers, "content-length": str(len(body)), "connection": "close"}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def filled(value):
    """What the scene says, with what this run has in the place of its marks."""
    if isinstance(value, dict):
        return {name: filled(member) for name, member in value.items()}
    if isinstance(value, str):
        return value.replace("<token>", TOKEN).replace("<session>", SESSION).replace("<id>", ID)
    return value


def expected(request):
    segments = request["path"].split("/")
    return {
        "method": request["method"],
        "path": [filled(segment) for segment in segments],
        "query": filled(request.get("query", {})),
        "headers": filled(request.get("headers", {})),
        "kind": {"json": "application/json", "form": FORM, None: None}[request.get("kind")],
        "body": filled(request.get("body")),
    }


def arrived(request, names):
    """A request in the same words; of the headers those that the scene speaks of, and any that holds a credential."""
    headers = request["headers"]
    tells = {
        name: value
        for name, value in headers.items()
        if name in names or name == "authorization" or TOKEN in value or SESSION in value
    }
    kind = headers.get("content-type", "").split(";")[0] if request["body"] is not None else None
    return {
        "method": request["method"],
        "path": [unquote(segment) for segment in request["path"].split("/")],
        "query": request["query"],
        "headers": tells,
        "kind": kind,
        "body": request["body"],
    }


def reads(scene):
    def look(test, programs):
        program = programs[scene]
        test.assertFalse(program.fault, f"{program.file}\n{program.fault}")

    return look


def carries(scene):
    def look(test, results):
        program, ran, received, refused, seen, base = results[scene]
        test.assertFalse(program.fault, f"{program.file}\n{program.fault}")
        told = f"{program.file}\n{ran}"
        test.assertEqual(ran.status, 0, told)
        wanted = [expected(request) for request in of(test.row)[scene]["requests"]]
        # The first was asked twice.
        wanted.insert(0, wanted[0])
        test.assertEqual(len(received), len(wanted), f"{received}\n{told}")
        for request, want in zip(received, wanted, strict=True):
            test.same(arrived(request, want["headers"]), want, told)
        test.assertTrue(seen, "no command line was seen")
        test.assertEqual([line for line in seen if TOKEN in line], [], "the token stands in an argument")
        test.assertEqual(refused.status, 1, str(refused))
        for output in (ran.output, refused.output):
            test.assertNotIn(TOKEN, output, "the token is shown")

    return look


def load_tests(*_):
    if not ALL:
        print(f"skipped: programs for made-up gateways; nothing stands in {KEPT}")
        return suite(Work([], written), [])
    scenes = list(next(iter(ALL.values())))
    tests = suite(Work([*rows(CALLS), *rows(RECEIVES)], written), ((f"reads {scene}", reads(scene)) for scene in scenes))
    tests.addTests(suite(Work(rows(CALLS, run=True), done), ((f"carries {scene}", carries(scene)) for scene in scenes)))
    return tests
