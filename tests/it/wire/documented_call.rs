//! What the documentation says of one call, read from the facts alone.

use std::fmt::Write;

use serde_json::{Map, Value};

/// One documented call.
pub(super) struct DocumentedCall(Value);

impl DocumentedCall {
    /// All of them.
    pub(super) fn all() -> Vec<Self> {
        let facts: Value = serde_json::from_str(include_str!("../facts/wawp.json")).unwrap();
        facts["operations"].as_array().unwrap().iter().cloned().map(Self).collect()
    }

    /// `METHOD /path`.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method(), self.path())
    }

    pub(super) fn method(&self) -> &str {
        self.0["method"].as_str().unwrap()
    }

    /// The path that it is documented under.
    pub(super) fn path(&self) -> &str {
        self.0["path"].as_str().unwrap()
    }

    /// The path that is called.
    pub(super) fn real_path(&self) -> &str {
        self.0.get("real_path").map_or(self.path(), |path| path.as_str().unwrap())
    }

    /// Whether the arguments travel in a body.
    pub(super) fn has_body(&self) -> bool {
        ["POST", "PUT"].contains(&self.method())
    }

    /// Whether an argument stands in the path.
    pub(super) fn is_in_path(&self, name: &str) -> bool {
        placeholders(self.path()).any(|placeholder| placeholder == name)
    }

    pub(super) fn takes(&self, name: &str) -> bool {
        self.0["arguments"].get(name).is_some()
    }

    /// The status of a call that worked.
    pub(super) fn success(&self) -> &Value {
        let mut statuses = self.0["statuses"].as_array().unwrap().iter();
        statuses.find(|status| status.as_u64().unwrap() < 300).unwrap()
    }

    /// What is wrong with the names and types of what arrived in the query or body, and what did not arrive:
    /// of the required arguments, or of all of them.
    pub(super) fn faults(&self, received: &Value, all: bool) -> Vec<String> {
        let documented = self.0["arguments"].as_object().unwrap();
        let place = received[if self.has_body() { "body" } else { "query" }].as_object();
        let place = &place.cloned().unwrap_or_default();
        let known =
            |name: &str| documented.keys().any(|documented| first_part(documented) == first_part(name));
        let unknown = place.keys().filter(|name| !known(name));
        let mut faults: Vec<String> = unknown.map(|name| format!("`{name}` is not documented")).collect();
        for (name, said) in documented.iter().filter(|(name, _)| !self.is_in_path(name)) {
            let kind = said["type"].as_str().unwrap();
            match self.is_of(place, name, kind) {
                // No query ever holds the token.
                None if name == "access_token" && !self.has_body() => {}
                None if all || said["required"] == true => faults.push(format!("`{name}` did not arrive")),
                Some(false) => faults.push(format!("`{name}` is no {kind}")),
                None | Some(true) => {}
            }
        }
        faults
    }

    /// Whether a documented argument is of this type; nothing where it did not arrive.
    fn is_of(&self, place: &Map<String, Value>, name: &str, kind: &str) -> Option<bool> {
        if !self.has_body() {
            return spells(place, &in_brackets(name), kind);
        }
        let mut members = parts(name);
        let first = place.get(members.next()?);
        members.fold(first, |value, member| value?.get(member)).map(|value| json_type(value) == kind)
    }
}

/// The path with its values, each encoded as one segment.
pub(super) fn fill(path: &str, values: &Map<String, Value>) -> String {
    placeholders(path).fold(path.to_owned(), |filled, name| {
        let value = values.get(name).and_then(Value::as_str).unwrap_or_default();
        filled.replace(&format!("{{{name}}}"), &encoded(value))
    })
}

fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

/// RFC 3986: all but the unreserved characters, and the `@` that a segment may hold.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").unwrap();
        }
        out
    })
}

/// The names that a documented name is made of: `message.title` and `file[url]` are two each.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['[', ']', '.']).filter(|part| !part.is_empty())
}

fn first_part(name: &str) -> &str {
    parts(name).next().unwrap()
}

/// A documented name as it stands in a query: `message.title` is `message[title]`.
fn in_brackets(name: &str) -> String {
    parts(name).skip(1).fold(first_part(name).to_owned(), |out, part| format!("{out}[{part}]"))
}

fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Whether what stands under a name in a query spells a value of this type; nothing where it is not there.
fn spells(query: &Map<String, Value>, name: &str, kind: &str) -> Option<bool> {
    let inside = format!("{name}[");
    if query.keys().any(|known| known.starts_with(&inside)) {
        return Some(["object", "array"].contains(&kind));
    }
    let text = query.get(name)?.as_str()?;
    Some(match kind {
        "number" => text.parse::<f64>().is_ok(),
        "boolean" => ["true", "false"].contains(&text),
        _ => kind != "object",
    })
}
