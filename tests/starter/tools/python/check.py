"""check.py FILE…: whether each compiles, without a warning."""

import sys
import warnings

warnings.simplefilter("error")
status = 0
for file in sys.argv[1:]:
    try:
        with open(file, "rb") as source:
            compile(source.read(), file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as fault:
        print(f"{file}: {fault}")
        status = 1
sys.exit(status)
