def setting(name):
    """Reads a credential from the environment, so that none stands in this file."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"Set the environment variable {name} first.")
    if not (value.isascii() and value.isprintable()):
        sys.exit(f"{name} holds a line break or another character that cannot be sent.")
    return value


ACCESS_TOKEN = setting("WAWP_ACCESS_TOKEN")
{{#instance}}
INSTANCE_ID = setting("WAWP_INSTANCE_ID")
{{/instance}}
BASE_URL = (os.environ.get("WAWP_BASE_URL") or "{{server}}").rstrip("/")
