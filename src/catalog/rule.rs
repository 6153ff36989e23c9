//! Documented limits that one value's schema cannot say, since they hold between several.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A limit that holds between the parts of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// No two items are equal: JSON Schema's `uniqueItems`.
    UniqueItems,
    /// The texts at this path below the items are all different, through all lists on the way.
    Distinct(&'static str),
    /// The lists under this member of the items hold at most so many items together.
    AtMost {
        /// The member.
        of: &'static str,
        /// How many.
        count: u32,
    },
    /// One member, a number, is greater than another.
    After {
        /// The member that is greater.
        later: &'static str,
        /// The member that it is held against.
        earlier: &'static str,
    },
}

/// How a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The member at fault; nothing for the value as a whole.
    pub member: Option<&'static str>,
    /// What is wrong, in one word of the gateway's.
    pub how: &'static str,
    /// What is right, in words.
    pub expected: String,
}

impl Rule {
    /// How `value` breaks the rule, where it does. A value of another shape breaks none: its schema tells.
    #[must_use]
    pub fn broken_by(self, value: &Value) -> Option<Broken> {
        let whole = |how, expected| Some(Broken { member: None, how, expected });
        match self {
            Self::UniqueItems => {
                let mut seen = HashSet::new();
                let twin =
                    value.as_array()?.iter().map(Value::to_string).find(|item| !seen.insert(item.clone()));
                whole("not_unique", format!("all items must differ; {} stands there twice", twin?))
            }
            Self::Distinct(path) => {
                let mut seen = HashSet::new();
                let twin = texts(value, path).into_iter().find(|text| !seen.insert(*text))?;
                whole("not_unique", format!("each `{path}` must differ; `{twin}` stands there twice"))
            }
            Self::AtMost { of, count } => {
                let given: usize =
                    value.as_array()?.iter().filter_map(|item| Some(item.get(of)?.as_array()?.len())).sum();
                let expected = format!("it has {given} `{of}` in all, {count} are allowed");
                (given > count as usize).then_some(Broken { member: None, how: "too_many", expected })
            }
            Self::After { later, earlier } => {
                let number = |name: &str| value.get(name)?.as_f64();
                let expected = format!("it must be greater than `{earlier}`");
                let broken = number(later)? <= number(earlier)?;
                broken.then_some(Broken { member: Some(later), how: "not_after", expected })
            }
        }
    }
}

/// The texts at a dotted path, through every list on the way.
fn texts<'v>(value: &'v Value, path: &str) -> Vec<&'v str> {
    match value {
        Value::Array(items) => items.iter().flat_map(|item| texts(item, path)).collect(),
        Value::Object(members) => {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            members.get(first).map(|value| texts(value, rest)).unwrap_or_default()
        }
        Value::String(text) if path.is_empty() => vec![text],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_rule_is_broken_by_what_it_forbids_and_by_nothing_else() {
        let sections = json!([{"rows": [{"id": "a"}, {"id": "b"}]}, {"rows": [{"id": "a"}]}]);
        assert_eq!(Rule::Distinct("rows.id").broken_by(&sections).unwrap().how, "not_unique");
        assert!(Rule::AtMost { of: "rows", count: 2 }.broken_by(&sections).is_some());
        assert!(Rule::AtMost { of: "rows", count: 3 }.broken_by(&sections).is_none());
        assert!(Rule::UniqueItems.broken_by(&json!(["a", "b", "a"])).is_some());
        assert!(Rule::UniqueItems.broken_by(&json!(["a", "b"])).is_none());
        let after = Rule::After { later: "end", earlier: "start" };
        assert_eq!(after.broken_by(&json!({"start": 2, "end": 2})).unwrap().member, Some("end"));
        assert!(after.broken_by(&json!({"start": 2, "end": 3})).is_none());
        for rule in [Rule::UniqueItems, Rule::Distinct("a"), after] {
            assert_eq!(rule.broken_by(&json!("text")), None);
        }
    }
}
