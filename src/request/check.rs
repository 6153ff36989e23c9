//! Checking one value against its schema; what comes back is what is sent.

use serde_json::{Map, Number, Value};

use super::{
    fault::{Fault, FaultKind},
    format::{self, Known, Wrong},
};
use crate::{
    catalog::{Kind, Schema},
    values::one_nearest,
};

/// A check in progress.
pub(super) struct Check<'a> {
    pub(super) known: Known<'a>,
    pub(super) faults: &'a mut Vec<Fault>,
}

impl Check<'_> {
    /// The value as it is sent; faults are noted under `name`, and the value comes back as it was.
    pub(super) fn value(&mut self, name: &str, schema: &Schema, value: Value) -> Value {
        let converted = match converted(schema.kind, value) {
            Ok(converted) => converted,
            Err(value) => {
                let expected = format!("it must be {}", kind_in_words(schema.kind));
                self.fault(name, schema, &value, expected);
                return value;
            }
        };
        match converted {
            Value::String(text) => self.text(name, schema, text),
            Value::Number(number) => self.number(name, schema, number),
            Value::Array(items) => self.list(name, schema, items),
            Value::Object(members) => self.object(name, schema, members),
            other @ (Value::Bool(_) | Value::Null) => other,
        }
    }

    fn text(&mut self, name: &str, schema: &Schema, text: String) -> Value {
        if let Some(format) = schema.format {
            return match format::normalised(format, &text, self.known) {
                Ok(normalised) => self.patterned(name, schema, normalised),
                Err(Wrong::Value(expected)) => {
                    let value = Value::String(text);
                    self.fault(name, schema, &value, expected);
                    value
                }
                Err(Wrong::NoTestNumber) => self.no_test_number(name, text),
            };
        }
        if !schema.choices.is_empty() {
            return self.choice(name, schema, &text);
        }
        let length = text.chars().count();
        let bounds = schema.bounds;
        if bounds.longest.is_some_and(|longest| length > longest as usize) {
            let expected =
                format!("it has {length} characters, {} are allowed", bounds.longest.unwrap_or_default());
            self.fault(name, schema, &Value::String(text.clone()), expected);
        } else if bounds.shortest.is_some_and(|shortest| length < shortest as usize) {
            let expected = format!("it needs at least {} characters", bounds.shortest.unwrap_or_default());
            self.fault(name, schema, &Value::String(text.clone()), expected);
        }
        self.patterned(name, schema, text)
    }

    fn patterned(&mut self, name: &str, schema: &Schema, text: String) -> Value {
        let matches = |pattern: &str| regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(&text));
        if let Some(pattern) = schema.pattern
            && !matches(pattern)
        {
            // `\S` is how the docs say that a text is not blank.
            let expected = if pattern == r"\S" {
                "it must not be blank".to_owned()
            } else {
                format!("it must match `{pattern}`")
            };
            self.fault(name, schema, &Value::String(text.clone()), expected);
        }
        Value::String(text)
    }

    fn choice(&mut self, name: &str, schema: &Schema, text: &str) -> Value {
        if let Some(choice) = schema.choices.iter().find(|choice| choice.eq_ignore_ascii_case(text.trim())) {
            return Value::String((*choice).to_owned());
        }
        let expected = format!("it must be one of `{}`", schema.choices.join("`, `"));
        let value = Value::String(text.to_owned());
        let mut fault = Fault::invalid(name, &value, expected);
        fault.suggestion = one_nearest(text, schema.choices.iter().copied()).map(str::to_owned);
        self.faults.push(fault);
        value
    }

    fn number(&mut self, name: &str, schema: &Schema, number: Number) -> Value {
        let value = number.as_f64().unwrap_or(f64::NAN);
        let low = schema.bounds.minimum.is_some_and(|minimum| value < minimum);
        let high = schema.bounds.maximum.is_some_and(|maximum| value > maximum);
        let number = Value::Number(number);
        if low || high {
            let end = |bound: Option<f64>| bound.map_or_else(|| "…".to_owned(), |bound| bound.to_string());
            let (from, to) = (end(schema.bounds.minimum), end(schema.bounds.maximum));
            self.fault(name, schema, &number, format!("it must lie in {from} to {to}"));
        }
        number
    }

    fn list(&mut self, name: &str, schema: &Schema, items: Vec<Value>) -> Value {
        let (count, bounds) = (items.len(), schema.bounds);
        if bounds.longest.is_some_and(|longest| count > longest as usize) {
            let expected =
                format!("it has {count} items, {} are allowed", bounds.longest.unwrap_or_default());
            self.fault(name, schema, &Value::Array(items.clone()), expected);
        } else if bounds.shortest.is_some_and(|shortest| count < shortest as usize) {
            let expected = format!("it needs at least {} items", bounds.shortest.unwrap_or_default());
            self.fault(name, schema, &Value::Array(items.clone()), expected);
        }
        let Some(item) = &schema.items else { return Value::Array(items) };
        let checked = items.into_iter().enumerate();
        Value::Array(checked.map(|(at, value)| self.value(&format!("{name}[{at}]"), item, value)).collect())
    }

    fn object(&mut self, name: &str, schema: &Schema, mut members: Map<String, Value>) -> Value {
        // An object whose members are not documented takes any.
        if schema.properties.is_empty() {
            return Value::Object(members);
        }
        let mut out = Map::new();
        for property in &schema.properties {
            let path = format!("{name}.{}", property.name);
            match members.shift_remove(property.name).filter(|value| !value.is_null()) {
                Some(value) => {
                    out.insert(property.name.to_owned(), self.value(&path, &property.schema, value));
                }
                None if property.required => self.missing(&path, &property.schema),
                None => {}
            }
        }
        let known = || schema.properties.iter().map(|property| property.name);
        for (member, value) in members.into_iter().filter(|(_, value)| !value.is_null()) {
            self.unknown(&format!("{name}.{member}"), &value, known(), one_nearest(&member, known()));
        }
        Value::Object(out)
    }

    pub(super) fn missing(&mut self, name: &str, schema: &Schema) {
        let description = schema.description.en;
        self.faults.push(Fault {
            kind: FaultKind::Missing,
            argument: name.to_owned(),
            given: None,
            expected: if description.is_empty() {
                kind_in_words(schema.kind).to_owned()
            } else {
                description.to_owned()
            },
            example: schema.example_value(),
            suggestion: None,
        });
    }

    pub(super) fn unknown<'n>(
        &mut self,
        name: &str,
        value: &Value,
        known: impl Iterator<Item = &'n str>,
        nearest: Option<&str>,
    ) {
        let known: Vec<&str> = known.collect();
        let expected = if known.is_empty() {
            "none is taken".to_owned()
        } else {
            format!("known are `{}`", known.join("`, `"))
        };
        let mut fault = Fault::invalid(name, value, expected);
        fault.kind = FaultKind::Unknown;
        fault.suggestion = nearest.map(str::to_owned);
        self.faults.push(fault);
    }

    fn no_test_number(&mut self, name: &str, text: String) -> Value {
        let expected = format!(
            "`{text}` stands for the test number, which is not set; set `WAWP_TEST_NUMBER` or \
                                `set_config`'s `test_number`, or give a number"
        );
        let value = Value::String(text);
        let mut fault = Fault::invalid(name, &value, expected);
        fault.kind = FaultKind::NotConfigured;
        self.faults.push(fault);
        value
    }

    fn fault(&mut self, name: &str, schema: &Schema, value: &Value, expected: String) {
        self.faults.push(Fault::invalid(name, value, expected).with_example(schema.example_value()));
    }
}

