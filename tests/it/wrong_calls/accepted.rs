//! The checks are not too strict: what means a right call is taken, and shown as it is sent.

use serde_json::{Value, json};

use super::changed;
use crate::harness::{Gateway, Server};

/// Chat ids and numbers in the spellings that people and programs have for them, as JSON.
const CHATS: [(&str, &str); 43] = [
    (r#""201012345678""#, "201012345678@c.us"),
    (r#"" 201012345678 ""#, "201012345678@c.us"),
    (r#""201012345678@c.us""#, "201012345678@c.us"),
    (r#""201012345678@C.US""#, "201012345678@c.us"),
    (r#""201012345678@s.whatsapp.net""#, "201012345678@c.us"),
    (r#""201012345678:12@s.whatsapp.net""#, "201012345678@c.us"),
    (r#""201012345678:3@c.us""#, "201012345678@c.us"),
    (r#""+20 101 234 5678@c.us""#, "201012345678@c.us"),
    (r#""+201012345678""#, "201012345678@c.us"),
    (r#""+20 101 234 5678""#, "201012345678@c.us"),
    (r#""+20-101-234-5678""#, "201012345678@c.us"),
    (r#""+20.101.234.5678""#, "201012345678@c.us"),
    (r#""+20 (101) 234 5678""#, "201012345678@c.us"),
    (r#""(20) 101-234-5678""#, "201012345678@c.us"),
    (r#""+20 (0)101 234 5678""#, "201012345678@c.us"),
    (r#""+20(0)1012345678""#, "201012345678@c.us"),
    (r#""00201012345678""#, "201012345678@c.us"),
    (r#""0020 101 234 5678""#, "201012345678@c.us"),
    (r#""+20\u00a0101\u00a0234\u00a05678""#, "201012345678@c.us"),
    (r#""\u202a+201012345678\u202c""#, "201012345678@c.us"),
    (r#""+20\u200b1012345678""#, "201012345678@c.us"),
    (r#""٢٠١٠١٢٣٤٥٦٧٨""#, "201012345678@c.us"),
    (r#""+٢٠ ١٠١ ٢٣٤ ٥٦٧٨""#, "201012345678@c.us"),
    (r#""۲۰۱۰۱۲۳۴۵۶۷۸""#, "201012345678@c.us"),
    (r#""tel:+201012345678""#, "201012345678@c.us"),
    (r#""tel:+20-101-234-5678""#, "201012345678@c.us"),
    (r#""TEL:+201012345678""#, "201012345678@c.us"),
    (r#""sms:+201012345678""#, "201012345678@c.us"),
    (r#""whatsapp:+201012345678""#, "201012345678@c.us"),
    (r#""https://wa.me/201012345678""#, "201012345678@c.us"),
    (r#""http://wa.me/201012345678""#, "201012345678@c.us"),
    (r#""wa.me/+201012345678""#, "201012345678@c.us"),
    (r#""https://api.whatsapp.com/send?phone=201012345678""#, "201012345678@c.us"),
    ("201012345678", "201012345678@c.us"),
    ("201012345678.0", "201012345678@c.us"),
    ("2.01012345678e11", "201012345678@c.us"),
    (r#""966501234567""#, "966501234567@c.us"),
    (r#""+44 (0)7441 429009""#, "447441429009@c.us"),
    (r#""1234567890@g.us""#, "1234567890@g.us"),
    (r#""491711111111-1234567890@g.us""#, "491711111111-1234567890@g.us"),
    (r#""1234567890@NEWSLETTER""#, "1234567890@newsletter"),
    (r#""١٢٣٤٥٦٧٨٩٠@lid""#, "1234567890@lid"),
    (r#""status@broadcast""#, "status@broadcast"),
];

/// The request that a dry run shows; refused, it says why.
pub(super) fn shown(server: &mut Server, mut call: Value) -> Result<Value, String> {
    call["dry_run"] = json!(true);
    let answer = server.call("execute_request", call);
    if answer.is_error() { Err(answer.text().to_owned()) } else { Ok(answer.data()["request"].clone()) }
}

#[test]
fn every_spelling_of_a_chat_is_taken() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut wrong = Vec::new();
    for (given, sent) in CHATS {
        let value: Value = serde_json::from_str(given).unwrap();
        let request = shown(&mut server, changed("POST /v2/send/text", &json!({"chatId": value})));
        if !request.as_ref().is_ok_and(|request| request["body"]["chatId"] == sent) {
            wrong.push(format!("{given} is {sent}, but: {request:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(gateway.requests().is_empty());
}

/// Calls as they are written, and the path that is called.
const PATHS: [(&str, &str); 31] = [
    (r#"{"method": "GET", "path": "/v2/chats"}"#, "/v2/chats"),
    (r#"{"method": "get", "path": "/v2/chats"}"#, "/v2/chats"),
    (r#"{"method": " Get ", "path": "/v2/chats"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "v2/chats"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "/v2/chats/"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "//v2//chats//"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "  /v2/chats\n"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "/V2/CHATS"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "https://api.wawp.net/v2/chats"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "HTTPS://API.WAWP.NET/V2/chats/"}"#, "/v2/chats"),
    // Wherever a path points to, it is the catalog's that is called, at the gateway that is set.
    (r#"{"method": "GET", "path": "https://evil.example/v2/chats"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "https://api.wawp.net@evil.example:8080/v2/chats"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "/v2/chats#top"}"#, "/v2/chats"),
    (r#"{"method": "GET", "path": "/v2/groups/123@g.us"}"#, "/v2/groups/123@g.us"),
    (r#"{"method": "GET", "path": "/v2/groups/123%40g.us"}"#, "/v2/groups/123@g.us"),
    (
        r#"{"method": "GET", "path": "https://api.wawp.net/v2/groups/123@G.US/picture"}"#,
        "/v2/groups/123@g.us/picture",
    ),
    (r#"{"method": "GET", "path": "/v2/groups/{id}", "params": {"id": "123@g.us"}}"#, "/v2/groups/123@g.us"),
    (r#"{"method": "GET", "path": "/v2/groups/:id", "params": {"id": "123@g.us"}}"#, "/v2/groups/123@g.us"),
    (r#"{"method": "GET", "path": "/v2/groups/<id>", "params": {"id": "123@g.us"}}"#, "/v2/groups/123@g.us"),
    (
        r#"{"method": "GET", "path": "/v2/groups/{group}", "params": {"id": "123@g.us"}}"#,
        "/v2/groups/123@g.us",
    ),
    (r#"{"method": "GET", "path": "/v2/groups/{id}", "body": {"id": "123@g.us"}}"#, "/v2/groups/123@g.us"),
    (
        r#"{"method": "GET", "path": "/v2/groups/123@g.us", "params": {"id": "123@g.us"}}"#,
        "/v2/groups/123@g.us",
    ),
    (
        r#"{"method": "GET", "path": "/v2/presence/+20%20101%20234%205678",
            "params": {"chatId": 201012345678}}"#,
        "/v2/presence/201012345678@c.us",
    ),
    (r#"{"method": "GET", "path": "/v2/lids/pn/+201012345678"}"#, "/v2/lids/pn/201012345678"),
    (r#"{"method": "GET", "path": "/v2/lids/pn/٢٠١٠١٢٣٤٥٦٧٨"}"#, "/v2/lids/pn/201012345678"),
    (r#"{"method": "GET", "path": "/v2/labels/3/chats", "params": {"labelId": 3}}"#, "/v2/labels/3/chats"),
    (
        r#"{"method": "GET", "path": "/v2/labels/{labelId}/chats", "params": "{\"labelId\": \"a/b\"}"}"#,
        "/v2/labels/a%2Fb/chats",
    ),
    (
        r#"{"method": "GET", "path": "/v2/labels/a%2Fb%3Fc%23d/chats", "params": {"labelId": "a/b?c#d"}}"#,
        "/v2/labels/a%2Fb%3Fc%23d/chats",
    ),
    // Aliases are called by their real paths.
    (r#"{"method": "DELETE", "path": "/v2/profile/picture-delete"}"#, "/v2/profile/picture"),
    (r#"{"method": "DELETE", "path": "/v2/profile/picture"}"#, "/v2/profile/picture"),
    (r#"{"method": "PUT", "path": "/v2/labels/3/update", "body": {"name": "x"}}"#, "/v2/labels/3"),
];

#[test]
fn every_spelling_of_a_path_is_taken() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut wrong = Vec::new();
    for (call, path) in PATHS {
        let request = shown(&mut server, serde_json::from_str(call).unwrap());
        let url = format!("{}{path}", gateway.origin());
        if !request.as_ref().is_ok_and(|request| request["url"] == url) {
            wrong.push(format!("{call} calls {url}, but: {request:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(gateway.requests().is_empty());
}

#[test]
fn a_message_may_say_anything() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for text in [
        r#"{"password": "x", "token": 1}"#,
        r#"[{"access_token": "y"}]"#,
        "my password is on paper",
        "undefined",
        "null",
        "{hello}",
        "<3",
        "line one\nline two\tand a tab",
        "../../etc/passwd",
        "https://user:pw@example.com/?access_token=z",
    ] {
        let mut call = changed("POST /v2/send/text", &json!({"message": text}));
        call["dry_run"] = json!(true);
        let answer = server.success("execute_request", call);
        assert_eq!(answer.data()["request"]["body"]["message"], text);
    }
    assert!(gateway.requests().is_empty());
}
