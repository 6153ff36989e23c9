#!/usr/bin/env python3
"""{{title}}"""

import asyncio
{{#picture}}
import base64
{{/picture}}
import json
import os
import sys
{{#linked_path}}
from urllib.parse import quote
{{/linked_path}}

import httpx

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


async def call(method, path, query=None, body=None):
    """Makes one request and returns the answer. Ends the program if it is refused."""
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
            sys.exit(
                f"No answer ({type(error).__name__}). "
                "Look whether it was done before you try again."
            )
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
        sys.exit(
            f"{method} {path} was refused with status {response.status_code}: {reason}"
        )
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
async def main():
    {{steps}}


asyncio.run(main())
