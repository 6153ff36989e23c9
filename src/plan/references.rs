//! Values that name what an earlier step is answered, or what the event holds: `{"step": 1, "path": "id"}`.
//!
//! The object cannot be meant as a text, and no documented argument has such members, which a test holds. A text of nothing
//! but `{{1.id}}` is read as the same, since many write that; within a longer text it is refused, and never sent as it is.

use serde_json::{Map, Value};

use crate::{
    catalog::wire,
    starter::{Expr, LinkedArgument},
};

/// A value that names another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) source: Source,
    /// The names that lead to it.
    pub(super) path: Vec<String>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The answer of the step of this number, counted from 1, as it was written.
    Step(String),
    /// The event that set the steps going.
    Event,
}

/// What an object names a step by.
const STEP: [&str; 3] = ["step", "$step", "from_step"];
/// What an object names the event by.
const EVENT: [&str; 2] = ["event", "$event"];
/// What an object names the place by.
const PATH: [&str; 2] = ["path", "$path"];
/// What encloses a reference that is written as a text.
const BRACKETS: [(&str, &str); 2] = [("{{", "}}"), ("${", "}")];

/// What takes the place of a value in an argument.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) argument: &'static str,
    /// The names and numbers that lead to it within the argument.
    pub(super) place: Vec<String>,
    pub(super) value: Expr,
}

/// What the arguments hold in which references stand; `body` is what was checked, with other values in their place.
pub(super) fn linked(references: &[Placed], body: Option<&Map<String, Value>>) -> Vec<LinkedArgument> {
    let mut links: Vec<LinkedArgument> = Vec::new();
    for Placed { argument, place, value } in references {
        if let Some(known) = links.iter_mut().find(|link| link.argument == *argument) {
            known.value = placed(known.value.clone(), place, value);
        } else {
            let checked = body.and_then(|body| body.get(*argument)).cloned().unwrap_or_default();
            links.push(LinkedArgument { argument, value: placed(Expr::Value(checked), place, value) });
        }
    }
    links
}

/// The expression with `value` at a place in it.
fn placed(whole: Expr, place: &[String], value: &Expr) -> Expr {
    let Some((name, rest)) = place.split_first() else { return value.clone() };
    match whole {
        Expr::Value(Value::Object(members)) => {
            let members = members.into_iter().map(|(name, member)| (name, Expr::Value(member)));
            placed(Expr::Object(members.collect()), place, value)
        }
        Expr::Value(Value::Array(items)) => {
            placed(Expr::List(items.into_iter().map(Expr::Value).collect()), place, value)
        }
        Expr::Object(members) => Expr::Object(
            members
                .into_iter()
                .map(|(known, member)| {
                    let member = if known == *name { placed(member, rest, value) } else { member };
                    (known, member)
                })
                .collect(),
        ),
        Expr::List(items) => Expr::List(
            (0_usize..)
                .zip(items)
                .map(|(at, item)| if at.to_string() == *name { placed(item, rest, value) } else { item })
                .collect(),
        ),
        other
        @ (Expr::Value(_) | Expr::Instance | Expr::Token | Expr::Answer { .. } | Expr::Event { .. }) => other,
    }
}

