# Every script and every emoji can be printed, on Windows too, and at once.
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)

{{#calls}}

{{> settings.py}}
{{/calls}}
PORT = int(os.environ.get("PORT") or 8080)
# Events carry no signature. Give the gateway an address that ends in ?secret=... and set
# the same secret here, so that nobody else can send you events.
SECRET = os.environ.get("WAWP_WEBHOOK_SECRET", "").encode()
# The longest body that is read, in bytes.
LIMIT = 1_000_000
# Events that were taken and wait for their turn; they are lost when the program ends.
events = {{sync|queue}}{{async|asyncio}}.Queue(maxsize=1000)


{{> handling.py}}


{{#calls}}
class CallError(Exception):
    """A call that was refused or has no answer."""


{{/calls}}
