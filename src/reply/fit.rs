//! Making data small enough to be shown, so that it stays data: lists lose their last items, long texts their end.

use std::io;

use serde::Serialize;
use serde_json::{Map, Value, json};

/// Where something was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Cut {
    /// What was shortened, as a `JSONPath`.
    pub(crate) path: String,
    /// How many of its items or characters are shown.
    pub(crate) kept: usize,
    /// How many there are.
    pub(crate) of: usize,
    /// What is counted.
    #[serde(skip)]
    pub(crate) unit: Unit,
    /// The path of the first member that was left out.
    #[serde(skip)]
    pub(crate) next: Option<String>,
}

/// What was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Characters,
    Items,
    Members,
}

impl Unit {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::Items => "items",
            Self::Members => "members",
        }
    }
}

/// A member that gets less room is left out whole.
const LEAST: usize = 16;
/// Where each member's share is smaller, the first ones are shown whole instead of all in part.
const CROWDED: usize = 100;

/// The data within `room` bytes of JSON, and what was left out for that.
pub(crate) fn fit(value: Value, room: usize) -> (Value, Vec<Cut>) {
    let mut cuts = Vec::new();
    let value = shrunk(value, room, "$", &mut cuts);
    (value, cuts)
}

fn shrunk(value: Value, room: usize, path: &str, cuts: &mut Vec<Cut>) -> Value {
    if size(&value, room) <= room {
        return value;
    }
    match value {
        Value::String(text) => shorter(&text, room, path, cuts),
        Value::Array(items) => fewer(items, room, path, cuts),
        Value::Object(members) => leaner(members, room, path, cuts),
        // A number over its room: a member of an object of hundreds.
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

/// The head of a text.
fn shorter(text: &str, room: usize, path: &str, cuts: &mut Vec<Cut>) -> Value {
    let of = text.chars().count();
    // Two quotation marks and an ellipsis.
    let mut left = room.saturating_sub(5);
    let fits = |c: &char| {
        let width = escaped(*c);
        left.checked_sub(width).map(|rest| left = rest).is_some()
    };
    let head: String = text.chars().take_while(fits).collect();
    let kept = head.chars().count();
    cuts.push(Cut { path: path.to_owned(), kept, of, unit: Unit::Characters, next: None });
    Value::String(head + "…")
}

/// How many bytes a character takes in JSON.
fn escaped(c: char) -> usize {
    match c {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        c if u32::from(c) < 0x20 => 6,
        c => c.len_utf8(),
    }
}

/// The first items of a list; a first one that is too large itself is made smaller.
fn fewer(items: Vec<Value>, room: usize, path: &str, cuts: &mut Vec<Cut>) -> Value {
    let of = items.len();
    let mut out = Vec::new();
    let mut left = room.saturating_sub(2);
    for item in items {
        let size = size(&item, left);
        if size < left {
            left -= size + 1;
            out.push(item);
            continue;
        }
        if out.is_empty() && left > LEAST {
            out.push(shrunk(item, left, &format!("{path}[0]"), cuts));
        }
        break;
    }
    if out.len() < of {
        cuts.push(Cut { path: path.to_owned(), kept: out.len(), of, unit: Unit::Items, next: None });
    }
    Value::Array(out)
}

/// All members where that is possible: the small ones whole, the large ones with an equal share of what is left.
fn leaner(members: Map<String, Value>, room: usize, path: &str, cuts: &mut Vec<Cut>) -> Value {
    let of = members.len();
    let mut sizes: Vec<usize> =
        members.iter().map(|(name, value)| name.len() + 4 + size(value, room)).collect();
    sizes.sort_unstable();
    // The share at which the small ones leave to the large ones what they do not need.
    let (mut left, mut rest) = (room.saturating_sub(2), of);
    let mut share = left / rest.max(1);
    for size in sizes {
        if size > share {
            break;
        }
        left -= size;
        rest -= 1;
        share = left / rest.max(1);
    }
    if share < CROWDED && of > 1 {
        return first(members, room, path, cuts);
    }
    let (mut out, mut next) = (Map::new(), None);
    for (name, value) in members {
        let Some(room) = share.checked_sub(name.len() + 4).filter(|room| *room >= LEAST) else {
            if size(&value, LEAST) + name.len() + 4 <= share {
                out.insert(name, value);
            } else {
                next.get_or_insert_with(|| format!("{path}{}", member(&name)));
            }
            continue;
        };
        let path = format!("{path}{}", member(&name));
        out.insert(name, shrunk(value, room, &path, cuts));
    }
    if out.len() < of {
        cuts.push(Cut { path: path.to_owned(), kept: out.len(), of, unit: Unit::Members, next });
    }
    Value::Object(out)
}

/// The first members of an object of so many that none would have room.
fn first(members: Map<String, Value>, room: usize, path: &str, cuts: &mut Vec<Cut>) -> Value {
    let of = members.len();
    let (mut out, mut left, mut next) = (Map::new(), room.saturating_sub(2), None);
    for (name, value) in members {
        let size = json!(name).to_string().len() + 2 + size(&value, left);
        if size > left {
            next = Some(format!("{path}{}", member(&name)));
            break;
        }
        left -= size;
        out.insert(name, value);
    }
    if out.len() < of {
        cuts.push(Cut { path: path.to_owned(), kept: out.len(), of, unit: Unit::Members, next });
    }
    Value::Object(out)
}

/// A member's name as a step of a `JSONPath`.
fn member(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.starts_with(|c: char| !c.is_ascii_digit());
    if plain { format!(".{name}") } else { format!("[{}]", json!(name)) }
}

/// How many bytes the value takes as JSON; counting stops a little over `most`.
fn size(value: &Value, most: usize) -> usize {
    struct Count {
        bytes: usize,
        most: usize,
    }
    impl io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.bytes += bytes.len();
            if self.bytes > self.most { Err(io::ErrorKind::WriteZero.into()) } else { Ok(bytes.len()) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count { bytes: 0, most };
    // The only failure is that there is no more room, and then the count says so.
    let _ = serde_json::to_writer(&mut count, value);
    count.bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(value: Value, room: usize) -> (Value, Vec<Cut>) {
        let (value, cuts) = fit(value, room);
        assert!(value.to_string().len() <= room + LEAST, "{} of {room}: {value}", value.to_string().len());
        (value, cuts)
    }

    #[test]
    fn a_list_keeps_its_first_items_whole() {
        let items: Vec<Value> = (0..1_000).map(|n| json!({"id": n, "name": "محمد"})).collect();
        let (value, cuts) = fitted(json!({"total": 1_000, "items": items}), 1_000);
        let kept = value["items"].as_array().unwrap().len();
        assert_eq!((&value["total"], &value["items"][0]), (&json!(1_000), &json!({"id": 0, "name": "محمد"})));
        assert_eq!(
            cuts,
            [Cut { path: "$.items".to_owned(), kept, of: 1_000, unit: Unit::Items, next: None }]
        );
        assert!(kept > 20, "{kept}");
    }

    #[test]
    fn long_texts_lose_their_end_and_small_members_stay() {
        let (value, cuts) =
            fitted(json!({"id": "abc", "a b": "\n".repeat(9_000), "body": "x".repeat(9_000)}), 2_000);
        assert_eq!(value["id"], "abc");
        assert!(value["body"].as_str().unwrap().len() > 900);
        let paths: Vec<&str> = cuts.iter().map(|cut| cut.path.as_str()).collect();
        assert_eq!(paths, ["$[\"a b\"]", "$.body"]);
    }

    #[test]
    fn what_fits_is_left_alone_and_nothing_is_too_odd() {
        assert_eq!(fit(json!([1, 2]), 100), (json!([1, 2]), Vec::new()));
        let wide: Map<String, Value> = (0..5_000).map(|n| (format!("member number {n}"), json!(n))).collect();
        fitted(Value::Object(wide), 1_000);
        fitted(json!(["x".repeat(5_000)]), 1_000);
        fitted(json!([[[["x".repeat(5_000), 1], 2], 3], 4]), 1_000);
        fitted(json!("\u{1}".repeat(5_000)), 1_000);
    }
}
