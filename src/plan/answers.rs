//! What documented answers and events hold, and the names that lead there.

use serde_json::Value;

use super::error::ReferenceError;
use crate::{
    catalog::{Event, Json, Operation},
    values::nearest,
};

/// What many call an answer as a whole, where it has no member of that name.
const WHOLE: [&str; 6] = ["answer", "response", "result", "output", "body", "data"];
/// The member of an event that its fields stand in.
const PAYLOAD: &str = "payload";
/// How many names are told where one is wrong.
const TOLD: usize = 12;

/// The names that lead to a text in the answer of a call.
pub(super) fn in_answer(operation: &Operation, path: &[String]) -> Result<Vec<&'static str>, ReferenceError> {
    let from = operation.name();
    let Some(example) = operation.success.example else {
        return Err(ReferenceError::Missing { from, path: path.join("."), known: Vec::new() });
    };
    let value = example.value();
    let (first, rest) = path.split_first().map_or(("", path), |(first, rest)| (first.as_str(), rest));
    let is_whole = !rest.is_empty() && WHOLE.contains(&first) && value.get(first).is_none();
    walked(example, &value, if is_whole { rest } else { path }, &from)
}

/// The names that lead to a text in an event: one of its fields, or what stands beside them.
pub(super) fn in_event(event: &Event, path: &[String]) -> Result<Vec<&'static str>, ReferenceError> {
    let from = format!("event {}", event.name);
    let delivery = event.payload.value();
    let payload = delivery.get(PAYLOAD).unwrap_or(&Value::Null);
    let first = path.first().map_or(PAYLOAD, String::as_str);
    if first != PAYLOAD && payload.get(first).is_none() && delivery.get(first).is_some() {
        return walked(event.payload, &delivery, path, &from);
    }
    let path = path.strip_prefix(&[PAYLOAD.to_owned()]).unwrap_or(path);
    let names = walked(event.payload, payload, path, &from).or_else(|error| {
        // The example need not show every field.
        let field = event.fields.iter().find(|(field, _)| field.split('.').eq(path.iter()));
        let is_missing = matches!(error, ReferenceError::Missing { .. });
        field.filter(|_| is_missing).map(|(field, _)| field.split('.').collect()).ok_or(error)
    })?;
    Ok([vec![PAYLOAD], names].concat())
}

/// The documented names of a path to a text or number.
fn walked(
    example: Json,
    value: &Value,
    path: &[String],
    from: &str,
) -> Result<Vec<&'static str>, ReferenceError> {
    let (from, whole) = (from.to_owned(), path.join("."));
    let mut names = Vec::new();
    let mut at = value;
    for name in path {
        let next = at.get(name.as_str()).and_then(|next| Some((next, name_in(example, name)?)));
        match (at, next) {
            (Value::Array(_), _) => return Err(ReferenceError::InList { from }),
            (_, Some((next, name))) => {
                names.push(name);
                at = next;
            }
            (_, None) => {
                return Err(ReferenceError::Missing { from, known: likely(&whole, value), path: whole });
            }
        }
    }
    match at {
        Value::String(_) | Value::Number(_) | Value::Null => Ok(names),
        Value::Array(_) => Err(ReferenceError::InList { from }),
        Value::Bool(_) | Value::Object(_) => {
            Err(ReferenceError::NoText { from, known: likely(&whole, value), path: whole })
        }
    }
}

/// The name as the documentation's own text holds it.
fn name_in(example: Json, name: &str) -> Option<&'static str> {
    let text = example.as_str();
    let start = text.find(&format!("\"{name}\":"))? + 1;
    text.get(start..start + name.len())
}

/// The paths that were probably meant: those most like it, or else the first.
fn likely(path: &str, value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    texts(value, "", &mut all);
    let inner = all.iter().filter(|known| known.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')));
    let inner: Vec<String> = inner.cloned().collect();
    if !inner.is_empty() {
        return inner;
    }
    let mut first: Vec<String> =
        nearest(path, all.iter().map(String::as_str), TOLD).into_iter().map(str::to_owned).collect();
    first.extend(all.iter().filter(|known| !first.contains(known)).cloned().collect::<Vec<_>>());
    first.truncate(TOLD);
    first
}

/// The paths to all texts and numbers.
fn texts(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                texts(value, &path, out);
            }
        }
        Value::String(_) | Value::Number(_) | Value::Null if !path.is_empty() => out.push(path.to_owned()),
        Value::String(_) | Value::Number(_) | Value::Null | Value::Bool(_) | Value::Array(_) => {}
    }
}
