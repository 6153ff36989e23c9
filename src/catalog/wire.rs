//! How arguments travel in a query string: the same for calls, exports and programs.

use serde_json::Value;

/// The query pairs of one argument: members of an object as `name[member]`, a list of plain values joined by commas.
pub(crate) fn query_pairs(name: &str, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                query_pairs(&format!("{name}[{member}]"), value, out);
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (at, item) in items.iter().enumerate() {
                query_pairs(&format!("{name}[{at}]"), item, out);
            }
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            out.push((name.to_owned(), items.join(",")));
        }
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => out.push((name.to_owned(), plain(value))),
    }
}

/// A plain value as text.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}
