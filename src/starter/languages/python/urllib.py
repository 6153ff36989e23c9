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

{{> output.py}}


{{> settings.py}}


{{> call_urllib.py fails=SystemExit}}


{{> pause.py}}
{{> answers.py fails=SystemExit}}
{{steps}}
