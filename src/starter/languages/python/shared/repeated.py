# The ids of the latest events: the gateway delivers one again when it is in doubt. A
# restart forgets them; keep them in a database if that must not happen.
seen = OrderedDict()


def is_repeated(event):
    """Tells whether an event was delivered before, and remembers its id."""
    event_id = event.get("id")
    if not isinstance(event_id, str):
        return False
    if event_id in seen:
        return True
    seen[event_id] = True
    if len(seen) > 10_000:
        seen.popitem(last=False)
    return False
