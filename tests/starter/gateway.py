"""What programs speak to: the simulated gateway, and a recorder for answers that no gateway gives."""

import json
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from server import BINARY, clean_environment

JSON = {"content-type": "application/json"}


class Simulated:
    """`wawp-mcp sandbox`: strict where the gateway may be strict; it tells what it received, and breaks on order."""

    def __init__(self):
        command = [BINARY, "sandbox", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=clean_environment())
        said = {}
        while "WAWP_INSTANCE_ID" not in said:
            name, _, value = self.process.stdout.readline().partition("=")
            said[name] = value.split()[0] if value else ""
        self.base, self.token, self.instance = (
            said[name] for name in ("WAWP_BASE_URL", "WAWP_ACCESS_TOKEN", "WAWP_INSTANCE_ID")
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def order(self, **commands):
        request = urllib.request.Request(f"{self.base}/__control", json.dumps(commands).encode(), JSON)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["done"]

    def reset(self, *faults):
        """As new, with these faults for the requests to come."""
        self.order(reset=True)
        for fault in faults:
            self.order(fault=fault)

    def received(self):
        with urllib.request.urlopen(f"{self.base}/__control/requests") as answer:
            return [as_compared(request) for request in json.load(answer)]


def as_compared(request):
    """A request in the words of `Server.rehearsed`, and its credentials and kind."""
    headers = request["headers"]
    return {
        "method": request["method"],
        # Each segment by itself: an encoded slash is none that divides.
        "path": [unquote(segment) for segment in request["path"].split("/")],
        "query": request["query"],
        "body": request["body"],
        "token": headers.get("access-token"),
        "type": headers.get("content-type"),
        "status": request.get("status"),
    }


class Listener(ThreadingHTTPServer):
    """A server to which a client may hang up, since some tests make it do so."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Recorder:
    """Answers as it is told, in turn, and keeps what came.

    An answer is status, headers and body, or a function that takes the handler and answers itself.
    """

    OK = (200, JSON, b'{"id": "1"}')

    def __init__(self):
        self.seen = []
        self.script = []
        self.usual = self.OK
        self.arrived = threading.Condition()
        self.server = Listener(("127.0.0.1", 0), handler(self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def reset(self, *script, usual=OK):
        with self.arrived:
            self.seen, self.script, self.usual = [], list(script), usual

    def received(self):
        with self.arrived:
            return [as_compared(request) for request in self.seen]

    def wait_for(self, count, patience):
        """What came, once it is so many requests."""
        with self.arrived:
            self.arrived.wait_for(lambda: len(self.seen) >= count, patience)
        return self.received()

    def next_answer(self, request):
        with self.arrived:
            self.seen.append(request)
            self.arrived.notify_all()
            return self.script.pop(0) if self.script else self.usual


def read(body, kind):
    """A body in the words of its kind: a form, else JSON."""
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True))
    return json.loads(body)


def handler(recorder):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def answer(self):
            body = self.whole_body()
            url = urlsplit(self.path)
            request = {
                "method": self.command,
                "path": url.path,
                "query": dict(parse_qsl(url.query, keep_blank_values=True)),
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": read(body, self.headers.get("content-type") or "") if body else None,
            }
            answer = recorder.next_answer(request)
            if callable(answer):
                self.close_connection = True
                answer(self)
                return
            status, headers, content = answer
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def whole_body(self):
            if self.headers.get("transfer-encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("content-length") or 0))
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        do_GET = do_POST = do_PUT = do_DELETE = answer

    return Handler
