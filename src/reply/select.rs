//! The part of an answer that a caller asks for, by `JSONPath` (RFC 9535).

use serde_json::Value;
use serde_json_path::JsonPath;

use super::ToolError;
use crate::values::{cut, one_line};

/// The longest path that is read.
const LONGEST: usize = 512;
/// The most steps that a selection may take, counted before it begins: well under a second's work.
const STEPS: f64 = 1e7;
/// How many members are named where a path found nothing.
const NAMED: usize = 20;

/// A checked path.
pub(super) struct Select {
    path: JsonPath,
    /// The path without what stands in quotation marks.
    bare: String,
}

/// What a path found.
pub(super) struct Selected {
    pub(super) data: Value,
    /// What the caller should know.
    pub(super) note: Option<String>,
}

impl Select {
    pub(super) fn parse(text: &str) -> Result<Self, ToolError> {
        let wrong = |expected: String| ToolError::invalid("select", cut(text, 200), expected);
        let length = text.chars().count();
        if length > LONGEST {
            return Err(wrong(format!("it has {length} characters, {LONGEST} are allowed")));
        }
        let path = JsonPath::parse(text)
            .map_err(|fault| wrong(format!("it must be a JSONPath (RFC 9535) like `$[*].id`: {fault}")))?;
        let bare = without_quoted(text);
        if calls_regex(&bare) > 0 && (text.contains('{') || calls_regex(&bare) > literal_patterns(&bare)) {
            return Err(wrong(
                "`match` and `search` take a pattern in quotation marks, without `{…}`: write the repetition out".to_owned(),
            ));
        }
        Ok(Self { path, bare })
    }

    /// What the path finds: one thing where it can only name one, else a list. The call is made by now, so that a path
    /// that finds nothing, or would take too long, is no failure.
    pub(super) fn of(&self, data: Value) -> Selected {
        if self.steps(nodes(&data)) > STEPS {
            let note = "`select` was left out: the answer is too large for a search within a search; name the members \
                        on the way";
            return Selected { data, note: Some(note.to_owned()) };
        }
        let mut found: Vec<Value> = self.path.query(&data).all().into_iter().cloned().collect();
        let note = found.is_empty().then(|| format!("`select` found nothing; {}", shape(&data)));
        let data = match (self.is_singular(), found.pop()) {
            (true, Some(only)) => only,
            (_, last) => Value::Array(found.into_iter().chain(last).collect()),
        };
        Selected { data, note }
    }

    /// Whether the path names at most one place.
    fn is_singular(&self) -> bool {
        !self.bare.contains(['*', ':', '?', ',']) && !self.bare.contains("..")
    }

    /// A bound on what a selection costs: each search within a filter looks at everything for each thing.
    #[expect(clippy::cast_precision_loss, reason = "a bound, not a count")]
    fn steps(&self, nodes: usize) -> f64 {
        let (before, filters) = self.bare.split_once('?').unwrap_or((&self.bare, ""));
        let searches = |text: &str| text.matches("..").count();
        let within = searches(filters) + filters.matches('$').count() + filters.matches('?').count();
        let exponent = 1 + i32::try_from(within).unwrap_or(i32::MAX);
        // A second search below a first one looks at each thing once for each of its parents.
        let below = 16_f64.powi(i32::try_from(searches(before).saturating_sub(1)).unwrap_or(i32::MAX));
        // Each further selector in one pair of brackets may name everything once more.
        let unions = 2_f64.powi(i32::try_from(before.matches(',').count()).unwrap_or(i32::MAX));
        // The pattern is compiled for each thing that it is held against.
        let each = if calls_regex(&self.bare) > 0 { 1e4 } else { 1.0 };
        (nodes as f64).powi(exponent) * below * unions * each
    }
}

/// How often a path calls a function that takes a regular expression.
fn calls_regex(bare: &str) -> usize {
    ["match(", "search("].into_iter().map(|call| bare.matches(call).count()).sum()
}

