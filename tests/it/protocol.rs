//! The protocol, word by word, in both of its eras.

use serde_json::{Value, json};

use crate::harness::{AHMED, Gateway, Server};

/// What each request of the era without a handshake carries.
fn meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "tests", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

fn with_meta(mut params: Value) -> Value {
    params["_meta"] = meta();
    params
}

fn initialize(version: &str) -> Value {
    json!({"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "tests", "version": "1"}})
}

#[test]
fn each_version_with_a_handshake_is_served_as_asked() {
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let mut server = Server::prepare().spawn();
        let info = server.request("initialize", initialize(version));
        assert_eq!(info["protocolVersion"], version);
        assert_eq!(info["serverInfo"]["name"], "wawp-mcp");
        assert_eq!(info["serverInfo"]["version"], env!("CARGO_PKG_VERSION"));
        assert!(info["capabilities"]["tools"].is_object());
        assert!(info["instructions"].as_str().unwrap().contains("search_docs"));
        server.notify("notifications/initialized", json!({}));
        let list = server.request("tools/list", json!({}));
        assert_eq!(list["tools"].as_array().unwrap().len(), 9);
        let answer = server.success("search_docs", json!({"query": "send a text message"}));
        assert_eq!(answer.data()["results"][0]["path"], "/v2/send/text");
        server.request("ping", json!({}));
        let ended = server.stop();
        assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    }
}

#[test]
fn an_unknown_version_gets_one_that_the_server_speaks() {
    for version in ["2023-01-01", "2099-01-01"] {
        let mut server = Server::prepare().spawn();
        let info = server.request("initialize", initialize(version));
        let offered = info["protocolVersion"].as_str().unwrap();
        assert!(offered.starts_with("202") && offered != version, "{offered}");
    }
}

#[test]
fn the_era_without_a_handshake_is_served() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).spawn();
    let info = server.request("server/discover", with_meta(json!({})));
    assert!(info["supportedVersions"].as_array().unwrap().contains(&json!("2026-07-28")), "{info}");
    assert!(info["capabilities"]["tools"].is_object(), "{info}");
    let list = server.request("tools/list", with_meta(json!({})));
    assert_eq!(list["tools"].as_array().unwrap().len(), 9);
    assert_eq!(list["resultType"], "complete", "{}", list["resultType"]);
    assert!(list["ttlMs"].is_u64() && list["cacheScope"].is_string(), "{list}");
    let call = json!({"name": "execute_request", "arguments":
        {"path": "/v2/send/text", "method": "POST", "body": {"chatId": AHMED, "message": "Hi"}}});
    let result = server.request("tools/call", with_meta(call.clone()));
    assert_eq!(
        (&result["structuredContent"]["outcome"], &result["resultType"]),
        (&json!("done"), &json!("complete"))
    );
    let result = server.request("tools/call", with_meta(call));
    assert_eq!(
        (&result["isError"], &result["structuredContent"]["error"]["code"]),
        (&json!(true), &json!("duplicate_send"))
    );
    assert_eq!(gateway.requests().len(), 1);
    assert_eq!(server.stop().status.code(), Some(0));
}

#[test]
fn the_first_request_may_be_the_call_itself() {
    let mut server = Server::prepare().spawn();
    let call = json!({"name": "search_docs", "arguments": {"query": "poll"}});
    let result = server.request("tools/call", with_meta(call));
    assert!(!result["structuredContent"]["results"].as_array().unwrap().is_empty());
    assert_eq!(server.stop().status.code(), Some(0));
}

#[test]
fn what_cannot_be_routed_is_a_protocol_error() {
    let mut server = Server::prepare().open();
    let mut code = |method: &str, params: Value| {
        let id = server.ask(method, params);
        let message = server.answer_to(id);
        assert!(message.get("result").is_none(), "{message}");
        (message["error"]["code"].as_i64().unwrap(), message["error"]["message"].as_str().unwrap().to_owned())
    };
    let (number, message) = code("tools/call", json!({"name": "send_docs", "arguments": {}}));
    assert_eq!(number, -32602);
    assert!(message.contains("`send_docs`") && message.contains("search_docs"), "{message}");
    assert_eq!(code("tools/unknown", json!({})).0, -32601);
    assert_eq!(code("nothing", json!({})).0, -32601);
    assert_eq!(code("tools/call", json!({"arguments": {}})).0, -32602);
    assert_eq!(code("tools/call", json!({"name": "search_docs", "arguments": [1]})).0, -32602);
    server.success("search_docs", json!({"query": "poll"}));
}

#[test]
fn a_method_that_is_not_offered_is_refused_in_both_eras() {
    let methods = [
        ("prompts/list", json!({})),
        ("prompts/get", json!({"name": "any"})),
        ("logging/setLevel", json!({"level": "debug"})),
        ("resources/subscribe", json!({"uri": "wawp://llms.txt"})),
        ("resources/unsubscribe", json!({"uri": "wawp://llms.txt"})),
        ("subscriptions/listen", json!({"notifications": {"toolsListChanged": true}})),
        ("tasks/get", json!({"taskId": "1"})),
        ("tasks/cancel", json!({"taskId": "1"})),
        ("tasks/list", json!({})),
        ("skills/list", json!({})),
        // What a server asks a client for.
        ("sampling/createMessage", json!({"messages": [], "maxTokens": 1})),
        (
            "elicitation/create",
            json!({"message": "?", "requestedSchema": {"type": "object", "properties": {}}}),
        ),
        ("roots/list", json!({})),
    ];
    let (mut shaken, mut plain) = (Server::prepare().open(), Server::prepare().spawn());
    plain.request("server/discover", with_meta(json!({})));
    for (method, params) in methods {
        for (server, params) in [(&mut shaken, params.clone()), (&mut plain, with_meta(params))] {
            let id = server.ask(method, params);
            let message = server.answer_to(id);
            assert_eq!(message["error"]["code"], -32601, "{method}: {message}");
        }
    }
}

