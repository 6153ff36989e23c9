//! What a gateway refuses is passed on whole, with what to do about it.

use serde_json::{Map, Value, json};
use wawp_mcp::docs;

use super::{Pair, bytes, next_step, once, send};
use crate::harness::Answer;

/// That the page which the error names is there.
fn has_a_page(pair: &mut Pair, answer: &Answer) {
    let page = pair.server.call("get_endpoint_details", json!({"path": answer.error()["see"]}));
    assert!(!page.is_error(), "{}: {}", answer.error()["see"], page.text());
}

#[test]
fn an_error_of_the_gateway_is_passed_on_with_what_to_do() {
    let Pair { gateway, mut server } = Pair::new();
    let body = json!({"code": "invalid_chat_id", "message": "No such number", "details": {"provided": "x"}});
    gateway.fault("/v2/send/text", json!({"status": 400, "body": body}));
    let answer = server.failure("execute_request", send("1"), "invalid_chat_id");
    assert!(answer.error()["message"].as_str().unwrap().contains("No such number"));
    assert_eq!((&answer.data()["status"], &answer.data()["data"]), (&json!(400), &body));
    assert_eq!(answer.error()["see"], "invalid_chat_id");
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    assert_eq!(answer.error()["action"], catalog.error("invalid_chat_id").unwrap().action.en);
    server.success("get_endpoint_details", json!({"path": answer.error()["see"]}));
    let missing = json!({"code": "missing_param", "message": "Missing", "details": {"missing": ["message"]}});
    gateway.fault("/v2/send/text", json!({"status": 400, "body": missing}));
    let answer = server.failure("execute_request", send("1"), "missing_param");
    assert_eq!(answer.error()["parameter"], "message");
    gateway.fault("/v2/send/text", json!({"status": 401}));
    server.failure("execute_request", send("1"), "invalid_access_token");
    gateway.fault("/v2/send/text", json!({"status": 422}));
    server.failure("execute_request", send("1"), "session_unexpected_status");
    gateway.fault("/v2/send/text", json!({"status": 404, "body": {"code": "something_new", "message": "?"}}));
    let answer = server.failure("execute_request", send("1"), "something_new");
    assert_eq!(answer.data()["outcome"], "not_sent");
    // What was refused took nothing: the same may go at once.
    server.success("execute_request", send("1"));
}

#[test]
fn each_documented_code_comes_with_its_documented_action() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let mut pair = Pair::new();
    assert_eq!(catalog.errors.len(), 11, "each of them is answered below");
    for error in &catalog.errors {
        let body =
            json!({"code": error.code, "message": "As it was said", "details": {"own": [1, {"a": null}]}});
        let fault = once(json!({"status": error.status, "body": body}));
        for (answer, sends) in [(pair.read(fault.clone()), false), (pair.send(fault), true)] {
            let at = format!("{}: {}", error.code, answer.text());
            assert!(answer.is_error(), "{at}");
            assert_eq!(
                (&answer.error()["code"], &answer.data()["status"], &answer.data()["data"]),
                (&json!(error.code), &json!(error.status), &body),
                "{at}"
            );
            assert!(answer.error()["message"].as_str().unwrap().contains("As it was said"), "{at}");
            let unknown = sends && error.status >= 500;
            assert_eq!(answer.data()["outcome"], if unknown { "unknown" } else { "not_sent" }, "{at}");
            let action = answer.error()["action"].as_str().unwrap();
            assert!(action.ends_with(error.action.en), "{at}");
            assert_eq!(action.contains("may have been sent"), unknown, "what is not known comes first: {at}");
            for shown in [error.code, action, "As it was said", &body["details"].to_string()] {
                assert!(answer.text().contains(shown), "`{shown}` is not in the text: {at}");
            }
            assert_eq!(answer.error()["see"], error.code);
            has_a_page(&mut pair, &answer);
        }
    }
}

#[test]
fn the_page_that_an_error_names_can_be_read() {
    let mut pair = Pair::new();
    for fault in [
        json!({"status": 404, "body": "nothing here"}),
        json!({"status": 400, "body": {"code": "something_new", "message": "?"}}),
    ] {
        let answer = pair.read(fault.clone());
        has_a_page(&mut pair, &answer);
        let answer = pair.send(fault);
        has_a_page(&mut pair, &answer);
    }
}

