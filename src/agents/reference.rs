//! The references of the skill: every call, event and error in a few lines, English with the titles in Arabic.

use std::fmt::{Display, Write};

use crate::{
    catalog::{
        Catalog, ERRORS, EVENTS, Operation, Text,
        facts::{self, Counted, Row, Span},
    },
    values::Language,
};

/// A file's name for a category: `Authentication - Login` is `authentication-login`.
pub(super) fn slug(category: &str) -> String {
    let lower = category.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// A title in both languages.
pub(super) fn both(title: Text) -> String {
    let (english, arabic) = (title.en, title.ar());
    if arabic.is_empty() { english.to_owned() } else { format!("{english} — {arabic}") }
}

/// The calls of a category.
pub(super) fn of_category(catalog: &Catalog, category: &str) -> String {
    let filled_in = match catalog.provider.security.session {
        Some(session) => format!("`{session}` and the token are"),
        None => "The token is".to_owned(),
    };
    let mut out = format!(
        "# {category}\n\nArguments with * are required. {filled_in} filled in by the MCP server. Each example \
         is a call of `execute_request`. Any call may answer with the errors {}.",
        codes(&catalog.provider.errors)
    );
    for operation in facts::calls_of(catalog, category) {
        let _ = write!(out, "\n\n{}", call(catalog, operation));
    }
    out
}

fn call(catalog: &Catalog, operation: &Operation) -> String {
    let mut out = format!("## {}\n\n{}\n\n", operation.name(), both(operation.title));
    let _ = write!(out, "{} Effect: {}.", operation.summary.en, operation.risk.as_str());
    if operation.real_path != operation.path {
        let _ = write!(out, " Called as `{}`.", operation.real_path);
    }
    out.push('\n');
    for row in facts::rows(operation) {
        write_argument(&row, &mut out);
    }
    for limit in &operation.limits {
        let _ = write!(out, "\n- Limit: {}", limit.en);
    }
    let own = facts::own_errors(catalog, operation);
    if !own.is_empty() {
        let _ = write!(out, "\n- Errors of its own: {}", codes(&own));
    }
    let _ = write!(out, "\n\nExample: `{}`", operation.example_call());
    out
}

/// One line of an argument or of a member of one.
fn write_argument(row: &Row<'_>, out: &mut String) {
    let star = if row.required { "*" } else { "" };
    let place = row.place.map_or_else(String::new, |place| format!("{}, ", facts::place(place).en));
    let description = row.schema.description.en;
    let _ = write!(out, "\n- `{}`{star} ({place}{}): {description}", row.name, shape(row));
}

/// The type of a value and its limits.
fn shape(row: &Row<'_>) -> String {
    let mut parts = vec![row.kind()];
    let limits = row.limits();
    let unit = match limits.counted {
        Counted::Items => " items",
        Counted::Characters => " characters",
    };
    parts.extend(limits.length.map(|length| range(length, unit)));
    parts.extend(limits.range.map(|span| range(span, "")));
    if !limits.choices.is_empty() {
        parts.push(limits.choices.join("|"));
    }
    parts.extend(limits.default.map(|value| format!("default {value}")));
    parts.join(", ")
}

fn range<T: Display>(span: Span<T>, unit: &str) -> String {
    match span {
        Span::Between(from, to) => format!("{from} to {to}{unit}"),
        Span::AtLeast(from) => format!("at least {from}{unit}"),
        Span::AtMost(to) => format!("at most {to}{unit}"),
    }
}

fn codes(codes: &[&str]) -> String {
    codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
}

/// The webhook events.
pub(super) fn of_events(catalog: &Catalog) -> String {
    let mut out = format!(
        "# {EVENTS}\n\nThe gateway posts each event as JSON, its content under `payload`. `get_endpoint_details` with an \
         event's name shows a whole delivery."
    );
    for event in &catalog.events {
        let fields: Vec<&str> = event.fields.iter().map(|(name, _)| *name).collect();
        let _ = write!(out, "\n\n## {}\n\n{}\n\n{}", event.name, both(event.title), event.summary.en);
        let _ = write!(out, "\n\n- Fields: {}", codes(&fields));
        for limit in &event.limits {
            let _ = write!(out, "\n- Limit: {}", limit.en);
        }
    }
    out
}

/// The gateway's error codes.
pub(super) fn of_errors(catalog: &Catalog) -> String {
    let mut out = format!("# {ERRORS}\n");
    for error in &catalog.errors {
        let one_line = |text: Text| text.get(Language::En).replace('\n', " ");
        let (meaning, action) = (one_line(error.meaning), one_line(error.action));
        let _ = write!(out, "\n- `{}` (status {}): {meaning} {action}", error.code, error.status);
    }
    out
}