/// How many calls have their pattern in quotation marks, which `bare` is without: nothing stands behind the comma.
fn literal_patterns(bare: &str) -> usize {
    let bare: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    bare.matches(",)").count()
}

/// The path with the content of its quoted names and texts left out.
fn without_quoted(text: &str) -> String {
    let mut out = String::new();
    let (mut open, mut escaped) = (None, false);
    for c in text.chars() {
        match open {
            None if matches!(c, '"' | '\'') => open = Some(c),
            None => out.push(c),
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(quote) if c == quote => open = None,
            Some(_) => {}
        }
    }
    out
}

/// How many values there are in a value.
fn nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(nodes).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

/// What there is instead, in a few words.
fn shape(data: &Value) -> String {
    let names = |value: &Value| {
        let members = value.as_object().map(|members| {
            members.keys().take(NAMED).map(|name| one_line(cut(name, 40))).collect::<Vec<_>>()
        });
        members.filter(|names| !names.is_empty()).map(|names| format!("`{}`", names.join("`, `")))
    };
    match data {
        Value::Array(items) => match items.first().and_then(names) {
            Some(names) => format!("the data is a list of {}, its items have {names}", items.len()),
            None => format!("the data is a list of {}", items.len()),
        },
        Value::Object(_) => match names(data) {
            Some(names) => format!("the data has {names}"),
            None => "the data is an empty object".to_owned(),
        },
        Value::String(_) => "the data is a text".to_owned(),
        Value::Null => "there is no data".to_owned(),
        Value::Bool(_) | Value::Number(_) => "the data is a single value".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn selected(path: &str, data: &Value) -> Selected {
        Select::parse(path).ok().unwrap().of(data.clone())
    }

    #[test]
    fn one_place_gives_one_thing_and_many_a_list() {
        let data = json!({"a*b": {"c": 1}, "list": [{"id": 1}, {"id": 2}]});
        assert_eq!(selected("$['a*b'].c", &data).data, 1);
        assert_eq!(selected("$.list[1].id", &data).data, 2);
        assert_eq!(selected("$.list[*].id", &data).data, json!([1, 2]));
        assert_eq!(selected("$..c", &data).data, json!([1]));
        assert_eq!(selected("$.list[?@.id == 2]", &data).data, json!([{"id": 2}]));
    }

    #[test]
    fn a_path_that_finds_nothing_says_what_there_is() {
        let found = selected("$.data.id", &json!([{"id": 1}]));
        assert_eq!(found.data, json!([]));
        assert_eq!(
            found.note.unwrap(),
            "`select` found nothing; the data is a list of 1, its items have `id`"
        );
    }

    #[test]
    fn a_path_that_would_take_hours_is_left_out_and_a_plain_search_is_not() {
        let data = json!((0..50_000).map(|n| json!({"id": n})).collect::<Vec<_>>());
        for path in ["$..[?@..id]", "$[?$..id]", "$..[?@..[?@..id]]"] {
            assert_eq!(selected(path, &data).data, data, "{path}");
        }
        for path in ["$..id", "$..[?@.id == 7]", "$[?@.id > 49990 && @.id < 49995]", "$..*..id"] {
            assert_ne!(selected(path, &data).data, data, "{path}");
        }
        assert!(Select::parse(&format!("$.{}", "a".repeat(600))).is_err());
        // A pattern is compiled anew for each item: it must be small, and the caller's own.
        for path in
            ["$[?search(@.id, '[a-z]{500}')]", "$[?match(@.id, @.pattern)]", "$[?search(@.a, @['b'])]"]
        {
            assert!(Select::parse(path).is_err(), "{path}");
        }
        assert_eq!(selected("$[?search(@.id, 'x')]", &data).data, data);
        let few = json!([{"id": "abc"}, {"id": "xyz"}]);
        assert_eq!(selected("$[?search(@.id, '^x')].id", &few).data, json!(["xyz"]));
        assert_eq!(
            selected("$[?match(@.id, 'a.*') || search(@.id, 'z')].id", &few).data,
            json!(["abc", "xyz"])
        );
    }
}
