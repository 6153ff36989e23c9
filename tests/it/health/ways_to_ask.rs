//! However the question is asked, in whatever mode, the gateway is only looked at.

use serde_json::{Value, json};

use super::{INFO, is_fault, only_looked};
use crate::harness::{Gateway, INSTANCE, Server};

#[test]
fn another_instance_can_be_asked_for_and_nothing_else_can_be_given() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let answer = server.call("get_session_health", json!({"instance_id": "3EB0OTHER"}));
    is_fault(&answer, "invalid_session");
    assert_eq!(gateway.requests()[0]["body"]["instance_id"], "3EB0OTHER");
    gateway.fault(INFO, json!({"body": {"status": "STOPPED"}}));
    let answer = server.success("get_session_health", json!({"instance_id": "3EB0OTHER"}));
    assert_eq!(answer.data()["instance_id"], "3EB0OTHER");
    // It is asked for once: the configured one stays.
    assert_eq!(server.success("get_session_health", json!({})).data()["instance_id"], INSTANCE);
    only_looked(&gateway, 3);
    for wrong in [json!(""), json!("  "), json!(7), json!(true), json!(["x"]), json!({"id": "x"})] {
        let answer = server.call("get_session_health", json!({"instance_id": wrong}));
        is_fault(&answer, "invalid_argument");
        assert_eq!(answer.error()["parameter"], "instance_id", "{wrong}");
    }
    for (name, given) in [("instance", "instance_id"), ("access_token", ""), ("path", "")] {
        let answer = server.failure("get_session_health", json!({name: "x"}), "unknown_argument");
        assert_eq!(answer.error()["parameter"], name);
        assert!(given.is_empty() || answer.text().contains(given), "{}", answer.text());
    }
    only_looked(&gateway, 3);
}

#[test]
fn every_mode_may_ask() {
    let gateway = Gateway::connected();
    for mode in ["full", "read-only", "test-number"] {
        let start = Server::prepare().gateway(&gateway).env("WAWP_MODE", mode);
        let mut server = start.env("WAWP_TEST_NUMBER", "201012345678").open();
        let answer = server.success("get_session_health", json!({}));
        assert_eq!((&answer.data()["connected"], &answer.data()["simulated"]), (&json!(true), &json!(false)));
    }
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_MODE", "sandbox").open();
    let answer = server.success("get_session_health", json!({}));
    assert_eq!((&answer.data()["connected"], &answer.data()["simulated"]), (&json!(true), &json!(true)));
    assert!(answer.text().contains("SIMULATED"), "{}", answer.text());
    only_looked(&gateway, 3);
}

#[test]
fn a_question_in_flight_can_be_cancelled() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_TIMEOUT", "2s").open();
    gateway.fault(INFO, json!({"delay_ms": 600_000}));
    let id = server.ask("tools/call", json!({"name": "get_session_health", "arguments": {}}));
    while gateway.requests().is_empty() {
        std::thread::yield_now();
    }
    server.notify("notifications/cancelled", json!({"requestId": id, "reason": "enough"}));
    // Longer than the first would wait before it asked again, were it still alive.
    gateway.fault(INFO, json!({"delay_ms": 700, "drop": true, "times": 4}));
    let answer = server.call("get_session_health", json!({}));
    is_fault(&answer, "network");
    only_looked(&gateway, 1 + usize::try_from(answer.data()["attempts"].as_u64().unwrap()).unwrap());
    let ended = server.stop();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    let answers = ended.stdout.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
    assert_eq!(answers.filter(|answer| answer["id"] == id && answer.get("result").is_some()).count(), 0);
}

#[test]
fn twenty_questions_at_once_are_all_answered() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let ask = json!({"name": "get_session_health", "arguments": {}});
    let ids: Vec<u64> = (0..20).map(|_| server.ask("tools/call", ask.clone())).collect();
    for id in ids {
        assert_eq!(server.answer_of(id, "get_session_health").data()["connected"], true);
    }
    only_looked(&gateway, 20);
}
