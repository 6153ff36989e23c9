//! Never twice: what may have been sent is not sent again, and what cannot be known is said.

use std::net::TcpListener;

use serde_json::{Value, json};
use wawp_mcp::docs;

use crate::harness::{AHMED, Gateway, INSTANCE, Server, TOKEN};

const SEND: &str = "/v2/send/text";

fn send(message: &str) -> Value {
    json!({"path": SEND, "method": "POST", "body": {"chatId": AHMED, "message": message}})
}

fn read() -> Value {
    json!({"path": "/v2/chats/overview", "method": "GET"})
}

#[test]
fn the_same_content_is_the_same_send_however_it_is_spelled() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    server.success("execute_request", send("Hello"));
    let spellings = [
        json!({"path": SEND, "method": "POST", "params": {"message": "Hello"}, "body": {"chatId": "+20 (101) 234-5678"}}),
        json!({"path": "https://api.wawp.net/V2/send//text", "method": "post", "body": {"message": "Hello", "chatId": format!("{AHMED}@c.us")}}),
        json!({"path": SEND, "method": "GET", "params": {"chatId": "00201012345678", "message": "Hello"}}),
        json!({"path": SEND, "method": "POST", "body": {"chatId": AHMED, "message": "Hello", "instance_id": INSTANCE, "reply_to": null}}),
    ];
    for call in spellings {
        let answer = server.failure("execute_request", call, "duplicate_send");
        assert_eq!(
            (&answer.error()["parameter"], &answer.data()["outcome"]),
            (&json!("allow_duplicate"), &json!("not_sent"))
        );
        let wait = answer.error()["retry_after"].as_f64().unwrap();
        assert!((1.0..=60.0).contains(&wait), "{wait}");
    }
    assert_eq!(gateway.requests().len(), 1);
    // Another text, another chat, or another operation is another send.
    server.success("execute_request", send("Hello!"));
    let sara =
        json!({"path": SEND, "method": "POST", "body": {"chatId": "966501234567", "message": "Hello"}});
    server.success("execute_request", sara);
    let mut again = send("Hello");
    again["allow_duplicate"] = json!(true);
    server.success("execute_request", again.clone());
    server.success("execute_request", again);
    assert_eq!(gateway.requests().len(), 5);
}

#[test]
fn an_identical_file_is_a_duplicate_too() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).file("a.txt", "same").open();
    let file = json!({"file_path": "a.txt", "chatId": AHMED});
    server.success("send_local_file", file.clone());
    server.failure("send_local_file", file.clone(), "duplicate_send");
    std::fs::write(server.folder().join("a.txt"), "other").unwrap();
    server.success("send_local_file", file.clone());
    let mut again = file;
    again["allow_duplicate"] = json!(true);
    server.success("send_local_file", again);
    assert_eq!(gateway.requests().len(), 3);
}

#[test]
fn what_was_not_sent_may_be_repeated_at_once() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for status in [400, 401, 404, 422] {
        gateway.fault(SEND, json!({"status": status}));
        let answer = server.call("execute_request", send("Hello"));
        assert_eq!(answer.data()["outcome"], "not_sent", "{}", answer.text());
    }
    server.success("execute_request", send("Hello"));
    assert_eq!(gateway.requests().len(), 5);
}

#[test]
fn a_send_that_broke_is_unknown_until_the_user_allows_it() {
    for (fault, code) in [
        (json!({"drop": true, "after": "after"}), "network"),
        (json!({"drop": true}), "network"),
        (json!({"half_body": true, "after": "after"}), "network"),
        (json!({"status": 500}), "server_error"),
        (json!({"status": 503, "body": "busy"}), "http_503"),
    ] {
        let gateway = Gateway::connected();
        let mut server = Server::of(&gateway);
        gateway.fault(SEND, fault.clone());
        let answer = server.failure("execute_request", send("Hello"), code);
        assert_eq!(answer.data()["outcome"], "unknown", "{fault}");
        assert!(answer.text().contains("may have been sent"), "{}", answer.text());
        assert_eq!(gateway.requests().len(), 1, "it is not sent again: {fault}");
        for _ in 0..2 {
            let answer = server.failure("execute_request", send("Hello"), "outcome_unknown");
            assert_eq!(answer.error()["parameter"], "allow_duplicate");
        }
        assert_eq!(gateway.requests().len(), 1);
        let mut allowed = send("Hello");
        allowed["allow_duplicate"] = json!(true);
        server.success("execute_request", allowed);
        // Now it is known.
        server.failure("execute_request", send("Hello"), "duplicate_send");
        assert_eq!(gateway.requests().len(), 2);
    }
}

#[test]
fn a_whole_answer_of_success_is_done_even_if_it_cannot_be_read() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    gateway.fault(SEND, json!({"status": 200, "body": "{\"id\": ", "content_type": "application/json"}));
    let answer = server.success("execute_request", send("Hello"));
    assert_eq!(answer.data()["outcome"], "done");
    server.failure("execute_request", send("Hello"), "duplicate_send");
}

#[test]
fn a_write_that_broke_is_not_repeated_either() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let name = json!({"path": "/v2/profile/name", "method": "PUT", "body": {"name": "Shop"}});
    gateway.fault("/v2/profile/name", json!({"drop": true}));
    let answer = server.failure("execute_request", name, "network");
    assert_eq!((&answer.data()["outcome"], gateway.requests().len()), (&json!("unknown"), 1));
}

