{{#token|instance}}
def setting(name):
    """Reads a credential from the environment, so that none stands in this file."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"Set the environment variable {name} first.")
    if not (value.isascii() and value.isprintable()):
        sys.exit(f"{name} holds a line break or another character that cannot be sent.")
    return value


{{/token|instance}}
{{#token}}
ACCESS_TOKEN = setting("{{token_variable}}")
{{/token}}
{{#instance}}
INSTANCE_ID = setting("{{session_variable}}")
{{/instance}}
BASE_URL = (os.environ.get("{{server_variable}}") or "{{server}}").rstrip("/")
