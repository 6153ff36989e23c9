#!/usr/bin/env python3
"""{{title}}"""

{{#picture}}
import base64
{{/picture}}
import json
import os
import sys
import time
{{#linked}}
from urllib.parse import quote
{{/linked}}

import requests


def setting(name):
    """Reads a setting from the environment, so that no credential stands in this file."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"Set the environment variable {name} first.")
    return value


ACCESS_TOKEN = setting("WAWP_ACCESS_TOKEN")
{{#instance}}
INSTANCE_ID = setting("WAWP_INSTANCE_ID")
{{/instance}}
BASE_URL = (os.environ.get("WAWP_BASE_URL") or "{{server}}").rstrip("/")


def call(method, path, query=None, body=None):
    """Makes one request and returns the answer. Ends the program if it is refused."""
    headers = {"{{token_header}}": ACCESS_TOKEN}
    for attempt in range(4):
        try:
            response = requests.request(
                method, BASE_URL + path, params=query, json=body, headers=headers, timeout=30, allow_redirects=False
            )
        except requests.RequestException as error:
            # The gateway may have taken it: sending it again could do it twice.
            sys.exit(f"No answer ({type(error).__name__}). Look whether it was done before you try again.")
        if response.status_code != 429 or attempt == 3:
            break
        # Too many requests: this one was not taken, so it is safe to wait and ask again.
        wait = response.headers.get("Retry-After", "")
        time.sleep(min(int(wait), 60) if wait.isdecimal() else 5)
    try:
        answer = response.json()
    except ValueError:
        answer = response.text
    if not 200 <= response.status_code < 300:
        error = answer if isinstance(answer, dict) else {}
        reason = f"{error.get('code', '')} {error.get('message', '') or response.text}".strip()
        sys.exit(f"{method} {path} was refused with status {response.status_code}: {reason}")
    return answer


{{#linked}}
def pick(answer, *names):
    """Takes a value out of an answer, to use it in the next request."""
    for name in names:
        if not isinstance(answer, dict) or answer.get(name) is None:
            sys.exit(f"The answer holds no {'.'.join(names)}: {answer}")
        answer = answer[name]
    return str(answer)


def segment(text):
    """Writes a value so that it can stand in a path."""
    return quote(text, safe="@")


{{/linked}}
{{#picture}}
def save_picture(answer, name):
    """Saves a picture that came as a data: address."""
    data = answer.get(name, "") if isinstance(answer, dict) else ""
    with open("qr.png", "wb") as file:
        file.write(base64.b64decode(data.partition(",")[2]))
    print("Saved qr.png")


{{/picture}}
{{#pause}}
def pause(text):
    """Asks for something and waits for Enter."""
    print(text)
    sys.stdin.readline()


{{/pause}}
def show(answer):
    """Prints an answer."""
    print(answer if isinstance(answer, str) else json.dumps(answer, indent=2, ensure_ascii=False))


{{steps}}
