//! `set_config` with `verify`: what is set stays set, and whether it works is told.

use serde_json::{Value, json};
use wawp_mcp::docs;

use super::{INFO, faults, is_fault, is_state, only_looked};
use crate::harness::{Answer, Gateway, INSTANCE, Server, TOKEN};

const OTHER: &str = "token-of-another/day+1=";

/// A server whose credentials are set by calls alone.
fn unset(gateway: &Gateway) -> Server {
    Server::prepare().env("WAWP_BASE_URL", &gateway.origin()).open()
}

/// A call that sets all there is, and checks it.
fn all(token: &str) -> Value {
    json!({"access_token": token, "instance_id": INSTANCE, "test_number": "201012345678", "verify": true})
}

/// That what a call has set is shown, the token masked.
fn shows_what_is_set(answer: &Answer) {
    let settings = &answer.data()["settings"];
    assert_eq!(settings["access_token"], json!({"set": true, "source": "call", "masked": "***"}));
    assert_eq!(settings["instance_id"], json!({"set": true, "source": "call", "value": INSTANCE}));
    assert_eq!(settings["test_number"]["value"], "201012345678@c.us");
    for shown in ["access_token", "***", INSTANCE, "201012345678"] {
        assert!(answer.text().contains(shown), "{}", answer.text());
    }
    for secret in [TOKEN, OTHER] {
        assert!(!answer.0.to_string().contains(secret), "{}", answer.0);
    }
}

#[test]
fn each_state_is_told_beside_the_settings() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    for (status, next) in &catalog.provider.health.as_ref().unwrap().statuses {
        let gateway = Gateway::connected();
        gateway.fault(INFO, json!({"body": {"status": status, "me": {"id": "447441429009@c.us"}}}));
        let answer = unset(&gateway).success("set_config", all(TOKEN));
        shows_what_is_set(&answer);
        let (told, text) = (answer.data(), answer.text());
        assert_eq!((&told["connected"], &told["status"]), (&json!(*status == "WORKING"), &json!(status)));
        assert_eq!(told["next_step"], next.en);
        assert!(text.contains(status) && text.contains(next.en), "{text}");
        only_looked(&gateway, 1);
        assert_eq!(gateway.requests()[0]["headers"]["access-token"], TOKEN);
    }
}

#[test]
fn what_is_set_stays_set_when_the_check_fails() {
    for (fault, code) in faults() {
        let gateway = Gateway::connected();
        let mut server = unset(&gateway);
        gateway.fault(INFO, fault);
        let answer = server.call("set_config", all(TOKEN));
        is_fault(&answer, code);
        shows_what_is_set(&answer);
        let message = answer.error()["message"].as_str().unwrap();
        assert!(message.contains("set") && message.contains("check failed"), "{message}");
        let asked = gateway.requests().len();
        only_looked(&gateway, asked);
        // Faults that are left over strike no more.
        gateway.control(&json!({"reset": true}));
        let answer = server.success("get_session_health", json!({}));
        is_state(&answer, "WORKING", answer.data()["next_step"].as_str().unwrap());
        assert_eq!(gateway.requests()[0]["headers"]["access-token"], TOKEN);
    }
}

#[test]
fn a_wrong_token_is_told_as_such_and_set_all_the_same() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let answer = server.call("set_config", all(OTHER));
    is_fault(&answer, "invalid_access_token");
    shows_what_is_set(&answer);
    assert_eq!(
        (&answer.error()["see"], &answer.data()["outcome"]),
        (&json!("invalid_access_token"), &json!("not_sent"))
    );
    assert!(answer.error()["action"].as_str().unwrap().contains("token"), "{}", answer.text());
    server.failure("get_session_health", json!({}), "invalid_access_token");
    assert!(gateway.requests().iter().all(|request| request["headers"]["access-token"] == OTHER));
    let answer = server.success("set_config", all(TOKEN));
    shows_what_is_set(&answer);
    assert_eq!(answer.data()["connected"], true);
    only_looked(&gateway, 3);
}

#[test]
fn an_unknown_instance_is_told_as_such() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let answer = server.call("set_config", json!({"instance_id": "3EB0OTHER", "verify": true}));
    is_fault(&answer, "invalid_session");
    assert_eq!(answer.data()["settings"]["instance_id"]["value"], "3EB0OTHER");
    assert_eq!(answer.data()["settings"]["access_token"]["source"], "environment");
    only_looked(&gateway, 1);
}

#[test]
fn nothing_is_asked_without_a_check_or_after_a_wrong_value() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for verify in [json!({}), json!({"verify": false})] {
        let mut arguments = json!({"instance_id": "3EB0OTHER"});
        arguments.as_object_mut().unwrap().extend(verify.as_object().unwrap().clone());
        let answer = server.success("set_config", arguments);
        assert!(answer.data().get("connected").is_none() && answer.data().get("status").is_none());
    }
    for wrong in
        [json!({"instance_id": ""}), json!({"access_token": "two words"}), json!({"test_number": "Ahmed"})]
    {
        let mut arguments = wrong;
        arguments["verify"] = json!(true);
        server.failure("set_config", arguments, "invalid_argument");
    }
    only_looked(&gateway, 0);
}

#[test]
fn a_check_alone_asks_with_what_is_set() {
    let gateway = Gateway::unpaired();
    let mut server = Server::of(&gateway);
    let answer = server.success("set_config", json!({"verify": true}));
    assert_eq!(
        (&answer.data()["connected"], &answer.data()["status"]),
        (&json!(false), &json!("SCAN_QR_CODE"))
    );
    assert_eq!(answer.data()["settings"]["instance_id"]["source"], "environment");
    gateway.control(&json!({"scan": INSTANCE}));
    assert_eq!(server.success("set_config", json!({"verify": true})).data()["connected"], true);
    only_looked(&gateway, 2);
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_MODE", "sandbox").open();
    let answer = server.success("set_config", json!({"verify": true}));
    assert_eq!((&answer.data()["connected"], &answer.data()["simulated"]), (&json!(true), &json!(true)));
    only_looked(&gateway, 2);
}

#[test]
fn a_check_that_nothing_is_set_for_does_not_say_that_something_is() {
    let gateway = Gateway::connected();
    let answer = unset(&gateway).call("set_config", json!({"verify": true}));
    is_fault(&answer, "not_configured");
    assert_eq!(answer.data()["settings"]["access_token"]["set"], false);
    let message = answer.error()["message"].as_str().unwrap();
    assert!(!message.contains("settings are set"), "{message}");
    only_looked(&gateway, 0);
}
