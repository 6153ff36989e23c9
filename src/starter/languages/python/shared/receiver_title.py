#!/usr/bin/env python3
"""{{title}}

Listens on port 8080, or the one in PORT, for POST /webhook.
"""

