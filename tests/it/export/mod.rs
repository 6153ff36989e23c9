//! `export` gives the whole documentation in each form, and each form is one that its readers can use.

mod command;
mod html;
mod llms;
mod markdown;
mod openapi;
mod postman;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
    process::Stdio,
};

use serde_json::{Value, json};
use wawp_mcp::{
    catalog::{Catalog, Entry, Operation, Place, Text},
    docs, export,
    request::{CallInput, prepare},
    values::Language,
};

use crate::harness::{Server, program};

const FORMATS: [&str; 5] = ["openapi", "markdown", "html", "postman", "llms"];

fn catalog() -> &'static Catalog {
    Box::leak(Box::new(docs::BUILT_IN[0].catalog().unwrap()))
}

/// What the program writes.
fn exported(format: &str, language: &str) -> String {
    let start = Server::prepare().arg("export").arg(format).arg("--language").arg(language);
    let (code, stdout, stderr) = start.run();
    assert_eq!((code, stderr.as_str()), (0, ""), "{format} {language}");
    stdout
}

fn document(format: &str, language: &str) -> Value {
    serde_json::from_str(&exported(format, language)).unwrap()
}

/// Every object below `value`, with its place.
fn objects<'v>(value: &'v Value, place: &str, out: &mut Vec<(String, &'v serde_json::Map<String, Value>)>) {
    match value {
        Value::Object(members) => {
            out.push((place.to_owned(), members));
            for (name, member) in members {
                objects(member, &format!("{place}/{name}"), out);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                objects(item, &format!("{place}/{at}"), out);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The operations of a document with their method and path.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        item.as_object()
            .unwrap()
            .iter()
            .map(move |(method, operation)| (method.clone(), path.clone(), operation))
    });
    all.collect()
}

/// What stands between `before` and `after`, each time.
fn between<'t>(text: &'t str, before: &str, after: char) -> Vec<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}
