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
{{#calls}}
from collections import OrderedDict
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
{{/calls}}
{{#linked_path}}
from urllib.parse import quote
{{/linked_path}}

{{#calls}}
import requests
{{/calls}}
from flask import Flask, abort, request
from waitress import serve
from werkzeug.exceptions import HTTPException

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


def send(method, path, query, body):
    """Sends one request and waits for the answer, 30 seconds at most.

    The timeout of requests begins anew with every byte that arrives; only waiting for a
    thread limits the whole.
    """
    answer = Future()

    def run():
        try:
            response = requests.request(
                method,
                BASE_URL + path,
                params=query,
                json=body,
                headers={"{{token_header}}": ACCESS_TOKEN},
                timeout=30,
                allow_redirects=False,
            )
            response.encoding = "utf-8"
            answer.set_result(response)
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer.result(timeout=30)


def call(method, path, query=None, body=None):
    """Makes one request and returns the answer. Raises CallError if it is refused."""
    for attempt in range(4):
        try:
            response = send(method, path, query, body)
        except (requests.RequestException, TookTooLong) as error:
            # The gateway may have taken it: sending it again could do it twice.
            raise CallError(
                f"No answer ({type(error).__name__}). "
                "Look whether it was done before you try again."
            ) from error
        if response.status_code != 429 or attempt == 3:
            break
        # Too many requests: this one was not taken, so wait and ask again.
        wait = response.headers.get("Retry-After", "")
        time.sleep(min(int(wait), 60) if wait.isdecimal() else 5)
    try:
        answer = response.json()
    except ValueError:
        answer = response.text
    if not 200 <= response.status_code < 300:
        error = answer if isinstance(answer, dict) else {}
        reason = f"{error.get('code', '')} {error.get('message', '') or response.text}".strip()
        raise CallError(
            f"{method} {path} was refused with status {response.status_code}: {reason}"
        )
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
    return quote(text, safe="@")


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
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = LIMIT


@app.post("/webhook")
def receive():
    """Takes an event and answers at once; the work is done afterwards."""
    given = request.args.get("secret", "")
    if SECRET and not hmac.compare_digest(given.encode(), SECRET):
        abort(403)
    try:
        event = request.get_json(force=True)
    except (HTTPException, RecursionError):
        abort(400)
    if not isinstance(event, dict):
        abort(400)
{{#some}}
    if not is_wanted(event.get("event")):
        return ""
{{/some}}
    try:
        events.put_nowait(event)
    except queue.Full:
        abort(503)  # The gateway will deliver it again.
    return ""


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=work, daemon=True).start()
    print(f"Listening on port {PORT} for POST /webhook")
    # Flask's own server is for development, and it logs addresses with their secret.
    serve(app, host="0.0.0.0", port=PORT)
