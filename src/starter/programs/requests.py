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
{{#linked_path}}
import urllib.parse
{{/linked_path}}
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong

import requests

# Every script and every emoji can be printed, on Windows too.
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


{{> settings.py}}


{{> call_requests.py fails=SystemExit}}


{{#pause}}
def pause(text):
    """Asks for something and waits for Enter."""
    print(text)
    sys.stdin.readline()


{{/pause}}
{{> answers.py fails=SystemExit}}
{{steps}}
