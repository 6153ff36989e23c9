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
