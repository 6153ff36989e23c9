//! The documentation as a Postman collection, format 2.1.0.

use serde_json::{Map, Value, json};

use super::{example, members::set, page, words};
use crate::{
    catalog::{
        Body, Carrier, Catalog, Credential, Entry, Event, Guide, Operation, Place, Scheme, facts,
        wire::{self, query_pairs},
    },
    values::Language,
};

/// The schema by which Postman and its tools recognise the format.
const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// The collection: a folder a category, one for events to post to a receiver; guides are the folders' descriptions.
/// Address, token and session are variables, the secrets empty.
#[must_use]
pub fn postman(catalog: &Catalog, language: Language) -> Value {
    let mut folders: Vec<Value> =
        catalog.categories.iter().map(|category| folder(catalog, category, language)).collect();
    folders.retain(|folder| {
        folder.get("item").is_some_and(|items| items != &json!([])) || folder.get("description").is_some()
    });
    folders.push(json!({
        "name": words::EVENTS.get(language),
        "description": catalog.provider.about.events.get(language),
        "auth": {"type": "noauth"},
        "item": catalog.events.iter().map(|event| delivery(catalog, event, language)).collect::<Vec<_>>(),
    }));
    json!({
        "info": {
            "name": format!("{} WhatsApp API", catalog.provider.name),
            "description": page::errors(catalog, language),
            "schema": SCHEMA,
        },
        "auth": auth(catalog),
        "variable": [
            key("baseUrl", catalog.provider.server),
            key("accessToken", ""),
            key("instanceId", ""),
            key("webhookUrl", "http://127.0.0.1:8080/webhook"),
        ],
        "item": folders,
    })
}

fn key(key: &str, value: &str) -> Value {
    json!({"key": key, "value": value, "type": "string"})
}

/// How the token travels.
fn auth(catalog: &Catalog) -> Value {
    const TOKEN: &str = "{{accessToken}}";
    let api_key = |name: &str, place: &str| json!({"type": "apikey", "apikey": [key("key", name), key("value", TOKEN), key("in", place)]});
    match catalog.provider.security.usual() {
        Some(Scheme { carrier: Carrier::Header, name, .. }) => api_key(name, "header"),
        Some(Scheme { carrier: Carrier::Query, name, .. }) => api_key(name, "query"),
        Some(Scheme { carrier: Carrier::Bearer, .. }) => {
            json!({"type": "bearer", "bearer": [key("token", TOKEN)]})
        }
        // It stands among the members of each body.
        Some(Scheme { carrier: Carrier::Body | Carrier::Form, .. }) | None => json!({"type": "noauth"}),
    }
}

fn folder(catalog: &Catalog, category: &str, language: Language) -> Value {
    let operations = facts::operations(catalog, category);
    let items: Vec<Value> = operations.map(|operation| item(catalog, operation, language)).collect();
    let guides: Vec<&Guide> = facts::guides(catalog, category).collect();
    let mut out = json!({"name": category, "item": items});
    if !guides.is_empty() {
        let pages = guides.into_iter().map(|guide| page(catalog, &Entry::Guide(guide), language));
        set(&mut out, "description", json!(pages.collect::<Vec<_>>().join("\n")));
    }
    out
}

fn item(catalog: &Catalog, operation: &Operation, language: Language) -> Value {
    let request = request(catalog, operation, language);
    let mut out = json!({
        "name": format!("{} — {}", operation.name(), operation.title.get(language)),
        "request": request,
        "response": [],
    });
    if let Some(answer) = operation.success.example {
        set(
            &mut out,
            "response",
            json!([{
                "name": operation.success.description.get(language),
                "originalRequest": request,
                "status": if operation.success.status == 201 { "Created" } else { "OK" },
                "code": operation.success.status,
                "_postman_previewlanguage": "json",
                "header": [{"key": "Content-Type", "value": "application/json"}],
                "cookie": [],
                "body": format!("{:#}", answer.value()),
            }]),
        );
    }
    out
}

