//! The error codes: each on its own, and the whole table.

use std::fmt::Write;

use super::{Links, Writer, one_line, operation::json, table};
use crate::{
    catalog::{Catalog, ErrorCode, facts},
    export::words,
    values::Language,
};

/// Every error code as one page: the table, then each with its body, its cases and the calls that answer it.
#[must_use]
pub fn errors(catalog: &Catalog, language: Language) -> String {
    let page = Writer { catalog, language, links: Links::Resources, level: 1 };
    let mut out = page.heading(0, page.say(words::ERRORS));
    out.push_str(&overview(&page));
    let below = Writer { level: 2, ..page };
    for error in &catalog.errors {
        out.push_str(&one(&below, error));
    }
    out
}

/// What all errors have in common, and the table of them.
pub(in crate::export) fn overview(page: &Writer<'_>) -> String {
    let head = [words::STATUS, words::CODE, words::WRONG, words::ACTION, words::RETRY];
    let rows = page.catalog.errors.iter().map(|error| {
        let texts = [error.meaning, error.action, words::retry(error.retry)];
        let mut cells = vec![error.status.to_string(), words::code(error.code)];
        cells.extend(texts.map(|text| page.say(text).to_owned()));
        cells
    });
    format!(
        "{}\n\n{}",
        page.say(page.catalog.provider.about.errors),
        table(&head.map(|text| page.say(text)), rows)
    )
}

/// The page of one code.
pub(in crate::export) fn one(page: &Writer<'_>, error: &ErrorCode) -> String {
    let mut out = page.heading(0, &words::code(error.code));
    let lines = [
        (words::STATUS, error.status.to_string()),
        (words::WRONG, one_line(page.say(error.meaning))),
        (words::ACTION, one_line(page.say(error.action))),
        (words::RETRY, page.say(words::retry(error.retry)).to_owned()),
    ];
    for (name, value) in lines {
        let _ = writeln!(out, "- **{}:** {value}", page.say(name));
    }
    out.push('\n');
    if !error.variants.is_empty() {
        let head = [words::CASE, words::RULE, words::EXAMPLE];
        let rows = error.variants.iter().map(|variant| {
            let (when, rule) = (page.say(variant.when), page.say(variant.rule));
            vec![when.to_owned(), rule.to_owned(), words::code(variant.example)]
        });
        out.push_str(&table(&head.map(|text| page.say(text)), rows));
    }
    if let Some(body) = error.body {
        out.push_str(&json(&body.value()));
    }
    out.push_str(&answered_by(page, error));
    out
}

fn answered_by(page: &Writer<'_>, error: &ErrorCode) -> String {
    let operations = facts::answering(page.catalog, error);
    let general = facts::is_general(page.catalog, error.code);
    let mut out = if general { format!("{}\n\n", page.say(words::ANY_CALL)) } else { String::new() };
    if !general && !operations.is_empty() {
        let links: Vec<String> = operations.iter().map(|operation| page.operation_link(operation)).collect();
        let _ = write!(out, "**{}:** {}\n\n", page.say(words::ANSWERED_BY), links.join(", "));
    }
    out
}
