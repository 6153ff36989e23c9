//! Calls that fail before their arguments are read: paths and methods that are not there, and wrong arguments
//! of the tool itself.

use serde_json::{Value, json};
use wawp_mcp::{catalog::PathTemplate, values::Method};

use super::{Case, all_answered, argument_places, catalog};
use crate::harness::AHMED;

/// Paths that are nearly one, with the operation that is meant.
const NEAR: [(&str, &str); 14] = [
    ("/v2/send/txt", "POST /v2/send/text"),
    ("/v2/send/texts", "POST /v2/send/text"),
    ("/v2/sendText", "POST /v2/send/text"),
    ("/send/text", "POST /v2/send/text"),
    ("/v1/send/text", "POST /v2/send/text"),
    ("/v2/send_text", "POST /v2/send/text"),
    ("/v2/send/text/201012345678", "POST /v2/send/text"),
    ("https://api.wawp.net/api/v2/send/text", "POST /v2/send/text"),
    ("/v2/send/images", "POST /v2/send/image"),
    ("/v2/sends/poll", "POST /v2/send/poll"),
    ("/v2/group/create", "POST /v2/groups/create"),
    ("/v2/groups/{id}/participant/add", "POST /v2/groups/{id}/participants/add"),
    ("/v2/session/infos", "POST /v2/session/info"),
    ("/v2/chat/messages", "GET /v2/chats/messages"),
];

/// Paths that lead nowhere.
const NOWHERE: [&str; 17] = [
    "",
    "/",
    "/v2",
    "..",
    "/v2/../v2/send/text",
    "/v2/send/../../text",
    "/v2/labels/a/../b/chats",
    "/v2/groups/1234567890@g.us/../../send/text/x",
    "/v2/send/text\r\nHost: evil.example",
    "/v2/send/text\u{0}",
    "/v2\\send\\text",
    "/v2/send%2ftext",
    "//evil.example/v2/send/text",
    "https://evil.example",
    "javascript:alert(1)",
    "POST /v2/send/text",
    "sendText",
];

fn send(path: &str) -> Value {
    json!({"path": path, "method": "POST", "body": {"chatId": AHMED, "message": "Hi"}})
}

/// A call of what is no endpoint.
fn unknown(path: &str) -> Case {
    Case::new(format!("{path:?}"), send(path), "unknown_endpoint", "path")
}

/// Every page that is documented and cannot be called.
fn pages() -> Vec<Case> {
    let catalog = catalog();
    let events = catalog.events.iter().map(|event| event.name);
    let guides = catalog.guides.iter().map(|guide| guide.path);
    let errors = catalog.errors.iter().map(|error| error.code);
    events.chain(guides).chain(errors).map(unknown).collect()
}

/// Every path with every method that it has not.
fn methods() -> Vec<Case> {
    let operations = &catalog().operations;
    let mut cases = Vec::new();
    for operation in operations {
        // Another documented path may be called by this one, whatever its placeholders are called there.
        let count = operation.path.placeholders().count();
        let shape = |path: PathTemplate| path.matches(operation.path.as_str()) == Some(count);
        let called = operations.iter().filter(|o| shape(o.path) || shape(o.real_path));
        let documented: Vec<Method> = called.map(|other| other.method).collect();
        for method in Method::ALL.into_iter().filter(|method| !documented.contains(method)) {
            let mut call = argument_places::call(operation, &argument_places::whole(operation));
            call["method"] = json!(method.as_str());
            let name = format!("{method} instead of {}", operation.name());
            cases.push(Case::new(name, call, "method_not_allowed", "method").meaning(operation.name()));
        }
    }
    cases
}

/// Arguments of the tool itself, with values that they cannot have.
fn invalid() -> [(&'static str, Value); 26] {
    [
        ("path", json!(5)),
        ("path", json!(["/v2/send/text"])),
        ("method", json!("HEAD")),
        ("method", json!("HEAD")),
        ("method", json!("OPTIONS")),
        ("method", json!("SEND")),
        ("method", json!("GET, POST")),
        ("method", json!("")),
        ("method", json!(5)),
        ("params", json!([1])),
        ("params", json!("chatId=1&message=Hi")),
        ("params", json!(true)),
        ("body", json!("Hi")),
        ("body", json!("{\"broken\"")),
        ("body", json!([{"chatId": AHMED}])),
        ("dry_run", json!("yes")),
        ("confirm", json!("yes")),
        ("confirm", json!(1)),
        ("allow_duplicate", json!([])),
        ("max_bytes", json!(999)),
        ("max_bytes", json!(24_001)),
        ("max_bytes", json!(-1)),
        ("max_bytes", json!("many")),
        ("select", json!("$[")),
        ("select", json!(5)),
        ("api", json!("whapi2")),
    ]
}

/// Wrong arguments of the tool itself.
fn of_the_tool() -> Vec<Case> {
    let with = |name: &str, value: Value| {
        let mut call = send("/v2/send/text");
        call[name] = value;
        call
    };
    let mut cases = Vec::new();
    for name in ["path", "method"] {
        let mut call = send("/v2/send/text");
        call.as_object_mut().unwrap().remove(name);
        cases.push(Case::new(format!("no {name}"), call, "missing_argument", name));
    }
    for (name, value) in invalid() {
        cases.push(Case::new(format!("{name}: {value}"), with(name, value), "invalid_argument", name));
    }
    let known = [("dryRun", "dry_run"), ("bodies", "body"), ("param", "params"), ("confirmed", "confirm")];
    for (name, meant) in known {
        let case = Case::new(name, with(name, json!(true)), "unknown_argument", name);
        cases.push(case.meaning(meant));
    }
    for name in ["query", "headers", "chatId", "url"] {
        cases.push(Case::new(name, with(name, json!("x")), "unknown_argument", name));
    }
    cases
}

#[test]
fn a_path_that_is_not_there_is_refused_with_near_names() {
    let near = NEAR.iter().map(|(path, meant)| unknown(path).meaning(*meant));
    let cases: Vec<Case> = near.chain(NOWHERE.map(unknown)).collect();
    all_answered(&cases, 31, Case::misnamed);
}

#[test]
fn what_is_documented_and_no_endpoint_cannot_be_called() {
    all_answered(&pages(), 52, Case::misnamed);
}

#[test]
fn a_method_that_a_path_has_not_is_refused_with_those_that_it_has() {
    all_answered(&methods(), 300, Case::misnamed);
}

#[test]
fn a_wrong_argument_of_the_tool_itself_is_named() {
    all_answered(&of_the_tool(), 36, Case::misnamed);
}

#[test]
fn a_refusal_before_the_arguments_are_read_helps_on_too() {
    let mut cases: Vec<Case> = NOWHERE.map(unknown).into();
    cases.extend(pages().into_iter().take(3));
    cases.extend(methods().into_iter().take(3));
    cases.extend(of_the_tool());
    all_answered(&cases, 50, Case::unhelpful);
}
