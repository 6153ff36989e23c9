//! What is logged of the program, of its libraries and of its client holds no secret, whatever level or filter
//! is asked for.

use serde_json::{Value, json};

use super::{
    Host, Watch, Watched,
    canaries::{PLAIN, SIGNS},
    watched_server::Room,
};
use crate::harness::Server;

/// Filters as a person writes them who looks for a fault, and as a cloned repository's `.env` may hold them.
const FILTERS: [&str; 9] = [
    "trace",
    "rmcp=trace",
    "rmcp::service=trace",
    "rmcp::service=debug",
    "rmcp::transport=trace,rmcp::handler=trace",
    "wawp_mcp=trace,rmcp::service::server=trace,hyper=trace,reqwest=trace,rustls=trace",
    "[serve_inner]=trace",
    "off,rmcp[serve_inner]=trace",
    "trace,rmcp::service=trace,hyper_util=trace",
];

#[test]
fn no_filter_of_the_log_shows_a_token() {
    let host = Host::of(SIGNS.token);
    let mut faults = Vec::new();
    for filter in FILTERS {
        let by_variable = Room::new();
        let by_file = Room::new();
        by_file.write("work/.env", &format!("WAWP_LOG={filter}\n"));
        let variable = by_variable.start_with(&host, SIGNS.token).env("WAWP_LOG", filter).open();
        let file = by_file.start_with(&host, SIGNS.token).env("WAWP_LOG", "").open();
        for (place, mut server) in [("the environment", variable), ("a `.env`", file)] {
            server.call("set_config", json!({"access_token": PLAIN.token, "verify": true}));
            server.call("execute_request", json!({"path": "/v2/chats/overview", "method": "GET"}));
            let log = server.stop().stderr;
            for token in [SIGNS.token, PLAIN.token] {
                faults.extend(Watch::of(token).found(&log).map(|_| format!("`{filter}` from {place}")));
            }
        }
    }
    assert!(faults.is_empty(), "{} logs hold it:\n{}", faults.len(), faults.join("\n"));
}

/// Lines that are no call, or none that can be read.
fn lines(token: &str) -> Vec<String> {
    let call = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "set_config", "arguments": {"access_token": token}}});
    let mut odd_id = call.clone();
    odd_id["id"] = json!({"access_token": token});
    let mut as_text = call.clone();
    as_text["params"]["arguments"] = json!(token);
    let half = call.to_string();
    let values = [
        odd_id,
        as_text,
        json!({"jsonrpc": "2.0", "id": 1, "method": "no/method", "params": {"access_token": token}}),
        json!({"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"access_token": token}}),
        json!({"jsonrpc": "2.0", "method": "notifications/none", "params": {"access_token": token}}),
        json!({"jsonrpc": "2.0", "method": "notifications/progress",
            "params": {"progressToken": token, "progress": 1}}),
        json!({"jsonrpc": "2.0", "id": 1, "result": {"access_token": token}}),
        json!({"jsonrpc": "2.0", "id": 1, "error": {"code": 1, "message": token}}),
        json!({"jsonrpc": "1.0", "id": 1, "method": "tools/call", "params": [token]}),
        json!([call.clone(), token]),
        json!({"access_token": token}),
        json!(token),
        call,
    ];
    let mut lines: Vec<String> = values.iter().map(Value::to_string).collect();
    lines.push(half[..half.len() - 3].to_owned());
    lines.push(half.replace(token, &format!("{token}\\ud800")));
    lines.push(half.replace("\"access_token\"", "access_token"));
    lines
}

/// Sends one line and looks through all that comes of it.
fn after(line: &str, server: Server, faults: &mut Vec<String>) {
    let ended = server.stop_with(line);
    for text in ended.stdout.iter().chain([&ended.stderr]) {
        faults.extend(Watch::of(PLAIN.token).found(text).map(|(_, around)| format!("{line}\n  {around}")));
    }
}

#[test]
fn a_line_that_cannot_be_served_is_not_repeated() {
    let mut faults = Vec::new();
    for line in lines(PLAIN.token) {
        let room = Room::new();
        after(&line, room.start().open(), &mut faults);
    }
    assert!(faults.is_empty(), "{} lines are repeated:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_first_line_that_opens_no_session_is_not_repeated() {
    let mut faults = Vec::new();
    for line in lines(PLAIN.token) {
        let room = Room::new();
        after(&line, room.start().spawn(), &mut faults);
    }
    assert!(faults.is_empty(), "{} lines are repeated:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_call_that_is_cancelled_leaves_no_token_behind() {
    let host = Host::of(PLAIN.token);
    host.strikes(&json!({"delay_ms": 60_000}));
    let mut server = Watched::of(&host, PLAIN.token);
    let call = json!({"name": "set_config", "arguments": {"access_token": PLAIN.token, "verify": true}});
    let id = server.server.ask("tools/call", call);
    server.server.notify("notifications/cancelled", json!({"requestId": id, "reason": PLAIN.token}));
    server.stop("after a cancelled call");
}
