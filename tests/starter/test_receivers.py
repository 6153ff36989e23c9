"""Receivers of events: each event is answered and shown, whatever else comes is survived, and a bot answers once."""

import socket
from concurrent.futures import ThreadPoolExecutor

from cases import BOT, EVERYTHING, THANKS
from gateway import JSON, Recorder
from programs import Batch, Work, rows, suite
from receiver import EVENTS, INTERRUPTS, Receiver, example, message, shown_at
from server import AN_EVENT, EVERY_EVENT, RECEIVES, Refused, Server

# A body that is no event, and the answers that say so.
REFUSED = (400, 413)
BROKEN = {
    "not JSON": b"{oops",
    "nothing": b"",
    "a list": b'[{"event": "message"}]',
    "a text": b'"message"',
    "a number": b"1",
    "null": b"null",
    "invalid UTF-8": b'{"event": "message", "payload": {"body": "\xff\xfe"}}',
    "half a body": b'{"event": "message", "payload": {"bo',
    "two megabytes": b'{"event": "message", "payload": {"body": "' + b"x" * 2_000_000 + b'"}}',
}
# Odd ones that may be taken or refused, as long as the next event is taken.
ODD = {
    "deeply nested": b"[" * 400_000,
    "a deeply nested payload": b'{"event": "message", "payload": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
    "no name": b'{"payload": {}}',
    "a number as its name": b'{"event": 5, "payload": {}}',
    "an object as its name": b'{"event": {}, "payload": {}}',
    "no payload": b'{"event": "message"}',
    "a null payload": b'{"event": "message", "payload": null}',
    "a text as its payload": b'{"event": "message", "payload": "x"}',
    "a list as its payload": b'{"event": "message", "payload": [1]}',
    "half a surrogate": b'{"event": "message", "payload": {"body": "\\ud83d"}}',
    "a number beyond all": b'{"event": "message", "payload": {"body": 1e999}}',
    "an unknown event": b'{"event": "something.new", "payload": {"x": 1}}',
    "an odd id": b'{"id": {"x": [1]}, "event": "message", "payload": {"from": "1@c.us", "fromMe": false}}',
}
PLACES = {
    "another path": ({"path": "/"}, (404, 405)),
    "another path below": ({"path": "/webhook/x"}, (404,)),
    "GET": ({"method": "GET"}, (405, 404)),
    "PUT": ({"method": "PUT"}, (405, 404)),
}
SECRET = "s3cr&t=+%é/ x"


class Checks:
    """What was seen of one receiver; a fault has the name of what was looked at."""

    def __init__(self):
        self.faults = {}

    def hold(self, name, is_so, told):
        self.faults[name] = None if is_so else str(told)


def work(row):
    checks = Checks()
    with Server() as server:
        batch = Batch.new(row, "receivers")
        batch.generate(server, "every", **EVERY_EVENT)
        batch.generate(server, "message", **AN_EVENT)
        batch.generate(server, "bot", **BOT)
    batch.build()
    for name, program in batch.programs.items():
        if isinstance(program, Refused) or program.fault:
            raise AssertionError(f"{name}: {getattr(program, 'fault', program)}")
    hears_every_event(batch.programs["every"], checks)
    hears_one_event(batch.programs["message"], checks)
    keeps_a_secret(batch.programs["message"], checks)
    for name, program in batch.programs.items():
        survives(name, program, checks)
    for name, how in INTERRUPTS.items():
        with Receiver(batch.programs["message"]) as receiver:
            checks.hold(f"it ends by {name}", receiver.end(how) is not None, receiver.output)
    answers_with_thanks(batch.programs["bot"], checks)
    names_what_is_missing(batch.programs["bot"], checks)
    return checks.faults


def hears_every_event(program, checks):
    with Receiver(program) as receiver:
        events = {name: example(name, n=f"{number} مرحبا 😀") for number, name in enumerate(EVENTS)}
        answers = {name: receiver.deliver(event) for name, event in events.items()}
        last = list(events.values())[-1]["payload"]
        output = receiver.wait_for(lambda output: shown_at(output, last) is not None)
    for name, event in events.items():
        at = shown_at(output, event["payload"])
        told = f"answered {answers[name]}\nshown at {at} in\n{output}"
        checks.hold(f"event {name}", answers[name] == 200 and at is not None and name in output, told)
    places = [shown_at(output, event["payload"]) for event in events.values()]
    in_order = None not in places and places == sorted(places)
    checks.hold("events are handled in order", in_order, f"{places}\n{output}")


