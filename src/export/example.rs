//! Example calls as HTTP: what the documented examples make of an operation.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::catalog::{
    Argument, Body, Carrier, Credential, Operation, Place, Provider,
    wire::{plain, query_pairs},
};

/// Stands where a caller's instance goes.
pub(super) const INSTANCE: &str = "YOUR_INSTANCE_ID";
/// Stands where a caller's token goes.
const TOKEN: &str = "YOUR_ACCESS_TOKEN";

/// What may stand unencoded in a query's value: RFC 3986's unreserved characters and those that ids and lists have.
const VALUE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@').remove(b',');

/// The arguments of an example that go into the body, the session's name first; nothing where there is no body.
pub(super) fn body(provider: &Provider, operation: &Operation, instance: &str) -> Option<Map<String, Value>> {
    operation.body.map(|_| {
        let carried = provider.security.shown(operation).into_iter();
        let mut body: Map<String, Value> = carried
            .filter(|carried| matches!(carried.carrier, Carrier::Body | Carrier::Form))
            .map(|carried| (carried.name.to_owned(), json!(stand_in(carried.credential, instance))))
            .collect();
        body.extend(
            required(operation, Place::Body).map(|(argument, value)| (argument.name.to_owned(), value)),
        );
        body
    })
}

/// What stands where a credential goes.
fn stand_in(credential: Credential, instance: &str) -> &str {
    match credential {
        Credential::Token => TOKEN,
        Credential::Session => instance,
    }
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
    let arguments =
        operation.arguments.iter().filter(move |a| operation.is_in_examples(a) && a.place == place);
    arguments.filter_map(|argument| Some((argument, argument.schema.example_value()?)))
}

/// An example call on a command line.
pub(super) fn curl(provider: &Provider, operation: &Operation) -> String {
    let url = url(provider, operation);
    let mut lines = vec![
        // Brackets would be a pattern to curl.
        format!(
            "curl {}-X {} {}",
            if url.contains('[') { "--globoff " } else { "" },
            operation.method,
            quoted(&url)
        ),
    ];
    for carried in provider.security.shown(operation) {
        let value = stand_in(carried.credential, INSTANCE);
        match carried.carrier {
            Carrier::Header => lines.push(format!("-H {}", quoted(&format!("{}: {value}", carried.name)))),
            Carrier::Bearer => {
                lines.push(format!("-H {}", quoted(&format!("{}: Bearer {value}", carried.name))));
            }
            Carrier::Query | Carrier::Body | Carrier::Form => {}
        }
    }
    for (argument, value) in required(operation, Place::Header) {
        lines.push(format!("-H {}", quoted(&format!("{}: {}", argument.name, plain(&value)))));
    }
    if let Some(body) = body(provider, operation, INSTANCE) {
        lines.extend(body_lines(operation.body, body));
    }
    lines.join(" \\\n  ")
}

/// The address of an example call, the session's name first in its query.
fn url(provider: &Provider, operation: &Operation) -> String {
    let url = format!("{}{}", provider.server, operation.real_path.fill(|name| segment(operation, name)));
    let carried = provider.security.shown(operation).into_iter();
    let carried = carried.filter(|carried| carried.carrier == Carrier::Query);
    let carried =
        carried.map(|carried| (carried.name.to_owned(), stand_in(carried.credential, INSTANCE).to_owned()));
    let pairs: Vec<String> =
        carried.chain(query(operation)).map(|(name, value)| format!("{name}={}", encoded(&value))).collect();
    if pairs.is_empty() { url } else { format!("{url}?{}", pairs.join("&")) }
}

/// The lines that hold a body.
fn body_lines(kind: Option<Body>, body: Map<String, Value>) -> Vec<String> {
    let pairs = || {
        let mut pairs = Vec::new();
        body.iter().for_each(|(name, value)| query_pairs(name, value, &mut pairs));
        pairs
    };
    match kind {
        Some(Body::Json) => vec![
            format!("-H {}", quoted("content-type: application/json")),
            format!("-d {}", quoted(&format!("{:#}", Value::Object(body)))),
        ],
        Some(Body::Form) => {
            let pair = |(name, value)| format!("--data-urlencode {}", quoted(&format!("{name}={value}")));
            pairs().into_iter().map(pair).collect()
        }
        Some(Body::Multipart) => {
            let pair = |(name, value)| format!("--form-string {}", quoted(&format!("{name}={value}")));
            pairs().into_iter().map(pair).collect()
        }
        Some(Body::Streamed) => vec![format!("--data-binary {}", quoted("@FILE"))],
        None => Vec::new(),
    }
}

/// A value as it stands in an address, slashes and all encoded.
pub(super) fn encoded(value: &str) -> String {
    utf8_percent_encode(value, VALUE).to_string()
}

/// `text` as one word of a shell, nothing in it expanded.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
