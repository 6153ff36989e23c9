//! What was received, kept for tests and for people who look at their client's requests.

use std::collections::VecDeque;

use axum::body::Bytes;
use serde_json::{Map, Value, json};

use crate::{
    catalog::{self, Operation},
    values::cut,
};

/// How many requests are kept: a sandbox that runs for days must not grow without end.
const KEPT: usize = 1_000;
/// How many bytes of one text are kept: a file of 100 MB in a body would fill the memory soon.
const TEXT_KEPT: usize = 1_048_576;

/// One request as it came over the wire.
pub(super) struct Received {
    pub(super) method: String,
    /// The path as it was sent, percent-encoded.
    pub(super) path: String,
    /// The query, decoded, in order.
    pub(super) query: Vec<(String, String)>,
    /// The headers, names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Bytes,
}

impl Received {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// The requests since the last reset.
#[derive(Default)]
pub(super) struct Records(VecDeque<(u64, Value)>);

impl Records {
    /// Keeps a request under its number; how it was answered is not known yet. Of a file that is the whole body only
    /// its size and media type are kept.
    pub(super) fn keep(&mut self, number: u64, request: &Received, operation: Option<&Operation>) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        let is_file = operation.is_some_and(|operation| operation.body == Some(catalog::Body::Streamed));
        let record = json!({
            "method": request.method,
            "path": request.path,
            "query": many(&request.query),
            "headers": many(&request.headers),
            "body": if is_file { file(request) } else { body(&request.body) },
            "status": null,
            "taken": false,
        });
        self.0.push_back((number, record));
    }

    /// Notes that the request of this number changed the state.
    pub(super) fn taken(&mut self, number: u64) {
        self.set(number, "taken", json!(true));
    }

    /// Notes the status that the request of this number was answered with.
    pub(super) fn answered(&mut self, number: u64, status: u16) {
        self.set(number, "status", json!(status));
    }

    fn set(&mut self, number: u64, name: &str, value: Value) {
        let record = self.0.iter_mut().find(|(known, _)| *known == number);
        if let Some((_, Value::Object(record))) = record {
            record.insert(name.to_owned(), value);
        }
    }

    /// All of them, oldest first.
    pub(super) fn all(&self) -> Value {
        self.0.iter().map(|(_, record)| record.clone()).collect()
    }
}

/// Pairs as an object; a name that comes several times holds a list.
fn many(pairs: &[(String, String)]) -> Value {
    let mut out = Map::new();
    for (name, value) in pairs {
        match out.get_mut(name) {
            None => drop(out.insert(name.clone(), json!(value))),
            Some(Value::Array(values)) => values.push(json!(value)),
            Some(first) => *first = json!([first.clone(), value]),
        }
    }
    Value::Object(out)
}

fn file(request: &Received) -> Value {
    json!({ "size": request.body.len(), "media_type": request.header("content-type") })
}

fn body(bytes: &Bytes) -> Value {
    if bytes.is_empty() {
        return Value::Null;
    }
    match serde_json::from_slice(bytes) {
        Ok(mut value) => {
            shorten(&mut value);
            value
        }
        Err(_) => short(&String::from_utf8_lossy(bytes)),
    }
}

fn shorten(value: &mut Value) {
    match value {
        Value::String(text) if text.len() > TEXT_KEPT => *value = short(text),
        Value::Array(items) => items.iter_mut().for_each(shorten),
        Value::Object(members) => members.values_mut().for_each(shorten),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn short(text: &str) -> Value {
    if text.len() <= TEXT_KEPT {
        return json!(text);
    }
    json!(format!("{}… ({} bytes in all)", cut(text, TEXT_KEPT), text.len()))
}
