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

{{> output.py}}


{{> settings.py}}


{{> call_httpx.py fails=SystemExit}}


{{> pause.py}}
{{> answers.py fails=SystemExit}}
async def main():
    {{steps}}


asyncio.run(main())
