//! What can befall the question for a session's state.

use std::net::TcpListener;

use serde_json::json;

use super::{INFO, faults, is_fault, only_looked};
use crate::harness::{Gateway, INSTANCE, Server, TOKEN};

#[test]
fn a_fault_is_told_with_a_code_and_a_next_step_and_only_the_state_is_asked_for() {
    for (fault, code) in faults() {
        let gateway = Gateway::connected();
        let mut server = Server::of(&gateway);
        gateway.fault(INFO, fault);
        let answer = server.call("get_session_health", json!({}));
        is_fault(&answer, code);
        let attempts = answer.data()["attempts"].as_u64().unwrap();
        assert_eq!(attempts > 1, code == "network", "what is asked again is told so: {}", answer.text());
        only_looked(&gateway, usize::try_from(attempts).unwrap());
    }
}

#[test]
fn an_answer_that_names_no_state_is_not_taken_for_one() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for status in ["", "  ", "\n", "\u{0}", "\u{1b}"] {
        gateway.fault(INFO, json!({"body": {"status": status}}));
        is_fault(&server.call("get_session_health", json!({})), "bad_response");
    }
}

#[test]
fn a_state_that_is_asked_for_again_is_told_at_last() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for fault in [json!({"status": 500, "times": 2}), json!({"drop": true, "times": 2})] {
        gateway.control(&json!({"reset": true}));
        gateway.fault(INFO, fault);
        assert_eq!(server.success("get_session_health", json!({})).data()["connected"], true);
        only_looked(&gateway, 3);
    }
}

#[test]
fn a_gateway_that_is_silent_or_away_is_told() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_TIMEOUT", "200ms").open();
    gateway.fault(INFO, json!({"delay_ms": 600_000, "times": 99}));
    let answer = server.call("get_session_health", json!({}));
    is_fault(&answer, "timeout");
    assert!(answer.text().contains("0.2 seconds"), "{}", answer.text());
    assert!(gateway.requests().iter().all(|request| request["path"] == INFO), "it only looks");
    // The port is free again as soon as the listener is gone.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let start = Server::prepare().gateway(&gateway).env("WAWP_BASE_URL", &format!("http://{closed}"));
    let answer = start.open().call("get_session_health", json!({}));
    is_fault(&answer, "network");
    assert_eq!(answer.data()["outcome"], "not_sent");
}

#[test]
fn what_is_not_set_is_named_and_nothing_is_called() {
    let gateway = Gateway::connected();
    let start = || Server::prepare().env("WAWP_BASE_URL", &gateway.origin());
    for (start, parameter, word) in [
        (start(), "access_token", "WAWP_ACCESS_TOKEN"),
        (start().env("WAWP_INSTANCE_ID", INSTANCE), "access_token", "WAWP_ACCESS_TOKEN"),
        (start().env("WAWP_ACCESS_TOKEN", TOKEN), "instance_id", "WAWP_INSTANCE_ID"),
    ] {
        let mut server = start.open();
        let answer = server.call("get_session_health", json!({}));
        is_fault(&answer, "not_configured");
        assert_eq!(answer.error()["parameter"], parameter);
        assert!(answer.text().contains(word) && answer.text().contains("set_config"), "{}", answer.text());
    }
    only_looked(&gateway, 0);
    // An instance that is given stands for one that is set.
    let mut server = start().env("WAWP_ACCESS_TOKEN", TOKEN).open();
    let answer = server.success("get_session_health", json!({"instance_id": INSTANCE}));
    assert_eq!(
        (&answer.data()["connected"], &answer.data()["instance_id"]),
        (&json!(true), &json!(INSTANCE))
    );
}
