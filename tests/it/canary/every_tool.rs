//! Every tool keeps the secret, whatever befalls its call, at every level of the log.

use std::{collections::BTreeSet, thread};

use serde_json::{Value, json};

use super::{
    CANARIES, Host, Watch, Watched,
    canaries::{Canary, SIGNS},
    echoes::write,
    faults::{MISSED, breaks, faults, telling},
    watched_server::Room,
};

/// How many servers share the faults of one canary: most of the time they wait.
const LANES: usize = 4;
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Calls of every tool. Each number has chats of its own, since sends to one chat wait for each other.
fn calls(token: &str, number: usize) -> Vec<(&'static str, Value)> {
    let [ahmed, sara] = [1, 2].map(|who| format!("201{who}{number:08}"));
    let text = json!({"chatId": ahmed, "message": "Hi"});
    let file = json!({"file_path": "a.txt", "chatId": sara, "allow_duplicate": true});
    let with = |call: &Value, name: &str, value: Value| {
        let mut call = call.clone();
        call[name] = value;
        call
    };
    let send = json!({"path": "/v2/send/text", "method": "POST", "allow_duplicate": true, "body": text});
    vec![
        ("search_docs", json!({"query": "access token"})),
        ("list_endpoints", json!({"category": "Contacts"})),
        ("install_agent_config", json!({"targets": ["agents-md"]})),
        (
            "get_endpoint_details",
            json!({"path": "/v2/send/text", "include": ["schema", "examples", "errors", "notes"]}),
        ),
        (
            "generate_starter_code",
            json!({"path": "/v2/send/text", "language": "python", "arguments": {"message": token}}),
        ),
        (
            "generate_starter_code",
            json!({"task": format!("send '{token}' to {ahmed}"), "language": "javascript"}),
        ),
        ("set_config", json!({"access_token": token, "verify": true})),
        ("get_session_health", json!({})),
        ("execute_request", with(&send, "dry_run", json!(true))),
        ("execute_request", json!({"path": "/v2/chats/overview", "method": "GET"})),
        ("execute_request", write()),
        ("execute_request", send),
        ("send_local_file", with(&file, "dry_run", json!(true))),
        ("send_local_file", file),
    ]
}

/// A tool that is added later has to be called here as well.
fn assert_all_tools(server: &mut Watched, calls: &[(&'static str, Value)]) {
    let list = server.server.request("tools/list", json!({}));
    let listed: BTreeSet<&str> =
        list["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    let called: BTreeSet<&str> = calls.iter().map(|(tool, _)| *tool).collect();
    assert_eq!(listed, called, "each tool is called with the token in place");
}

#[test]
fn no_tool_shows_the_token_whatever_befalls_its_call() {
    thread::scope(|scope| {
        for canary in CANARIES {
            for lane in 0..LANES {
                scope.spawn(move || every_fault(canary, lane));
            }
        }
    });
}

/// The faults of one lane; one server lives through them all.
fn every_fault(canary: Canary, lane: usize) {
    let host = Host::of(canary.token);
    let mut server = Watched::hurried(&host, canary.token);
    // The first call makes the client, which takes its time in a build for tests.
    server.call("execute_request", write(), "at first");
    assert_all_tools(&mut server, &calls(canary.token, 0));
    for (number, (name, fault)) in faults(canary.token).into_iter().enumerate().skip(lane).step_by(LANES) {
        host.strikes(&fault);
        let when = format!("{} at {name}", canary.name);
        server.call_all(&calls(canary.token, number), &when);
        let requests = host.requests();
        assert!(requests.len() >= 6, "{when}: {} requests", requests.len());
        assert!(requests.iter().all(|request| request["headers"]["access-token"] == canary.token), "{when}");
    }
    let log = server.stop(canary.name);
    assert!(log.contains("TRACE hyper"), "at `trace` the client tells all that it does");
}

#[test]
fn a_token_in_the_query_is_not_shown_when_the_connection_breaks() {
    let canary = SIGNS;
    let host = Host::of(canary.token);
    let mut server = Watched::hurried(&host, canary.token);
    let (name, missed) = faults(canary.token).into_iter().find(|(name, _)| name == MISSED).unwrap();
    host.strikes(&missed);
    server.call("execute_request", write(), &name);
    for (number, (name, fault)) in breaks(canary.token).into_iter().enumerate() {
        host.strikes(&fault);
        server.call_all(&calls(canary.token, number), &name);
        let requests = host.requests();
        assert!(requests.iter().all(|request| request["query"]["access_token"] == canary.token), "{name}");
    }
    server.stop("with the token in queries");
}

#[test]
fn no_level_of_the_log_shows_the_token() {
    thread::scope(|scope| {
        for level in LEVELS {
            scope.spawn(move || at_level(level, SIGNS));
        }
    });
}

fn at_level(level: &str, canary: Canary) {
    let (host, room) = (Host::of(canary.token), Room::new());
    let server = room.start_with(&host, canary.token).env("WAWP_LOG", level).open();
    let mut server = Watched::new(server, Watch::of(canary.token), room);
    let whole = calls(canary.token, 0);
    assert_all_tools(&mut server, &whole);
    for ((tool, arguments), answer) in whole.iter().zip(server.call_all(&whole, level)) {
        assert!(!answer.is_error(), "{tool} {arguments}: {}", answer.text());
    }
    for (number, (name, fault)) in telling(canary.token).into_iter().enumerate() {
        host.strikes(&fault);
        server.call_all(&calls(canary.token, number + 1), &format!("{level} at {name}"));
    }
    let log = server.stop(level);
    assert_eq!(log.is_empty(), matches!(level, "off" | "error" | "warn" | "info"), "{level}: {log}");
}
