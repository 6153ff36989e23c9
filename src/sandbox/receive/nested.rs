//! Arguments of a query: texts under bracket names (`file[url]`), which become what the schema says.

use serde_json::{Map, Number, Value};

use crate::catalog::{Kind, Schema};

/// What was given under one name.
#[derive(Debug)]
pub(super) enum Node {
    /// Texts, in order: one, or several where the name was repeated.
    Texts(Vec<String>),
    /// Members under bracket names.
    Members(Members),
}

/// Named nodes in the order in which they came.
pub(super) type Members = Vec<(String, Node)>;

/// Puts a text under its name. False where a name is both a text and a group of members.
pub(super) fn insert(members: &mut Members, name: &str, text: &str) -> bool {
    match parts(name) {
        Some((first, rest)) => put(members, first, &rest, text),
        // Brackets that do not close make an unknown name, not a nested one.
        None => put(members, name, &[], text),
    }
}

/// `file[url]` as `file` and `[url]`.
fn parts(name: &str) -> Option<(&str, Vec<&str>)> {
    let Some((first, rest)) = name.split_once('[') else { return Some((name, Vec::new())) };
    let rest = rest.strip_suffix(']')?;
    (!first.is_empty()).then(|| (first, rest.split("][").collect()))
}

fn put(members: &mut Members, name: &str, rest: &[&str], text: &str) -> bool {
    let known = members.iter().position(|(known, _)| known == name);
    let at = known.unwrap_or_else(|| {
        let empty = if rest.is_empty() { Node::Texts(Vec::new()) } else { Node::Members(Vec::new()) };
        members.push((name.to_owned(), empty));
        members.len() - 1
    });
    match (members.get_mut(at), rest.split_first()) {
        (Some((_, Node::Texts(texts))), None) => {
            texts.push(text.to_owned());
            true
        }
        (Some((_, Node::Members(inner))), Some((next, rest))) => put(inner, next, rest, text),
        _ => false,
    }
}

impl Node {
    /// The value of the schema's type that the texts spell; `None` where they spell none.
    pub(super) fn value(&self, schema: &Schema) -> Option<Value> {
        match (self, schema.kind) {
            (Self::Texts(texts), kind) => match (texts.as_slice(), kind) {
                ([text], Kind::Array) if text.trim_start().starts_with('[') => {
                    serde_json::from_str(text).ok()
                }
                // Several values travel separated by commas.
                (texts, Kind::Array) => {
                    texts.iter().flat_map(|text| text.split(',')).map(|text| item(schema, text)).collect()
                }
                ([text], kind) => scalar(kind, text),
                _ => None,
            },
            (Self::Members(members), Kind::Array) => {
                let values = members.iter().map(|(index, node)| {
                    let numbered = index.is_empty() || index.bytes().all(|byte| byte.is_ascii_digit());
                    let items = schema.items.as_ref().filter(|_| numbered)?;
                    match node {
                        // `name[]` repeated: one item each.
                        Self::Texts(texts) => texts.iter().map(|text| scalar(items.kind, text)).collect(),
                        Self::Members(_) => Some(vec![node.value(items)?]),
                    }
                });
                Some(Value::Array(values.collect::<Option<Vec<Vec<Value>>>>()?.concat()))
            }
            (Self::Members(members), Kind::Object) => {
                members.iter().map(|member| of_object(schema, member)).collect()
            }
            (Self::Members(_), Kind::String | Kind::Number | Kind::Integer | Kind::Boolean) => None,
        }
    }
}

fn of_object(schema: &Schema, (name, node): &(String, Node)) -> Option<(String, Value)> {
    let property = schema.properties.iter().find(|property| property.name == name);
    let value = match (property, node) {
        (Some(property), _) => node.value(&property.schema)?,
        // Kept as it is: that it is unknown is found out with the rest.
        (None, Node::Texts(texts)) => Value::from(texts.join(",")),
        (None, Node::Members(_)) => Value::Object(Map::new()),
    };
    Some((name.clone(), value))
}

fn item(schema: &Schema, text: &str) -> Option<Value> {
    scalar(schema.items.as_ref()?.kind, text)
}

fn scalar(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::String => Some(Value::from(text)),
        Kind::Number | Kind::Integer => serde_json::from_str::<Number>(text).ok().map(Value::Number),
        Kind::Boolean => text.parse().ok().map(Value::Bool),
        Kind::Object | Kind::Array => serde_json::from_str(text).ok(),
    }
}
