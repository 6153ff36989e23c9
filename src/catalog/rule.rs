//! Documented limits that one value's schema cannot say, since they hold between several.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A limit that holds between the parts of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Exactly one of these sets of members is there: JSON Schema's `oneOf` of `required`.
    OneOf(Vec<Vec<&'static str>>),
    /// A member that is not there without others: JSON Schema's `dependentRequired`.
    Needs {
        /// The member.
        member: &'static str,
        /// Those that it needs.
        others: Vec<&'static str>,
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
    pub fn broken_by(&self, value: &Value) -> Option<Broken> {
        let whole = |how, expected| Some(Broken { member: None, how, expected });
        match self {
            Self::UniqueItems => {
                let mut seen = HashSet::new();
                let twin =
                    value.as_array()?.iter().map(Value::to_string).find(|item| !seen.insert(item.clone()));
                whole("not_unique", format!("all items must differ; {} stands there twice", twin?))
            }
            &Self::Distinct(path) => {
                let mut seen = HashSet::new();
                let twin = texts(value, path).into_iter().find(|text| !seen.insert(*text))?;
                whole("not_unique", format!("each `{path}` must differ; `{twin}` stands there twice"))
            }
            &Self::AtMost { of, count } => {
                let given: usize =
                    value.as_array()?.iter().filter_map(|item| Some(item.get(of)?.as_array()?.len())).sum();
                let expected = format!("it has {given} `{of}` in all, {count} are allowed");
                (given > count as usize).then_some(Broken { member: None, how: "too_many", expected })
            }
            &Self::After { later, earlier } => {
                let number = |name: &str| value.get(name)?.as_f64();
                let expected = format!("it must be greater than `{earlier}`");
                let broken = number(later)? <= number(earlier)?;
                broken.then_some(Broken { member: Some(later), how: "not_after", expected })
            }
            Self::OneOf(sets) => not_one_of(sets, value),
            Self::Needs { member, others } => {
                let given = value.as_object()?;
                let missing = others.iter().find(|other| !given.contains_key(**other))?;
                let expected = format!("`{member}` needs `{missing}` beside it");
                let broken = given.contains_key(*member);
                broken.then_some(Broken { member: Some(member), how: "incomplete", expected })
            }
        }
    }
}

impl Rule {
    /// Writes the rules that JSON Schema has words for.
    pub(crate) fn write(rules: &[Self], out: &mut Map<String, Value>) {
        let mut needs = Map::new();
        for rule in rules {
            match rule {
                Self::UniqueItems => drop(out.insert("uniqueItems".into(), json!(true))),
                Self::OneOf(sets) => {
                    let sets = sets.iter().map(|set| json!({"required": set}));
                    out.insert("oneOf".into(), sets.collect());
                }
                Self::Needs { member, others } => drop(needs.insert((*member).to_owned(), json!(others))),
                Self::Distinct(_) | Self::AtMost { .. } | Self::After { .. } => {}
            }
        }
        if !needs.is_empty() {
            out.insert("dependentRequired".into(), Value::Object(needs));
        }
    }
}

/// How a value has none or several of the sets of members of which it must have one.
fn not_one_of(sets: &[Vec<&str>], value: &Value) -> Option<Broken> {
    let given = value.as_object()?;
    let is_whole = |set: &&Vec<&str>| set.iter().all(|name| given.contains_key(*name));
    let named: Vec<String> = sets.iter().map(|set| set.join("` and `")).collect();
    let expected = match sets.iter().filter(is_whole).count() {
        1 => return None,
        0 => format!("one of these must be given: `{}`", named.join("`, or `")),
        _ => format!("only one of these may be given: `{}`", named.join("`, or `")),
    };
    Some(Broken { member: None, how: "not_one_of", expected })
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
        let one_of = Rule::OneOf(vec![vec!["link"], vec!["file", "name"]]);
        for (value, is_right) in [
            (json!({"link": 1}), true),
            (json!({"file": 1, "name": 2}), true),
            (json!({"file": 1}), false),
            (json!({}), false),
            (json!({"link": 1, "file": 1, "name": 2}), false),
        ] {
            assert_eq!(one_of.broken_by(&value).is_none(), is_right, "{value}");
        }
        let needs = Rule::Needs { member: "start", others: vec!["end"] };
        assert_eq!(needs.broken_by(&json!({"start": 1})).unwrap().member, Some("start"));
        assert!(needs.broken_by(&json!({"start": 1, "end": 2})).is_none());
        assert!(needs.broken_by(&json!({"end": 2})).is_none());
        for rule in [Rule::UniqueItems, Rule::Distinct("a"), after, one_of, needs] {
            assert_eq!(rule.broken_by(&json!("text")), None);
        }
    }
}
