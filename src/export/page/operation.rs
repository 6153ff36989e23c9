//! The page of an operation.

use std::fmt::Write;

use serde_json::Value;

use super::{Writer, one_line, table};
use crate::{
    catalog::{
        Operation, Text,
        facts::{self, Row},
    },
    export::words,
    values::Risk,
};

pub(super) fn write(page: &Writer<'_>, operation: &Operation) -> String {
    let mut out = page.heading(0, page.say(operation.title));
    let _ = write!(out, "{} · {}\n\n", words::code(&operation.name()), operation.category);
    for text in [operation.summary, operation.description] {
        let _ = write!(out, "{}\n\n", page.say(text));
    }
    out.push_str(&head(page, operation));
    out.push_str(&page.heading(1, page.say(words::ARGUMENTS)));
    out.push_str(&arguments(page, operation));
    out.push_str(&page.list(words::LIMITS, &operation.limits));
    out.push_str(&page.list(words::NOTES, &operation.notes));
    out.push_str(&page.heading(1, page.say(words::EXAMPLE_CALL)));
    out.push_str(&json(&operation.example_call()));
    out.push_str(&answer(page, operation));
    out.push_str(&errors(page, operation));
    out.push_str(&page.related(words::RELATED, &operation.related));
    out
}

/// What it does to the world, and under which names it goes.
fn head(page: &Writer<'_>, operation: &Operation) -> String {
    let mut lines = vec![format!(
        "**{}:** `{}`: {}",
        page.say(words::RISK),
        operation.risk.as_str(),
        page.say(words::risk(operation.risk))
    )];
    if operation.risk != Risk::Read {
        lines.push(page.say(words::reach(operation.reach)).to_owned());
    }
    let mut out = format!("{}.\n\n", lines.join(" · "));
    let mut say = |text: Text, value: &str| {
        let _ = write!(out, "{}\n\n", page.with(text, value));
    };
    if operation.real_path != operation.path {
        say(words::CALLED_AS, operation.real_path.as_str());
    }
    if let Some(other) = operation.twin_of {
        say(words::TWIN_OF, other.as_str());
    }
    if let Some(twin) = facts::twin(page.catalog, operation) {
        say(words::TWIN, &twin.name());
    }
    out
}

fn arguments(page: &Writer<'_>, operation: &Operation) -> String {
    let rows = facts::rows(operation);
    let mut out = if rows.is_empty() {
        format!("{}\n\n", page.say(words::NO_ARGUMENTS))
    } else {
        let head = [words::ARGUMENT, words::TYPE, words::MUST, words::TRAVELS_IN, words::MEANING];
        table(&head.map(|text| page.say(text)), rows.iter().map(|row| cells(page, row)))
    };
    if facts::nests_in_query(operation) {
        let _ = write!(out, "{}\n\n", page.say(words::NESTED_IN_QUERY));
    }
    let filled: Vec<String> = operation.credentials.iter().map(|name| words::code(name)).collect();
    if !filled.is_empty() {
        let _ = write!(out, "**{}:** {}\n\n", page.say(words::FILLED_IN), filled.join(", "));
    }
    out
}

fn cells(page: &Writer<'_>, row: &Row<'_>) -> Vec<String> {
    let required = if row.required { words::REQUIRED } else { words::OPTIONAL };
    let place = row.place.map_or("", |place| page.say(facts::place(place)));
    let mut meaning = one_line(page.say(row.schema.description));
    for constraint in words::constraints(&row.limits(), page.language) {
        let _ = write!(meaning, " · {constraint}");
    }
    vec![words::code(&row.name), row.kind(), page.say(required).to_owned(), place.to_owned(), meaning]
}

fn answer(page: &Writer<'_>, operation: &Operation) -> String {
    let success = &operation.success;
    let types: Vec<String> = success.media_types.iter().map(|media| words::code(media)).collect();
    let mut out = page.heading(1, page.say(words::ANSWER));
    let end = if types.is_empty() { String::new() } else { format!(" ({})", types.join(", ")) };
    let _ = write!(out, "`{}`: {}{end}\n\n", success.status, one_line(page.say(success.description)));
    if let Some(example) = success.example {
        out.push_str(&json(&example.value()));
    }
    out
}

fn errors(page: &Writer<'_>, operation: &Operation) -> String {
    let head = [words::STATUS, words::CODE, words::WRONG, words::ACTION];
    let errors = facts::errors(page.catalog, operation);
    let rows = errors.iter().map(|error| {
        let (meaning, action) = (page.say(error.meaning), page.say(error.action));
        vec![error.status.to_string(), words::code(error.code), meaning.to_owned(), action.to_owned()]
    });
    format!("{}{}", page.heading(1, page.say(words::ERRORS)), table(&head.map(|text| page.say(text)), rows))
}

/// A value as an indented block.
pub(super) fn json(value: &Value) -> String {
    format!("{}\n", words::block("json", &format!("{value:#}")))
}
