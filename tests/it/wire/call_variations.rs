//! The ways in which one call is given to `execute_request`.

use serde_json::{Map, Value, json};
use wawp_mcp::catalog::Operation;

use super::{
    arrival::{Number, with_numbers},
    documented_call::{DocumentedCall, fill},
    valid_arguments::{self, Sample},
};

/// What is given, and how it is spelled.
#[derive(Clone, Copy)]
pub(super) enum Variation {
    /// The required arguments alone, as documented.
    Required,
    /// Every argument, as documented.
    Whole,
    /// Every argument in another spelling: all in `params`, objects by brackets, the path filled in, and
    /// numbers as people write them.
    Respelled,
    /// Every argument, with texts that need encoding and longer lists.
    Hard,
}

impl Variation {
    pub(super) const ALL: [Self; 4] = [Self::Required, Self::Whole, Self::Respelled, Self::Hard];

    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Required => "the required arguments alone",
            Self::Whole => "every argument",
            Self::Respelled => "every argument in another spelling",
            Self::Hard => "texts that need encoding",
        }
    }

    /// Whether every documented argument is given.
    pub(super) fn is_whole(self) -> bool {
        !matches!(self, Self::Required)
    }

    /// The arguments, by the names that the documentation knows them by.
    pub(super) fn values(self, operation: &Operation, number: usize) -> Map<String, Value> {
        let sample = match self {
            Self::Required => Sample::Required,
            Self::Whole | Self::Respelled => Sample::Whole,
            Self::Hard => Sample::Hard,
        };
        valid_arguments::arguments(operation, number, sample)
    }

    /// What `execute_request` is called with.
    pub(super) fn call(self, documented: &DocumentedCall, values: &Map<String, Value>) -> Value {
        match self {
            Self::Required | Self::Whole | Self::Hard => as_documented(documented, values),
            Self::Respelled => respelled(documented, values),
        }
    }
}

fn as_documented(documented: &DocumentedCall, values: &Map<String, Value>) -> Value {
    let in_params = |name: &str| !documented.has_body() || documented.is_in_path(name);
    let (params, body): (Map<_, _>, Map<_, _>) =
        values.clone().into_iter().partition(|(name, _)| in_params(name));
    let mut call = json!({"path": documented.path(), "method": documented.method(), "confirm": true});
    for (place, arguments) in [("params", params), ("body", body)] {
        if !arguments.is_empty() {
            call[place] = Value::Object(arguments);
        }
    }
    call
}

fn respelled(documented: &DocumentedCall, values: &Map<String, Value>) -> Value {
    let spelled = |(name, value): (&String, &Value)| (name.clone(), with_numbers(name, value, by_people));
    let spelled: Map<String, Value> = values.iter().map(spelled).collect();
    let mut params = Map::new();
    for (name, value) in spelled.iter().filter(|(name, _)| !documented.is_in_path(name)) {
        bracketed(name, value, &mut params);
    }
    let path = fill(documented.path(), &spelled);
    json!({"path": path, "method": documented.method(), "params": params, "confirm": true})
}

/// An object as its members, each under `object[member]`.
fn bracketed(name: &str, value: &Value, out: &mut Map<String, Value>) {
    match value.as_object() {
        Some(members) => {
            members.iter().for_each(|(member, value)| bracketed(&format!("{name}[{member}]"), value, out));
        }
        None => drop(out.insert(name.to_owned(), value.clone())),
    }
}

/// A person's chat, or a phone number, as people write it: `+20 101 2345678`.
fn by_people(_: Number, text: &str) -> String {
    let digits = text.trim_end_matches("@c.us");
    if digits.contains('@') {
        return text.to_owned();
    }
    let (country, rest) = digits.split_at(2);
    let (area, line) = rest.split_at(3);
    format!("+{country} {area} {line}")
}
