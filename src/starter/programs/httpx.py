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
import urllib.parse
{{/linked_path}}

import httpx

# Every script and every emoji can be printed, on Windows too.
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


{{> settings.py}}


{{> call_httpx.py fails=SystemExit}}


{{#pause}}
def pause(text):
    """Asks for something and waits for Enter."""
    print(text)
    sys.stdin.readline()


{{/pause}}
{{> answers.py fails=SystemExit}}
async def main():
    {{steps}}


asyncio.run(main())
