{{> receiver_title.py}}
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
{{#linked_path}}
import urllib.parse
{{/linked_path}}
{{#calls}}
from collections import OrderedDict
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
{{/calls}}

{{#calls}}
import requests
{{/calls}}
from flask import Flask, abort, request
from waitress import serve
from werkzeug.exceptions import HTTPException

{{> receiver.py}}
{{#calls}}
{{> call_requests.py fails=CallError}}


{{> answers.py fails=CallError}}
{{> repeated.py}}


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
