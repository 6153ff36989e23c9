//! What the docs give as an example is accepted, and so is what a refusal gives as one.

use serde_json::{Value, json};
use wawp_mcp::catalog::Operation;

use super::{argument_places, catalog, wrong_values};
use crate::harness::{Gateway, Server};

/// Makes every call as a dry run and tells which of them are refused.
fn all_accepted(calls: &[(String, Value)], at_least: usize) {
    assert!(calls.len() >= at_least, "{} calls, at least {at_least} were expected", calls.len());
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut refused = Vec::new();
    for (name, call) in calls {
        let mut call = call.clone();
        call["dry_run"] = json!(true);
        let answer = server.call("execute_request", call);
        if answer.is_error() || answer.data()["dry_run"] != true {
            refused.push(format!("- {name}: {}", answer.text()));
        }
    }
    assert!(refused.is_empty(), "{} of {}:\n{}", refused.len(), calls.len(), refused.join("\n"));
    assert!(gateway.requests().is_empty());
}

/// The required arguments, and one of the others.
fn with_one_more(operation: &'static Operation, name: &str) -> Value {
    let mut arguments = argument_places::whole(operation);
    let kept = |argument: &str| {
        operation.arguments.iter().any(|a| a.name == argument && (a.required || argument == name))
    };
    arguments.as_object_mut().unwrap().retain(|argument, _| kept(argument));
    argument_places::call(operation, &arguments)
}

#[test]
fn every_documented_example_is_accepted() {
    let mut calls = Vec::new();
    for operation in &catalog().operations {
        calls.push((operation.name(), operation.example_call()));
        calls.push((
            format!("{} with all arguments", operation.name()),
            argument_places::call(operation, &argument_places::whole(operation)),
        ));
        for argument in operation.arguments.iter().filter(|argument| !argument.required) {
            let name = format!("{} with `{}`", operation.name(), argument.name);
            calls.push((name, with_one_more(operation, argument.name)));
        }
    }
    all_accepted(&calls, 290);
}

#[test]
fn the_example_that_a_refusal_shows_is_accepted() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut calls = Vec::new();
    for operation in &catalog().operations {
        let right = argument_places::whole(operation);
        for place in argument_places::all(operation) {
            let wrong = wrong_values::of_type(place.schema.kind).remove(0).value;
            let answer =
                server.call("execute_request", argument_places::call(operation, &place.with(&right, wrong)));
            assert_eq!(answer.error()["parameter"], place.name, "{}", operation.name());
            let example = answer.error()["example"].clone();
            let name = format!("{} `{}`: {example}", operation.name(), place.name);
            calls.push((name, argument_places::call(operation, &place.with(&right, example))));
        }
    }
    all_accepted(&calls, 300);
    assert!(gateway.requests().is_empty());
}
