//! The references of the skill: every call, event and error in a few lines, English with the titles in Arabic.

use std::fmt::Write;

use super::rank::operations;
use crate::{
    catalog::{Catalog, ERRORS, EVENTS, Kind, Operation, Place, Schema, Text},
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
    for operation in operations(catalog, category) {
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
    for argument in &operation.arguments {
        let place = match argument.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Body => "body",
        };
        write_argument(argument.name, argument.required, Some(place), &argument.schema, &mut out);
    }
    for limit in &operation.limits {
        let _ = write!(out, "\n- Limit: {}", limit.en);
    }
    let general = &catalog.provider.errors;
    let own: Vec<&str> = operation.errors.iter().copied().filter(|code| !general.contains(code)).collect();
    if !own.is_empty() {
        let _ = write!(out, "\n- Errors of its own: {}", codes(&own));
    }
    let _ = write!(out, "\n\nExample: `{}`", operation.example_call());
    out
}

/// One line of an argument, and one of each of its members.
fn write_argument(name: &str, required: bool, place: Option<&str>, schema: &Schema, out: &mut String) {
    let star = if required { "*" } else { "" };
    let place = place.map_or_else(String::new, |place| format!("{place}, "));
    let _ = write!(out, "\n- `{name}`{star} ({place}{}): {}", shape(schema), schema.description.en);
    let (inner, prefix) = match &schema.items {
        Some(items) => (items.as_ref(), format!("{name}[]")),
        None => (schema, name.to_owned()),
    };
    for property in &inner.properties {
        let member = format!("{prefix}.{}", property.name);
        write_argument(&member, property.required, None, &property.schema, out);
    }
}

/// The type of a value and its limits.
fn shape(schema: &Schema) -> String {
    let mut parts = vec![match &schema.items {
        Some(items) => format!("array of {}", items.kind.as_str()),
        None => schema.kind.as_str().to_owned(),
    }];
    let bounds = schema.bounds;
    let unit = match schema.kind {
        Kind::Array => " items",
        Kind::String | Kind::Number | Kind::Integer | Kind::Boolean | Kind::Object => " characters",
    };
    let text = |bound: Option<u32>| bound.map(|bound| bound.to_string());
    parts.extend(range(text(bounds.shortest), text(bounds.longest), unit));
    let number = |bound: Option<f64>| bound.map(|bound| bound.to_string());
    parts.extend(range(number(bounds.minimum), number(bounds.maximum), ""));
    if !schema.choices.is_empty() {
        parts.push(schema.choices.join("|"));
    }
    parts.extend(schema.default.map(|value| format!("default {}", value.as_str())));
    parts.join(", ")
}

fn range(from: Option<String>, to: Option<String>, unit: &str) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) => Some(format!("{from} to {to}{unit}")),
        (Some(from), None) => Some(format!("at least {from}{unit}")),
        (None, Some(to)) => Some(format!("at most {to}{unit}")),
        (None, None) => None,
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
