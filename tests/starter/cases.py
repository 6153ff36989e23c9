"""What programs are asked to do: ten operations, and texts that break a careless one."""

CHAT = "201012345678@c.us"

STRINGS = {
    "quotes": 'it\'s "quoted" `so` \'\'\' """ \\\' \\"',
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
    "comments": '*/ // # -- /* */ \'\'\' """ r"#"## }}',
    "leading blanks": "  x",
}

# Each alone, where a text ends as soon as it has begun.
ALONE = ["$", "'", '"', "\\", "`", "%", "@", "null", "0", "$x", " "]

# What the tool refuses to write, because the gateway may break on it.
REFUSED = {"NUL": "a\0b", "a control character": "a\x01b"}

EVERYTHING = "".join(STRINGS.values())


def operations(text):
    """Ten operations, one with short texts, and one with a value in its path: path, method, arguments."""
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
        "texts that stand alone": (
            "/v2/send/poll",
            "POST",
            {"chatId": CHAT, "poll": {"name": "'", "options": ALONE, "multipleAnswers": True}},
        ),
        "rename group": ("/v2/groups/{id}/subject", "PUT", {"id": "1234567890@g.us", "subject": text}),
    }


# Tasks of several calls, and the calls that they are to be; their ids come out of earlier answers.
GROUP = "create a group and add 201012345678 and 201112345678, then send a text message to it"
PAIRING = "get the QR code image to link my phone, then send a text message to 201012345678"
SESSION = "create a session, start it and get the QR code"
TASKS = {
    GROUP: ["POST /v2/groups/create", "POST /v2/groups/{id}/participants/add", "POST /v2/send/text"],
    PAIRING: ["POST /v2/auth/qr-image", "POST /v2/send/text"],
    "send 'hi' to 201012345678 then delete it": ["POST /v2/send/text", "DELETE /v2/messages/delete"],
    "send a poll to 201012345678 then vote": ["POST /v2/send/poll", "POST /v2/send/poll/vote"],
    SESSION: [
        "POST /v2/session/create",
        "POST /v2/session/start",
        "POST /v2/auth/qr-image",
    ],
}

# A receiver that answers each message with this text.
THANKS = f"Thanks! {EVERYTHING}"
BOT = {"task": "answer every incoming message with thanks", "arguments": {"message": THANKS}}
