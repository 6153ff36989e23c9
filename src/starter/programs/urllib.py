#!/usr/bin/env python3
"""{{title}}"""

{{#picture}}
import base64
{{/picture}}
import json
import os
import sys
import threading
import time
import urllib.parse
import urllib.request
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from http.client import HTTPException

# Every script and every emoji can be printed, on Windows too.
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


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
    """Makes one request and returns the answer. Ends the program if it is refused."""
    for attempt in range(4):
        try:
            status, headers, text = send(method, path, query, body)
        except (OSError, HTTPException, TookTooLong) as error:
            # The gateway may have taken it: sending it again could do it twice.
            sys.exit(
                f"No answer ({type(error).__name__}). "
                "Look whether it was done before you try again."
            )
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
        sys.exit(f"{method} {path} was refused with status {status}: {reason}")
    return answer


{{#linked}}
def pick(answer, *names):
    """Takes a value out of an answer, to use it in the next request."""
    value = answer
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        sys.exit(f"The answer holds no {'.'.join(names)}: {answer}")
    return str(value)


{{/linked}}
{{#linked_path}}
def segment(text):
    """Writes a value so that it can stand as one part of a path."""
    if text in ("", ".", ".."):
        sys.exit(f"{text!r} cannot stand in a path.")
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
        sys.exit(f"The answer holds no picture in {name}.")
    with open("qr.png", "wb") as file:
        file.write(picture)
    print("Saved qr.png")


{{/picture}}
{{#pause}}
def pause(text):
    """Asks for something and waits for Enter."""
    print(text)
    sys.stdin.readline()


{{/pause}}
{{#show}}
def show(answer):
    """Prints an answer."""
    if not isinstance(answer, str):
        answer = json.dumps(answer, indent=2, ensure_ascii=False)
    print(answer)


{{/show}}
{{steps}}
