"""A receiver of events that runs: what it is sent, and what it says."""

import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time
import uuid
from urllib.parse import quote

from programs import PATIENCE, kill
from server import webhooks

EVENTS = webhooks()


class Receiver:
    """A generated receiver on a port of its own."""

    def __init__(self, program, gateway_base="http://127.0.0.1:9", token="token", **environment):
        self.port = free_port()
        folder = program.folder / "temporary"
        folder.mkdir(exist_ok=True)
        settings = program.environment(
            gateway_base, token, "instance", **{"PORT": str(self.port), "TMPDIR": str(folder), **environment}
        )
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.process = program.start(settings, **streams)
        self.said = b""
        self.heard = threading.Condition()
        self.listening = threading.Thread(target=self.listen, daemon=True)
        self.listening.start()

    def __enter__(self):
        self.wait_until_it_serves()
        return self

    def __exit__(self, *_):
        kill(self.process)
        self.process.wait()
        self.listening.join()
        self.process.stdout.close()

    def listen(self):
        while more := os.read(self.process.stdout.fileno(), 65536):
            with self.heard:
                self.said += more
                self.heard.notify_all()

    def wait_until_it_serves(self):
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise AssertionError(f"it serves nobody; status {self.process.poll()}\n{self.output}") from None
                # Nothing tells of a port that is not open yet.
                time.sleep(0.02)

    @property
    def output(self):
        return self.said.decode("utf-8", "backslashreplace")

    def wait_for(self, is_said):
        """What it said, once that is so; all that it said if it never is."""
        with self.heard:
            self.heard.wait_for(lambda: is_said(self.output), timeout=30)
            return self.output

    def post(self, body, path="/webhook", method="POST", **headers):
        """The status of the answer; `closed` where the connection ends without one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"content-type": "application/json", **headers}
        try:
            try:
                connection.request(method, path, body, headers)
            except ConnectionError:
                # It had read enough, and may have answered already.
                pass
            return connection.getresponse().status
        except (ConnectionError, http.client.HTTPException, OSError) as fault:
            return f"closed ({type(fault).__name__})"
        finally:
            connection.close()

    def deliver(self, event, **how):
        return self.post(json.dumps(event, ensure_ascii=False).encode(), **how)

    def deliver_with(self, secret, event):
        return self.deliver(event, path=f"/webhook?secret={quote(secret, safe='')}")

    def end(self, how):
        """Ends it by a signal; its status, nothing if it stays."""
        self.process.send_signal(how)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            return None


INTERRUPTS = {"Ctrl-C": signal.SIGINT, "SIGTERM": signal.SIGTERM}


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def example(name, **payload):
    """A delivery as the documentation shows it, under an id of its own, with these members in its payload."""
    event = EVENTS[name]
    return {**event, "id": f"evt_{uuid.uuid4().hex}", "payload": {**event["payload"], **payload}}


def message(**payload):
    """A message that somebody else wrote."""
    return example("message", **{"fromMe": False, "from": "201012345678@c.us", "body": "Hello", **payload})


def shown_at(output, payload):
    """Where the payload stands in the output as JSON, alone or in a larger value; nothing where it does not."""
    decoder = json.JSONDecoder()
    at = output.find("{")
    while at >= 0:
        try:
            value, _ = decoder.raw_decode(output, at)
        except ValueError:
            value = None
        if value == payload or isinstance(value, dict) and payload in value.values():
            return at
        at = output.find("{", at + 1)
    return None
