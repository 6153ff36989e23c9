//! What is told of a call beside its answer is true, and an answer cannot bring about another call.

use std::{io::Read, net::TcpListener};

use serde_json::json;

use super::{Pair, read, send};
use crate::harness::{Gateway, INSTANCE, Server, TOKEN};

#[test]
fn a_call_tells_what_was_called_and_what_became_of_it() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let answer = server.success("execute_request", send("Hello"));
    let data = answer.data();
    assert_eq!(
        (&data["outcome"], &data["status"], &data["attempts"]),
        (&json!("done"), &json!(200), &json!(1))
    );
    assert_eq!((&data["simulated"], &data["truncated"]), (&json!(false), &json!(false)));
    assert!(data["elapsed_ms"].is_u64() && data["message_id"].is_string() && data["data"].is_object());
    assert_eq!(data["request"]["body"]["access_token"], "***");
    assert_eq!(data["request"]["body"]["instance_id"], INSTANCE);
    for word in ["done", "200", "POST /v2/send/text"] {
        assert!(answer.text().contains(word), "{}", answer.text());
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/steal", other.local_addr().unwrap());
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for status in [301, 302, 307, 308] {
        let fault = json!({"status": status, "body": "", "headers": {"location": address}});
        gateway.fault("/v2/chats/overview", fault.clone());
        let answer = server.failure("execute_request", read(), "bad_response");
        assert!(answer.text().contains(&status.to_string()), "{}", answer.text());
        assert_eq!(answer.data()["outcome"], "not_sent");
        gateway.fault("/v2/send/text", fault);
        let answer = server.failure("execute_request", send(&status.to_string()), "bad_response");
        assert_eq!(answer.data()["outcome"], "unknown", "a send that was redirected may have been taken");
    }
    other.set_nonblocking(true).unwrap();
    if let Ok((mut stream, _)) = other.accept() {
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text);
        panic!("the redirect was followed: {text}");
    }
}

#[test]
fn a_token_that_the_gateway_misses_in_the_query_is_put_there_once_and_remembered() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let missed =
        json!({"code": "missing_param", "message": "Missing", "details": {"missing": ["access_token"]}});
    gateway.fault("/v2/send/text", json!({"status": 400, "body": missed, "times": 1}));
    let answer = server.success("execute_request", send("1"));
    assert_eq!(answer.data()["attempts"], 2);
    let received = gateway.requests();
    assert_eq!(received[0]["query"], json!({}));
    assert_eq!(received[1]["query"], json!({"access_token": TOKEN}));
    assert_eq!(received[1]["body"], received[0]["body"]);
    server.success("execute_request", read());
    let received = gateway.requests();
    assert_eq!(received[2]["query"], json!({"instance_id": INSTANCE, "access_token": TOKEN}));
    assert_eq!(received.len(), 3);
    // Another refusal of the same kind is an answer.
    gateway.fault("/v2/chats/overview", json!({"status": 400, "body": missed, "times": 9}));
    server.failure("execute_request", read(), "missing_param");
    assert_eq!(gateway.requests().len(), 4);
}

#[test]
fn a_half_answer_to_a_read_is_no_answer() {
    let mut pair = Pair::new();
    let answer = pair.read(json!({"half_body": true, "times": 9}));
    assert_eq!((&answer.error()["code"], &answer.data()["outcome"]), (&json!("network"), &json!("not_sent")));
    assert!(pair.gateway.requests().len() > 1, "a read is tried again");
}

#[test]
fn without_credentials_nothing_is_called_and_the_next_step_is_told() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().env("WAWP_BASE_URL", &gateway.origin()).open();
    for (tool, arguments) in [("execute_request", read()), ("get_session_health", json!({}))] {
        let answer = server.failure(tool, arguments, "not_configured");
        assert_eq!(answer.error()["parameter"], "access_token");
        assert!(answer.text().contains("WAWP_ACCESS_TOKEN") && answer.text().contains("set_config"));
    }
    let mut server =
        Server::prepare().env("WAWP_BASE_URL", &gateway.origin()).env("WAWP_ACCESS_TOKEN", TOKEN).open();
    let answer = server.failure("execute_request", read(), "not_configured");
    assert_eq!(answer.error()["parameter"], "instance_id");
    assert!(gateway.requests().is_empty());
}
