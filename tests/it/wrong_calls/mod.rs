//! A call that cannot be right is refused before the network: at the right argument, with what is right. What
//! the docs say is taken from the catalog; what agents get wrong stands in tables.

mod accepted;
mod against_the_catalog;
mod argument_given_twice;
mod argument_places;
mod bounded_refusals;
mod examples;
mod lookup;
mod message_content;
mod recipients;
mod same_values;
mod secrets;
mod unfilled_ids;
mod wrong_values;

use std::sync::LazyLock;

use serde_json::{Value, json};
use wawp_mcp::{
    catalog::{Catalog, Operation},
    docs,
    values::Method,
};

use crate::harness::{Answer, Gateway, Server};

/// A call that must be refused, and how.
struct Case {
    /// What is wrong with it, for who reads a failure.
    name: String,
    call: Value,
    code: &'static str,
    parameter: String,
    /// What must stand among the suggestions.
    meant: Option<String>,
    /// Whether the refusal shows a value that is right: there is none for a doubled argument or a token.
    shows_example: bool,
}

/// A line of a table: `METHOD /path`; what is changed in its right arguments, as [`changed`] reads it; the
/// code; the argument at fault.
type Line = (&'static str, &'static str, &'static str, &'static str);

impl Case {
    fn new(name: impl Into<String>, call: Value, code: &'static str, parameter: impl Into<String>) -> Self {
        let (name, parameter) = (name.into(), parameter.into());
        let shows_example =
            matches!(code, "missing_argument" | "invalid_argument" | "unsupported_media_type");
        Self { name, call, code, parameter, meant: None, shows_example }
    }

    fn of(line: &Line) -> Self {
        let (operation, changes, code, parameter) = *line;
        let call = changed(operation, &serde_json::from_str(changes).unwrap());
        Self::new(format!("{operation} {changes}"), call, code, parameter)
    }

    fn meaning(mut self, meant: impl Into<String>) -> Self {
        self.meant = Some(meant.into());
        self
    }

    fn without_example(mut self) -> Self {
        self.shows_example = false;
        self
    }

    /// Where the answer does not tell what is wrong and where.
    fn misnamed(&self, answer: &Answer) -> Vec<String> {
        let error = answer.error();
        let suggestions = error["suggestions"].as_array().cloned().unwrap_or_default();
        let suggested = self.meant.as_ref().is_none_or(|meant| suggestions.contains(&json!(meant)));
        let faults = [
            (answer.is_error(), "it is no error".to_owned()),
            (error["code"] == self.code, format!("the code is {}", error["code"])),
            (error["parameter"] == self.parameter, format!("the parameter is {}", error["parameter"])),
            (answer.text().contains(&self.parameter), "the text does not name it".to_owned()),
            (suggested, format!("{suggestions:?} is suggested, not {:?}", self.meant)),
        ];
        faults.into_iter().filter_map(|(holds, fault)| (!holds).then_some(fault)).collect()
    }

    /// Where the answer does not help on: what became of the call, what is right, what to do next.
    fn unhelpful(&self, answer: &Answer) -> Vec<String> {
        let error = answer.error();
        let said = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
        let outcome = &answer.data()["outcome"];
        let faults = error["faults"].as_array().cloned().unwrap_or_default();
        let broken = faults.iter().find(|fault| {
            let whole = ["code", "parameter", "expected"].iter().all(|name| said(&fault[*name]));
            !whole || !answer.text().contains(fault["parameter"].as_str().unwrap_or_default())
        });
        let faults = [
            (outcome == "not_sent", format!("the outcome is {outcome}")),
            (said(&error["expected"]), "nothing is said to be right".to_owned()),
            (said(&error["action"]), "there is no next step".to_owned()),
            (!self.shows_example || error.get("example").is_some(), "there is no example".to_owned()),
            (broken.is_none(), format!("one of its faults is {broken:?}")),
        ];
        faults.into_iter().filter_map(|(holds, fault)| (!holds).then_some(fault)).collect()
    }
}

fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| docs::BUILT_IN[0].catalog().unwrap());
    &CATALOG
}

fn operation(name: &str) -> &'static Operation {
    let (method, path) = name.split_once(' ').unwrap();
    catalog().operation(Method::parse(method).unwrap(), path).unwrap()
}

/// A right call of an operation in which some values are replaced: those of arguments by their names, those
/// deeper inside by JSON Pointers, whose last name may be new.
fn changed(name: &str, changes: &Value) -> Value {
    let operation = operation(name);
    let mut arguments = argument_places::whole(operation);
    for (place, value) in changes.as_object().unwrap() {
        let (parent, last) = place.rsplit_once('/').unwrap_or(("", place));
        let parent = arguments.pointer_mut(parent).unwrap();
        if parent.is_array() {
            parent[last.parse::<usize>().unwrap()] = value.clone();
        } else {
            parent[last] = value.clone();
        }
    }
    argument_places::call(operation, &arguments)
}

/// Makes every call, none of which may reach the gateway, and gives the answers: each tells what is wrong,
/// and what is right.
fn all_refused(cases: &[Case], at_least: usize) -> Vec<Answer> {
    all_answered(cases, at_least, |case, answer| {
        let mut faults = case.misnamed(answer);
        faults.extend(case.unhelpful(answer));
        faults
    })
}

/// Makes every call, none of which may reach the gateway; what `faults` finds in the answers is told by the
/// names of the calls.
fn all_answered(
    cases: &[Case],
    at_least: usize,
    faults: impl Fn(&Case, &Answer) -> Vec<String>,
) -> Vec<Answer> {
    assert!(cases.len() >= at_least, "{} cases, at least {at_least} were expected", cases.len());
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let (mut wrong, mut answers) = (Vec::new(), Vec::new());
    for case in cases {
        let answer = server.call("execute_request", case.call.clone());
        let faults = faults(case, &answer).join("; ");
        if !faults.is_empty() {
            let answer: String = answer.0["structuredContent"].to_string().chars().take(400).collect();
            let expected = format!("{} at `{}`", case.code, case.parameter);
            wrong.push(format!("- {}\n  {expected} expected, but {faults}\n  {answer}", case.name));
        }
        answers.push(answer);
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(gateway.requests().is_empty(), "{:?}", gateway.requests());
    answers
}