/// The value as the type that is asked for, where what was given says the same: a number as text, a number, boolean,
/// list or object that came as text.
fn converted(kind: Kind, value: Value) -> Result<Value, Value> {
    match (kind, value) {
        (Kind::String, value @ Value::String(_))
        | (Kind::Number, value @ Value::Number(_))
        | (Kind::Boolean, value @ Value::Bool(_))
        | (Kind::Object, value @ Value::Object(_))
        | (Kind::Array, value @ Value::Array(_)) => Ok(value),
        (Kind::String, Value::Number(number)) => Ok(Value::String(number.to_string())),
        (Kind::Number | Kind::Boolean | Kind::Object | Kind::Array, Value::String(text)) => {
            let parsed: Option<Value> = serde_json::from_str(text.trim()).ok();
            match parsed {
                Some(parsed) if is_of(kind, &parsed) => Ok(parsed),
                Some(_) | None => Err(Value::String(text)),
            }
        }
        (_, value) => Err(value),
    }
}

fn is_of(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::String => value.is_string(),
        Kind::Number => value.is_number(),
        Kind::Boolean => value.is_boolean(),
        Kind::Object => value.is_object(),
        Kind::Array => value.is_array(),
    }
}

fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "a text",
        Kind::Number => "a number",
        Kind::Boolean => "`true` or `false`",
        Kind::Object => "an object",
        Kind::Array => "a list",
    }
}
