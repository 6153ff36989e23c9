"""Credentials stand in no program and in nothing that a program says, whatever befalls it."""

import json
from pathlib import Path

from cases import BOT, PAIRING, operations
from gateway import JSON, Recorder
from programs import PORT_OF_NOBODY, Batch, Work, rows, suite
from server import AN_EVENT, A_CALL, CALLS, EVERY_EVENT, RECEIVES, Server

# In the alphabet of the real ones, and nowhere else.
TOKEN = "c4n4ryT0k3nZq81Lx07VwHs2"
INSTANCE = "C4N4RY1NST4NC3"
CANARIES = (TOKEN, INSTANCE)
ENVIRONMENT = {"WAWP_ACCESS_TOKEN": TOKEN, "WAWP_INSTANCE_ID": INSTANCE}

WANTED = {
    CALLS: {
        **{
            name: {"path": path, "method": method, "arguments": given}
            for name, (path, method, given) in operations("x").items()
        },
        "pairing": {"task": PAIRING},
        # It is masked.
        "the token in a text": {**A_CALL, "arguments": {"message": f"my token is {TOKEN}"}},
        # The session is none of the arguments: it is noted, and left to the environment.
        "a session among the arguments": {**A_CALL, "arguments": {"instance_id": INSTANCE, "message": "x"}},
    },
    RECEIVES: {"an event": AN_EVENT, "every event": EVERY_EVENT, "a bot": BOT},
}
REFUSED = {
    "the token as an argument": {**A_CALL, "arguments": {"access_token": TOKEN, "message": "x"}},
    "an unknown library": {**A_CALL, "library": "nope"},
    "an unknown endpoint": {"path": "/v2/send/txt", "method": "POST"},
    "a wrong argument": {**A_CALL, "arguments": {"chatId": "x"}},
    "NUL": {**A_CALL, "arguments": {"message": "a\0b"}},
}


def written(row):
    """Everything that the tool answers, credentials from the environment and from `set_config`."""
    answers = {}
    with Server(**ENVIRONMENT) as server:
        for name, asked in {**WANTED[row.job], **REFUSED}.items():
            answers[f"{name}, environment"] = ask(server, row, asked)
    with Server() as server:
        server.call("set_config", access_token=TOKEN, instance_id=INSTANCE)
        for name, asked in {**WANTED[row.job], **REFUSED}.items():
            answers[f"{name}, set_config"] = ask(server, row, asked)
    return answers


def ask(server, row, asked):
    own = {"language": row.printer.language, "library": row.printer.library}
    return server.whole("generate_starter_code", **{**own, **asked})


def is_clean(name, is_refused):
    def look(test, answers):
        answer = answers[name]
        text = json.dumps(answer, ensure_ascii=False)
        for canary in CANARIES:
            test.assertNotIn(canary, text)
        test.assertEqual("error" in answer["structuredContent"], is_refused, text[:500])

    return look


ERROR = b'{"code": "invalid_access_token", "message": "no"}'
ANSWERS = {
    "taken": (200, JSON, b'{"id": "1"}'),
    "a text": (200, {}, b"ok"),
    "refused": (401, JSON, ERROR),
    "an error": (500, {}, b"<h1>x</h1>"),
    "redirected": (302, {"location": "http://127.0.0.1:9/"}, b""),
    "broken": (200, {**JSON, "content-encoding": "gzip"}, b"no gzip"),
    "closed": lambda handler: None,
    "not HTTP": lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
}
# Some libraries show a body as it came that is not of the kind that its header says.
MAY_BE_TAKEN = ("taken", "a text", "broken")
# The session travels in the query, which errors of libraries like to tell.
CALLED = {"path": "/v2/chats", "method": "GET"}


def said(row):
    with Server() as server:
        batch = Batch.new(row, "secrets")
        batch.generate(server, "chats", **CALLED)
        batch.build()
    program = batch.programs["chats"]
    results = {}
    with Recorder() as gateway:
        settings = program.environment(gateway.base, TOKEN, INSTANCE)
        for name, answer in ANSWERS.items():
            gateway.reset(answer)
            results[name] = program.run(settings)
        results["nobody there"] = program.run(program.environment(PORT_OF_NOBODY, TOKEN, INSTANCE))
        results["no address"] = program.run(program.environment("http://[broken", TOKEN, INSTANCE))
        shown = []
        gateway.reset(lambda _: shown.extend(command_lines()))
        program.run(settings)
        results["command lines"] = shown
    return results


def command_lines():
    """What everybody on the machine sees of running programs."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield process.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            # It has ended meanwhile.
            continue


def says_none(name):
    def look(test, results):
        ran = results[name]
        for canary in CANARIES:
            test.assertNotIn(canary, ran.output, str(ran))
        if not name.startswith(MAY_BE_TAKEN):
            test.assertEqual(ran.status, 1, str(ran))

    return look


def shows_no_token(name):
    def look(test, results):
        test.assertTrue(results[name], "no command line was seen")
        test.assertEqual([line for line in results[name] if TOKEN in line], [])

    return look


def load_tests(loader, tests, _):
    for job in (CALLS, RECEIVES):
        cases = [
            (f"{name}, {source}", name in REFUSED)
            for name in {**WANTED[job], **REFUSED}
            for source in ("environment", "set_config")
        ]
        tests.addTests(suite(Work(rows(job), written), ((name, is_clean(name, refused)) for name, refused in cases)))
    looks = [(name, says_none(name)) for name in [*ANSWERS, "nobody there", "no address"]]
    looks.append(("command lines", shows_no_token("command lines")))
    tests.addTests(suite(Work(rows(CALLS, run=True), said), looks))
    return tests
