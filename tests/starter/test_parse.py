"""Every operation, every event and some tasks, in every language, read by the language's own parser or compiler."""

import functools

import cases
from programs import Batch, Work, rows, suite
from server import CALLS, EVERY_EVENT, RECEIVES, Refused, Server

# Everything that is documented; a change of these numbers is one of the API.
OPERATIONS, EVENTS = 123, 24


@functools.cache
def wanted(job):
    """What programs of a job are generated for, by name."""
    with Server() as server:
        if job == CALLS:
            pages = server.pages("endpoint")
            assert len(pages) == OPERATIONS, len(pages)
            single = {f"{method} {path}": {"path": path, "method": method} for path, method in pages}
            return {**single, **{f"task: {task}": {"task": task} for task in cases.TASKS}}
        events = [path.removeprefix("/") for path, _ in server.pages("webhook")]
        assert len(events) == EVENTS, len(events)
        return {"every event": EVERY_EVENT, "a bot": cases.BOT, **{event: {"path": event} for event in events}}


def work(row):
    batch = Batch.new(row, "parse")
    with Server() as server:
        for case, asked in wanted(row.job).items():
            batch.generate(server, case, **asked)
    batch.check()
    return batch.programs


def reads(case):
    def look(test, programs):
        program = programs[case]
        if isinstance(program, Refused):
            test.fail(f"the tool refuses to write it: {program}")
        if program.fault:
            test.fail(f"{program.file}\n{program.fault}")
        test.assertTrue(program.starter["code"].endswith("\n"), "no end of line at the end")
        test.assertNotIn("\r", program.starter["code"])
        for place in ("{{#", "{{/", "}}}}"):
            test.assertNotIn(place, program.starter["code"], f"{program.file}: a place of the frame was left")

    return look


def load_tests(*_):
    tests = suite(Work(rows(CALLS), work), ((case, reads(case)) for case in wanted(CALLS)))
    tests.addTests(suite(Work(rows(RECEIVES), work), ((case, reads(case)) for case in wanted(RECEIVES))))
    return tests
