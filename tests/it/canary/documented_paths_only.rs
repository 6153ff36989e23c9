//! Whatever a caller writes for a path, nothing but a documented path of the right gateway is called.

use std::thread;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::{Host, Watched, canaries::PLAIN, canary_gateways::Trap, hostile_paths::hostile};

/// The headers that a request may have: nothing that a caller writes becomes one.
const HEADERS: [&str; 8] = [
    "accept",
    "access-token",
    "connection",
    "content-length",
    "content-type",
    "host",
    "user-agent",
    "x-wawp-source",
];

/// The documented paths as they are called, with their methods.
fn documented() -> Vec<(String, Vec<String>)> {
    let facts: Value = serde_json::from_str(include_str!("../facts/wawp.json")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let operations = facts["operations"].as_array().unwrap().iter();
    let path = |fact: &Value| text(fact.get("real_path").unwrap_or(&fact["path"]));
    operations
        .map(|fact| (text(&fact["method"]), path(fact).split('/').map(str::to_owned).collect()))
        .collect()
}

/// What is wrong with a request that arrived; nothing where it is one that is documented.
fn wrong(request: &Value, authority: &str) -> Option<String> {
    let (method, path) = (request["method"].as_str()?, request["path"].as_str()?);
    let words: Vec<&str> = path.split('/').collect();
    let fits = |template: &Vec<String>| {
        template.len() == words.len()
            && template.iter().zip(&words).all(|(known, word)| match known.strip_prefix('{') {
                Some(_) => is_value(word),
                None => known == word,
            })
    };
    let is_documented = documented().iter().any(|(known, template)| known == method && fits(template));
    let headers = request["headers"].as_object()?;
    let odd = headers.keys().find(|name| !HEADERS.contains(&name.as_str()));
    if !is_documented {
        Some(format!("{method} {path} is no documented call"))
    } else if let Some(odd) = odd {
        Some(format!("{method} {path} has the header {odd}"))
    } else {
        (headers["host"] != authority).then(|| format!("{method} {path} is meant for {}", headers["host"]))
    }
}

/// Whether a segment stays one for every reader of an address.
fn is_value(word: &str) -> bool {
    let decoded = percent_decode_str(word).decode_utf8_lossy();
    let ordinary = |c: char| c.is_ascii_alphanumeric() || "-._~@%".contains(c);
    !word.is_empty() && !matches!(&*decoded, "." | "..") && word.chars().all(ordinary)
}

/// What came of some calls.
struct Made {
    /// What they did that they may not.
    faults: Vec<String>,
    /// How many requests arrived.
    arrived: usize,
}

fn made(calls: Vec<(&'static str, Value)>, trap: &Trap) -> Made {
    let host = Host::of(PLAIN.token);
    let origin = host.origin();
    let authority = origin.strip_prefix("http://").unwrap();
    let mut server = Watched::of(&host, PLAIN.token);
    let (mut faults, mut arrived) = (Vec::new(), 0);
    for (tool, call) in calls {
        host.heals();
        let mut shown = format!("{tool} {call}");
        shown.truncate(shown.floor_char_boundary(300));
        let answer = server.call(tool, call, &shown);
        let received = host.requests();
        arrived += received.len();
        for request in &received {
            let told = &answer.data()["request"]["url"];
            let is_told = told.is_null() || *told == format!("{origin}{}", request["path"].as_str().unwrap());
            faults
                .extend((!is_told).then(|| format!("{shown}: {told} is told, {} arrived", request["path"])));
            faults.extend(wrong(request, authority).map(|wrong| format!("{shown}: {wrong}")));
        }
        if received.len() > 1 {
            faults.push(format!("{shown}: {} requests", received.len()));
        }
        trap.assert_untouched(&shown);
    }
    server.stop("after hostile paths");
    Made { faults, arrived }
}

/// Makes the calls in groups, side by side. Some of them have to arrive: what only names another host is called
/// at the right one.
fn none_goes_astray(trap: &Trap, calls: &[(&'static str, Value)], least: usize) {
    const GROUPS: usize = 4;
    let made: Vec<Made> = thread::scope(|scope| {
        let group = |group| calls.iter().skip(group).step_by(GROUPS).cloned().collect();
        let groups: Vec<Vec<_>> = (0..GROUPS).map(group).collect();
        let groups: Vec<_> = groups.into_iter().map(|calls| scope.spawn(move || made(calls, trap))).collect();
        groups.into_iter().map(|group| group.join().unwrap()).collect()
    });
    let faults: Vec<&str> = made.iter().flat_map(|made| &made.faults).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} calls:\n{}", faults.len(), faults.join("\n"));
    let arrived: usize = made.iter().map(|made| made.arrived).sum();
    assert!(arrived >= least, "only {arrived} requests arrived");
}

#[test]
fn a_path_leads_to_a_documented_call_or_nowhere() {
    let trap = Trap::new();
    let mut calls = Vec::new();
    for (path, number) in hostile(trap.address()).into_iter().zip(0_u32..) {
        let chat = format!("2010{number:08}");
        let body = json!({"chatId": chat, "message": "Hi"});
        calls.push(("execute_request", json!({"path": path, "method": "GET"})));
        // A very long one is held against every page, which takes a second: once is enough.
        if path.len() > 1_000 {
            continue;
        }
        calls.push(("execute_request", json!({"path": path, "method": "POST", "body": body})));
        calls.push(("execute_request", json!({"path": path, "method": "DELETE", "confirm": true})));
        calls.push(("get_endpoint_details", json!({"path": path})));
    }
    none_goes_astray(&trap, &calls, 20);
}

#[test]
fn a_value_in_a_path_stays_one_segment_of_it() {
    // One for each kind of value that stands in a path.
    const TEMPLATES: [(&str, &str); 8] = [
        ("/v2/presence/{chatId}", "chatId"),
        ("/v2/channels/{id}", "id"),
        ("/v2/channels/{invite}/messages/preview", "invite"),
        ("/v2/groups/{id}", "id"),
        ("/v2/labels/{id}", "id"),
        ("/v2/labels/{labelId}/chats", "labelId"),
        ("/v2/lids/{lid}", "lid"),
        ("/v2/lids/pn/{number}", "number"),
    ];
    let trap = Trap::new();
    let mut calls = Vec::new();
    for value in hostile(trap.address()).into_iter().filter(|value| value.len() < 1_000) {
        for (path, name) in TEMPLATES {
            let written = path.replace(&format!("{{{name}}}"), &value);
            calls.push(("execute_request", json!({"path": path, "method": "GET", "params": {name: value}})));
            calls.push(("execute_request", json!({"path": written, "method": "GET"})));
        }
        calls.push(("get_session_health", json!({"instance_id": value})));
    }
    calls.push((
        "execute_request",
        json!({"path": "/v2/labels/{id}", "method": "GET", "params": {"id": "x".repeat(100_000)}}),
    ));
    none_goes_astray(&trap, &calls, 300);
}

#[test]
fn a_method_is_no_way_out_either() {
    let trap = Trap::new();
    let methods = [
        "CONNECT",
        "TRACE",
        "OPTIONS",
        "HEAD",
        "PATCH",
        "PRI",
        "",
        "GET http://evil.example",
        "POST\r\nHost: evil",
        "GET /x HTTP/1.1\r\n\r\n",
        "G\u{0}ET",
        "ＧＥＴ",
        "get,post",
    ];
    let call = |method| ("execute_request", json!({"path": "/v2/chats/overview", "method": method}));
    none_goes_astray(&trap, &methods.map(call), 0);
}
