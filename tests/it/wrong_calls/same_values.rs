//! A value of another type or spelling that says the same is taken, and sent as documented.

use serde_json::Value;

use super::{accepted::shown, changed};
use crate::harness::{Gateway, Server};

/// What is changed in a right call, and the member of the request, by JSON Pointer, that must be shown.
const VALUES: [(&str, &str, &str, &str); 53] = [
    // Lists and objects in the spellings of forms.
    (
        "POST /v2/send/image",
        r#"{"file": null, "file[url]": "https://a.example/b.png", "file[filename]": "b.png",
            "file[mimetype]": "image/png"}"#,
        "/body/file",
        r#"{"url": "https://a.example/b.png", "filename": "b.png", "mimetype": "image/png"}"#,
    ),
    (
        "POST /v2/send/image",
        r#"{"file": {"mimetype": "image/png"}, "file.url": "https://a.example/b.png",
            "file[filename]": "b.png"}"#,
        "/body/file",
        r#"{"url": "https://a.example/b.png", "filename": "b.png", "mimetype": "image/png"}"#,
    ),
    (
        "POST /v2/send/image",
        r#"{"file":
            "{\"url\": \"https://a.example/b.png\", \"filename\": \"b.png\", \"mimetype\": \"image/png\"}"}"#,
        "/body/file",
        r#"{"url": "https://a.example/b.png", "filename": "b.png", "mimetype": "image/png"}"#,
    ),
    (
        "GET /v2/send/image",
        r#"{"/file/url": "https://a.example/b%20c.png"}"#,
        "/query/file[url]",
        r#""https://a.example/b%20c.png""#,
    ),
    (
        "POST /v2/send/poll",
        r#"{"poll": {"name": "Q"}, "poll[options][0]": "A", "poll[options][1]": "B"}"#,
        "/body/poll/options",
        r#"["A", "B"]"#,
    ),
    (
        "POST /v2/send/poll",
        r#"{"poll": {"name": "Q"}, "poll.options.0": "A", "poll.options.1": "B"}"#,
        "/body/poll/options",
        r#"["A", "B"]"#,
    ),
    (
        "POST /v2/send/poll",
        r#"{"poll": {"name": "Q"}, "poll[options][]": ["A", "B"]}"#,
        "/body/poll/options",
        r#"["A", "B"]"#,
    ),
    ("POST /v2/send/poll", r#"{"/poll/options": "[\"A\", \"B\"]"}"#, "/body/poll/options", r#"["A", "B"]"#),
    ("POST /v2/send/poll", r#"{"/poll/options": [1, 2.5]}"#, "/body/poll/options", r#"["1", "2.5"]"#),
    (
        "POST /v2/send/poll",
        r#"{"/poll/options": {"0": "A", "1": "B"}}"#,
        "/body/poll/options",
        r#"["A", "B"]"#,
    ),
    (
        "POST /v2/groups/create",
        r#"{"participants": null, "participants[0][id]": "+20 101 234 5678"}"#,
        "/body/participants",
        r#"[{"id": "201012345678@c.us"}]"#,
    ),
    (
        "POST /v2/groups/create",
        r#"{"participants": null, "participants[1].id": "447441429009", "participants[0].id": 201012345678}"#,
        "/body/participants",
        r#"[{"id": "201012345678@c.us"}, {"id": "447441429009@c.us"}]"#,
    ),
    (
        "POST /v2/groups/create",
        r#"{"participants": "[{\"id\": \"201012345678\"}]"}"#,
        "/body/participants",
        r#"[{"id": "201012345678@c.us"}]"#,
    ),
    ("POST /v2/send/list", r#"{"message.title": "Simple Menu"}"#, "/body/message/title", r#""Simple Menu""#),
    (
        "POST /v2/send/seen",
        r#"{"messageIds": null, "messageIds[]": "false_1@c.us_A"}"#,
        "/body/messageIds",
        r#"["false_1@c.us_A"]"#,
    ),
    (
        "GET /v2/channels/search/text",
        r#"{"categories": null, "categories[]": "NEWS"}"#,
        "/query/categories",
        r#""NEWS""#,
    ),
    (
        "GET /v2/channels/search/text",
        r#"{"categories": ["NEWS", "SPORTS"]}"#,
        "/query/categories",
        r#""NEWS,SPORTS""#,
    ),
    // Types that say the same.
    ("POST /v2/send/video", r#"{"convert": "true"}"#, "/body/convert", "true"),
    ("POST /v2/send/video", r#"{"convert": " False "}"#, "/body/convert", "false"),
    ("POST /v2/send/video", r#"{"asNote": "TRUE"}"#, "/body/asNote", "true"),
    ("GET /v2/chats/picture", r#"{"refresh": true}"#, "/query/refresh", r#""true""#),
    ("POST /v2/chats", r#"{"limit": "5"}"#, "/body/limit", "5"),
    ("POST /v2/chats", r#"{"limit": 5.0}"#, "/body/limit", "5"),
    ("POST /v2/chats", r#"{"limit": "5.0"}"#, "/body/limit", "5"),
    ("POST /v2/chats", r#"{"limit": 1e2}"#, "/body/limit", "100"),
    ("POST /v2/chats", r#"{"limit": 0}"#, "/body/limit", "0"),
    ("POST /v2/chats", r#"{"sortOrder": "desc"}"#, "/body/sortOrder", r#""DESC""#),
    ("POST /v2/chats", r#"{"sortOrder": " Asc "}"#, "/body/sortOrder", r#""ASC""#),
    ("POST /v2/chats", r#"{"sortOrder": null}"#, "/body/sortOrder", "null"),
    ("GET /v2/contacts/all", r#"{"limit": 50, "offset": 0}"#, "/query/limit", r#""50""#),
    ("POST /v2/send/text", r#"{"message": 42}"#, "/body/message", r#""42""#),
    ("POST /v2/send/text", r#"{"message": 0.1}"#, "/body/message", r#""0.1""#),
    (
        "POST /v2/send/text",
        r#"{"message": "{hello} <world> null"}"#,
        "/body/message",
        r#""{hello} <world> null""#,
    ),
    ("POST /v2/send/text", r#"{"message": "null"}"#, "/body/message", r#""null""#),
    (
        "POST /v2/send/text",
        r#"{"message": "Line\r\nand\ttab, 📅 ومرحبا"}"#,
        "/body/message",
        r#""Line\r\nand\ttab, 📅 ومرحبا""#,
    ),
    ("POST /v2/send/text", r#"{"reply_to": null}"#, "/body/reply_to", "null"),
    ("POST /v2/send/event", r#"{"/event/startTime": "1735920000"}"#, "/body/event/startTime", "1735920000"),
    (
        "POST /v2/send/event",
        r#"{"event": null, "event[name]": "E", "event[description]": "D", "event[startTime]": 1,
            "event[endTime]": "2", "event[location][name]": "L", "event[extraGuestsAllowed]": "false"}"#,
        "/body/event",
        r#"{"name": "E", "description": "D", "startTime": 1, "endTime": 2, "location": {"name": "L"},
            "extraGuestsAllowed": false}"#,
    ),
    ("POST /v2/send/location", r#"{"latitude": 30.0444}"#, "/body/latitude", r#""30.0444""#),
    ("POST /v2/send/location", r#"{"latitude": -90}"#, "/body/latitude", r#""-90""#),
    ("POST /v2/send/location", r#"{"longitude": 0.0000001}"#, "/body/longitude", r#""0.0000001""#),
    ("POST /v2/send/location", r#"{"longitude": " 180 "}"#, "/body/longitude", r#""180""#),
    ("POST /v2/send/image", r#"{"/file/mimetype": "image/JPG"}"#, "/body/file/mimetype", r#""image/jpeg""#),
    ("POST /v2/send/image", r#"{"/file/mimetype": " IMAGE/PNG "}"#, "/body/file/mimetype", r#""image/png""#),
    (
        "POST /v2/send/voice",
        r#"{"/file/mimetype": "Audio/OGG; codecs=opus"}"#,
        "/body/file/mimetype",
        r#""audio/ogg; codecs=opus""#,
    ),
    (
        "POST /v2/send/pdf",
        r#"{"/file/mimetype": "application/vnd.ms-excel"}"#,
        "/body/file/mimetype",
        r#""application/vnd.ms-excel""#,
    ),
    // A dry run shows the beginning of a file.
    (
        "POST /v2/send/pdf",
        r#"{"/file/url": "data:application/pdf;base64,JVBERi0="}"#,
        "/body/file/url",
        r#""data:application/pdf;base64,… (36 characters)""#,
    ),
    (
        "POST /v2/send/video",
        r#"{"/file/url": "http://example.com/a.mp4"}"#,
        "/body/file/url",
        r#""http://example.com/a.mp4""#,
    ),
    (
        "POST /v2/send/contact",
        r#"{"/contacts/0/phoneNumber": "00201012345678"}"#,
        "/body/contacts/0/phoneNumber",
        r#""+201012345678""#,
    ),
    (
        "POST /v2/send/contact",
        r#"{"/contacts/0/whatsappId": "+20 101 234 5678"}"#,
        "/body/contacts/0/whatsappId",
        r#""201012345678""#,
    ),
    (
        "POST /v2/auth/request-code",
        r#"{"phone_number": "+20 101 234 5678"}"#,
        "/body/phone_number",
        r#""201012345678""#,
    ),
    ("PUT /v2/labels/chats/{chatId}", r#"{"labels": [1, 2]}"#, "/body/labels", r#"["1", "2"]"#),
    ("POST /v2/session/info", r#"{"instance_id": 12}"#, "/body/instance_id", r#""12""#),
];

#[test]
fn a_value_that_says_the_same_is_taken() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut wrong = Vec::new();
    for (operation, changes, place, sent) in VALUES {
        let call = changed(operation, &serde_json::from_str(changes).unwrap());
        let request = shown(&mut server, call);
        let expected: Value = serde_json::from_str(sent).unwrap();
        let found = request.as_ref().map(|request| request.pointer(place).cloned().unwrap_or_default());
        if found.as_ref() != Ok(&expected) {
            wrong.push(format!("{operation} {changes}: {place} is {expected}, but: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(gateway.requests().is_empty());
}
