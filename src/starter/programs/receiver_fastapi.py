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
{{#linked_path}}
import urllib.parse
{{/linked_path}}
{{#calls}}
from collections import OrderedDict
{{/calls}}
from contextlib import asynccontextmanager

{{#calls}}
import httpx
{{/calls}}
import uvicorn
from fastapi import FastAPI, Request, Response

# Every script and every emoji can be printed, on Windows too, and at once.
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)

{{#calls}}

{{> settings.py}}
{{/calls}}
{{> receiver_settings.py}}
# Events that were taken and wait for their turn; they are lost when the program ends.
events = asyncio.Queue(maxsize=1000)


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


{{> call_httpx.py fails=CallError}}


{{> answers.py fails=CallError}}
{{> repeated.py}}


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
