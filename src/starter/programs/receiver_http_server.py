#!/usr/bin/env python3
"""{{title}}

Listens on port 8080, or the one in PORT, for POST /webhook.
"""

{{#picture}}
import base64
{{/picture}}
import hmac
import json
import os
import queue
import signal
import sys
import threading
{{#calls}}
import time
{{/calls}}
import traceback
import urllib.parse
{{#calls}}
import urllib.request
{{/calls}}
{{#calls}}
from collections import OrderedDict
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from http.client import HTTPException
{{/calls}}
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Every script and every emoji can be printed, on Windows too, and at once.
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)

{{#calls}}

def setting(name):
    """Reads a credential from the environment, so that none stands in this file."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"Set the environment variable {name} first.")
    if not (value.isascii() and value.isprintable()):
        sys.exit(f"{name} holds a line break or another character that cannot be sent.")
    return value


ACCESS_TOKEN = setting("WAWP_ACCESS_TOKEN")
{{#instance}}
INSTANCE_ID = setting("WAWP_INSTANCE_ID")
{{/instance}}
BASE_URL = (os.environ.get("WAWP_BASE_URL") or "{{server}}").rstrip("/")
{{/calls}}
PORT = int(os.environ.get("PORT") or 8080)
# Events carry no signature. Give the gateway an address that ends in ?secret=... and set
# the same secret here, so that nobody else can send you events.
SECRET = os.environ.get("WAWP_WEBHOOK_SECRET", "").encode()
# The longest body that is read, in bytes.
LIMIT = 1_000_000
# Events that were taken and wait for their turn; they are lost when the program ends.
events = queue.Queue(maxsize=1000)
{{#calls}}
# The ids of the latest events: the gateway delivers one again when it is in doubt. A
# restart forgets them; keep them in a database if that must not happen.
seen = OrderedDict()
{{/calls}}


{{#some}}
def is_wanted(name):
    """Tells whether an event is one that this program is for."""
    return {{is_wanted}}


{{/some}}
def handle(event):
    """Does the work for one event. Put your own code here."""
    name, payload = event.get("event"), event.get("payload")
{{#calls}}
    if is_repeated(event):
        return
{{#from_me}}
    if isinstance(payload, dict) and payload.get("fromMe") is True:
        return  # An own message: answering it would go on for ever.
{{/from_me}}
{{/calls}}
{{#some}}
    # What the payload holds:
    {{fields}}
{{/some}}
    print(json.dumps({"event": name, "payload": payload}, ensure_ascii=False))
{{#calls}}

    {{steps}}
{{/calls}}


def work():
    """Handles the events one after another, in the order in which they came."""
    while True:
        event = events.get()
        try:
            handle(event)
{{#calls}}
        except CallError as error:
            print(error, file=sys.stderr)
{{/calls}}
        except Exception:
            traceback.print_exc()


{{#calls}}
class CallError(Exception):
    """A call that was refused or has no answer."""


class AsItCame(urllib.request.HTTPErrorProcessor):
    """Hands over every answer as it came: no redirect is followed, no status raised."""

    def http_response(self, request, response):
        return response

    https_response = http_response


def send(method, path, query, body):
    """Sends one request and waits for status, headers and text, 30 seconds at most.

    The timeout of urllib begins anew with every byte that arrives; only waiting for a
    thread limits the whole.
    """
    url = BASE_URL + path + ("?" + urllib.parse.urlencode(query) if query else "")
    # Some gateways turn away the name that urllib gives itself.
    headers = {"{{token_header}}": ACCESS_TOKEN, "User-Agent": "starter"}
    data = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    opener = urllib.request.build_opener(AsItCame)
    answer = Future()

    def run():
        try:
            with opener.open(request, timeout=30) as response:
                text = response.read().decode(errors="replace")
                answer.set_result((response.status, response.headers, text))
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer.result(timeout=30)


def call(method, path, query=None, body=None):
    """Makes one request and returns the answer. Raises CallError if it is refused."""
    for attempt in range(4):
        try:
            status, headers, text = send(method, path, query, body)
        except (OSError, HTTPException, TookTooLong) as error:
            # The gateway may have taken it: sending it again could do it twice.
            raise CallError(
                f"No answer ({type(error).__name__}). "
                "Look whether it was done before you try again."
            ) from error
        if status != 429 or attempt == 3:
            break
        # Too many requests: this one was not taken, so wait and ask again.
        wait = headers.get("Retry-After", "")
        time.sleep(min(int(wait), 60) if wait.isdecimal() else 5)
    try:
        answer = json.loads(text)
    except ValueError:
        answer = text
    if not 200 <= status < 300:
        error = answer if isinstance(answer, dict) else {}
        reason = f"{error.get('code', '')} {error.get('message', '') or text}".strip()
        raise CallError(f"{method} {path} was refused with status {status}: {reason}")
    return answer


{{#linked}}
def pick(source, *names):
    """Takes a value out of the event, or out of an answer."""
    value = source
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise CallError(f"There is no {'.'.join(names)}: {source}")
    return str(value)


{{/linked}}
{{#linked_path}}
def segment(text):
    """Writes a value so that it can stand as one part of a path."""
    if text in ("", ".", ".."):
        raise CallError(f"{text!r} cannot stand in a path.")
    return urllib.parse.quote(text, safe="@")


{{/linked_path}}
{{#picture}}
def save_picture(answer, name):
    """Saves a picture that came as a data: address."""
    data = answer.get(name) if isinstance(answer, dict) else None
    try:
        picture = base64.b64decode(str(data).partition(",")[2])
    except ValueError:
        picture = b""
    if not picture:
        raise CallError(f"The answer holds no picture in {name}.")
    with open("qr.png", "wb") as file:
        file.write(picture)
    print("Saved qr.png")


{{/picture}}
{{#show}}
def show(answer):
    """Prints an answer."""
    if not isinstance(answer, str):
        answer = json.dumps(answer, indent=2, ensure_ascii=False)
    print(answer)


{{/show}}
def is_repeated(event):
    """Tells whether an event was delivered before, and remembers its id."""
    event_id = event.get("id")
    if not isinstance(event_id, str):
        return False
    if event_id in seen:
        return True
    seen[event_id] = True
    if len(seen) > 10_000:
        seen.popitem(last=False)
    return False


{{/calls}}
class Receiver(BaseHTTPRequestHandler):
    """Takes the events."""

    # A sender that says nothing for so many seconds is hung up on.
    timeout = 30

    def do_POST(self):
        event = self.read_event()
        path, _, query = self.path.partition("?")
        given = urllib.parse.parse_qs(query).get("secret", [""])[0]
        if path != "/webhook":
            self.answer(404)
        elif SECRET and not hmac.compare_digest(given.encode(), SECRET):
            self.answer(403)
        elif event is None:
            self.answer(400)
{{#some}}
        elif not is_wanted(event.get("event")):
            self.answer(200)
{{/some}}
        else:
            try:
                events.put_nowait(event)
            except queue.Full:
                self.answer(503)  # The gateway will deliver it again.
            else:
                self.answer(200)

    def do_GET(self):
        self.answer(405 if self.path.partition("?")[0] == "/webhook" else 404)

    do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET

    def read_event(self):
        """Returns the event in the body, or None if there is none."""
        try:
            length = int(self.headers["Content-Length"])
            if not 0 <= length <= LIMIT:
                return None
            event = json.loads(self.rfile.read(length).decode())
        except (TypeError, ValueError, RecursionError):
            return None
        return event if isinstance(event, dict) else None

    def answer(self, status):
        self.send_response(status)
        if status == 405:
            self.send_header("Allow", "POST")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Logs no requests: their addresses hold the secret."""


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=work, daemon=True).start()
    with ThreadingHTTPServer(("", PORT), Receiver) as server:
        print(f"Listening on port {PORT} for POST /webhook")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped")


if __name__ == "__main__":
    main()
