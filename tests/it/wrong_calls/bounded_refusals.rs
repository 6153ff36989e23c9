//! However much is wrong with a call, its refusal stays small, and tells each fault once.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{argument_places, catalog, changed, operation, wrong_values};
use crate::harness::{Answer, Gateway, Server};

/// The most bytes of text in one answer.
const TEXT: usize = 24_000;
/// Structured content may hold twice that.
const STRUCTURED: usize = 2 * TEXT;

/// Calls of which nearly everything is wrong.
fn hopeless() -> Vec<(&'static str, Value)> {
    let text = |changes: Value| changed("POST /v2/send/text", &changes);
    let many: Map<String, Value> = (0..3000).map(|at| (format!("argument{at}"), json!(at))).collect();
    let nobody: Vec<Value> = (0..2000).map(|at| json!({"id": format!("nobody {at}")})).collect();
    let mut group = changed("POST /v2/groups/{id}/participants/remove", &json!({"participants": nobody}));
    group["params"]["id"] = json!("x".repeat(100_000));
    let deep = "a".to_owned() + &"[b]".repeat(30_000);
    let mut path = text(json!({}));
    path["path"] = json!(format!("/v2/{}", "x".repeat(100_000)));
    let mut parts = text(json!({}));
    parts["path"] = json!("/v2".repeat(50_000));
    let mut method = text(json!({}));
    method["method"] = json!("G".repeat(100_000));
    let mut tool = text(json!({}));
    tool["x".repeat(100_000)] = json!(1);
    vec![
        ("a long value", text(json!({"chatId": "x".repeat(100_000)}))),
        ("a long list", text(json!({"chatId": vec![1; 50_000]}))),
        ("a long text", text(json!({"message": "ж".repeat(100_000)}))),
        ("a long name", text(json!({"x".repeat(100_000): 1}))),
        ("a deep name", text(json!({deep: 1}))),
        ("many arguments", {
            let mut call = text(json!({}));
            call["body"].as_object_mut().unwrap().extend(many);
            call
        }),
        ("many participants", group),
        ("a long path", path),
        ("a path of many parts", parts),
        ("a long method", method),
        ("a long argument of the tool", tool),
    ]
}

#[test]
fn a_refusal_stays_small_whatever_was_given() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut wrong = Vec::new();
    for (name, call) in hopeless() {
        let answer = server.call("execute_request", call);
        assert!(answer.is_error(), "{name}");
        let (text, structured) = (answer.text().len(), answer.data().to_string().len());
        if text > TEXT || structured > STRUCTURED {
            wrong.push(format!("{name}: {text} bytes of text, {structured} of structured content"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(gateway.requests().is_empty());
}

/// How often each argument stands among the faults, where it is more than once.
fn doubled(answer: &Answer) -> Vec<String> {
    let mut seen = HashSet::new();
    let faults = answer.error()["faults"].as_array().cloned().unwrap_or_default();
    let names = faults.iter().map(|fault| fault["parameter"].as_str().unwrap().to_owned());
    names.filter(|name| !seen.insert(name.clone())).collect()
}

#[test]
fn one_wrong_argument_is_one_fault() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut wrong = Vec::new();
    let mut calls = vec![
        changed("POST /v2/send/text", &json!({"message": ""})),
        changed("GET /v2/labels/{labelId}/chats", &json!({"labelId": "undefined"})),
        changed("GET /v2/labels/{labelId}/chats", &json!({"labelId": "{labelId}"})),
        changed("GET /v2/groups/{id}", &json!({"id": ""})),
        changed("GET /v2/groups/{id}", &json!({"id": ".."})),
        changed("GET /v2/lids/pn/{number}", &json!({"number": "null"})),
    ];
    for operation in &catalog().operations {
        let right = argument_places::whole(operation);
        for place in argument_places::all(operation) {
            let wrong = wrong_values::of_type(place.schema.kind).remove(0).value;
            calls.push(argument_places::call(operation, &place.with(&right, wrong)));
        }
    }
    for call in calls {
        let answer = server.call("execute_request", call.clone());
        let twice = doubled(&answer);
        if !twice.is_empty() {
            wrong.push(format!("{twice:?}: {}\n  {}", answer.text(), call));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn many_faults_of_many_kinds_stand_in_one_refusal() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut arguments = argument_places::whole(operation("POST /v2/send/list"));
    arguments["chatId"] = json!("Ahmed");
    arguments["message"] = json!({"title": ["x"], "button": "x".repeat(21), "footer": "f", "buttonText": "x",
        "sections": [{"rows": [{"title": "a", "rowId": "1"}, {"title": "b", "rowId": 1, "image": "x"}]}]});
    arguments["access_token"] = json!("x");
    arguments["file[url]"] = json!("x");
    let call = argument_places::call(operation("POST /v2/send/list"), &arguments);
    let answer = server.failure("execute_request", call, "invalid_argument");
    let faults = answer.error()["faults"].as_array().unwrap();
    let told: Vec<(&str, &str)> = faults.iter().map(super::against_the_catalog::code_and_parameter).collect();
    let expected = [
        ("invalid_argument", "access_token"),
        ("invalid_argument", "chatId"),
        ("invalid_argument", "message.title"),
        ("missing_argument", "message.description"),
        ("invalid_argument", "message.button"),
        ("missing_argument", "message.sections[0].title"),
        ("unknown_argument", "message.sections[0].rows[1].image"),
        ("invalid_argument", "message.sections"),
        ("unknown_argument", "message.buttonText"),
        ("unknown_argument", "file"),
    ];
    assert_eq!(told, expected, "{}", answer.text());
    assert!(
        expected.iter().all(|(_, name)| answer.text().contains(&format!("`{name}`"))),
        "{}",
        answer.text()
    );
    assert!(gateway.requests().is_empty());
}
