//! JSON Schemas: of arguments, as the catalog has them, and of answers and events, as their examples show them.

use serde_json::{Map, Value, json};

use crate::{
    catalog::{Format, Schema},
    export::members::set,
    values::Language,
};

/// The schema of an argument. A text's `format` stands where JSON Schema knows it; the others are an extension.
pub(super) fn argument(schema: &Schema, language: Language) -> Value {
    let mut out = schema.to_json_schema(language);
    mark_formats(schema, &mut out);
    out
}

fn mark_formats(schema: &Schema, out: &mut Value) {
    if let (Some(format), Some(members)) = (schema.format, out.as_object_mut()) {
        let keyword = if format == Format::Uri { "format" } else { "x-format" };
        members.insert(keyword.to_owned(), json!(format));
    }
    for property in &schema.properties {
        if let Some(member) = out.pointer_mut("/properties").and_then(|all| all.get_mut(property.name)) {
            mark_formats(&property.schema, member);
        }
    }
    if let (Some(items), Some(member)) = (&schema.items, out.get_mut("items")) {
        mark_formats(items, member);
    }
}

/// The schema that an example shows. No member is required, and an inner object may be null: one example proves
/// neither that it always comes nor that it is always filled.
pub(super) fn shown(example: &Value) -> Value {
    match example {
        Value::Null => json!({}),
        Value::Bool(_) => json!({"type": "boolean"}),
        Value::Number(_) => json!({"type": "number"}),
        Value::String(_) => json!({"type": "string"}),
        Value::Array(items) => json!({"type": "array", "items": items.first().map_or(json!({}), shown)}),
        Value::Object(members) if members.is_empty() => json!({"type": "object"}),
        Value::Object(members) => {
            let properties: Map<String, Value> =
                members.iter().map(|(name, value)| (name.clone(), nullable(shown(value)))).collect();
            json!({"type": "object", "properties": properties})
        }
    }
}

fn nullable(mut schema: Value) -> Value {
    if schema.get("type").is_some_and(|kind| kind == "object") {
        set(&mut schema, "type", json!(["object", "null"]));
    }
    schema
}

/// Describes the member of a dotted name, which is made where the example lacks it.
pub(super) fn describe(schema: &mut Value, name: &str, meaning: &str) {
    if schema.get("items").is_some() {
        return schema.get_mut("items").into_iter().for_each(|items| describe(items, name, meaning));
    }
    let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    if schema.get("properties").is_none() {
        set(schema, "type", json!(["object", "null"]));
        set(schema, "properties", json!({}));
    }
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    let Some(member) = properties.map(|all| all.entry(first).or_insert_with(|| json!({}))) else { return };
    match rest {
        Some(rest) => describe(member, rest, meaning),
        None => set(member, "description", meaning),
    }
}
