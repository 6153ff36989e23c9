//! Nothing is sent that the user did not allow, and nothing to the wrong person.

use serde_json::{Value, json};

use crate::harness::{AHMED, Gateway, INSTANCE, Server, TOKEN};

const SARA: &str = "966501234567";
const GROUP: &str = "1234567890@g.us";

fn send(to: &str, message: &str) -> Value {
    json!({"path": "/v2/send/text", "method": "POST", "body": {"chatId": to, "message": message}})
}

/// One call of each destructive kind.
fn destructive() -> Vec<Value> {
    vec![
        json!({"path": "/v2/session/logout", "method": "POST"}),
        json!({"path": "/v2/session/logout", "method": "GET"}),
        json!({"path": "/v2/session/delete", "method": "DELETE"}),
        json!({"path": "/v2/messages/delete", "method": "DELETE", "params": {"chatId": AHMED, "messageId": "x"}}),
        json!({"path": "/v2/groups/{id}/leave", "method": "POST", "params": {"id": GROUP}}),
        json!({"path": "/v2/groups/{id}/picture", "method": "DELETE", "params": {"id": GROUP}}),
        json!({"path": "/v2/groups/{id}/invite-code/revoke", "method": "POST", "params": {"id": GROUP}}),
        json!({"path": "/v2/groups/{id}/participants/remove", "method": "POST",
            "params": {"id": GROUP}, "body": {"participants": [{"id": AHMED}]}}),
        json!({"path": "/v2/labels/{labelId}/delete", "method": "DELETE", "params": {"labelId": "7"}}),
        json!({"path": "/v2/profile/picture-delete", "method": "DELETE"}),
        json!({"path": "/v2/status/delete", "method": "POST", "body": {"id": "x"}}),
    ]
}

#[test]
fn what_cannot_be_taken_back_needs_a_yes() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for mut call in destructive() {
        if call["path"] == "/v2/status/delete" {
            call = server.success("get_endpoint_details", json!({"path": "/v2/status/delete"})).data()["example"].clone();
        }
        let answer = server.failure("execute_request", call.clone(), "confirmation_required");
        assert_eq!(
            (&answer.error()["parameter"], &answer.data()["outcome"]),
            (&json!("confirm"), &json!("not_sent"))
        );
        assert!(answer.text().contains("confirm: true"), "{}", answer.text());
        assert!(gateway.requests().is_empty(), "{call}");
        call["dry_run"] = json!(true);
        server.success("execute_request", call);
        assert!(gateway.requests().is_empty());
    }
    let mut call = destructive().remove(0);
    call["confirm"] = json!(true);
    server.success("execute_request", call);
    assert_eq!(gateway.requests().len(), 1);
}

#[test]
fn everything_destructive_is_marked_so_and_nothing_else_asks() {
    let catalog = wawp_mcp::docs::BUILT_IN[0].catalog().unwrap();
    let destructive: Vec<String> = catalog
        .operations
        .iter()
        .filter(|operation| operation.risk == wawp_mcp::values::Risk::Destructive)
        .map(wawp_mcp::catalog::Operation::name)
        .collect();
    let mut listed: Vec<String> = self::destructive()
        .iter()
        .map(|call| format!("{} {}", call["method"].as_str().unwrap(), call["path"].as_str().unwrap()))
        .collect();
    listed.sort();
    let mut known = destructive;
    known.sort();
    assert_eq!(known, listed);
}

#[test]
fn a_send_needs_a_yes_where_the_user_wants_it() {
    let gateway = Gateway::connected();
    let mut server =
        Server::prepare().gateway(&gateway).env("WAWP_CONFIRM", "sends").file("a.txt", "Hi").open();
    let answer = server.failure("execute_request", send(AHMED, "Hi"), "confirmation_required");
    assert!(answer.text().contains(AHMED), "it names whom: {}", answer.text());
    let file = json!({"file_path": "a.txt", "chatId": AHMED});
    server.failure("send_local_file", file.clone(), "confirmation_required");
    assert!(gateway.requests().is_empty());
    let mut call = send(AHMED, "Hi");
    call["confirm"] = json!(true);
    server.success("execute_request", call);
    let mut file = file;
    file["confirm"] = json!(true);
    server.success("send_local_file", file);
    assert_eq!(gateway.requests().len(), 2);
}

#[test]
fn read_only_lets_reads_through_and_nothing_else() {
    let gateway = Gateway::connected();
    let mut server =
        Server::prepare().gateway(&gateway).env("WAWP_MODE", "read-only").file("a.txt", "Hi").open();
    let mut calls = destructive();
    calls.push(send(AHMED, "Hi"));
    calls.push(json!({"path": "/v2/session/restart", "method": "GET"}));
    calls.push(json!({"path": "/v2/profile/name", "method": "PUT", "body": {"name": "Shop"}}));
    for mut call in calls.into_iter().filter(|call| call["path"] != "/v2/status/delete") {
        call["confirm"] = json!(true);
        let answer = server.failure("execute_request", call.clone(), "mode_forbids");
        assert!(answer.text().contains("read-only"), "{}", answer.text());
        call["dry_run"] = json!(true);
        server.failure("execute_request", call, "mode_forbids");
    }
    server.failure("send_local_file", json!({"file_path": "a.txt", "chatId": AHMED}), "mode_forbids");
    assert!(gateway.requests().is_empty());
    server.success("execute_request", json!({"path": "/v2/chats/overview", "method": "GET"}));
    server.success("get_session_health", json!({}));
}

