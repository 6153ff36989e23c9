PORT = int(os.environ.get("PORT") or 8080)
# Events carry no signature. Give the gateway an address that ends in ?secret=... and set
# the same secret here, so that nobody else can send you events.
SECRET = os.environ.get("WAWP_WEBHOOK_SECRET", "").encode()
# The longest body that is read, in bytes.
LIMIT = 1_000_000
