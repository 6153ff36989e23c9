//! Many calls at once over one connection: each is answered, and with its own answer.

use serde_json::{Value, json};

use crate::harness::{Gateway, Server};

/// More than a client has ever had open at once.
const CALLS: u64 = 500;

fn number(call: u64) -> String {
    format!("49151{:08}", 20_000_001 + call)
}

fn check(call: u64) -> Value {
    json!({"path": "/v2/contacts/check-exists", "method": "GET", "params": {"phone": number(call)}})
}

#[test]
fn five_hundred_calls_in_flight_are_all_answered() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    // Slow enough that all of them are under way before the first ends.
    gateway.fault("/v2/contacts/check-exists", json!({"delay_ms": 200, "times": CALLS}));
    let asked: Vec<u64> = (0..CALLS)
        .map(|call| server.ask("tools/call", json!({"name": "execute_request", "arguments": check(call)})))
        .collect();
    for (call, id) in (0..CALLS).zip(asked) {
        let answer = server.answer_of(id, "execute_request");
        assert!(!answer.is_error(), "{}", answer.text());
        assert_eq!(answer.data()["request"]["query"]["phone"], number(call));
        assert!(answer.data()["data"].to_string().contains(&number(call)), "{}", answer.text());
        assert_eq!(answer.data()["attempts"], 1);
    }
    assert_eq!(gateway.requests().len() as u64, CALLS);
    // It is as well as before.
    server.success("get_session_health", json!({}));
}

#[test]
fn a_call_that_gets_no_turn_is_told_and_was_not_sent() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_TIMEOUT", "700ms").open();
    // Nothing is answered, so that those under way take all the time that the others have.
    gateway.fault("/v2/contacts/check-exists", json!({"delay_ms": 60_000, "times": 100_000}));
    let asked: Vec<u64> = (0..CALLS)
        .map(|call| server.ask("tools/call", json!({"name": "execute_request", "arguments": check(call)})))
        .collect();
    let answers: Vec<_> = asked.into_iter().map(|id| server.answer_of(id, "execute_request")).collect();
    for answer in &answers {
        let told = (&answer.error()["code"], &answer.data()["outcome"]);
        assert_eq!(told, (&json!("timeout"), &json!("not_sent")), "{}", answer.text());
        let action = answer.error()["action"].as_str().unwrap();
        assert!(action.starts_with("nothing was changed; try again"), "{}", answer.text());
    }
    assert!(answers.iter().any(|answer| answer.text().contains("too many calls")), "some had no turn");
    server.success("get_session_health", json!({}));
}
