#!/usr/bin/env python3
"""{{title}}

Listens on port 8080, or the one in PORT, for POST /webhook.
"""

import asyncio
{{#picture}}
import base64
{{/picture}}
import hmac
import json
import os
import sys
import traceback
{{#calls}}
from collections import OrderedDict
{{/calls}}
from contextlib import asynccontextmanager
{{#linked_path}}
from urllib.parse import quote
{{/linked_path}}

{{#calls}}
import httpx
{{/calls}}
import uvicorn
from fastapi import FastAPI, Request, Response

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
events = asyncio.Queue(maxsize=1000)
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
async def handle(event):
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


async def work():
    """Handles the events one after another, in the order in which they came."""
    while True:
        event = await events.get()
        try:
            await handle(event)
{{#calls}}
        except CallError as error:
            print(error, file=sys.stderr)
{{/calls}}
        except Exception:
            traceback.print_exc()


{{#calls}}
class CallError(Exception):
    """A call that was refused or has no answer."""


async def call(method, path, query=None, body=None):
    """Makes one request and returns the answer. Raises CallError if it is refused."""
    headers = {"{{token_header}}": ACCESS_TOKEN}
    for attempt in range(4):
        try:
            async with httpx.AsyncClient(timeout=30) as client:
                request = client.request(
                    method, BASE_URL + path, params=query, json=body, headers=headers
                )
                # Its own timeout begins anew with every byte; this limits the whole.
                response = await asyncio.wait_for(request, 30)
        except (httpx.HTTPError, asyncio.TimeoutError) as error:
            # The gateway may have taken it: sending it again could do it twice.
            raise CallError(
                f"No answer ({type(error).__name__}). "
                "Look whether it was done before you try again."
            ) from error
        if response.status_code != 429 or attempt == 3:
            break
        # Too many requests: this one was not taken, so wait and ask again.
        wait = response.headers.get("Retry-After", "")
        await asyncio.sleep(min(int(wait), 60) if wait.isdecimal() else 5)
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
@asynccontextmanager
async def lifespan(app):
    """Runs the worker for as long as the server runs."""
    worker = asyncio.create_task(work())
    yield
    worker.cancel()


app = FastAPI(lifespan=lifespan, openapi_url=None, redirect_slashes=False)


@app.post("/webhook")
async def receive(request: Request, secret: str = ""):
    """Takes an event and answers at once; the work is done afterwards."""
    if SECRET and not hmac.compare_digest(secret.encode(), SECRET):
        return Response(status_code=403)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LIMIT:
            return Response(status_code=400)
    try:
        event = json.loads(body.decode())
    except (ValueError, RecursionError):
        return Response(status_code=400)
    if not isinstance(event, dict):
        return Response(status_code=400)
{{#some}}
    if not is_wanted(event.get("event")):
        return Response()
{{/some}}
    try:
        events.put_nowait(event)
    except asyncio.QueueFull:
        return Response(status_code=503)  # The gateway will deliver it again.
    return Response()


if __name__ == "__main__":
    print(f"Listening on port {PORT} for POST /webhook")
    # An access log would hold addresses with their secret.
    uvicorn.run(app, host="0.0.0.0", port=PORT, access_log=False, log_level="warning")
