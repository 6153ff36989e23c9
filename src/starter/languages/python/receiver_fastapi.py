{{> receiver_title.py}}
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

{{> receiver.py}}
{{#calls}}
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
