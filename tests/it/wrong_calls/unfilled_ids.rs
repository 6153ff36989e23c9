//! Ids that were never filled in are refused, in the path and among the values.

use serde_json::{Value, json};

use super::{Case, Line, all_answered, all_refused};

const INVALID: &str = "invalid_argument";
const MISSING: &str = "missing_argument";

/// Paths as they are written, and what is told of their argument.
const PATHS: [(&str, &str, &str, &str); 34] = [
    ("GET", "/v2/groups/{id}/picture", MISSING, "id"),
    ("GET", "/v2/groups/{groupId}/picture", MISSING, "id"),
    ("GET", "/v2/groups/:id/picture", MISSING, "id"),
    ("GET", "/v2/groups/<id>/picture", MISSING, "id"),
    ("GET", "/v2/groups/{{id}}/picture", MISSING, "id"),
    ("GET", "/v2/groups/${id}/picture", INVALID, "id"),
    ("GET", "/v2/groups/[id]/picture", INVALID, "id"),
    ("GET", "/v2/groups/undefined/picture", INVALID, "id"),
    ("GET", "/v2/groups/null/picture", INVALID, "id"),
    ("GET", "/v2/groups/None/picture", INVALID, "id"),
    ("GET", "/v2/groups/[object Object]/picture", INVALID, "id"),
    ("GET", "/v2/groups/%5Bobject%20Object%5D/picture", INVALID, "id"),
    ("GET", "/v2/groups/%7Bid%7D/picture", INVALID, "id"),
    ("GET", "/v2/groups/1234567890@g.us%2F..%2F/picture", INVALID, "id"),
    ("GET", "/v2/groups/1234567890%40g.uss/picture", INVALID, "id"),
    ("POST", "/v2/groups/:id/leave", MISSING, "id"),
    ("PUT", "/v2/labels/:id/chats/:chatId", MISSING, "id"),
    ("PUT", "/v2/labels/{id}/chats/{chatId}", MISSING, "id"),
    ("PUT", "/v2/labels/3/chats/{chatId}", MISSING, "chatId"),
    ("PUT", "/v2/labels/3/chats/undefined", INVALID, "chatId"),
    ("GET", "/v2/labels/${labelId}/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/undefined/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/null/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/NaN/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/[object Object]/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/../chats", INVALID, "labelId"),
    ("GET", "/v2/labels/./chats", INVALID, "labelId"),
    ("GET", "/v2/labels/%2e%2e/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/.%2E/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/%2e/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/%0d%0aHost:%20evil.example/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/1\r\n2/chats", INVALID, "labelId"),
    ("GET", "/v2/labels/%00/chats", INVALID, "labelId"),
    ("GET", "/v2/channels/../messages/preview", INVALID, "invite"),
];

