//! Random calls: right ones with some values changed, and ones that were never near to right.

use std::fmt;

use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::{Map, Value, json};
use wawp_mcp::catalog::Operation;

use super::{
    catalog,
    random_texts::{name, text, value},
};

/// A call as a caller writes it.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) operation: &'static Operation,
    pub(super) path: String,
    pub(super) params: Option<Map<String, Value>>,
    pub(super) body: Option<Map<String, Value>>,
    pub(super) has_test_number: bool,
}

impl fmt::Debug for Call {
    /// As it would be written down, to be tried again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, path, params, body, has_test_number } = self;
        let test_number = if *has_test_number { ", with a test number" } else { "" };
        let (params, body) = (json!(params), json!(body));
        write!(f, "{} by {path:?}, params {params}, body {body}{test_number}", operation.name())
    }
}

/// What is done to the arguments of a call.
#[derive(Clone, Debug)]
enum Change {
    /// A value is put at a place of the right arguments.
    Put(Index, Value),
    /// A place is emptied.
    Drop(Index),
    /// An argument is spelled with brackets or dots.
    Spell(Index, bool),
    /// An argument of any name is added.
    Add(String, Value),
    /// A member of any name is added below a real argument.
    Below(Index, String, Value),
    /// A real argument is given once more.
    Again(Index, Option<Value>),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), value()).prop_map(|(at, value)| Change::Put(at, value)),
        3 => (at(), text()).prop_map(|(at, text)| Change::Put(at, Value::String(text))),
        2 => at().prop_map(Change::Drop),
        3 => (at(), any::<bool>()).prop_map(|(at, dotted)| Change::Spell(at, dotted)),
        2 => (name(), value()).prop_map(|(name, value)| Change::Add(name, value)),
        1 => (at(), name(), value()).prop_map(|(at, name, value)| Change::Below(at, name, value)),
        1 => (at(), proptest::option::of(value())).prop_map(|(at, value)| Change::Again(at, value)),
    ]
}

/// How the path is written.
#[derive(Clone, Debug)]
enum Written {
    /// As the docs have it.
    Template,
    /// With these values in the places of the placeholders.
    With(Vec<String>),
    /// With the documented examples in their places.
    Examples,
    /// Anything.
    Any(String),
}

fn written() -> impl Strategy<Value = (Written, &'static str, &'static str)> {
    let path = prop_oneof![
        5 => Just(Written::Template),
        3 => vec(text(), 1..3).prop_map(Written::With),
        3 => Just(Written::Examples),
        1 => text().prop_map(Written::Any),
    ];
    let before = vec![
        "",
        "",
        "",
        "/",
        "https://evil.example",
        "https://a@b:1",
        "//evil.example",
        "\r\n",
        "../",
        "/v2/..",
    ];
    let after = vec!["", "", "", "/", "//", "?a=b", "#x", "/..", "/.", "\0", "%2f..", "\\..", "/x"];
    (path, proptest::sample::select(before), proptest::sample::select(after))
}

/// A call of any operation.
pub(super) fn call() -> impl Strategy<Value = Call> {
    let changes = prop_oneof![2 => vec(change(), 0..1), 4 => vec(change(), 1..3), 2 => vec(change(), 0..9)];
    let shape = (any::<Index>(), any::<bool>(), any::<bool>(), 0..4_u8, any::<u64>());
    (shape, changes, written()).prop_map(|((at, has_test_number, all, start, places), changes, written)| {
        let operations = &catalog().operations;
        let operation = &operations[at.index(operations.len())];
        let mut arguments = if start == 0 { Map::new() } else { right(operation, all) };
        for change in changes {
            apply(operation, &mut arguments, change);
        }
        let path = path(operation, written);
        let (mut params, mut body) = (Map::new(), Map::new());
        for (number, (name, value)) in arguments.into_iter().enumerate() {
            let into = if places >> (number % 64) & 1 == 0 { &mut params } else { &mut body };
            into.insert(name, value);
        }
        let given = |map: Map<String, Value>| (!map.is_empty()).then_some(map);
        Call { operation, path, params: given(params), body: given(body), has_test_number }
    })
}

/// The documented examples of the required arguments, or of all.
fn right(operation: &Operation, all: bool) -> Map<String, Value> {
    let given = operation.arguments.iter().filter(|argument| all || argument.required);
    given.map(|argument| (argument.name.to_owned(), argument.schema.right_value())).collect()
}

fn path(operation: &Operation, (written, before, after): (Written, &str, &str)) -> String {
    let example = |name: &str| {
        let argument = operation.arguments.iter().find(|argument| argument.name == name).unwrap();
        argument.schema.right_value().as_str().unwrap_or_default().to_owned()
    };
    let mut path = operation.path.as_str().to_owned();
    for (number, name) in operation.path.placeholders().enumerate() {
        let value = match &written {
            Written::With(values) => values[number % values.len()].clone(),
            Written::Examples => example(name),
            Written::Template | Written::Any(_) => continue,
        };
        path = path.replace(&format!("{{{name}}}"), &value);
    }
    if let Written::Any(text) = written {
        path = text;
    }
    format!("{before}{path}{after}")
}

fn apply(operation: &Operation, arguments: &mut Map<String, Value>, change: Change) {
    let real = |at: Index| {
        (!operation.arguments.is_empty()).then(|| &operation.arguments[at.index(operation.arguments.len())])
    };
    match change {
        Change::Put(at, value) => {
            let mut places = Vec::new();
            arguments.values_mut().for_each(|value| inside(value, &mut places));
            if !places.is_empty() {
                let at = at.index(places.len());
                *places.swap_remove(at) = value;
            }
        }
        Change::Drop(at) => {
            if let Some(argument) = real(at) {
                arguments.shift_remove(argument.name);
            }
        }
        Change::Spell(at, dotted) => {
            let taken = real(at).and_then(|a| Some((a, arguments.shift_remove(a.name)?)));
            if let Some((argument, value)) = taken {
                spelled(argument.name.to_owned(), value, dotted, arguments);
            }
        }
        Change::Add(name, value) => drop(arguments.insert(name, value)),
        Change::Below(at, name, value) => {
            if let Some(argument) = real(at) {
                arguments.insert(format!("{}[{name}]", argument.name), value);
            }
        }
        Change::Again(at, value) => {
            if let Some(argument) = real(at) {
                let value = value.unwrap_or_else(|| argument.schema.right_value());
                arguments.insert(format!("[{}]", argument.name), value);
            }
        }
    }
}

/// Whether there are values inside of a value.
fn is_full(value: &Value) -> bool {
    match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The innermost places of a value.
fn inside<'v>(value: &'v mut Value, places: &mut Vec<&'v mut Value>) {
    if !is_full(value) {
        places.push(value);
        return;
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(|value| inside(value, places)),
        Value::Array(items) => items.iter_mut().for_each(|value| inside(value, places)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// An argument as forms spell it: one name for each innermost value.
fn spelled(name: String, value: Value, dotted: bool, out: &mut Map<String, Value>) {
    if !is_full(&value) {
        out.insert(name, value);
        return;
    }
    let below = |part: &str| if dotted { format!("{name}.{part}") } else { format!("{name}[{part}]") };
    match value {
        Value::Object(members) => {
            members.into_iter().for_each(|(member, value)| spelled(below(&member), value, dotted, out));
        }
        Value::Array(items) => {
            let numbered = items.into_iter().enumerate();
            numbered.for_each(|(at, value)| spelled(below(&at.to_string()), value, dotted, out));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
