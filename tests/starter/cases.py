"""What programs are asked to do: ten operations, and texts that break a careless one."""

CHAT = "201012345678@c.us"

STRINGS = {
    "quotes": "it's \"quoted\" `so` ''' \"\"\" \\' \\\"",
    "backslashes": "\\ back\\slash \\n \\t \\u0041 \\x41 \\101 \\$ \\",
    "newlines": "line1\nline2\r\n\ttab\rend  \n",
    "a shell's": "${HOME} $(id) `id` $HOME $$ $? !! ~ * \nJSON\nEOF\nJSON\n",
    "interpolation": "#{1+1} {{x}} {0} {$x} $x @x {x} \\(x) %{x} <%= 1 %> ${x} $$",
    "formats": "%s %d %n %(a)s %% %1$s %20 &amp; + ; , :",
    "PowerShell's": "‘smart’ “quotes” „ ‚ ‛ `@ @' '@ \"@\n'@\n\"@ $(1)",
    "emoji": "emoji 😀👩‍👩‍👧 é e\u0301 \U0001f1ea\U0001f1ec",
    "Arabic": "مرحبا بالعالم ‏١٢٣ عربي",
    "invisible": "\u202e bidi \u2066x\u2069 \u2028 \u2029 \ufeff zero\u200bwidth \u00ad",
    "a page's": "</script><!-- --> <script> ]]> <b>&lt;",
    "comments": "*/ // # -- /* */ ''' \"\"\" r\"#\"## }}",
    "only a dollar": "$",
    "only a quote": "'",
    "only a double quote": '"',
    "only a backslash": "\\",
    "only a backtick": "`",
    "only a per cent": "%",
    "only an @": "@",
    "a word": "null",
    "a number": "0",
    "leading blanks": "  x",
}

# What the tool refuses to write, because the gateway may break on it.
REFUSED = {"NUL": "a\0b", "a control character": "a\x01b"}

EVERYTHING = "".join(STRINGS.values())


def operations(text):
    """Ten operations and one with a value in its path: path, method, arguments."""
    file = {"url": "https://example.com/a.jpg?x=1&y=$z#'", "filename": text, "mimetype": "image/jpeg"}
    rows = [{"title": text, "rowId": f"{number} {text}", "description": text} for number in (1, 2)]
    # A button is short.
    menu = {"title": text, "description": text, "footer": text, "button": "\"'\\`$x ${x} #{x}%s"}
    # An option is at most 254 characters long.
    options = [text[:250], f"2{text[-250:]}"]
    contact = {"fullName": text, "organization": text, "phoneNumber": "+201111111111", "whatsappId": "201111111111"}
    point = {"latitude": "-30.0444196", "longitude": "31.2357116"}
    return {
        "text": ("/v2/send/text", "POST", {"chatId": CHAT, "message": text}),
        "image": ("/v2/send/image", "POST", {"chatId": CHAT, "caption": text, "file": file}),
        "poll": (
            "/v2/send/poll",
            "POST",
            {"chatId": CHAT, "poll": {"name": text, "options": options, "multipleAnswers": False}},
        ),
        "list": (
            "/v2/send/list",
            "POST",
            {"chatId": CHAT, "message": {**menu, "sections": [{"title": text, "rows": rows}]}},
        ),
        "location": ("/v2/send/location", "POST", {"chatId": CHAT, **point, "title": text, "message": text}),
        "contact": ("/v2/send/contact", "POST", {"chatId": CHAT, "contacts": [contact]}),
        "create group": ("/v2/groups/create", "POST", {"name": text, "participants": [{"id": CHAT}]}),
        "chats": ("/v2/chats", "GET", {"limit": 20, "offset": 3_000_000_000}),
        "delete message": ("/v2/messages/delete", "DELETE", {"chatId": CHAT, "messageId": text}),
        "session info": ("/v2/session/info", "POST", {}),
        "rename group": ("/v2/groups/{id}/subject", "PUT", {"id": "1234567890@g.us", "subject": text}),
    }