#[test]
fn test_number_mode_reaches_the_test_number_and_the_allowed_alone() {
    let gateway = Gateway::connected();
    let start = Server::prepare().gateway(&gateway).env("WAWP_MODE", "test-number");
    let start = start
        .env("WAWP_TEST_NUMBER", AHMED)
        .env("WAWP_ALLOWED_RECIPIENTS", &format!("+44 7441 429009, {GROUP}"));
    let mut server = start.file("a.txt", "Hi").open();
    let forbidden = [
        send(SARA, "Hi"),
        send("999@g.us", "Hi"),
        json!({"path": "/v2/messages/edit", "method": "PUT", "body": {"chatId": SARA, "messageId": "x", "text": "y"}}),
        json!({"path": "/v2/send/reaction", "method": "PUT", "body": {"chatId": SARA, "messageId": "x", "reaction": "y"}}),
        json!({"path": "/v2/groups/{id}/subject", "method": "PUT", "params": {"id": GROUP}, "body": {"subject": "y"}}),
        json!({"path": "/v2/groups/create", "method": "POST", "body": {"name": "G", "participants": [{"id": AHMED}]}}),
        json!({"path": "/v2/chats/read", "method": "POST", "body": {"chatId": SARA}}),
    ];
    for mut call in forbidden {
        call["confirm"] = json!(true);
        server.failure("execute_request", call, "recipient_not_allowed");
    }
    server.failure("send_local_file", json!({"file_path": "a.txt", "chatId": SARA}), "recipient_not_allowed");
    // An agent cannot widen it.
    server.failure("set_config", json!({"test_number": SARA}), "mode_forbids");
    assert!(gateway.requests().is_empty());
    for to in ["me", "+20 101 234 5678", "447441429009", GROUP] {
        server.success("execute_request", send(to, &format!("to {to}")));
    }
    server.success(
        "execute_request",
        json!({"path": "/v2/profile/name", "method": "PUT", "body": {"name": "Shop"}}),
    );
    server.success("execute_request", json!({"path": "/v2/chats/overview", "method": "GET"}));
    assert_eq!(gateway.requests().len(), 6);
}

#[test]
fn the_order_of_checks_is_arguments_mode_credentials_confirmation() {
    let gateway = Gateway::connected();
    let start = || Server::prepare().env("WAWP_BASE_URL", &gateway.origin());
    let delete = |body: Value| json!({"path": "/v2/messages/delete", "method": "DELETE", "params": body});
    let whole = || json!({"chatId": AHMED, "messageId": "x"});
    let mut server = start().env("WAWP_MODE", "read-only").open();
    server.failure("execute_request", delete(json!({"chatId": AHMED})), "missing_argument");
    server.failure("execute_request", delete(whole()), "mode_forbids");
    let mut server = start().open();
    server.failure("execute_request", delete(whole()), "not_configured");
    let mut server = start().env("WAWP_ACCESS_TOKEN", TOKEN).env("WAWP_INSTANCE_ID", INSTANCE).open();
    server.failure("execute_request", delete(whole()), "confirmation_required");
    assert!(gateway.requests().is_empty());
}

#[test]
fn the_sandbox_says_so_in_every_answer_and_reaches_nobody() {
    let gateway = Gateway::connected();
    let start =
        Server::prepare().gateway(&gateway).env("WAWP_MODE", "sandbox").env("WAWP_TEST_NUMBER", AHMED);
    let mut server = start.file("a.txt", "Hi").open();
    let mut dry = send(AHMED, "dry");
    dry["dry_run"] = json!(true);
    let calls = [
        ("get_session_health", json!({})),
        ("execute_request", send("me", "Hi")),
        ("execute_request", dry),
        ("execute_request", send("me", "Hi")),
        (
            "execute_request",
            json!({"path": "/v2/session/info", "method": "POST", "body": {"instance_id": "no"}}),
        ),
        ("execute_request", json!({"path": "/v2/session/logout", "method": "POST"})),
        ("send_local_file", json!({"file_path": "a.txt"})),
        ("send_local_file", json!({"file_path": "a.txt", "dry_run": true})),
    ];
    for (tool, arguments) in calls {
        let answer = server.call(tool, arguments);
        assert_eq!(answer.data()["simulated"], true, "{}", answer.0);
        assert!(answer.text().to_lowercase().contains("simulated"), "{tool}: {}", answer.text());
    }
    assert!(gateway.requests().is_empty());
}

#[test]
fn the_sandbox_needs_nothing_and_pairs_by_itself() {
    let mut server = Server::prepare().env("WAWP_MODE", "sandbox").open();
    let health = server.success("get_session_health", json!({}));
    assert_eq!(health.data()["connected"], true);
    let named = Server::prepare().env("WAWP_MODE", "sandbox").env("WAWP_INSTANCE_ID", "mine").open();
    let health = { named }.success("get_session_health", json!({}));
    assert_eq!((&health.data()["connected"], &health.data()["instance_id"]), (&json!(true), &json!("mine")));
}

#[test]
fn set_config_sets_no_base_address() {
    let gateway = Gateway::connected();
    let other = Gateway::connected();
    let mut server = Server::of(&gateway);
    for name in ["base_url", "WAWP_BASE_URL", "url", "mode", "file_roots", "allowed_recipients"] {
        let answer = server.failure("set_config", json!({name: other.origin()}), "unknown_argument");
        assert_eq!(answer.error()["parameter"], name);
    }
    let mut call = send(AHMED, "Hi");
    call["path"] = json!(format!("{}/v2/send/text", other.origin()));
    server.success("execute_request", call);
    assert!(other.requests().is_empty(), "the host of a full URL is never called");
    assert_eq!(gateway.requests().len(), 1);
}
