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

{{> receiver.py}}
{{#calls}}
{{> call_urllib.py fails=CallError}}


{{> answers.py fails=CallError}}
{{> repeated.py}}


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
