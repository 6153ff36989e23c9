"""Programs of several calls: values out of earlier answers, a person who links a phone, a picture that is saved."""

import base64
import json
import os
import pty
import select
import subprocess
import time

from cases import EVERYTHING, GROUP, PAIRING, SESSION, TASKS
from gateway import JSON, Recorder, Simulated
from programs import PATIENCE, Batch, Work, kill, rows, suite
from server import CALLS, Refused, Server

# Those that the simulated gateway carries out, each call with what the one before answered.
STRICT = [task for task in TASKS if task not in (PAIRING, SESSION)]

# What the first answer holds where the group's id is looked for, and what the calls behind it are then to carry.
IDS = {
    "an id": ("1234567890@g.us", "1234567890@g.us"),
    "an id with everything": (EVERYTHING, EVERYTHING),
    "slashes and signs": ("a/b c?d#e%2F&=+;@:é", "a/b c?d#e%2F&=+;@:é"),
    "a number": (120363041234567, "120363041234567"),
}
NO_IDS = {
    "null": b'{"id": null}',
    "none": b'{"ok": true}',
    "an object in its place": b'{"id": {"x": 1}}',
    "a list": b'[{"id": "1"}]',
    "a text": b"Success",
    "nothing": b"",
}
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PICTURE = b'{"qr": "data:image/png;base64,%s"}' % base64.b64encode(PNG)
ENTER = "Then press Enter."


def work(row):
    results = {}
    with Server() as server:
        batch = Batch.new(row, "steps")
        for task in TASKS:
            batch.generate(server, task, task=task)
    batch.build()
    for task, program in batch.programs.items():
        if isinstance(program, Refused) or program.fault:
            raise AssertionError(f"{task}: {getattr(program, 'fault', program)}")
    with Simulated() as gateway:
        for task in STRICT:
            gateway.reset()
            program = batch.programs[task]
            settings = program.environment(gateway.base, gateway.token, gateway.instance)
            results[task] = (program, program.run(settings), gateway.received())
        results |= paired(batch.programs[PAIRING], gateway)
    with Recorder() as gateway:
        program = batch.programs[GROUP]
        settings = program.environment(gateway.base, "token", "instance")
        for name, (answered, _) in IDS.items():
            gateway.reset((200, JSON, json.dumps({"id": answered}).encode()))
            results[f"id: {name}"] = (program, program.run(settings), gateway.received())
        for name, answered in NO_IDS.items():
            gateway.reset((200, JSON, answered))
            results[f"no id: {name}"] = (program, program.run(settings), gateway.received())
        program = batch.programs[SESSION]
        gateway.reset((200, JSON, b'{"instance_id": "3EB0A"}'), (200, JSON, b"{}"), usual=(200, JSON, PICTURE))
        settings = program.environment(gateway.base, "token", None)
        results[SESSION] = (program, program.run(settings), gateway.received())
    return results


def paired(program, gateway):
    """Pairing, first with nobody there, then with somebody who scans the code and presses Enter."""
    gateway.reset()
    settings = program.environment(gateway.base, gateway.token, "unpaired")
    alone = (program, program.run(settings), gateway.received())
    (program.folder / "qr.png").unlink(missing_ok=True)
    gateway.reset()
    return {"nobody pairs": alone, "somebody pairs": (program, *attended(program, settings, gateway))}


def attended(program, settings, gateway):
    """Runs a program at a terminal; what it said, how many requests came before it asked, and all that came."""
    own, its = pty.openpty()
    process = program.start(settings, stdin=its, stdout=its, stderr=subprocess.STDOUT)
    os.close(its)
    said = read_until(own, ENTER)
    before = len(gateway.received())
    gateway.order(scan="unpaired")
    os.write(own, b"\n")
    said += read_until(own, None)
    try:
        status = process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        kill(process)
        process.wait()
        status = f"still runs after {PATIENCE} s"
    os.close(own)
    return status, said, before, gateway.received()


def read_until(terminal, words):
    """What comes from a terminal, until these words or its end."""
    said = ""
    until = time.monotonic() + PATIENCE
    while words is None or words not in said:
        ready, _, _ = select.select([terminal], [], [], max(0, until - time.monotonic()))
        try:
            more = os.read(terminal, 65536) if ready else b""
        except OSError:
            # The other end is closed.
            more = b""
        if not more:
            break
        said += more.decode("utf-8", "backslashreplace")
    return said


def is_carried_out(task):
    def look(test, results):
        program, ran, received = results[task]
        test.assertEqual(program.starter["steps"], TASKS[task])
        told = f"{program.file}\n{ran}\nrequests: {received}"
        test.assertEqual(len(received), len(TASKS[task]), told)
        test.assertTrue(all(request["status"] in range(200, 300) for request in received), told)
        test.assertEqual(ran.status, 0, told)

    return look


def takes(name):
    expected = IDS[name][1]

    def look(test, results):
        program, ran, received = results[f"id: {name}"]
        told = f"{program.file}\n{ran}"
        test.assertEqual(ran.status, 0, told)
        _, added, sent = received
        test.assertEqual(added["path"], ["", "v2", "groups", expected, "participants", "add"], told)
        test.assertEqual(sent["body"]["chatId"], expected, told)
        test.assertEqual({request["token"] for request in received}, {"token"}, told)

    return look


def misses(name):
    def look(test, results):
        program, ran, received = results[f"no id: {name}"]
        told = f"{program.file}\n{ran}\nrequests: {[request['path'] for request in received]}"
        test.assertEqual((ran.status, len(received)), (1, 1), told)
        test.assertIn("id", ran.err.decode("utf-8"), f"it does not name what is missing\n{told}")

    return look


def goes_on_alone(test, results):
    program, ran, received = results["nobody pairs"]
    told = f"{program.file}\n{ran}"
    test.assertEqual([request["status"] for request in received[:1]], [200], told)
    # Nobody linked a phone, and at the end of the input it goes on: the gateway refuses, and it says so.
    test.assertEqual((ran.status, len(received)), (1, 2), told)
    test.assertIn(ENTER, ran.out.decode("utf-8"), told)


def waits_for_somebody(test, results):
    program, status, said, before, received = results["somebody pairs"]
    told = f"{program.file}\n{said}\n{received}"
    test.assertEqual(before, 1, f"it did not wait\n{told}")
    test.assertEqual([request["status"] for request in received], [200, 200], told)
    test.assertEqual(status, 0, told)
    test.assertIn("qr.png", said)
    test.assertTrue((program.folder / "qr.png").read_bytes().startswith(PNG[:8]), told)


def uses_the_new_session(test, results):
    program, ran, received = results[SESSION]
    told = f"{program.file}\n{ran}\nrequests: {received}"
    test.assertNotIn("WAWP_INSTANCE_ID", program.starter["environment"])
    test.assertEqual((ran.status, len(received)), (0, 3), told)
    test.assertEqual([request["body"].get("instance_id") for request in received], [None, "3EB0A", "3EB0A"], told)
    test.assertEqual((program.folder / "qr.png").read_bytes(), PNG, told)


def load_tests(*_):
    cases = [(task, is_carried_out(task)) for task in STRICT]
    cases += [(f"an id in an answer: {name}", takes(name)) for name in IDS]
    cases += [(f"no id in an answer: {name}", misses(name)) for name in NO_IDS]
    cases += [("pairing with nobody there", goes_on_alone), ("pairing with somebody there", waits_for_somebody)]
    cases += [(SESSION, uses_the_new_session)]
    return suite(Work(rows(CALLS, run=True), work), cases)
