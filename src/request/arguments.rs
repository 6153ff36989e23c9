//! Bringing the arguments to one shape: `params` and `body` merged, bracketed and dotted names nested.

use serde_json::{Map, Value};

use super::{check::Check, fault::ArgumentError, format::Known, token, unfilled};
use crate::{
    catalog::{Argument, Operation, Provider, Schema},
    values::is_word,
};

/// The arguments of one call, nested as they travel.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub(super) values: Map<String, Value>,
    pub(super) instance: Option<String>,
}

/// Where the arguments of one call come from.
pub(super) struct Sources<'a> {
    pub(super) provider: &'static Provider,
    pub(super) operation: &'a Operation,
    pub(super) known: Known<'a>,
    pub(super) maps: [Option<&'a Map<String, Value>>; 3],
    /// Values that stood in the path.
    pub(super) in_path: Vec<(&'static str, String)>,
}

impl Sources<'_> {
    /// The operation's argument of this name.
    pub(super) fn argument(&self, name: &str) -> Option<&Argument> {
        self.operation.arguments.iter().find(|argument| argument.name == name)
    }
}

/// Merges everything that was given. The same argument twice is a fault unless both say the same.
pub(super) fn merge(sources: &Sources<'_>, faults: &mut Vec<ArgumentError>) -> Arguments {
    let mut merged = Arguments::default();
    for (name, value) in &sources.in_path {
        merged.values.insert((*name).to_owned(), Value::String(value.clone()));
    }
    for (name, value) in sources.maps.iter().flatten().flat_map(|map| map.iter()) {
        // `null` is how many clients leave an argument out.
        if value.is_null() {
            continue;
        }
        if token::stands_in(sources.provider, sources.argument(name), (name, value)) {
            faults.push(token::given(name));
        } else if sources.provider.security.session_of(sources.operation) == Some(name.as_str()) {
            instance(name, value, &mut merged, faults);
        } else {
            let path = spelled(sources.operation, name);
            let argument = sources.argument(path.first().copied().unwrap_or_default());
            let listed;
            // `name[]` is how forms spell a list.
            let value = if name.ends_with("[]") && !value.is_array() {
                listed = Value::Array(vec![value.clone()]);
                &listed
            } else {
                value
            };
            let mut merge = Merge { known: sources.known, faults };
            let schema = argument.map(|argument| &argument.schema);
            merge.insert(&mut merged.values, &path, schema, Spelled { name, value });
        }
    }
    merged
}

fn instance(name: &str, value: &Value, merged: &mut Arguments, faults: &mut Vec<ArgumentError>) {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    };
    if !is_word(&text) || unfilled::stands_for(name, &text) {
        let fault = ArgumentError::invalid(name, value, "it must be the id of a session, one word as text");
        faults.push(fault.with_example(Value::from("3EB0BCB2E3D4")));
    } else if merged.instance.as_ref().is_some_and(|known| *known != text) {
        faults.push(twice(name, value));
    } else {
        merged.instance = Some(text);
    }
}

/// The names that an argument's spelling stands for: `file[url]` and `file.url` are `file`, then `url`.
fn spelled<'a>(operation: &Operation, name: &'a str) -> Vec<&'a str> {
    /// No documented argument is nested deeper; a name that says so is no path.
    const DEEPEST: usize = 8;
    let parts: Vec<&str> =
        name.split(['[', ']', '.']).filter(|part| !part.is_empty()).take(DEEPEST + 1).collect();
    let whole = operation.arguments.iter().any(|argument| argument.name == name);
    if whole || parts.is_empty() || parts.len() > DEEPEST { vec![name] } else { parts }
}

/// Values on their way into one object.
struct Merge<'a> {
    known: Known<'a>,
    faults: &'a mut Vec<ArgumentError>,
}

/// One value, how its argument was spelled, and the shape that its place has.
#[derive(Clone, Copy)]
struct Spelled<'a> {
    name: &'a str,
    value: &'a Value,
}

impl Merge<'_> {
    fn insert(
        &mut self,
        into: &mut Map<String, Value>,
        path: &[&str],
        schema: Option<&Schema>,
        given: Spelled<'_>,
    ) {
        let Some((first, rest)) = path.split_first() else { return };
        let Some((next, _)) = rest.split_first() else {
            match into.get_mut(*first) {
                None => drop(into.insert((*first).to_owned(), given.value.clone())),
                Some(known) => self.join(known, schema, given),
            }
            return;
        };
        let slot = into.entry((*first).to_owned()).or_insert_with(|| Value::Object(Map::new()));
        parse_text_object(slot);
        match slot {
            Value::Object(members) => {
                self.insert(members, rest, schema.and_then(|schema| schema.member(next)), given);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                self.faults.push(twice(given.name, given.value));
            }
        }
    }

    /// Joins two values of one argument: objects member by member, others when they say the same.
    fn join(&mut self, known: &mut Value, schema: Option<&Schema>, given: Spelled<'_>) {
        let mut value = given.value.clone();
        parse_text_object(known);
        parse_text_object(&mut value);
        match (known, value) {
            (Value::Object(known), Value::Object(members)) => {
                for (member, value) in &members {
                    let name = format!("{}.{member}", given.name);
                    let inner = schema.and_then(|schema| schema.member(member));
                    self.insert(known, &[member.as_str()], inner, Spelled { name: &name, value });
                }
            }
            (known, value) if self.is_same(known, &value, schema) => {}
            (_, value) => self.faults.push(twice(given.name, &value)),
        }
    }

    /// Whether two values are sent as one: a number and its chat id are.
    fn is_same(&self, one: &Value, other: &Value, schema: Option<&Schema>) -> bool {
        let sent = |value: &Value| {
            let mut faults = Vec::new();
            let mut check = Check { known: self.known, faults: &mut faults, argument: None };
            let sent = check.value("", schema?, value.clone());
            faults.is_empty().then_some(sent)
        };
        one == other || sent(one).is_some_and(|one| Some(one) == sent(other))
    }
}

/// An object that came as JSON text, as some clients send nested arguments.
fn parse_text_object(value: &mut Value) {
    if let Value::String(text) = value
        && text.trim_start().starts_with('{')
        && let Ok(object @ Value::Object(_)) = serde_json::from_str(text)
    {
        *value = object;
    }
}

fn twice(name: &str, value: &Value) -> ArgumentError {
    ArgumentError::invalid(name, value, "it is given twice with different values; give it once")
}
