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

{{> output.py}}


{{> settings.py}}


{{> call_requests.py fails=SystemExit}}


{{> pause.py}}
{{> answers.py fails=SystemExit}}
{{steps}}
