# shellcheck shell=bash
# Python, and the libraries of its programs.
environment "$TOOLS/python" "$here/python/requirements.txt"
echo 'exec "$TOOLS/python/bin/python" "$@"' | wrapper python
"$TOOLS/python/bin/python" --version
