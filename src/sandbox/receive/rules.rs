//! Whether a value keeps the documented limits between its parts: the receiver's own reading of them.

use serde_json::Value;

use crate::catalog::Rule;

/// How a rule is broken.
pub(super) struct Broken {
    /// The member at fault; `None` for the value as a whole.
    pub(super) member: Option<&'static str>,
    /// What is wrong, in one word.
    pub(super) how: &'static str,
}

/// How a value breaks a rule, where it does. What has another shape breaks none: its schema tells.
pub(super) fn broken(rule: &Rule, value: &Value) -> Option<Broken> {
    let (is_broken, member, how) = match rule {
        Rule::UniqueItems => (has_twins(&items(value).collect::<Vec<_>>()), None, "not_unique"),
        Rule::Distinct(path) => (has_twins(&below(value, path)), None, "not_unique"),
        Rule::AtMost { of, count } => {
            let together: usize = items(value).filter_map(|item| Some(item.get(of)?.as_array()?.len())).sum();
            (u32::try_from(together).map_or(true, |together| together > *count), None, "too_many")
        }
        Rule::After { later, earlier } => {
            let number = |name: &str| value.get(name).and_then(Value::as_f64);
            let both = number(later).zip(number(earlier));
            (both.is_some_and(|(later, earlier)| later <= earlier), Some(*later), "not_after")
        }
        Rule::OneOf(sets) => {
            let whole = sets.iter().filter(|set| set.iter().all(|name| value.get(name).is_some())).count();
            (value.is_object() && whole != 1, None, "not_one_of")
        }
        Rule::Needs { member, others } => {
            let lacks = others.iter().any(|other| value.get(other).is_none());
            (value.get(member).is_some() && lacks, Some(*member), "incomplete")
        }
    };
    is_broken.then_some(Broken { member, how })
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn has_twins(values: &[&Value]) -> bool {
    values.iter().enumerate().any(|(at, value)| values.iter().skip(at + 1).any(|other| other == value))
}

/// The texts at a dotted path, through every list on the way.
fn below<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    if let Value::Array(items) = value {
        return items.iter().flat_map(|item| below(item, path)).collect();
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    if first.is_empty() {
        return Some(value).filter(|value| value.is_string()).into_iter().collect();
    }
    value.get(first).map(|value| below(value, rest)).unwrap_or_default()
}