fn request(catalog: &Catalog, operation: &Operation, language: Language) -> Value {
    let mut out = json!({
        "method": operation.method.as_str(),
        "header": [],
        "url": url(catalog, operation, language),
        "description": page(catalog, &Entry::Operation(operation), language),
    });
    if let Some(body) = example::body(&catalog.provider, operation, "{{instanceId}}") {
        match operation.body {
            Some(Body::Json) => {
                set(&mut out, "header", json!([{"key": "Content-Type", "value": "application/json"}]));
                set(&mut out, "body", json_body(&Value::Object(body)));
            }
            Some(Body::Form) => set(&mut out, "body", fields("urlencoded", &body)),
            Some(Body::Multipart) => set(&mut out, "body", fields("formdata", &body)),
            Some(Body::Streamed) => set(&mut out, "body", json!({"mode": "file", "file": {}})),
            None => {}
        }
    }
    out
}

/// A form.
fn fields(mode: &str, body: &Map<String, Value>) -> Value {
    let mut pairs = Vec::new();
    body.iter().for_each(|(name, value)| query_pairs(name, value, &mut pairs));
    let field = |(key, value): &(String, String)| json!({"key": key, "value": value, "type": "text"});
    json!({"mode": mode, mode: pairs.iter().map(field).collect::<Vec<_>>()})
}

fn json_body(body: &Value) -> Value {
    json!({"mode": "raw", "raw": format!("{body:#}"), "options": {"raw": {"language": "json"}}})
}

fn url(catalog: &Catalog, operation: &Operation, language: Language) -> Value {
    let segment = |word: &str| {
        word.strip_prefix('{')
            .and_then(|s| s.strip_suffix('}'))
            .map_or(word.to_owned(), |name| format!(":{name}"))
    };
    let path: Vec<String> = operation.real_path.as_str().split('/').skip(1).map(segment).collect();
    let query = query(catalog, operation, language);
    let pairs: Vec<String> = query
        .iter()
        .filter(|pair| pair.get("disabled").is_none())
        .map(|pair| format!("{}={}", plain(pair, "key"), plain(pair, "value")))
        .collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    let variables: Vec<Value> = operation
        .real_path
        .placeholders()
        .map(|name| {
            let known = operation.arguments.iter().find(|a| a.place == Place::Path && a.name == name);
            let meaning = known.map_or("", |argument| argument.schema.description.get(language));
            json!({"key": name, "value": example::encoded(&example::segment(operation, name)), "description": meaning})
        })
        .collect();
    json!({
        "raw": format!("{{{{baseUrl}}}}/{}{mark}{}", path.join("/"), pairs.join("&")),
        "host": ["{{baseUrl}}"],
        "path": path,
        "query": query,
        "variable": variables,
    })
}

fn plain(pair: &Value, name: &str) -> String {
    pair.get(name).map(wire::plain).unwrap_or_default()
}

/// The query: the required arguments filled in, the others there to be switched on.
fn query(catalog: &Catalog, operation: &Operation, language: Language) -> Vec<Value> {
    let mut out = Vec::new();
    for carried in catalog.provider.security.carried(operation, false) {
        // The token is what `auth` says.
        if (carried.credential, carried.carrier) == (Credential::Session, Carrier::Query) {
            out.push(json!({"key": carried.name, "value": "{{instanceId}}"}));
        }
    }
    for argument in operation.arguments.iter().filter(|argument| argument.place == Place::Query) {
        let mut pairs = Vec::new();
        let value = argument.schema.example_value().unwrap_or_else(|| json!(""));
        query_pairs(argument.name, &value, &mut pairs);
        for (key, value) in pairs {
            let meaning = argument.schema.description.get(language);
            let mut pair = json!({"key": key, "value": value, "description": meaning});
            if !argument.required {
                set(&mut pair, "disabled", json!(true));
            }
            out.push(pair);
        }
    }
    out
}

/// An event as a request to one's own receiver, to try it with.
fn delivery(catalog: &Catalog, event: &Event, language: Language) -> Value {
    json!({
        "name": format!("{} — {}", event.name, event.title.get(language)),
        "request": {
            "method": "POST",
            "header": [{"key": "Content-Type", "value": "application/json"}],
            "url": {"raw": "{{webhookUrl}}", "host": ["{{webhookUrl}}"]},
            "body": json_body(&event.payload.value()),
            "description": page(catalog, &Entry::Event(event), language),
        },
        "response": [],
    })
}
