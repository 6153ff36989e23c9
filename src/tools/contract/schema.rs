//! Schemas in the plain part of JSON Schema that every client takes: no references, no unions, no names of our types.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::Tool;
use crate::reply::{ToolError, members};

/// The input schema of a tool.
#[must_use]
pub fn input_schema<T: Tool>() -> Map<String, Value> {
    portable::<T::Args>()
}

/// The output schema of a tool: its result and its failure, told apart by `error`. Names and types alone: a client
/// validates by it, and no model reads it. What a failure tells beside `error` is listed where a result has it too: the
/// list of tools is paid for by every session, and a schema forbids no further members.
#[must_use]
pub fn output_schema<T: Tool>() -> Map<String, Value> {
    let mut schema = portable::<T::Output>();
    schema.remove("required");
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert("error".to_owned(), Value::Object(portable::<ToolError>()));
    }
    let mut schema = Value::Object(schema);
    bare(&mut schema);
    members(schema)
}

/// Takes out what explains and what bounds.
fn bare(schema: &mut Value) {
    let Value::Object(schema) = schema else { return };
    for word in ["description", "minimum", "maximum", "default"] {
        schema.remove(word);
    }
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.values_mut().for_each(bare);
    }
    if let Some(items) = schema.get_mut("items") {
        bare(items);
    }
}

fn portable<T: JsonSchema>() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    simplify(&mut schema);
    let mut schema = members(schema);
    schema.remove("description");
    schema.entry("properties").or_insert_with(|| json!({}));
    schema
}

fn simplify(value: &mut Value) {
    match value {
        Value::Object(schema) => {
            // `title` of a schema is our type's name; a property called so is an object.
            if schema.get("title").is_some_and(Value::is_string) {
                schema.remove("title");
            }
            if schema.get("format").and_then(Value::as_str).is_some_and(is_number_format) {
                schema.remove("format");
            }
            // What everybody assumes costs tokens and says nothing.
            if schema
                .get("default")
                .is_some_and(|usual| usual.is_null() || *usual == json!(false) || *usual == json!([]))
            {
                schema.remove("default");
            }
            if schema.get("additionalProperties") == Some(&json!(true)) {
                schema.remove("additionalProperties");
            }
            not_nullable(schema);
            one_of_constants(schema);
            schema.values_mut().for_each(simplify);
        }
        Value::Array(items) => items.iter_mut().for_each(simplify),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_number_format(format: &str) -> bool {
    format.starts_with("uint") || format.starts_with("int") || matches!(format, "double" | "float")
}

/// An optional member is one that may be left out; that it may be null too helps nobody.
fn not_nullable(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            schema.insert("type".to_owned(), one);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("enum") {
        choices.retain(|choice| !choice.is_null());
    }
    if let Some(Value::Array(options)) = schema.get("anyOf") {
        let rest: Vec<Value> =
            options.iter().filter(|option| **option != json!({"type": "null"})).cloned().collect();
        if let [one] = rest.as_slice() {
            schema.remove("anyOf");
            schema.extend(members(one.clone()).into_iter().filter(|(name, _)| name != "description"));
        }
    }
}

/// An enum whose words carry descriptions comes as a union of constants; the words are enough.
fn one_of_constants(schema: &mut Map<String, Value>) {
    let Some(Value::Array(options)) = schema.get("oneOf") else { return };
    let words: Vec<Value> = options.iter().filter_map(|option| option.get("const").cloned()).collect();
    if words.len() == options.len() {
        schema.remove("oneOf");
        schema.remove("description");
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("enum".to_owned(), Value::Array(words));
    }
}