#[test]
fn a_tool_without_arguments_may_leave_them_out() {
    let mut server = Server::prepare().open();
    for params in [json!({"name": "list_endpoints"}), json!({"name": "list_endpoints", "arguments": {}})] {
        assert_eq!(server.request("tools/call", params)["structuredContent"]["total"], 164);
    }
}

#[test]
fn a_line_that_is_no_message_is_answered_and_the_session_goes_on() {
    let mut server = Server::prepare().open();
    for line in ["{\"jsonrpc\": \"2.0\", \"id\": ", "no json", "\"text\"", "{}"] {
        server.write_line(line);
    }
    server.write_line("");
    server.success("search_docs", json!({"query": "poll"}));
    let ended = server.stop();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    let codes: Vec<i64> = ended
        .stdout
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter_map(|message| message["error"]["code"].as_i64())
        .collect();
    assert_eq!(codes, [-32700, -32700, -32600, -32600], "what is no JSON, and JSON that is no message");
}

#[test]
fn half_a_surrogate_is_answered_under_its_own_id() {
    let mut server = Server::prepare().open();
    server.write_line(
        r#"{"jsonrpc":"2.0","id":77,"method":"tools/call","params":{"name":"search_docs","arguments":{"query":"\ud83d"}}}"#,
    );
    let message = server.answer_to(77);
    assert!(message["error"]["code"].is_i64() || message["result"]["isError"].is_boolean(), "{message}");
    server.success("search_docs", json!({"query": "poll"}));
}

#[test]
fn a_line_that_is_nested_too_deep_is_answered_under_its_own_id() {
    let mut server = Server::prepare().open();
    for (id, levels) in [(78, 200), (79, 100_000)] {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        server.write_line(&format!(
            r#"{{"jsonrpc":"2.0","params":{{"name":"search_docs","arguments":{{"query":{open}{close}}}}},"method":"tools/call","id":{id}}}"#
        ));
        let message = server.answer_to(id);
        assert!(message["error"]["code"].is_i64() || message["result"]["isError"] == true, "{message}");
    }
    server.success("search_docs", json!({"query": "poll"}));
}

#[test]
fn the_last_line_needs_no_line_feed() {
    let server = Server::prepare().open();
    let ended = server.stop_with(r#"{"jsonrpc":"2.0","id":"last","method":"tools/list"}"#);
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    let last: Value = serde_json::from_str(ended.stdout.last().unwrap()).unwrap();
    assert_eq!((&last["id"], last["result"]["tools"].as_array().unwrap().len()), (&json!("last"), 9));
}

#[test]
fn many_calls_at_once_are_all_answered() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let calls = [
        ("search_docs", json!({"query": "send a picture"})),
        ("get_endpoint_details", json!({"path": "/v2/send/text"})),
        ("execute_request", json!({"path": "/v2/chats/overview", "method": "GET"})),
        ("get_session_health", json!({})),
    ];
    let ids: Vec<(u64, &str)> = (0..100)
        .map(|n| &calls[n % calls.len()])
        .map(|(tool, arguments)| {
            (server.ask("tools/call", json!({"name": tool, "arguments": arguments})), *tool)
        })
        .collect();
    for (id, tool) in ids.into_iter().rev() {
        assert!(!server.answer_of(id, tool).is_error());
    }
    assert_eq!(gateway.requests().len(), 50);
}

#[test]
fn a_cancelled_call_is_not_sent_and_holds_nothing_up() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    gateway.fault("/v2/chats/overview", json!({"delay_ms": 600_000}));
    let call =
        json!({"name": "execute_request", "arguments": {"path": "/v2/chats/overview", "method": "GET"}});
    let id = server.ask("tools/call", call);
    server.notify("notifications/cancelled", json!({"requestId": id, "reason": "enough"}));
    server.success("search_docs", json!({"query": "poll"}));
    let ended = server.stop();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    let results = ended.stdout.iter().filter(|line| {
        let message: Value = serde_json::from_str(line).unwrap();
        message["id"] == id && message.get("result").is_some()
    });
    assert_eq!(results.count(), 0, "a cancelled call has no result");
}

#[test]
fn a_send_that_was_cancelled_before_its_turn_may_be_sent_later() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let send = |text: &str| json!({"path": "/v2/send/text", "method": "POST", "body": {"chatId": AHMED, "message": text}});
    server.success("execute_request", send("first"));
    // The second waits a second for its turn; it is cancelled meanwhile.
    let id = server.ask("tools/call", json!({"name": "execute_request", "arguments": send("second")}));
    server.notify("notifications/cancelled", json!({"requestId": id}));
    server.success("search_docs", json!({"query": "poll"}));
    assert_eq!(gateway.requests().len(), 1);
    server.success("execute_request", send("second"));
    assert_eq!(gateway.requests().len(), 2);
}
