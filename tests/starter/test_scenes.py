"""How programs take what a gateway and an environment can do to them.

Each says what is wrong, and repeats nothing that may have been done.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from gateway import Recorder, Simulated
from programs import PORT_OF_NOBODY, Batch, Work, rows, suite
from server import A_CALL, CALLS, Refused, Server

ARABIC = 'مرحبا 😀 \\ " é'


@dataclass(frozen=True)
class Scene:
    """What the gateway does, and what the program is to do then."""

    faults: tuple = ()
    # Nothing in place of a text: the variable is not set.
    environment: dict = field(default_factory=dict)
    status: int = 0
    requests: int = 1
    asked: str = "POST"
    # On standard error where it ends with 1, else on standard output.
    says: tuple = ()


def refused(status, body=None, **more):
    return {"status": status, **({} if body is None else {"body": body}), **more}


SLOW_DOWN = {"code": "rate_limit_exceeded", "message": "slow down"}
SOON = {"retry-after": "1"}

SCENES = {
    "no token": Scene(environment={"WAWP_ACCESS_TOKEN": None}, status=1, requests=0, says=("WAWP_ACCESS_TOKEN",)),
    "an empty token": Scene(environment={"WAWP_ACCESS_TOKEN": ""}, status=1, requests=0, says=("WAWP_ACCESS_TOKEN",)),
    "no session": Scene(environment={"WAWP_INSTANCE_ID": None}, status=1, requests=0, says=("WAWP_INSTANCE_ID",)),
    "an empty session": Scene(environment={"WAWP_INSTANCE_ID": ""}, status=1, requests=0, says=("WAWP_INSTANCE_ID",)),
    "a wrong token": Scene(environment={"WAWP_ACCESS_TOKEN": "wrong"}, status=1, says=("401", "invalid_access_token")),
    "slashes behind the address": Scene(environment={"WAWP_BASE_URL": "{base}//"}),
    "nobody there": Scene(environment={"WAWP_BASE_URL": PORT_OF_NOBODY}, status=1, requests=0),
    "refused": Scene(
        (refused(400, {"code": "missing_param", "message": "m: عربي"}),),
        status=1,
        says=("400", "missing_param", "m: عربي"),
    ),
    "refused, no message": Scene((refused(404, {"code": "not_found"}),), status=1, says=("404", "not_found")),
    "refused, a list": Scene((refused(400, [1]),), status=1, says=("400",)),
    "refused, code is a number": Scene((refused(422, {"code": 7, "message": {"x": 1}}),), status=1, says=("422",)),
    "refused in HTML": Scene(
        (refused(503, "<h1>down</h1>", content_type="text/html"),), status=1, says=("503", "down")
    ),
    "refused without a body": Scene((refused(500, ""),), status=1, says=("500",)),
    "redirected": Scene((refused(302, "", headers={"location": "{base}/v2/session/info"}),), status=1, says=("302",)),
    "too many once": Scene((refused(429, SLOW_DOWN, headers=SOON),), requests=2),
    "too many always": Scene(
        (refused(429, SLOW_DOWN, headers=SOON, times=9),), status=1, requests=4, says=("429", "slow down")
    ),
    "too many, odd waits": Scene(
        (
            refused(429, "", headers={"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}),
            refused(429, "", headers={"retry-after": "-5"}),
        ),
        requests=3,
    ),
    "closed before the answer": Scene(({"drop": True},), status=1),
    "closed in the answer": Scene(({"half_body": True, "after": "after"},), status=1),
    # Many a library asks again by itself where that is harmless; with these it is not.
    "closed before the answer to a GET that sends": Scene(({"drop": True},), status=1, asked="GET"),
    "closed in the answer to a GET that sends": Scene(({"half_body": True, "after": "after"},), status=1, asked="GET"),
    "a text": Scene((refused(200, "Success: ok"),), says=("Success: ok",)),
    "no body": Scene((refused(200, ""),)),
    "no content": Scene((refused(204, ""),)),
    "broken JSON": Scene((refused(200, "{oops", content_type="application/json"),), says=("{oops",)),
    "a list": Scene((refused(200, [{"id": ARABIC}]),), says=("مرحبا 😀",)),
    "a word": Scene((refused(200, "true", content_type="application/json"),), says=("true",)),
    "Arabic and emoji": Scene((refused(200, {"text": ARABIC}),), says=('مرحبا 😀 \\\\ \\" é',)),
    "a long answer": Scene((refused(200, {"text": "مرحبا" * 40_000}),), says=("مرحبا" * 40_000,)),
}


def acted(row):
    """Every scene, with the same programs."""
    results = {}
    with Simulated() as gateway, Server() as server:
        batch = Batch.new(row, "scenes")
        for method in ("POST", "GET"):
            batch.generate(server, method, path="/v2/send/text", method=method)
        batch.build()
        for program in batch.programs.values():
            if isinstance(program, Refused) or program.fault:
                raise AssertionError(getattr(program, "fault", program))
        for name, scene in SCENES.items():
            program = batch.programs[scene.asked]
            gateway.reset(*(placed(fault, gateway.base) for fault in scene.faults))
            more = {name: value and value.format(base=gateway.base) for name, value in scene.environment.items()}
            settings = program.environment(gateway.base, gateway.token, gateway.instance, **more)
            results[name] = (program.run(settings), gateway.received(), gateway.token)
    return results


def placed(fault, base):
    headers = {name: value.format(base=base) for name, value in fault.get("headers", {}).items()}
    return {**fault, "headers": headers}


def plays(name):
    scene = SCENES[name]

    def look(test, results):
        if name == "redirected" and test.row.follows_redirects:
            reason = f"{test.row.printer} follows redirects: {test.row.follows_redirects}"
            print(f"\nskipped test: {reason}")
            test.skipTest(reason)
        ran, received, token = results[name]
        told = f"{ran}\nrequests: {[request['path'] for request in received]}"
        test.assertEqual(ran.status, scene.status, told)
        test.assertEqual(len(received), scene.requests, told)
        stream = (ran.err if scene.status else ran.out).decode("utf-8")
        for words in scene.says:
            words = test.row.calls_it.get(words, words)
            test.assertTrue(words in stream, f"{words[:80]!r} is not said\n{str(ran)[:2000]}")
        test.assertTrue(scene.status == 0 or ran.err.strip(), f"it does not say what is wrong\n{told}")
        test.assertNotIn(token, ran.output, "the token is shown")

    return look


# A gateway that takes a request and is silent, and one whose answer never ends.
def is_silent(handler):
    handler.connection.recv(1)


def drips(handler):
    handler.send_response(200)
    handler.send_header("content-length", "100000")
    handler.end_headers()
    handler.connection.settimeout(DRIP)
    # Until the program has gone.
    while True:
        try:
            handler.connection.sendall(b" ")
            if not handler.connection.recv(1):
                return
        except TimeoutError:
            continue
        except OSError:
            return


# Seconds between two bytes: more often than any time limit for one reading.
DRIP = 3
SLOW = {"silent for ever": is_silent, "an answer that never ends": drips}


# More than the half minute that a program gives a request, on a busy machine.
LONG_ENOUGH = 90


def waited(row):
    with Server() as server:
        batch = Batch.new(row, "slow")
        for name in SLOW:
            batch.generate(server, name, **A_CALL)
    batch.build()
    with ThreadPoolExecutor() as pool:
        return dict(zip(SLOW, pool.map(lambda name: waits(batch.programs[name], SLOW[name]), SLOW)))


def waits(program, answer):
    with Recorder() as gateway:
        gateway.reset(answer)
        settings = program.environment(gateway.base, "token", "instance")
        return program.run(settings, patience=LONG_ENOUGH), gateway.received()


def gives_up(name):
    def look(test, results):
        ran, received = results[name]
        test.assertEqual((ran.status, len(received)), (1, 1), str(ran))
        test.assertTrue(ran.err.strip(), f"it does not say what is wrong\n{ran}")

    return look


# Every character that a header can carry; a program may refuse what its language cannot carry, and says so.
CREDENTIALS = {
    "signs": ("tok_'$x`y%41;#{z}!~^|<>&*?()[]=+,:@ ${HOME} $(id) z", "in 'st$x & y=1 %41 #{z} `w` +"),
    "quotes and backslashes": ('tok_"\\n\\x41"\\', 'in"st\\n'),
}
CALLED = {"in the body": A_CALL, "in the query": {"path": "/v2/chats", "method": "GET"}}


def carried(row):
    results = {}
    with Recorder() as gateway, Server() as server:
        batch = Batch.new(row, "credentials")
        for name, asked in CALLED.items():
            batch.generate(server, name, **asked)
        batch.build()
        for where in CALLED:
            program = batch.programs[where]
            for kind, (token, instance) in CREDENTIALS.items():
                gateway.reset()
                results[f"{kind} {where}"] = (
                    program.run(program.environment(gateway.base, token, instance)),
                    gateway.received(),
                )
    return results


def carries(kind, where):
    token, instance = CREDENTIALS[kind]

    def look(test, results):
        ran, received = results[f"{kind} {where}"]
        named = [test.row.calls_it.get(name, name) for name in ("WAWP_ACCESS_TOKEN", "WAWP_INSTANCE_ID")]
        if kind != "signs" and not received:
            test.assertEqual(ran.status, 1, str(ran))
            test.assertTrue(any(name in ran.output for name in named), f"it does not say which\n{ran}")
            return
        test.assertEqual(len(received), 1, str(ran))
        [request] = received
        test.assertEqual(request["token"], token)
        holder = request["query"] if where == "in the query" else request["body"]
        test.assertEqual(holder["instance_id"], instance)
        if where == "in the body":
            test.assertEqual(holder.get("access_token", token), token)

    return look


def load_tests(*_):
    tests = suite(Work(rows(CALLS, run=True), acted, workers=4), ((name, plays(name)) for name in SCENES))
    # Each waits half a minute, and does nothing meanwhile.
    waiting = Work(rows(CALLS, run=True), waited, workers=32)
    tests.addTests(suite(waiting, ((name, gives_up(name)) for name in SLOW)))
    every = [(kind, where) for kind in CREDENTIALS for where in CALLED]
    found = ((f"credentials with {kind}, {where}", carries(kind, where)) for kind, where in every)
    tests.addTests(suite(Work(rows(CALLS, run=True), carried), found))
    return tests
