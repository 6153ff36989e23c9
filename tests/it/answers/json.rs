//! JSON, whatever it holds and whatever it is called.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Form, Pair, raw_gateway::RawGateway, read, send, told};

/// A fault that answers with this text as JSON.
fn text(body: &str) -> Value {
    json!({"body": body, "content_type": "application/json; charset=utf-8"})
}

#[test]
fn json_of_any_shape_is_data() {
    let same = |name, value: Value| Form::new(name, text(&value.to_string()), value);
    told(vec![
        same("an object", json!({"id": "3EB0", "n": 1, "list": [], "nothing": null})),
        same("a list", json!([{"id": 1}, {"id": 2}])),
        same("an empty list", json!([])),
        same("an empty object", json!({})),
        same("a number", json!(7)),
        same("a text", json!("sent")),
        same("true", json!(true)),
        same("null", Value::Null),
        same("unicode", json!({"name": "محمد 🎉 e\u{301}"})),
        Form::new(
            "whole numbers",
            text("[9223372036854775808, 18446744073709551615, -9223372036854775808]"),
            json!([9_223_372_036_854_775_808_u64, u64::MAX, i64::MIN]),
        ),
        Form::new("broken numbers", text("[0.1, 1e308, -2.5e-300]"), json!([0.1, 1e308, -2.5e-300])),
        Form::new(
            "escapes",
            text(r#"{"a\u0062": "\u0645\ud83c\udf89\n\t\"\\\/\u0000"}"#),
            json!({"ab": "م🎉\n\t\"\\/\0"}),
        ),
        Form::new(
            "a name twice: the last one counts",
            text(r#"{"a": 1, "b": 2, "a": 3}"#),
            json!({"a": 3, "b": 2}),
        ),
        Form::new("a byte order mark", text("\u{feff}{\"a\": 1}"), json!({"a": 1})),
        Form::new("space around", text(" \r\n\t {\"a\": 1}\n\n"), json!({"a": 1})),
    ]);
}

#[test]
fn json_under_a_wrong_name_is_data() {
    let called = |content_type: &'static str| {
        let fault = json!({"body": "{\"id\": [1]}", "content_type": content_type});
        Form::new(content_type, fault, json!({"id": [1]}))
    };
    let names = [
        "",
        "text/html",
        "text/plain",
        "application/octet-stream",
        "application/xml",
        "image/png",
        "garbage",
        ";;;",
        "APPLICATION/JSON",
        "application/problem+json",
        "application/json; charset=\"utf-16",
    ];
    told(names.into_iter().map(called).collect());
    let mut server = RawGateway::answering("200 OK", b"{\"id\": [1]}".to_vec()).server();
    for call in [read(), send("Hello")] {
        assert_eq!(server.success("execute_request", call).data()["data"], json!({"id": [1]}));
    }
}

#[test]
fn what_is_called_json_and_is_none_is_shown_as_text_with_a_note() {
    let form = |name, body: &str| Form::new(name, text(body), json!(body)).noted("`application/json`");
    told(vec![
        form("cut short", "{\"id\": \"3EB0\", \"items\": [1, 2"),
        form("cut within a text", "{\"id\": \"3EB"),
        form("two documents", "{\"id\": 1}\n{\"id\": 2}\n"),
        form("a document and words", "{\"id\": 1} Warning: deprecated"),
        form("words", "Success: ok"),
        form("single quotes", "{'id': 1}"),
        form("no number", "{\"n\": NaN}"),
        form("a number that is too large", "{\"n\": 1e400}"),
    ]);
}

#[test]
fn json_of_any_depth_is_told() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    let data: Value = serde_json::from_str(&nested(100)).unwrap();
    told(vec![Form::new("100 levels", text(&nested(100)), data)]);
    let mut pair = Pair::new();
    let deep = nested(10_000);
    let answer = pair.read(text(&deep));
    assert!(!answer.is_error(), "{}", answer.text());
    assert_eq!((&answer.data()["data"], &answer.data()["truncated"]), (&json!(deep), &json!(false)));
    assert!(answer.text().contains(&deep));
    let mut fault = text(&deep);
    fault["status"] = json!(400);
    let answer = pair.read(fault);
    let shown = answer.data()["data"].as_str().unwrap().trim_end_matches('…').to_owned();
    assert!(deep.starts_with(&shown) && shown.len() > 3_000, "{}", answer.text());
    assert_eq!(answer.data()["cuts"], json!([{"path": "$", "kept": shown.len(), "of": 20_000}]));
}

/// A program that cuts a text in the middle of a character writes its half as an escape.
#[test]
fn half_a_surrogate_spoils_one_character_and_not_the_answer() {
    let body = r#"{"code": "odd", "list": [{"body": "cut \ud83d"}, {"body": "whole"}]}"#;
    let mut pair = Pair::new();
    let answer = pair.read(text(body));
    let list = &answer.data()["data"]["list"];
    assert_eq!(list[1]["body"], "whole", "{}", answer.text());
    assert!(list[0]["body"].as_str().unwrap().starts_with("cut "), "{}", answer.text());
    assert_eq!(answer.data()["outside_text"], json!(["body"]), "{}", answer.text());
    let mut fault = text(body);
    fault["status"] = json!(400);
    assert_eq!(pair.read(fault).error()["code"], "odd");
}

#[test]
fn an_answer_of_30_megabytes_is_cut_and_one_of_33_is_too_large() {
    let mut body = String::from("[");
    while body.len() < 30 * 1024 * 1024 {
        let id = body.len();
        let _ = write!(body, "{{\"id\": {id}, \"note\": \"{}\"}},", "x".repeat(10_000));
    }
    body.push_str("{\"id\": 0}]");
    let of = body.matches("id").count();
    let mut server =
        RawGateway::answering("200 OK\r\ncontent-type: application/json", body.into_bytes()).server();
    let answer = server.success("execute_request", read());
    assert_eq!(answer.data()["truncated"], true);
    assert_eq!(answer.data()["cuts"], json!([{"path": "$", "kept": 2, "of": of}]));
    assert!(answer.text().len() <= 24_000);

    let body = vec![b' '; 33 * 1024 * 1024];
    let mut server = RawGateway::answering("200 OK\r\ncontent-type: application/json", body).server();
    let answer = server.failure("execute_request", read(), "response_too_large");
    assert_eq!((&answer.data()["outcome"], &answer.data()["attempts"]), (&json!("not_sent"), &json!(1)));
    assert!(answer.text().contains("`limit`"), "{}", answer.text());
    // It was answered with success, but who knows whose.
    let answer = server.failure("execute_request", send("Hello"), "response_too_large");
    assert_eq!(answer.data()["outcome"], "unknown");
    server.failure("execute_request", send("Hello"), "outcome_unknown");
}
