//! Bringing the arguments to one shape: `params` and `body` merged, bracketed and dotted names nested.

use serde_json::{Map, Value};

use super::fault::{Fault, FaultKind};
use crate::catalog::{Operation, Provider};

/// The arguments of one call, nested as they travel.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub(super) values: Map<String, Value>,
    pub(super) instance: Option<String>,
}

/// Where the arguments of one call come from.
pub(super) struct Sources<'a> {
    pub(super) provider: &'a Provider,
    pub(super) operation: &'a Operation,
    pub(super) maps: [Option<&'a Map<String, Value>>; 2],
    /// Values that stood in the path.
    pub(super) in_path: Vec<(&'static str, String)>,
}

/// Merges everything that was given. The same argument twice is a fault unless both say the same.
pub(super) fn merge(sources: &Sources<'_>, faults: &mut Vec<Fault>) -> Arguments {
    let mut merged = Arguments::default();
    for (name, value) in &sources.in_path {
        merged.values.insert((*name).to_owned(), Value::String(value.clone()));
    }
    for (name, value) in sources.maps.iter().flatten().flat_map(|map| map.iter()) {
        // `null` is how many clients leave an argument out.
        if value.is_null() {
            continue;
        }
        if is_token(sources.provider, name) {
            faults.push(token_given(name));
        } else if name == sources.provider.instance && sources.operation.takes(name) {
            instance(name, value, &mut merged, faults);
        } else {
            let path = spelled(sources.operation, name);
            insert(&mut merged.values, &path, name, value, faults);
        }
    }
    merged
}

/// Whether a name is the token's, in any place and spelling.
fn is_token(provider: &Provider, name: &str) -> bool {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    let places = [provider.token.header, provider.token.body, provider.token.query];
    places.iter().any(|place| plain(place) == plain(name)) || plain(name) == "authorization"
}

fn token_given(name: &str) -> Fault {
    let expected = "a token is never an argument: the server sends the one that is set in its environment; \
                    leave it out";
    Fault::invalid(name, &Value::Null, expected).without_given()
}

fn instance(name: &str, value: &Value, merged: &mut Arguments, faults: &mut Vec<Fault>) {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    };
    if text.is_empty() {
        faults.push(Fault::invalid(name, value, "the id of a session, as text"));
    } else if merged.instance.as_ref().is_some_and(|known| *known != text) {
        faults.push(twice(name, value));
    } else {
        merged.instance = Some(text);
    }
}

/// The path of names that an argument's spelling stands for: `file[url]` and `file.url` are `file`, then `url`.
fn spelled<'a>(operation: &Operation, name: &'a str) -> Vec<&'a str> {
    if operation.arguments.iter().any(|argument| argument.name == name) {
        return vec![name];
    }
    let parts: Vec<&str> = name.split(['[', ']', '.']).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { vec![name] } else { parts }
}

fn insert(into: &mut Map<String, Value>, path: &[&str], name: &str, value: &Value, faults: &mut Vec<Fault>) {
    let Some((first, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        match into.get_mut(*first) {
            None => {
                into.insert((*first).to_owned(), value.clone());
            }
            Some(known) => join(known, name, value, faults),
        }
        return;
    }
    let slot = into.entry((*first).to_owned()).or_insert_with(|| Value::Object(Map::new()));
    parse_text_object(slot);
    match slot {
        Value::Object(members) => insert(members, rest, name, value, faults),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            faults.push(twice(name, value));
        }
    }
}

/// Joins two values of one argument: objects member by member, others only when they are equal.
fn join(known: &mut Value, name: &str, value: &Value, faults: &mut Vec<Fault>) {
    parse_text_object(known);
    let mut value = value.clone();
    parse_text_object(&mut value);
    match (known, value) {
        (Value::Object(known), Value::Object(members)) => {
            for (member, value) in members {
                insert(known, &[member.as_str()], &format!("{name}.{member}"), &value, faults);
            }
        }
        (known, value) if *known == value => {}
        (_, value) => faults.push(twice(name, &value)),
    }
}

/// An object that came as JSON text, as some clients send nested arguments.
fn parse_text_object(value: &mut Value) {
    if let Value::String(text) = value
        && text.trim_start().starts_with('{')
        && let Ok(object @ Value::Object(_)) = serde_json::from_str(text)
    {
        *value = object;
    }
}

fn twice(name: &str, value: &Value) -> Fault {
    let mut fault = Fault::invalid(name, value, "it is given twice with different values; give it once");
    fault.kind = FaultKind::Invalid;
    fault
}
