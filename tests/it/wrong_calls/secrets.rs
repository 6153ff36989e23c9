//! A token is never an argument, and a refusal never repeats it: what an agent reads, it may write down.

use serde_json::{Value, json};

use super::{Case, all_refused, argument_places, catalog, changed};
use crate::harness::{Gateway, Server, TOKEN};

/// The token of somebody; no answer may hold it.
const SECRET: &str = "secret-of-another";

/// How the token's name is written.
const SPELLINGS: [&str; 10] = [
    "access_token",
    "access-token",
    "Access-Token",
    "accessToken",
    "AccessToken",
    "ACCESS_TOKEN",
    "access token",
    "accesstoken",
    "Authorization",
    "authorization",
];

#[test]
fn a_token_is_no_argument_of_any_operation() {
    let case = |(at, operation)| {
        let name = SPELLINGS[at % SPELLINGS.len()];
        let mut call = argument_places::call(operation, &argument_places::whole(operation));
        let place = if at % 2 == 0 { "params" } else { "body" };
        call[place][name] = json!(SECRET);
        Case::new(format!("{} {place} `{name}`", operation.name()), call, "invalid_argument", name)
            .without_example()
    };
    let cases: Vec<Case> = catalog().operations.iter().enumerate().map(case).collect();
    for (case, answer) in cases.iter().zip(all_refused(&cases, 123)) {
        assert!(!answer.0.to_string().contains(SECRET), "{}: {}", case.name, answer.0);
        assert_eq!(answer.error().get("given"), None, "{}", case.name);
    }
}

/// The token elsewhere than in an argument of its own: what is changed in the right arguments of an image.
fn beside() -> [Value; 19] {
    [
        json!({"/file/access_token": SECRET}),
        json!({"/file/Access-Token": SECRET}),
        json!({"/file/headers": {"access-token": SECRET}}),
        json!({"file[access_token]": SECRET}),
        json!({"file.access_token": SECRET}),
        json!({"headers": {"access-token": SECRET}}),
        json!({"headers": {"Authorization": format!("Bearer {SECRET}")}}),
        json!({"headers[access-token]": SECRET}),
        json!({"header.Authorization": SECRET}),
        json!({"access_token[]": SECRET}),
        json!({"access_token[0]": SECRET}),
        json!({"access_token.value": SECRET}),
        json!({"[access_token]": SECRET}),
        json!({"access[token]": SECRET}),
        json!({"access_token": {"value": SECRET}}),
        json!({"access_token": [SECRET]}),
        json!({"X-Access-Token": SECRET}),
        json!({"token": SECRET}),
        json!({"caption": {"text": "Hi", "access_token": SECRET}}),
    ]
}

/// The token in what the tool itself takes.
fn around() -> [Value; 8] {
    [
        json!({"path": format!("/v2/send/txt?access_token={SECRET}")}),
        json!({"path": format!("https://user:{SECRET}@api.wawp.net/v2/send/txt")}),
        json!({"params": format!("access_token={SECRET}&chatId=1")}),
        json!({"body": format!("access_token={SECRET}&chatId=1")}),
        json!({"params": [{"access_token": SECRET}]}),
        json!({"access_token": SECRET}),
        json!({"access_token": {"value": SECRET}}),
        json!({"headers": {"access-token": SECRET}}),
    ]
}

/// Makes the calls and tells which of them are taken, or answered with `secret`.
fn repeated(calls: Vec<(String, Value)>, secret: &str) -> Vec<String> {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut wrong = Vec::new();
    for (name, call) in calls {
        let answer = server.call("execute_request", call);
        if !answer.is_error() || answer.0.to_string().contains(secret) {
            wrong.push(format!("- {name}: {}", answer.data()));
        }
    }
    assert!(gateway.requests().is_empty());
    wrong
}

#[test]
fn a_token_at_another_place_is_refused_and_not_repeated() {
    let image = |changes: &Value| changed("POST /v2/send/image", changes);
    let mut calls: Vec<(String, Value)> = beside().iter().map(|c| (c.to_string(), image(c))).collect();
    let member = json!({"/participants/0/access_token": SECRET});
    calls.push((member.to_string(), changed("POST /v2/groups/create", &member)));
    for changes in around() {
        let mut call = image(&json!({}));
        call.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        calls.push((changes.to_string(), call));
    }
    let wrong = repeated(calls, SECRET);
    assert!(wrong.is_empty(), "{} repeat it:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_own_token_is_not_repeated_wherever_an_agent_puts_it() {
    let text = |changes: &Value| changed("POST /v2/send/text", changes);
    let mut calls: Vec<(String, Value)> = [
        json!({"chatId": TOKEN}),
        json!({"message": [TOKEN]}),
        json!({"message": {"text": TOKEN}}),
        json!({"secret": TOKEN}),
        json!({"chatId[value]": TOKEN}),
        json!({"instance_id": [TOKEN]}),
    ]
    .iter()
    .map(|changes| (changes.to_string(), text(changes)))
    .collect();
    let mut named = text(&json!({}));
    named["body"][TOKEN] = json!("x");
    calls.push(("as a name".to_owned(), named));
    for name in ["path", "method", "params", "body", "select", "max_bytes", TOKEN] {
        let mut call = text(&json!({}));
        call[name] = json!(TOKEN);
        calls.push((name.to_owned(), call));
    }
    let wrong = repeated(calls, TOKEN);
    assert!(wrong.is_empty(), "{} repeat it:\n{}", wrong.len(), wrong.join("\n"));
}
