//! What calls answer: the documented success, and errors by status.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Source, shape};
use crate::{
    catalog::{ErrorCode, Json, Operation, Success, facts},
    export::members::set,
};

/// The name of the schema of error bodies.
pub(super) const ERROR: &str = "Error";

/// The responses of an operation.
pub(super) fn of(source: Source<'_>, operation: &Operation) -> Value {
    let mut out = Map::new();
    out.insert(operation.success.status.to_string(), success(source, &operation.success));
    for (status, errors) in by_status(facts::errors(source.catalog, operation)) {
        let reference = format!("#/components/responses/{}", name(&errors));
        out.entry(status.to_string()).or_insert(json!({"$ref": reference}));
    }
    Value::Object(out)
}

fn success(source: Source<'_>, success: &Success) -> Value {
    let mut content = Map::new();
    for media in &success.media_types {
        let is_json = media.ends_with("json");
        let entry = match success.example.filter(|_| is_json).map(Json::value) {
            Some(example) => json!({"schema": shape::shown(&example), "example": example}),
            None => json!({}),
        };
        content.insert((*media).to_owned(), entry);
    }
    let mut out = json!({"description": source.say(success.description)});
    if !content.is_empty() {
        set(&mut out, "content", Value::Object(content));
    }
    out
}

fn by_status(errors: Vec<&ErrorCode>) -> BTreeMap<u16, Vec<&ErrorCode>> {
    let mut out: BTreeMap<u16, Vec<&ErrorCode>> = BTreeMap::new();
    for error in errors {
        out.entry(error.status).or_default().push(error);
    }
    out
}

/// The name of a response that stands for these codes.
fn name(errors: &[&ErrorCode]) -> String {
    errors.iter().map(|error| error.code).collect::<Vec<_>>().join("-or-")
}

/// One response for each set of codes that operations answer with one status.
pub(super) fn responses(source: Source<'_>) -> Value {
    let mut out: BTreeMap<String, Value> = BTreeMap::new();
    for operation in &source.catalog.operations {
        for errors in by_status(facts::errors(source.catalog, operation)).into_values() {
            out.entry(name(&errors)).or_insert_with(|| response(source, &errors));
        }
    }
    json!(out)
}

fn response(source: Source<'_>, errors: &[&ErrorCode]) -> Value {
    let lines = errors
        .iter()
        .map(|error| format!("`{}`: {} {}", error.code, source.say(error.meaning), source.say(error.action)));
    let description = lines.collect::<Vec<_>>().join("\n\n");
    let shown = errors.iter().filter(|error| error.body.is_some());
    let examples: Map<String, Value> = shown
        .map(|error| {
            (error.code.to_owned(), json!({"$ref": format!("#/components/examples/{}", error.code)}))
        })
        .collect();
    let mut content = json!({"schema": {"$ref": format!("#/components/schemas/{ERROR}")}});
    if !examples.is_empty() {
        set(&mut content, "examples", Value::Object(examples));
    }
    json!({"description": description, "content": {"application/json": content}})
}

/// The body of an error.
pub(super) fn error_schema() -> Value {
    json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": {"type": "string"},
            "message": {"type": "string"},
            "details": {"type": "object", "additionalProperties": true},
        },
    })
}

/// The documented error bodies, by code.
pub(super) fn examples(source: Source<'_>) -> Value {
    let errors = source.catalog.errors.iter();
    let bodies = errors.filter_map(|error| {
        let body = error.body?.value();
        Some((error.code.to_owned(), json!({"summary": source.say(error.meaning), "value": body})))
    });
    Value::Object(bodies.collect())
}
