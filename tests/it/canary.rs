//! The token is in the requests and nowhere else.

use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::harness::{AHMED, Gateway, INSTANCE, Server, TOKEN};

/// The token in every spelling in which it could leak.
fn spellings() -> Vec<String> {
    let form: String = url::form_urlencoded::byte_serialize(TOKEN.as_bytes()).collect();
    vec![
        TOKEN.to_owned(),
        utf8_percent_encode(TOKEN, NON_ALPHANUMERIC).to_string(),
        form,
        STANDARD.encode(TOKEN),
        TOKEN.replace('/', "\\/"),
        TOKEN.chars().rev().collect(),
        // Its telling half, however the rest is spelled.
        "canary-7f3a".to_owned(),
    ]
}

fn assert_clean(what: &str, text: &str) {
    for spelling in spellings() {
        assert!(!text.contains(&spelling), "{what} holds the token as `{spelling}`:\n{text}");
    }
}

/// Every kind of call.
fn calls() -> Vec<(&'static str, Value)> {
    let send = |n: u32| {
        json!({"path": "/v2/send/text", "method": "POST", "allow_duplicate": true,
        "body": {"chatId": AHMED, "message": format!("Hi {n}")}})
    };
    let mut dry = send(0);
    dry["dry_run"] = json!(true);
    let mut given = send(1);
    given["body"]["access_token"] = json!(TOKEN);
    vec![
        ("search_docs", json!({"query": "access token"})),
        ("list_endpoints", json!({"category": "Contacts"})),
        ("get_endpoint_details", json!({"path": "/v2/send/text"})),
        ("get_endpoint_details", json!({"path": TOKEN})),
        ("set_config", json!({"access_token": TOKEN, "verify": true})),
        ("set_config", json!({"access_token": format!("{TOKEN} x")})),
        ("get_session_health", json!({})),
        ("execute_request", dry),
        ("execute_request", given),
        ("execute_request", json!({"path": "/v2/chats/overview", "method": "GET"})),
        ("execute_request", send(2)),
        ("send_local_file", json!({"file_path": "a.txt", "chatId": AHMED, "allow_duplicate": true})),
    ]
}

/// Calls whose own arguments hold the token: a caller sees what it wrote itself.
fn repeats_what_was_given(arguments: &Value) -> bool {
    arguments["path"] == TOKEN
}

fn faults() -> Vec<Value> {
    let form: String = url::form_urlencoded::byte_serialize(TOKEN.as_bytes()).collect();
    let percent = utf8_percent_encode(TOKEN, NON_ALPHANUMERIC).to_string();
    let echo = json!({"code": "invalid_param", "message": format!("bad token {TOKEN}"), "echo": [TOKEN, form, percent,
        STANDARD.encode(TOKEN)], TOKEN: {"nested": TOKEN}});
    vec![
        json!({"status": 200, "body": echo}),
        json!({"status": 400, "body": echo}),
        json!({"status": 500, "body": echo}),
        json!({"status": 400, "body": format!("<h1>{TOKEN}</h1>"), "content_type": "text/html"}),
        json!({"status": 400, "body": format!("<?xml version='1.0'?><e t='1'>{TOKEN}</e>"), "content_type": "text/xml"}),
        json!({"status": 400, "body": format!("{{\"broken\": \"{TOKEN}\"")}),
        json!({"status": 200, "body": format!("{{\"t\": \"{}\"}}", TOKEN.replace('/', "\\/"))}),
        json!({"status": 200, "body": format!("{{\"t\": \"{}\"}}", TOKEN.replace('c', "\\u0063"))}),
        json!({"status": 200, "body": format!("<?xml version='1.0'?><e>{}</e>", TOKEN.replace('c', "&#99;")),
            "content_type": "text/xml"}),
        json!({"status": 400, "headers": {"x-echo": TOKEN, "location": format!("http://x/?t={TOKEN}")}, "body": "no"}),
        json!({"status": 302, "headers": {"location": format!("http://127.0.0.1:1/?access_token={TOKEN}")}, "body": ""}),
        json!({"status": 429, "headers": {"Retry-After": TOKEN}, "body": echo}),
        json!({"status": 401}),
        json!({"drop": true}),
        json!({"half_body": true, "body": TOKEN}),
    ]
}

#[test]
fn no_answer_and_no_log_holds_the_token() {
    let gateway = Gateway::connected();
    let start = Server::prepare().gateway(&gateway).env("WAWP_LOG", "trace").file("a.txt", "Hello");
    let mut server = start.open();
    for (tool, arguments) in calls() {
        let answer = server.call(tool, arguments.clone());
        if !repeats_what_was_given(&arguments) {
            assert_clean(tool, &answer.0.to_string());
        }
    }
    assert!(gateway.requests().iter().any(|request| request["headers"]["access-token"] == TOKEN));
    let ended = server.stop();
    assert_clean("the log", &ended.stderr);
}

#[test]
fn a_gateway_that_echoes_the_token_is_masked() {
    for fault in faults() {
        let gateway = Gateway::connected();
        let start = Server::prepare().gateway(&gateway).env("WAWP_LOG", "trace").env("WAWP_TIMEOUT", "2");
        let mut server = start.file("a.txt", "Hello").open();
        for path in ["/v2/session/info", "/v2/chats/overview", "/v2/send/text", "/v2/send/pdf"] {
            let mut fault = fault.clone();
            fault["times"] = json!(1);
            gateway.fault(path, fault);
        }
        for (tool, arguments) in calls() {
            if !repeats_what_was_given(&arguments) && !matches!(tool, "search_docs" | "list_endpoints") {
                let answer = server.call(tool, arguments);
                assert_clean(&format!("{tool} after {fault}"), &answer.0.to_string());
            }
        }
        let ended = server.stop();
        assert_clean("the log", &ended.stderr);
        for line in ended.stdout {
            assert_clean("standard output", &line);
        }
    }
}

#[test]
fn a_token_in_the_query_is_not_shown_either() {
    let gateway = Gateway::connected();
    let mut server =
        Server::prepare().gateway(&gateway).env("WAWP_LOG", "trace").env("WAWP_TIMEOUT", "500ms").open();
    let missed = json!({"code": "missing_param", "message": "x", "details": {"missing": ["access_token"]}});
    gateway.fault("/v2/chats/overview", json!({"status": 400, "body": missed}));
    let read = json!({"path": "/v2/chats/overview", "method": "GET"});
    for fault in
        [json!({"status": 200}), json!({"drop": true, "times": 9}), json!({"delay_ms": 60_000, "times": 9})]
    {
        gateway.fault("/v2/chats/overview", fault);
        assert_clean("an answer", &server.call("execute_request", read.clone()).0.to_string());
        gateway.control(&json!({"reset": true}));
    }
    let ended = server.stop();
    assert_clean("the log", &ended.stderr);
}

#[test]
fn a_start_that_fails_does_not_show_it() {
    let start = || Server::prepare().env("WAWP_ACCESS_TOKEN", TOKEN).env("WAWP_INSTANCE_ID", INSTANCE);
    for (name, value) in [("WAWP_BASE_URL", "nothing"), ("WAWP_MODE", "x"), ("WAWP_LOG", "a=b=c")] {
        let (_, stdout, stderr) = start().env(name, value).run();
        assert_clean("a failed start", &(stdout + &stderr));
    }
    let line = format!("WAWP_ACCESS_TOKEN=\"{TOKEN}\n");
    let (_, stdout, stderr) = Server::prepare().file(".env", line).run();
    assert_clean("a broken .env", &(stdout + &stderr));
}
