//! The main job: find the call, read it, connect, send, and nothing twice.

use serde_json::json;

use crate::harness::{AHMED, Gateway, INSTANCE, Server, TOKEN};

#[test]
fn an_agent_finds_reads_pairs_and_sends() {
    let gateway = Gateway::unpaired();
    let mut server = Server::of(&gateway);

    let found = server.success("search_docs", json!({"query": "send a text message"}));
    assert_eq!(found.data()["results"][0]["path"], "/v2/send/text");
    let page = server.success("get_endpoint_details", json!({"path": "/v2/send/text"}));
    assert_eq!(page.data()["example"]["path"], "/v2/send/text");

    let health = server.success("get_session_health", json!({}));
    assert_eq!(health.data()["connected"], false);
    assert_eq!(health.data()["status"], "SCAN_QR_CODE");
    let qr = server.success("execute_request", json!({"path": "/v2/auth/qr-image", "method": "POST"}));
    let [(mimetype, base64)] = qr.images().try_into().unwrap();
    assert_eq!(mimetype, "image/png");
    assert!(base64.starts_with("iVBOR"), "a PNG in base64");
    gateway.control(&json!({"scan": INSTANCE}));
    let health = server.success("get_session_health", json!({}));
    assert_eq!(
        (&health.data()["connected"], &health.data()["instance_id"]),
        (&json!(true), &json!(INSTANCE))
    );

    // The example of the page is the call.
    let mut call = page.data()["example"].clone();
    call["body"]["chatId"] = json!("+20 101 234 5678");
    let sent = server.success("execute_request", call);
    assert_eq!((&sent.data()["outcome"], &sent.data()["status"]), (&json!("done"), &json!(200)));
}

#[test]
fn the_gateway_receives_a_send_whole_and_once() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let call = json!({"path": "/v2/send/text", "method": "POST",
        "body": {"chatId": "+20 101 234-5678", "message": "Hello", "reply_to": null}});
    server.success("execute_request", call.clone());
    let again = server.failure("execute_request", call.clone(), "duplicate_send");
    assert_eq!(again.data()["outcome"], "not_sent");

    let received = gateway.requests_to("/v2/send/text");
    assert_eq!(received.len(), 1);
    assert_eq!(received[0]["method"], "POST");
    assert_eq!(received[0]["query"], json!({}));
    assert_eq!(
        received[0]["body"],
        json!({"chatId": "201012345678@c.us", "message": "Hello", "instance_id": INSTANCE, "access_token": TOKEN})
    );
    let headers = &received[0]["headers"];
    assert_eq!(headers["access-token"], TOKEN);
    assert_eq!(headers["x-wawp-source"], "MCP");
    assert_eq!(headers["content-type"], "application/json");
    assert!(headers["user-agent"].as_str().unwrap().starts_with("wawp-mcp/"));

    let mut allowed = call;
    allowed["allow_duplicate"] = json!(true);
    server.success("execute_request", allowed);
    assert_eq!(gateway.requests_to("/v2/send/text").len(), 2);
}

#[test]
fn a_get_carries_its_arguments_in_the_query() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    server.success(
        "execute_request",
        json!({"path": "/v2/contacts/check-exists", "method": "GET",
        "params": {"phone": "+20 101 234 5678"}}),
    );
    let received = gateway.requests_to("/v2/contacts/check-exists");
    assert_eq!(received[0]["query"], json!({"phone": AHMED, "instance_id": INSTANCE}));
    assert_eq!(received[0]["body"], json!(null));
}