#[test]
fn a_read_is_tried_again_after_errors_and_broken_connections() {
    for fault in
        [json!({"status": 500}), json!({"status": 502}), json!({"drop": true}), json!({"half_body": true})]
    {
        let gateway = Gateway::connected();
        let mut server = Server::of(&gateway);
        let mut twice = fault.clone();
        twice["times"] = json!(2);
        gateway.fault("/v2/chats/overview", twice);
        let answer = server.success("execute_request", read());
        assert_eq!((&answer.data()["attempts"], gateway.requests().len()), (&json!(3), 3), "{fault}");
    }
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    gateway.fault("/v2/chats/overview", json!({"drop": true, "times": 99}));
    let answer = server.failure("execute_request", read(), "network");
    assert_eq!(answer.data()["outcome"], "not_sent", "a failed read changed nothing");
    let attempts = answer.data()["attempts"].as_u64().unwrap();
    assert_eq!(attempts, gateway.requests().len() as u64);
    assert!((2..10).contains(&attempts), "{attempts}");
    gateway.fault("/v2/contacts/all", json!({"status": 404, "times": 9}));
    server.call("execute_request", json!({"path": "/v2/contacts/all", "method": "GET"}));
    assert_eq!(gateway.requests_to("/v2/contacts/all").len(), 1, "what is refused for good is asked once");
}

#[test]
fn a_send_that_was_refused_for_its_rate_goes_again_after_the_wait() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    gateway.fault(SEND, json!({"status": 429, "headers": {"Retry-After": 0}, "times": 1}));
    let answer = server.success("execute_request", send("Hello"));
    assert_eq!((&answer.data()["attempts"], gateway.requests().len()), (&json!(2), 2));
    let body = json!({"code": "rate_limit_exceeded", "message": "Slow", "details": {"retryAfter": 0}});
    gateway.fault("/v2/chats/overview", json!({"status": 429, "body": body, "times": 2}));
    let answer = server.success("execute_request", read());
    assert_eq!(answer.data()["attempts"], 3);
}

#[test]
fn a_gateway_that_is_not_there_took_nothing() {
    // The port is free again as soon as the listener is gone.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let start = Server::prepare().env("WAWP_BASE_URL", &format!("http://{closed}"));
    let mut server = start.env("WAWP_ACCESS_TOKEN", TOKEN).env("WAWP_INSTANCE_ID", INSTANCE).open();
    for call in [send("Hello"), read(), send("Hello")] {
        let answer = server.failure("execute_request", call, "network");
        assert_eq!(answer.data()["outcome"], "not_sent");
        assert!(answer.text().contains("WAWP_BASE_URL"), "{}", answer.text());
        assert!(
            answer.text().to_lowercase().contains("connection refused"),
            "the cause is named: {}",
            answer.text()
        );
        assert!(!answer.text().contains(&closed.to_string()), "errors hold no address");
    }
    server.failure("get_session_health", json!({}), "network");
}

#[test]
fn a_silent_gateway_is_waited_for_as_long_as_the_user_said() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_TIMEOUT", "700ms").open();
    gateway.fault(SEND, json!({"delay_ms": 60_000, "times": 9}));
    let answer = server.failure("execute_request", send("Hello"), "timeout");
    assert_eq!((&answer.data()["outcome"], gateway.requests().len()), (&json!("unknown"), 1));
    server.failure("execute_request", send("Hello"), "outcome_unknown");
    gateway.fault("/v2/chats/overview", json!({"delay_ms": 60_000, "times": 1}));
    let answer = server.success("execute_request", read());
    assert_eq!(answer.data()["attempts"], 2, "a read is asked again");
    gateway.fault("/v2/chats/overview", json!({"delay_ms": 60_000, "times": 99}));
    let answer = server.failure("execute_request", read(), "timeout");
    assert_eq!(answer.data()["outcome"], "not_sent");
    assert!(answer.text().contains("0.7 seconds"), "{}", answer.text());
}

#[test]
fn a_send_in_flight_is_not_sent_beside_itself() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    gateway.fault(SEND, json!({"delay_ms": 300}));
    let ids: Vec<u64> = (0..6)
        .map(|_| server.ask("tools/call", json!({"name": "execute_request", "arguments": send("Hello")})))
        .collect();
    let answers: Vec<_> = ids.into_iter().map(|id| server.answer_of(id, "execute_request")).collect();
    assert_eq!(answers.iter().filter(|answer| !answer.is_error()).count(), 1);
    assert!(
        answers
            .iter()
            .filter(|answer| answer.is_error())
            .all(|answer| answer.error()["code"] == "duplicate_send")
    );
    assert_eq!(gateway.requests().len(), 1);
}

#[test]
fn a_send_to_a_session_that_is_not_connected_says_what_to_do() {
    let gateway = Gateway::unpaired();
    let mut server = Server::of(&gateway);
    let answer = server.failure("execute_request", send("Hello"), "session_unexpected_status");
    assert_eq!((&answer.data()["outcome"], &answer.data()["status"]), (&json!("not_sent"), &json!(422)));
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let next = catalog.error("session_unexpected_status").unwrap().action.en;
    assert_eq!(answer.error()["action"], next);
    gateway.control(&json!({"scan": INSTANCE}));
    server.success("execute_request", send("Hello"));
}
