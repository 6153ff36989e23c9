//! The documentation as an OpenAPI 3.1 document.

mod answers;
mod events;
mod operation;
mod shape;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{members::set, page::untitled};
use crate::{
    catalog::{Carrier, Catalog, Operation, Scheme, Text, facts},
    values::Language,
};

const ABOUT: Text = Text::new(
    "Every documented call and event. Schemas of answers and events follow the documented examples: members may be \
         missing, and others may come.",
    "كل الاستدعاءات والأحداث الموثّقة. مخططات الردود والأحداث مأخوذة من الأمثلة الموثّقة؛ فقد تغيب أعضاء وتأتي أخرى.",
);
const TOKEN: Text = Text::new("The access token of the account.", "رمز الوصول الخاص بالحساب.");
/// The name of the one security scheme.
const SCHEME: &str = "accessToken";

/// What every part of the document is written from.
#[derive(Clone, Copy)]
struct Source<'a> {
    catalog: &'a Catalog,
    language: Language,
}

impl Source<'_> {
    fn say(&self, text: Text) -> &'static str {
        text.get(self.language)
    }
}

/// The OpenAPI 3.1 document: paths are those that are called, the token is a security scheme and never an argument.
#[must_use]
pub fn openapi(catalog: &Catalog, language: Language) -> Value {
    let source = Source { catalog, language };
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": format!("{} WhatsApp API", catalog.provider.name),
            // Of this document, as OpenAPI means it.
            "version": env!("CARGO_PKG_VERSION"),
            "description": source.say(ABOUT),
        },
        "servers": [{"url": catalog.provider.server}],
        "security": [{SCHEME: []}],
        "tags": tags(source),
        "paths": paths(source),
        "webhooks": events::webhooks(source),
        "components": {
            "securitySchemes": {SCHEME: scheme(source)},
            "schemas": {answers::ERROR: answers::error_schema()},
            "responses": answers::responses(source),
            "examples": answers::examples(source),
        },
    })
}

/// How the token travels. Where it stands in bodies alone, OpenAPI has no word for it.
fn scheme(source: Source<'_>) -> Value {
    let mut out = match source.catalog.provider.security.usual() {
        Some(Scheme { carrier: Carrier::Query, name, .. }) => {
            json!({"type": "apiKey", "in": "query", "name": name})
        }
        Some(Scheme { carrier: Carrier::Header | Carrier::Body | Carrier::Form, name, .. }) => {
            json!({"type": "apiKey", "in": "header", "name": name})
        }
        Some(Scheme { carrier: Carrier::Bearer, .. }) | None => json!({"type": "http", "scheme": "bearer"}),
    };
    set(&mut out, "description", json!(source.say(TOKEN)));
    out
}

/// The categories; the guides of one are its description.
fn tags(source: Source<'_>) -> Value {
    let tag = |category: &&'static str| {
        let guides = facts::guides(source.catalog, category);
        let texts: Vec<String> = guides
            .map(|guide| format!("## {}\n\n{}", source.say(guide.title), untitled(source.say(guide.body))))
            .collect();
        let mut tag = Map::from_iter([("name".to_owned(), json!(category))]);
        if !texts.is_empty() {
            tag.insert("description".to_owned(), json!(texts.join("\n\n")));
        }
        Value::Object(tag)
    };
    source.catalog.categories.iter().map(tag).collect()
}

/// Path items by the path that is called. Templates that differ in the names of placeholders alone are one: OpenAPI
/// forbids both, so the first spelling stands for all.
fn paths(source: Source<'_>) -> Value {
    let mut templates: IndexMap<String, Vec<&Operation>> = IndexMap::new();
    for operation in &source.catalog.operations {
        let blank = spelled(operation, &[]);
        templates.entry(blank).or_default().push(operation);
    }
    let mut out = Map::new();
    for operations in templates.values() {
        let Some(first) = operations.first() else { continue };
        let names: Vec<&str> = first.real_path.placeholders().collect();
        let mut item = Map::new();
        for operation in operations {
            let method = operation.method.as_str().to_lowercase();
            item.entry(method).or_insert_with(|| operation::document(source, operation, &names));
        }
        out.insert(spelled(first, &names), Value::Object(item));
    }
    Value::Object(out)
}

/// The called path with these names for its placeholders, in order.
fn spelled(operation: &Operation, names: &[&str]) -> String {
    let mut names = names.iter();
    let words = operation.real_path.as_str().split('/').map(|word| {
        if word.starts_with('{') {
            format!("{{{}}}", names.next().copied().unwrap_or_default())
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join("/")
}
