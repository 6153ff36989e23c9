//! The events that the gateway posts, as webhooks of the document.

use serde_json::{Map, Value, json};

use super::{Source, shape};
use crate::{
    catalog::{EVENTS, Event},
    export::{members::set, words},
};

/// Every event by its name.
pub(super) fn webhooks(source: Source<'_>) -> Value {
    let events = source.catalog.events.iter();
    Value::Object(
        events.map(|event| (event.name.to_owned(), json!({"post": document(source, event)}))).collect(),
    )
}

fn document(source: Source<'_>, event: &Event) -> Value {
    let example = event.payload.value();
    json!({
        "operationId": id(event.name),
        "tags": [EVENTS],
        "summary": source.say(event.title),
        "description": description(source, event),
        // A receiver is called without the caller's token.
        "security": [],
        "requestBody": {
            "required": true,
            "content": {"application/json": {"schema": schema(source, event, &example), "example": example}},
        },
        "responses": {"200": {"description": source.say(source.catalog.provider.about.received)}},
    })
}

/// `onMessageAck`.
fn id(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(|word| {
        let mut letters = word.chars();
        let first: String = letters.next().map_or_else(String::new, |c| c.to_uppercase().collect());
        format!("{first}{}", letters.as_str())
    });
    format!("on{}", words.collect::<String>())
}

fn description(source: Source<'_>, event: &Event) -> String {
    let mut parts = vec![source.say(event.summary).to_owned(), source.say(event.description).to_owned()];
    for (title, texts) in [(words::LIMITS, &event.limits), (words::NOTES, &event.notes)] {
        if !texts.is_empty() {
            let items: Vec<String> = texts.iter().map(|text| format!("- {}", source.say(*text))).collect();
            parts.push(format!("**{}**\n\n{}", source.say(title), items.join("\n")));
        }
    }
    parts.join("\n\n")
}

/// The envelope as its example shows it, `event` fixed, the fields of `payload` described.
fn schema(source: Source<'_>, event: &Event, example: &Value) -> Value {
    let mut schema = shape::shown(example);
    for (name, meaning) in &event.fields {
        shape::describe(&mut schema, &format!("payload.{name}"), source.say(*meaning));
    }
    let sent: Map<String, Value> = example.as_object().cloned().unwrap_or_default();
    let required: Vec<&str> =
        ["event", "payload"].into_iter().filter(|name| sent.contains_key(*name)).collect();
    if let Some(properties) = schema.get_mut("properties") {
        set(properties, "event", json!({"type": "string", "const": event.name}));
        if let Some(payload) = properties.get_mut("payload").filter(|_| required.contains(&"payload")) {
            set(payload, "type", json!("object"));
        }
    }
    set(&mut schema, "required", json!(required));
    schema
}