impl Reference {
    /// The reference that a value is.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Object(members) => Self::of_object(members),
            Value::String(text) => {
                let text = text.trim();
                let inner = |(open, close): (&str, &str)| text.strip_prefix(open)?.strip_suffix(close);
                BRACKETS.into_iter().find_map(inner).and_then(Self::of_text)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        }
    }

    /// The reference that stands within a longer text, as it is written.
    pub(super) fn within(text: &str) -> Option<&str> {
        BRACKETS.into_iter().find_map(|(open, close)| {
            text.match_indices(open).find_map(|(start, _)| {
                let behind = text.get(start + open.len()..)?;
                let length = behind.find(close)?;
                Self::of_text(behind.get(..length)?)?;
                text.get(start..start + open.len() + length + close.len())
            })
        })
    }

    fn of_object(members: &Map<String, Value>) -> Option<Self> {
        let member = |names: &[&str]| names.iter().find_map(|name| members.get(*name));
        let (step, event, path) = (member(&STEP), member(&EVENT), member(&PATH));
        // Whatever holds anything else is a value.
        if [step, event, path].iter().flatten().count() != members.len() {
            return None;
        }
        let path = path.map(names);
        match (step, event) {
            (Some(step), None) => {
                let source = match step {
                    Value::String(text) if EVENT.contains(&text.trim()) => Source::Event,
                    Value::String(text) => Source::Step(text.trim().to_owned()),
                    Value::Number(number) => Source::Step(number.to_string()),
                    Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
                };
                Some(Self { source, path: path.unwrap_or_default() })
            }
            // `{"event": "from"}`, or the event's name and a path beside it.
            (None, Some(event)) => {
                Some(Self { source: Source::Event, path: path.unwrap_or_else(|| names(event)) })
            }
            (Some(_), Some(_)) | (None, None) => None,
        }
    }

    /// `1.id`, `steps.1.id`, `steps[1].id`, `step1.id`, `event.from`.
    fn of_text(text: &str) -> Option<Self> {
        let mut names = split(text).into_iter().peekable();
        let first = names.next()?;
        let source = if EVENT.contains(&first.as_str()) {
            Source::Event
        } else {
            let bare = first.trim_start_matches('$');
            let number = bare.strip_prefix("steps").or_else(|| bare.strip_prefix("step")).unwrap_or(bare);
            let number = number.trim_start_matches('_');
            let number = if number.is_empty() { names.next()? } else { number.to_owned() };
            let is_number = number.chars().all(|c| c.is_ascii_digit());
            is_number.then_some(Source::Step(number))?
        };
        // `{{1}}` is how templates of messages number their places.
        names.peek()?;
        Some(Self { source, path: names.collect() })
    }
}

/// The names that lead to a place, as one text or as a list.
fn names(path: &Value) -> Vec<String> {
    match path {
        Value::String(text) => split(text),
        Value::Array(names) => names.iter().map(wire::plain).collect(),
        Value::Number(_) | Value::Null | Value::Bool(_) | Value::Object(_) => Vec::new(),
    }
}

/// The names of `id._serialized`, `id["_serialized"]`, `$.id._serialized` and `/id/_serialized`.
fn split(text: &str) -> Vec<String> {
    let text = text.trim();
    let (text, marks) = match text.strip_prefix('/') {
        Some(pointer) => (pointer, &['/'][..]),
        None => (text.strip_prefix("$.").unwrap_or(text), &['.', '[', ']'][..]),
    };
    let names = text.split(marks).map(|name| name.trim_matches(['"', '\'', ' ']));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reference_is_read_as_it_is_written() {
        let step = |path: &[&str]| {
            let path = path.iter().map(|name| (*name).to_owned()).collect();
            Some(Reference { source: Source::Step("1".to_owned()), path })
        };
        for value in [
            json!({"step": 1, "path": "id._serialized"}),
            json!({"$step": "1", "path": ["id", "_serialized"]}),
            json!({"step": 1, "path": "/id/_serialized"}),
            json!({"step": 1, "path": "$.id['_serialized']"}),
            json!("{{1.id._serialized}}"),
            json!(" {{ steps.1.id._serialized }} "),
            json!("{{steps[1].id._serialized}}"),
            json!("{{step1.id._serialized}}"),
            json!("${step_1.id._serialized}"),
            json!("{{$1.id._serialized}}"),
        ] {
            assert_eq!(Reference::of(&value), step(&["id", "_serialized"]), "{value}");
        }
        assert_eq!(Reference::of(&json!({"step": 1})), step(&[]));
        let event = Some(Reference { source: Source::Event, path: vec!["from".to_owned()] });
        for value in [
            json!({"event": "from"}),
            json!({"event": "message", "path": "from"}),
            json!({"step": "event", "path": "from"}),
            json!("{{event.from}}"),
        ] {
            assert_eq!(Reference::of(&value), event, "{value}");
        }
    }

    #[test]
    fn what_is_a_value_stays_one() {
        for value in [
            json!("1.id"),
            json!("{{name}}"),
            json!("{{1}}"),
            json!("Hi {{1.id}}"),
            json!({"step": 1, "path": "id", "more": true}),
            json!({"path": "id"}),
            json!({"step": true}),
            json!({}),
            json!(["step", 1]),
        ] {
            assert_eq!(Reference::of(&value), None, "{value}");
        }
        assert_eq!(Reference::within("Group {{1.id}} is made"), Some("{{1.id}}"));
        assert_eq!(Reference::within("from ${event.from}, {{x}}"), Some("${event.from}"));
        assert_eq!(Reference::within("Dear {{1}}, {{name}} {{ 3.50 "), None);
    }
}
