{{#some}}
def is_wanted(name):
    """Tells whether an event is one that this program is for."""
    return {{is_wanted}}


{{/some}}
{{async|async }}def handle(event):
    """Does the work for one event. Put your own code here."""
    name, payload = event.get("event"), event.get("payload")
{{#calls}}
    if is_repeated(event):
        return
{{#from_me}}
    if isinstance(payload, dict) and payload.get("fromMe") is True:
        return  # An own message: answering it would go on for ever.
{{/from_me}}
{{/calls}}
{{#some}}
    # What the payload holds:
    {{fields}}
{{/some}}
    print(json.dumps({"event": name, "payload": payload}, ensure_ascii=False))
{{#calls}}

    {{steps}}
{{/calls}}


{{async|async }}def work():
    """Handles the events one after another, in the order in which they came."""
    while True:
        event = {{async|await }}events.get()
        try:
            {{async|await }}handle(event)
{{#calls}}
        except CallError as error:
            print(error, file=sys.stderr)
{{/calls}}
        except Exception:
            traceback.print_exc()
