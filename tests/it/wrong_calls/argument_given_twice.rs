//! One argument given at two places or in two spellings with values that differ is refused, not guessed.

use serde_json::{Value, json};

use super::{Case, all_refused};
use crate::harness::AHMED;

/// A call of `path` by its one method, with these `params` and this `body`.
fn call(path: &str, params: Value, body: Value) -> Value {
    let method = if body.is_null() { "GET" } else { "POST" };
    json!({"path": path, "method": method, "params": params, "body": body})
}

fn text(params: Value, body: Value) -> Value {
    call("/v2/send/text", params, body)
}

/// An image whose file is given once more, in another spelling.
fn image(again: Value) -> Value {
    let file = json!({"url": "https://example.com/a.jpg", "filename": "a.jpg", "mimetype": "image/jpeg"});
    let mut body = json!({"chatId": AHMED, "caption": "", "file": file});
    body.as_object_mut().unwrap().extend(again.as_object().unwrap().clone());
    call("/v2/send/image", Value::Null, body)
}

fn members(again: Value) -> Value {
    let mut body = json!({"id": "1234567890@g.us", "participants": [{"id": AHMED}]});
    body.as_object_mut().unwrap().extend(again.as_object().unwrap().clone());
    call("/v2/groups/{id}/participants/add", Value::Null, body)
}

/// What is called, and the spelling that is told as the second one.
fn calls() -> Vec<(Value, &'static str)> {
    let group = "/v2/groups/1234567890@g.us/picture";
    let ahmed = json!({"chatId": AHMED, "message": "one"});
    vec![
        (text(json!({"message": "two"}), ahmed.clone()), "message"),
        (text(json!({"message": "One"}), ahmed.clone()), "message"),
        (text(json!({"chatId": "447441429009"}), ahmed.clone()), "chatId"),
        (text(json!({"chatId": "Ahmed"}), ahmed.clone()), "chatId"),
        (text(json!({"message[]": "two"}), ahmed.clone()), "message"),
        (text(json!({"[message]": "two"}), ahmed.clone()), "message"),
        (text(json!({"message.text": "two"}), ahmed.clone()), "message"),
        (
            text(json!({"instance_id": "a"}), json!({"chatId": AHMED, "message": "one", "instance_id": "b"})),
            "instance_id",
        ),
        (call(group, json!({"id": "1234567891@g.us"}), Value::Null), "id"),
        (call(group, json!({"id": AHMED}), Value::Null), "id"),
        (call("/v2/labels/3/chats", json!({"labelId": "4"}), Value::Null), "labelId"),
        (call("/v2/labels/3/chats", json!({"labelId": 3.5}), Value::Null), "labelId"),
        (call("/v2/labels/a%2Fb/chats", json!({"labelId": "a%2Fb"}), Value::Null), "labelId"),
        (image(json!({"file[url]": "https://example.com/b.jpg"})), "file[url]"),
        (image(json!({"file.url": "https://example.com/b.jpg"})), "file.url"),
        (image(json!({"file[mimetype]": "image/png"})), "file[mimetype]"),
        (image(json!({"file[url][0]": "https://example.com/a.jpg"})), "file[url][0]"),
        (image(json!({"file[]": "https://example.com/a.jpg"})), "file[]"),
        (members(json!({"participants[0][id]": "447441429009"})), "participants[0][id]"),
        (members(json!({"participants[1][id]": "447441429009"})), "participants[1][id]"),
        (members(json!({"participants[]": {"id": "447441429009"}})), "participants[]"),
    ]
}

#[test]
fn one_argument_with_two_values_is_refused() {
    let case = |(call, parameter): (Value, &str)| {
        let name = format!("{} {} {}", call["path"], call["params"], call["body"]);
        Case::new(name, call, "invalid_argument", parameter).without_example()
    };
    let cases: Vec<Case> = calls().into_iter().map(case).collect();
    for (case, answer) in cases.iter().zip(all_refused(&cases, 21)) {
        assert!(answer.text().contains("twice"), "{}: {}", case.name, answer.text());
    }
}
