//! Bytes that are no UTF-8.

use serde_json::json;

use super::{Form, Pair, bytes, raw_gateway::RawGateway, read, told};

/// What some programs write for "café".
const LATIN: &[u8] = b"caf\xe9";

/// Text with the word in the place of `@`.
fn latin(around: &str) -> Vec<u8> {
    let (before, after) = around.split_once('@').unwrap();
    [before.as_bytes(), LATIN, after.as_bytes()].concat()
}

#[test]
fn bad_bytes_are_shown_as_replaced_with_a_note() {
    let form = |around: &str, called| {
        let shown = around.replace('@', "caf\u{fffd}");
        Form::new(called, bytes(&latin(around), called), json!(shown)).noted("UTF-8")
    };
    told(vec![
        form("@ is closed", "text/plain"),
        form("@ is closed", "text/plain; charset=iso-8859-1"),
        form("a,@\n", "text/csv"),
    ]);
    for (around, called) in [
        ("{\"id\": 1, \"name\": \"@\"}", "application/json"),
        ("{\"id\": 1, \"name\": \"@\"}", "text/plain"),
        ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r><id>1</id><name>@</name></r>", "text/xml"),
        ("<html><body><p id=1>@</p></body></html>", "text/html"),
    ] {
        for status in [200, 400] {
            let mut fault = bytes(&latin(around), called);
            fault["status"] = json!(status);
            let mut pair = Pair::new();
            for answer in [pair.read(fault.clone()), pair.send(fault)] {
                assert_eq!(answer.is_error(), status == 400, "{}", answer.text());
                assert!(answer.data()["data"].to_string().contains("caf\u{fffd}"), "{}", answer.text());
                assert!(answer.data()["notes"].to_string().contains("UTF-8"), "{}", answer.text());
                assert!(answer.text().contains("caf\u{fffd}") && answer.text().contains("UTF-8"));
            }
        }
    }
}

#[test]
fn bad_bytes_spoil_characters_and_not_the_answer() {
    let mut pair = Pair::new();
    let mut fault = bytes(&latin("{\"code\": \"invalid_chat_id\", \"message\": \"@\"}"), "application/json");
    fault["status"] = json!(400);
    let answer = pair.read(fault);
    assert_eq!(answer.error()["code"], "invalid_chat_id", "{}", answer.text());
    let fault = bytes(&latin("{\"messages\": [{\"body\": \"@\"}]}"), "application/json");
    assert_eq!(pair.read(fault).data()["outside_text"], json!(["body"]), "it is marked as ever");
    let page = "<html><head><script>x()</script></head><body><h1>@</h1></body></html>";
    let answer = pair.read(bytes(&latin(page), "text/html"));
    assert_eq!(answer.data()["data"], "caf\u{fffd}", "a page is told by its words: {}", answer.text());
}

#[test]
fn text_without_a_type_is_not_lost_over_one_bad_byte() {
    for around in ["{\"id\": 1, \"name\": \"@\"}", "Error: @ is closed", "<r><name>@</name></r>"] {
        let mut server = RawGateway::answering("200 OK", latin(around)).server();
        let answer = server.success("execute_request", read());
        assert!(answer.data()["data"].to_string().contains("caf\u{fffd}"), "{}", answer.text());
    }
}

#[test]
fn text_in_two_bytes_a_letter_is_told_somehow() {
    let bytes_of = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut pair = Pair::new();
    for called in ["application/json; charset=utf-16le", "text/plain", "text/xml", ""] {
        let answer = pair.read(bytes(&bytes_of("\u{feff}{\"id\": 1}"), called));
        assert!(!answer.is_error() && !answer.data()["data"].is_null(), "{}", answer.text());
        assert_eq!(answer.data()["outcome"], "done");
    }
}