#[test]
fn an_error_without_a_code_is_told_by_its_status() {
    let html = |body: &str| json!({"body": body, "content_type": "text/html"});
    let xml = json!({"body": "<?xml version='1.0'?><e><code>x</code></e>", "content_type": "text/xml"});
    let mut pair = Pair::new();
    for (status, mut fault, word) in [
        (404, json!({"body": "nothing here"}), "nothing here"),
        (403, html("<html><body>Forbidden by proxy</body></html>"), "Forbidden"),
        (410, json!({"body": ""}), "410"),
        (400, json!({"body": "{\"code\": "}), "{\\\"code\\\": "),
        (418, xml, "{\"e\":{\"code\":\"x\"}}"),
        (500, html("<!doctype html><h1>Oops</h1>"), "Oops"),
        (405, json!({"body": {"code": 405, "message": ["not", "a text"]}}), "a text"),
        (409, json!({"body": {"code": null, "error": {"message": "Taken"}}}), "Taken"),
        (451, json!({"body": ["one", "two"]}), "two"),
        (400, json!({"body": "null", "content_type": "application/json"}), "400"),
        (413, bytes(&[0xfe; 50], "application/octet-stream"), "50"),
        (599, json!({"body": {"ok": false}}), "false"),
    ] {
        fault["status"] = json!(status);
        let fault = once(fault);
        for (answer, sends) in [(pair.read(fault.clone()), false), (pair.send(fault), true)] {
            assert!(answer.is_error(), "{}", answer.text());
            assert_eq!(answer.error()["code"], format!("http_{status}"), "{}", answer.text());
            assert_eq!(answer.data()["status"], status);
            assert!(answer.error()["message"].as_str().unwrap().contains(&status.to_string()));
            assert!(answer.text().contains(word), "{}", answer.text());
            let action = answer.error()["action"].as_str().unwrap();
            assert!(action.starts_with(next_step(status, sends)), "{}", answer.text());
        }
    }
}

#[test]
fn a_code_that_says_nothing_is_none() {
    let mut pair = Pair::new();
    for code in ["", " ", "\n"] {
        let answer = pair.read(json!({"status": 400, "body": {"code": code, "message": "No"}}));
        assert_eq!(answer.error()["code"], "http_400", "{}", answer.text());
    }
}

#[test]
fn a_success_that_speaks_of_an_error_is_what_its_status_says() {
    let mut pair = Pair::new();
    let body = json!({"code": "server_error", "message": "It failed", "success": false});
    let answer = pair.read(json!({"body": body}));
    assert_eq!((answer.is_error(), &answer.data()["data"]), (false, &body));
    assert!(answer.text().contains("It failed"));
    let answer = pair.send(json!({"status": 201, "body": body}));
    assert_eq!((&answer.data()["outcome"], &answer.data()["data"]), (&json!("done"), &body));
}

/// That the text block tells of an error's data what the structured content does, or says that it does not.
fn is_told_whole(answer: &Answer) {
    let data = answer.data()["data"].to_string();
    let (whole, marked) = (answer.text().contains(&data), answer.text().contains('…'));
    assert!(whole || marked, "{} bytes of data end unsaid: {:.500}", data.len(), answer.text());
}

#[test]
fn an_error_is_shown_whole_as_far_as_there_is_room() {
    let mut pair = Pair::new();
    for size in [500, 1_500, 1_900, 2_500, 3_500, 10_000] {
        let body = json!({"code": "odd", "message": "No", "list": vec!["word"; size / 7], "end": "here"});
        let answer = pair.read_with(json!({"status": 400, "body": body}), json!({"max_bytes": 24_000}));
        let told = &answer.data()["data"];
        assert_eq!((&told["code"], &told["end"]), (&json!("odd"), &json!("here")), "{size}");
        assert_eq!(answer.data()["truncated"], json!(*told != body), "{size}");
        assert!(size > 3_500 || *told == body, "{size}: there is room for it");
        is_told_whole(&answer);
    }
}

#[test]
fn an_error_of_megabytes_is_bounded() {
    const SIZE: usize = 5 * 1024 * 1024;
    let mut pair = Pair::new();
    let names = ["code", "message", "details", "trace"];
    let texts: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), json!("word ".repeat(SIZE / 20)))).collect();
    let list = json!(vec!["word ".repeat(200); SIZE / 1_000]);
    for (body, sends) in [(json!("x".repeat(SIZE)), true), (Value::Object(texts), false), (list, false)] {
        let fault = once(json!({"status": 500, "body": body}));
        let answer = if sends { pair.send(fault) } else { pair.read(fault) };
        assert_eq!(answer.data()["outcome"], if sends { "unknown" } else { "not_sent" });
        let (text, data) = (answer.text().len(), answer.data().to_string().len());
        assert!(text <= 6_000 && data <= 12_000, "{text} {data}");
        assert!(answer.error()["code"].as_str().unwrap().len() <= 100);
        assert_eq!(answer.data()["truncated"], true);
    }
}