def hears_one_event(program, checks):
    with Receiver(program) as receiver:
        events = [example(name, n=f"only {number}") for number, name in enumerate(EVENTS)]
        answers = [receiver.deliver(event) for event in events]
        last = message(n="the last")
        receiver.deliver(last)
        output = receiver.wait_for(lambda output: shown_at(output, last["payload"]) is not None)
        shown = [event["event"] for event in events if shown_at(output, event["payload"]) is not None]
        checks.hold("events that it is not for are answered", answers == [200] * len(events), answers)
        checks.hold("events that it is not for are not shown", shown == ["message"], f"{shown}\n{output}")
        for name, (how, statuses) in PLACES.items():
            status = receiver.deliver(message(), **how)
            checks.hold(f"request to {name}", status in statuses, status)
        large = message(body="é" * 400_000)
        checks.hold("an event of 800 kB", receiver.deliver(large) == 200, receiver.output[:500])


def keeps_a_secret(program, checks):
    with Receiver(program, WAWP_WEBHOOK_SECRET=SECRET) as receiver:
        answers = {
            "none": receiver.deliver(message()),
            "empty": receiver.deliver_with("", message()),
            "wrong": receiver.deliver_with("s3cret", message()),
            "longer": receiver.deliver_with(SECRET + "x", message()),
            "right": receiver.deliver_with(SECRET, message()),
        }
        checks.hold("a secret is asked for", answers == {**dict.fromkeys(answers, 403), "right": 200}, answers)
        checks.hold("the secret is not shown", SECRET not in receiver.output, receiver.output)
    with Receiver(program, WAWP_WEBHOOK_SECRET="") as receiver:
        checks.hold("an empty secret is none", receiver.deliver(message()) == 200, receiver.output)


def survives(name, program, checks):
    with Recorder() as gateway, Receiver(program, gateway.base) as receiver:
        for kind, body in {**BROKEN, **ODD}.items():
            status = receiver.post(body)
            after = receiver.deliver(message())
            expected = (
                kind in ODD or status in REFUSED or (kind == "two megabytes" and str(status).startswith("closed"))
            )
            told = f"answered {status}, the next event {after}\n{receiver.output[-2000:]}"
            checks.hold(f"{name}: {kind}", expected and after == 200, told)
        with socket.create_connection(("127.0.0.1", receiver.port)) as stalled:
            stalled.sendall(b"POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{")
            after = receiver.deliver(message())
            checks.hold(f"{name}: a delivery that stalls", after == 200, f"the next event {after}")
        checks.hold(f"{name}: a delivery that was cut off", receiver.deliver(message()) == 200, receiver.output[-2000:])


def answers_with_thanks(program, checks):
    with Recorder() as gateway, Receiver(program, gateway.base, token="the-token") as receiver:
        Bot(gateway, receiver, checks).play()
        checks.hold("the bot does not show the token", "the-token" not in receiver.output, receiver.output)