fn in_path(&(method, path, code, parameter): &(&str, &str, &'static str, &str)) -> Case {
    Case::new(format!("{method} {path:?}"), json!({"path": path, "method": method}), code, parameter)
}

#[test]
fn a_path_with_no_value_in_it_is_refused() {
    all_refused(&PATHS.each_ref().map(in_path), 34);
}

/// What stands for an id and is none.
const UNFILLED: [&str; 13] = [
    "{id}",
    "{messageId}",
    "{{messageId}}",
    "{{ messageId }}",
    "${messageId}",
    "<messageId>",
    "<id of the message>",
    "undefined",
    "null",
    "None",
    "nil",
    "NaN",
    "[object Object]",
];

/// The operations that take an id which is no chat, and the argument that is it.
const TAKERS: [(&str, &str, &str); 6] = [
    ("POST /v2/messages/get", "messageId", "messageId"),
    ("DELETE /v2/messages/delete", "messageId", "messageId"),
    ("PUT /v2/send/reaction", "messageId", "messageId"),
    ("POST /v2/send/seen", "/messageIds/0", "messageIds[0]"),
    ("POST /v2/calls/reject", "callId", "callId"),
    ("POST /v2/status/delete", "id", "id"),
];

/// A call of an operation with one value changed.
fn with(operation: &str, place: &str, value: &Value, parameter: &str) -> Case {
    let changes = json!({place: value});
    Case::new(format!("{operation} {changes}"), super::changed(operation, &changes), INVALID, parameter)
}

/// Placeholders of the argument's own name.
const OWN_NAMES: [Line; 4] = [
    ("POST /v2/send/text", r#"{"reply_to": "{reply_to}"}"#, INVALID, "reply_to"),
    ("POST /v2/groups/join", r#"{"code": "{code}"}"#, INVALID, "code"),
    ("POST /v2/groups/join", r#"{"code": "{{ code }}"}"#, INVALID, "code"),
    ("GET /v2/groups/join", r#"{"code": "<code>"}"#, INVALID, "code"),
];

#[test]
fn an_id_that_was_never_filled_in_is_refused() {
    let of = |(operation, place, parameter): &(&str, &str, &str)| -> Vec<Case> {
        UNFILLED.iter().map(|text| with(operation, place, &json!(text), parameter)).collect()
    };
    let mut cases: Vec<Case> = TAKERS.iter().flat_map(of).collect();
    cases.extend(OWN_NAMES.each_ref().map(Case::of));
    all_refused(&cases, 82);
}

/// Arguments that hold an id, though their names do not end so; and a placeholder that has no brackets.
const ALSO_IDS: [Line; 12] = [
    ("POST /v2/messages/get", r#"{"messageId": ":messageId"}"#, INVALID, "messageId"),
    ("POST /v2/calls/reject", r#"{"callId": ":id"}"#, INVALID, "callId"),
    ("POST /v2/send/text", r#"{"reply_to": "undefined"}"#, INVALID, "reply_to"),
    ("POST /v2/send/text", r#"{"reply_to": "null"}"#, INVALID, "reply_to"),
    ("POST /v2/send/text", r#"{"reply_to": "{messageId}"}"#, INVALID, "reply_to"),
    ("POST /v2/send/text", r#"{"reply_to": "[object Object]"}"#, INVALID, "reply_to"),
    ("POST /v2/groups/join", r#"{"code": "undefined"}"#, INVALID, "code"),
    ("POST /v2/groups/join", r#"{"code": ":code"}"#, INVALID, "code"),
    ("POST /v2/session/info", r#"{"instance_id": "{instance_id}"}"#, INVALID, "instance_id"),
    ("POST /v2/session/info", r#"{"instance_id": "{{instance_id}}"}"#, INVALID, "instance_id"),
    ("POST /v2/session/info", r#"{"instance_id": "undefined"}"#, INVALID, "instance_id"),
    ("POST /v2/session/info", r#"{"instance_id": "null"}"#, INVALID, "instance_id"),
];

#[test]
fn an_id_under_another_name_that_was_never_filled_in_is_refused() {
    all_refused(&ALSO_IDS.each_ref().map(Case::of), 12);
}

#[test]
fn a_session_that_is_no_text_is_refused_with_an_example() {
    let values = [json!(""), json!("  "), json!(true), json!({}), json!(["3EB0"])];
    let case = |value| with("POST /v2/session/info", "instance_id", value, "instance_id");
    all_refused(&values.each_ref().map(case), 5);
}

#[test]
fn a_blank_id_is_refused() {
    let mut cases = Vec::new();
    for blank in ["", " ", "\n"] {
        cases.extend(TAKERS.map(|(operation, place, name)| with(operation, place, &json!(blank), name)));
    }
    cases.push(with("GET /v2/labels/{labelId}/chats", "labelId", &json!(" "), "labelId"));
    cases.push(in_path(&("GET", "/v2/labels/%20/chats", INVALID, "labelId")));
    all_answered(&cases, 20, |case, answer| {
        let mut faults = case.misnamed(answer);
        // What is empty may be told as missing.
        faults.retain(|fault| !fault.contains(MISSING));
        faults.extend(case.unhelpful(answer));
        faults
    });
}
