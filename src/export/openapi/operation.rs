//! One operation of the document.

use serde_json::{Map, Value, json};

use super::{Source, answers, shape};
use crate::{
    catalog::{Argument, Body, Carrier, Credential, Kind, Operation, Place, Rule, Text, facts},
    export::{example, members::set, words},
};

const INSTANCE: Text = Text::new(
    "The session to act for. The MCP server fills it in.",
    "الجلسة التي ينفَّذ الطلب باسمها. يملؤه خادم MCP.",
);

/// The operation, its path arguments called as `names` says.
pub(super) fn document(source: Source<'_>, operation: &Operation, names: &[&str]) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("operationId", json!(operation.id));
    put("tags", json!([operation.category]));
    put("summary", json!(source.say(operation.title)));
    put("description", json!(description(source, operation)));
    let parameters = parameters(source, operation, names);
    if !parameters.is_empty() {
        put("parameters", json!(parameters));
    }
    if let Some(body) = body(source, operation) {
        put("requestBody", body);
    }
    put("responses", answers::of(source, operation));
    put("x-risk", json!(operation.risk));
    if !operation.limits.is_empty() {
        let limits: Vec<&str> = operation.limits.iter().map(|limit| source.say(*limit)).collect();
        put("x-limits", json!(limits));
    }
    Value::Object(out)
}

fn description(source: Source<'_>, operation: &Operation) -> String {
    let with = |words: Text, value: &str| words::with(words, value, source.language);
    let mut parts =
        vec![source.say(operation.summary).to_owned(), source.say(operation.description).to_owned()];
    if operation.real_path != operation.path {
        parts.push(with(words::DOCUMENTED_AS, operation.path.as_str()));
    }
    if let Some(other) = operation.twin_of {
        parts.push(with(words::TWIN_OF, other.as_str()));
    }
    if let Some(twin) = facts::twin(source.catalog, operation) {
        parts.push(with(words::TWIN, &twin.name()));
    }
    if facts::nests_in_query(operation) {
        parts.push(source.say(words::NESTED_IN_QUERY).to_owned());
    }
    let risk = source.say(words::risk(operation.risk));
    parts.push(format!("**{}:** {risk}.", source.say(words::RISK)));
    for (title, texts) in [(words::LIMITS, &operation.limits), (words::NOTES, &operation.notes)] {
        if !texts.is_empty() {
            let items: Vec<String> = texts.iter().map(|text| format!("- {}", source.say(*text))).collect();
            parts.push(format!("**{}**\n\n{}", source.say(title), items.join("\n")));
        }
    }
    parts.join("\n\n")
}

fn parameters(source: Source<'_>, operation: &Operation, names: &[&str]) -> Vec<Value> {
    let mut out = Vec::new();
    for (placeholder, name) in operation.real_path.placeholders().zip(names) {
        let known = operation.arguments.iter().find(|a| a.place == Place::Path && a.name == placeholder);
        let schema = known.map_or(json!({"type": "string"}), |a| shape::argument(&a.schema, source.language));
        out.push(parameter("path", name, true, schema));
    }
    out.extend(
        session(source, operation, Carrier::Query)
            .map(|name| parameter("query", name, true, instance(source))),
    );
    let in_query = operation.arguments.iter().filter(|argument| argument.place == Place::Query);
    out.extend(in_query.map(|argument| query(source, argument)));
    let in_header = operation.arguments.iter().filter(|argument| argument.place == Place::Header);
    out.extend(in_header.map(|argument| {
        let schema = shape::argument(&argument.schema, source.language);
        parameter("header", argument.name, argument.required, schema)
    }));
    out
}

/// The argument that names the session, where this carries it.
fn session(source: Source<'_>, operation: &Operation, carrier: Carrier) -> Option<&'static str> {
    let all = source.catalog.provider.security.carried(operation, false);
    let session = all.into_iter().find(|one| one.credential == Credential::Session)?;
    (session.carrier == carrier).then_some(session.name)
}

fn query(source: Source<'_>, argument: &Argument) -> Value {
    let schema = shape::argument(&argument.schema, source.language);
    let mut out = parameter("query", argument.name, argument.required, schema);
    let (style, explode) = match argument.schema.kind {
        Kind::Object => ("deepObject", true),
        Kind::Array => ("form", false),
        Kind::String | Kind::Number | Kind::Integer | Kind::Boolean => return out,
    };
    set(&mut out, "style", json!(style));
    set(&mut out, "explode", json!(explode));
    out
}

/// A parameter; what it means and its example stand beside the schema, where tools look for them.
fn parameter(place: &str, name: &str, required: bool, mut schema: Value) -> Value {
    let mut take = |key: &str| schema.as_object_mut().and_then(|members| members.shift_remove(key));
    let (description, examples) = (take("description"), take("examples"));
    let mut out = json!({"name": name, "in": place, "required": required});
    if let Some(description) = description {
        set(&mut out, "description", description);
    }
    set(&mut out, "schema", schema);
    if let Some(example) = examples.and_then(|examples| examples.get(0).cloned()) {
        set(&mut out, "example", example);
    }
    out
}

fn instance(source: Source<'_>) -> Value {
    json!({"type": "string", "description": source.say(INSTANCE)})
}

fn body(source: Source<'_>, operation: &Operation) -> Option<Value> {
    let provider = &source.catalog.provider;
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let named = [Carrier::Body, Carrier::Form].into_iter();
    for name in named.filter_map(|carrier| session(source, operation, carrier)) {
        properties.insert(name.to_owned(), instance(source));
        required.push(name);
    }
    for argument in operation.arguments.iter().filter(|argument| argument.place == Place::Body) {
        properties.insert(argument.name.to_owned(), shape::argument(&argument.schema, source.language));
        required.extend(argument.required.then_some(argument.name));
    }
    let body = operation.body?;
    if properties.is_empty() && body != Body::Streamed {
        return None;
    }
    let mut out = Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("properties".to_owned(), Value::Object(properties)),
    ]);
    Rule::write(&operation.rules, &mut out);
    let mut schema = Value::Object(out);
    if !required.is_empty() {
        set(&mut schema, "required", json!(required));
    }
    let mut content = json!({"schema": schema});
    if let Some(example) = example::body(provider, operation, example::INSTANCE) {
        set(&mut content, "example", Value::Object(example));
    }
    Some(json!({"required": !required.is_empty(), "content": {body.media_type().unwrap_or("*/*"): content}}))
}