class Bot:
    """A receiver that answers messages; the call for a last message shows that all before it are done."""

    def __init__(self, gateway, receiver, checks):
        self.gateway, self.receiver, self.checks = gateway, receiver, checks

    def scene(self, name, events, expected, *script):
        """Delivers events; the chats that are written to are the expected ones, in order."""
        self.gateway.reset(*script)
        statuses = [self.receiver.deliver(event) for event in events]
        self.receiver.deliver(message(**{"from": "last@c.us"}))
        received = self.gateway.wait_for(len(expected) + 1, patience=60)
        chats = [request["body"].get("chatId") for request in received]
        told = f"answered {statuses}; the gateway received {received}\n{self.receiver.output[-2000:]}"
        self.checks.hold(name, statuses == [200] * len(events) and chats == [*expected, "last@c.us"], told)
        return received

    def play(self):
        one = "201012345678@c.us"
        received = self.scene("the bot answers a message once", [message()], [one])
        first = received[0] if received else {}
        call = [
            first.get("method"),
            "/".join(first.get("path", [])),
            first.get("token"),
            first.get("body", {}).get("instance_id"),
        ]
        self.checks.hold("the bot's call is whole", call == ["POST", "/v2/send/text", "the-token", "instance"], first)
        text = first.get("body", {}).get("message")
        self.checks.hold("the bot says thanks", text == THANKS, text)
        again = message()
        self.scene("the bot skips an event that comes again", [again, again], [one])
        self.scene("the bot skips own messages", [message(fromMe=True)], [])
        others = [example(name) for name in EVENTS if name != "message"]
        self.scene("the bot skips other events", others, [])
        many = [message(**{"from": f"{number}@c.us"}) for number in range(5)]
        self.scene("the bot answers in order", many, [event["payload"]["from"] for event in many])
        self.scene("the bot takes texts as they are", [message(**{"from": EVERYTHING})], [EVERYTHING])
        unnamed = message()
        del unnamed["payload"]["from"]
        self.scene("the bot survives an event without a sender", [unnamed], [])
        two = [message(**{"from": f"{number}@c.us"}) for number in range(2)]
        chats = [event["payload"]["from"] for event in two]
        error = (500, JSON, b'{"code": "server_error", "message": "no luck"}')
        self.scene("the bot survives a refusal, repeats nothing", two, chats, error)
        said = self.receiver.wait_for(lambda output: "no luck" in output)
        self.checks.hold("the bot says what was refused", "no luck" in said, said[-2000:])
        self.scene("the bot survives a closed connection, repeats nothing", two_more(), ["a@c.us", "b@c.us"], closes)
        wait = (429, {**JSON, "retry-after": "1"}, b"{}")
        self.scene("the bot asks again after 429", two_more(), ["a@c.us", "a@c.us", "b@c.us"], wait)
        self.answers_at_once()
        self.many_at_once()

    def answers_at_once(self):
        """While the gateway keeps the call waiting, the delivery has its answer."""
        answered = []
        self.gateway.reset(lambda handler: hold_until(handler, lambda: answered))
        answered.append(self.receiver.deliver(message()))
        self.gateway.wait_for(1, patience=60)
        self.checks.hold("the bot answers a delivery before its work is done", answered == [200], answered)

    def many_at_once(self):
        self.gateway.reset()
        events = [message(**{"from": f"{number}@c.us"}) for number in range(40)]
        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(self.receiver.deliver, events))
        received = self.gateway.wait_for(len(events), patience=60)
        chats = sorted(request["body"]["chatId"] for request in received)
        expected = sorted(event["payload"]["from"] for event in events)
        told = f"answered {statuses}; {len(received)} calls\n{self.receiver.output[-2000:]}"
        self.checks.hold("the bot takes forty messages at once", statuses == [200] * 40 and chats == expected, told)


def two_more():
    return [message(**{"from": "a@c.us"}), message(**{"from": "b@c.us"})]


def closes(handler):
    handler.close_connection = True


def hold_until(handler, is_so):
    """Keeps a call without an answer until that is so, or the caller has gone."""
    handler.connection.settimeout(0.05)
    while not is_so():
        try:
            if not handler.connection.recv(1):
                return
        except TimeoutError:
            continue
    handler.connection.settimeout(None)
    handler.send_response(200)
    handler.send_header("content-length", "2")
    handler.end_headers()
    handler.wfile.write(b"{}")


def names_what_is_missing(program, checks):
    for name in ("WAWP_ACCESS_TOKEN", "WAWP_INSTANCE_ID"):
        for how, value in (("missing", None), ("empty", "")):
            ran = program.run(
                program.environment("http://127.0.0.1:9", "t", "i", **{name: value, "PORT": "0"}), patience=60
            )
            checks.hold(f"{name} is {how}", ran.status == 1 and name in ran.err.decode("utf-8"), ran)


def holds(name):
    def look(test, faults):
        test.assertIn(name, faults, "it was not looked at")
        if faults[name] is not None:
            test.fail(faults[name])

    return look


BOTS = [
    "the bot answers a message once",
    "the bot's call is whole",
    "the bot says thanks",
    "the bot skips an event that comes again",
    "the bot skips own messages",
    "the bot skips other events",
    "the bot answers in order",
    "the bot takes texts as they are",
    "the bot survives an event without a sender",
    "the bot survives a refusal, repeats nothing",
    "the bot says what was refused",
    "the bot survives a closed connection, repeats nothing",
    "the bot asks again after 429",
    "the bot answers a delivery before its work is done",
    "the bot takes forty messages at once",
    "the bot does not show the token",
]


def load_tests(*_):
    names = [f"event {name}" for name in EVENTS]
    names += [
        "events are handled in order",
        "events that it is not for are answered",
        "events that it is not for are not shown",
    ]
    names += [f"request to {name}" for name in PLACES]
    names += ["an event of 800 kB", "a secret is asked for", "the secret is not shown", "an empty secret is none"]
    stalls = ["a delivery that stalls", "a delivery that was cut off"]
    names += [f"{program}: {kind}" for program in ("every", "message", "bot") for kind in [*BROKEN, *ODD, *stalls]]
    names += [f"it ends by {name}" for name in INTERRUPTS]
    names += BOTS
    names += [f"{name} is {how}" for name in ("WAWP_ACCESS_TOKEN", "WAWP_INSTANCE_ID") for how in ("missing", "empty")]
    return suite(Work(rows(RECEIVES, run=True), work, workers=4), ((name, holds(name)) for name in names))
