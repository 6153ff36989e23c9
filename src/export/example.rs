//! Example calls as HTTP: what the documented examples make of an operation.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::catalog::{
    Argument, Operation, Place, Provider,
    wire::{plain, query_pairs},
};

/// Stands where a caller's instance goes.
pub(super) const INSTANCE: &str = "YOUR_INSTANCE_ID";
/// Stands where a caller's token goes.
const TOKEN: &str = "YOUR_ACCESS_TOKEN";

/// What may stand unencoded in a query's value: RFC 3986's unreserved characters and those that ids and lists have.
const VALUE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@').remove(b',');

/// The arguments of an example that go into the body, the session's name first.
pub(super) fn body(provider: &Provider, operation: &Operation, instance: &str) -> Option<Map<String, Value>> {
    operation.method.has_body().then(|| {
        let mut body = Map::new();
        if operation.takes(provider.instance) {
            body.insert(provider.instance.to_owned(), json!(instance));
        }
        body.extend(
            required(operation, Place::Body).map(|(argument, value)| (argument.name.to_owned(), value)),
        );
        body
    })
}

/// The pairs of an example's query, without the session's name.
pub(super) fn query(operation: &Operation) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (argument, value) in required(operation, Place::Query) {
        query_pairs(argument.name, &value, &mut out);
    }
    out
}

/// The example of a path argument.
pub(super) fn segment(operation: &Operation, name: &str) -> String {
    let argument = operation.arguments.iter().find(|a| a.place == Place::Path && a.name == name);
    let value = argument.and_then(|argument| argument.schema.example_value());
    value.as_ref().map_or_else(|| name.to_uppercase(), plain)
}

fn required(operation: &Operation, place: Place) -> impl Iterator<Item = (&Argument, Value)> {
    let arguments = operation.arguments.iter().filter(move |a| a.required && a.place == place);
    arguments.filter_map(|argument| Some((argument, argument.schema.example_value()?)))
}

/// An example call on a command line.
pub(super) fn curl(provider: &Provider, operation: &Operation) -> String {
    let mut url = format!("{}{}", provider.server, operation.real_path.fill(|name| segment(operation, name)));
    let body = body(provider, operation, INSTANCE);
    if body.is_none() {
        let mut pairs = query(operation);
        if operation.takes(provider.instance) {
            pairs.insert(0, (provider.instance.to_owned(), INSTANCE.to_owned()));
        }
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if !pairs.is_empty() {
            url = format!("{url}?{}", pairs.join("&"));
        }
    }
    let mut lines = vec![
        // Brackets would be a pattern to curl.
        format!(
            "curl {}-X {} {}",
            if url.contains('[') { "--globoff " } else { "" },
            operation.method,
            quoted(&url)
        ),
        format!("-H {}", quoted(&format!("{}: {TOKEN}", provider.token.header))),
    ];
    if let Some(body) = body {
        lines.push(format!("-H {}", quoted("content-type: application/json")));
        lines.push(format!("-d {}", quoted(&format!("{:#}", Value::Object(body)))));
    }
    lines.join(" \\\n  ")
}

/// A value as it stands in an address, slashes and all encoded.
pub(super) fn encoded(value: &str) -> String {
    utf8_percent_encode(value, VALUE).to_string()
}

/// `text` as one word of a shell, nothing in it expanded.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
