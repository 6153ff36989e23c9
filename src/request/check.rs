//! Checking one value against its schema; what comes back is what is sent.

use serde_json::{Map, Number, Value};

use super::{
    convert,
    fault::{ArgumentError, ArgumentErrorKind},
    format::{self, Known, Wrong},
    unfilled,
};
use crate::{
    catalog::{Format, Operation, Schema, is_match, wire},
    values::one_nearest,
};

/// A check in progress.
pub(super) struct Check<'a> {
    pub(super) known: Known<'a>,
    pub(super) faults: &'a mut Vec<ArgumentError>,
    /// The argument in hand: parts of its documented example are the best examples of its parts.
    pub(super) argument: Option<&'a Schema>,
}

impl Check<'_> {
    /// The value as it is sent; faults are noted under `name`, and the value comes back as it was.
    pub(super) fn value(&mut self, name: &str, schema: &Schema, value: Value) -> Value {
        let converted = match convert::converted(schema, value) {
            Ok(converted) => converted,
            Err(value) => {
                let expected = format!("it must be {}", schema.kind.in_words());
                self.fault(name, schema, &value, expected);
                return value;
            }
        };
        let checked = match converted {
            Value::String(text) => self.text(name, schema, text),
            Value::Number(number) => self.number(name, schema, number),
            Value::Array(items) => self.list(name, schema, items),
            Value::Object(members) => self.object(name, schema, members),
            other @ (Value::Bool(_) | Value::Null) => other,
        };
        self.rules(name, schema, &checked);
        checked
    }

    /// The limits between the parts of a value.
    fn rules(&mut self, name: &str, schema: &Schema, value: &Value) {
        for broken in schema.rules.iter().filter_map(|rule| rule.broken_by(value)) {
            let member = broken.member.map(|member| format!("{name}.{member}"));
            let part = broken.member.and_then(|member| value.get(member)).unwrap_or(value);
            self.fault(member.as_deref().unwrap_or(name), schema, part, broken.expected);
        }
    }

    /// The limits between the arguments of an operation. One that is missing is told as such, and not again here.
    pub(super) fn between(&mut self, operation: &Operation, values: &Map<String, Value>) {
        if operation.rules.is_empty() {
            return;
        }
        let values = Value::Object(values.clone());
        for broken in operation.rules.iter().filter_map(|rule| rule.broken_by(&values)) {
            let name = broken.member.unwrap_or("arguments");
            let given = broken.member.and_then(|member| values.get(member)).unwrap_or(&values);
            self.faults.push(ArgumentError::invalid(name, given, broken.expected));
        }
    }

    /// A value that becomes a segment of the path or a header.
    pub(super) fn segment(&mut self, name: &str, schema: &Schema, value: &Value) {
        let text = wire::plain(value);
        if text.trim().is_empty() {
            self.missing(name, schema);
        } else if matches!(text.as_str(), "." | "..") {
            // No spelling carries them: every reader of an address takes them for steps in the path.
            self.fault(name, schema, value, "it must not be `.` or `..`".to_owned());
        } else if text.contains(char::is_control) {
            self.fault(name, schema, value, "it must hold no control characters or line breaks".to_owned());
        } else if unfilled::is_placeholder(&text) || unfilled::is_nothing(&text) {
            self.fault(name, schema, value, unfilled::EXPECTED.to_owned());
        }
    }

    fn text(&mut self, name: &str, schema: &Schema, text: String) -> Value {
        if let Some(format) = schema.format {
            return match format::normalised(format, &text, self.known) {
                Ok(normalised) if format == Format::MediaType => self.media_type(name, schema, normalised),
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
        if unfilled::names_something(name) && text.trim().is_empty() {
            self.fault(name, schema, &Value::String(text.clone()), "it must not be blank".to_owned());
            return Value::String(text);
        }
        let length = text.chars().count();
        let bounds = schema.bounds;
        let before = self.faults.len();
        if bounds.longest.is_some_and(|longest| length > longest as usize) {
            let expected =
                format!("it has {length} characters, {} are allowed", bounds.longest.unwrap_or_default());
            self.fault(name, schema, &Value::String(text.clone()), expected);
        } else if bounds.shortest.is_some_and(|shortest| length < shortest as usize) {
            let expected = format!("it needs at least {} characters", bounds.shortest.unwrap_or_default());
            self.fault(name, schema, &Value::String(text.clone()), expected);
        } else if let Some(control) = text.chars().find(|c| c.is_control() && !"\n\r\t".contains(*c)) {
            let expected = format!(
                "leave out the control character U+{:04X}: it may break the session",
                u32::from(control)
            );
            self.fault(name, schema, &Value::String(text.clone()), expected);
        } else if unfilled::stands_for(name, &text) {
            self.fault(name, schema, &Value::String(text.clone()), unfilled::EXPECTED.to_owned());
        }
        // One wrong value is one fault.
        if self.faults.len() > before { Value::String(text) } else { self.patterned(name, schema, text) }
    }

    fn patterned(&mut self, name: &str, schema: &Schema, text: String) -> Value {
        if let Some(pattern) = schema.pattern.filter(|pattern| !is_match(pattern, &text)) {
            let expected = match pattern {
                // How the docs say that a text is not blank.
                r"\S" => "it must not be blank".to_owned(),
                _ => format!("it must match `{pattern}`"),
            };
            self.fault(name, schema, &Value::String(text.clone()), expected);
        }
        // A decimal number travels as text; its bounds are those of the number.
        if let (Some(Format::Decimal), Ok(number)) = (schema.format, text.parse()) {
            self.range(name, schema, number, &Value::String(text.clone()));
        }
        Value::String(text)
    }

    /// A media type that the operation may not take.
    fn media_type(&mut self, name: &str, schema: &Schema, text: String) -> Value {
        let value = Value::String(text);
        let text = value.as_str().unwrap_or_default();
        let bare = text.split(';').next().unwrap_or_default();
        let expected = if !schema.choices.is_empty() && !schema.choices.contains(&bare) {
            format!("it must be one of `{}`", schema.choices.join("`, `"))
        } else if let Some(pattern) = schema.pattern.filter(|pattern| !is_match(pattern, text)) {
            format!("it must match `{pattern}`")
        } else {
            return value;
        };
        let mut fault =
            ArgumentError::invalid(name, &value, expected).with_example(self.example(name, schema));
        fault.kind = ArgumentErrorKind::UnsupportedMediaType;
        self.faults.push(fault);
        value
    }

    fn choice(&mut self, name: &str, schema: &Schema, text: &str) -> Value {
        if let Some(choice) = schema.choices.iter().find(|choice| choice.eq_ignore_ascii_case(text.trim())) {
            return Value::String((*choice).to_owned());
        }
        let expected = format!("it must be one of `{}`", schema.choices.join("`, `"));
        let value = Value::String(text.to_owned());
        let mut fault =
            ArgumentError::invalid(name, &value, expected).with_example(self.example(name, schema));
        fault.suggestion = one_nearest(text, schema.choices.iter().copied()).map(str::to_owned);
        self.faults.push(fault);
        value
    }

    fn number(&mut self, name: &str, schema: &Schema, number: Number) -> Value {
        let value = Value::Number(number);
        self.range(name, schema, value.as_f64().unwrap_or(f64::NAN), &value);
        value
    }

    fn range(&mut self, name: &str, schema: &Schema, number: f64, given: &Value) {
        let low = schema.bounds.minimum.is_some_and(|minimum| number < minimum);
        let high = schema.bounds.maximum.is_some_and(|maximum| number > maximum);
        if low || high {
            let expected = match (schema.bounds.minimum, schema.bounds.maximum) {
                (Some(from), Some(to)) => format!("it must lie in {from} to {to}"),
                (Some(from), None) => format!("it must be at least {from}"),
                (None, to) => format!("it must be at most {}", to.unwrap_or_default()),
            };
            self.fault(name, schema, given, expected);
        }
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
        self.faults.push(ArgumentError {
            kind: ArgumentErrorKind::Missing,
            argument: name.to_owned(),
            given: None,
            expected: if description.is_empty() {
                schema.kind.in_words().to_owned()
            } else {
                description.to_owned()
            },
            example: Some(self.example(name, schema)),
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
        let mut fault = ArgumentError::invalid(name, value, expected);
        fault.kind = ArgumentErrorKind::Unknown;
        fault.suggestion = nearest.map(str::to_owned);
        self.faults.push(fault);
    }

    fn no_test_number(&mut self, name: &str, text: String) -> Value {
        let expected = format!(
            "`{text}` stands for the test number, which is not set; set `WAWP_TEST_NUMBER` or \
                                `set_config`'s `test_number`, or give a number"
        );
        let value = Value::String(text);
        let mut fault = ArgumentError::invalid(name, &value, expected);
        fault.kind = ArgumentErrorKind::NotConfigured;
        self.faults.push(fault);
        value
    }

    /// A right value for what stands under `name`.
    fn example(&self, name: &str, schema: &Schema) -> Value {
        let whole = self.argument.and_then(Schema::example_value);
        let mut steps = name.split(['.', '[']).skip(1);
        let part = steps.try_fold(whole.as_ref(), |value, step| match step.strip_suffix(']') {
            // Any item stands for the others.
            Some(_) => Some(value?.get(0)),
            None => Some(value?.get(step)),
        });
        part.flatten().cloned().unwrap_or_else(|| schema.right_value())
    }

    fn fault(&mut self, name: &str, schema: &Schema, value: &Value, expected: String) {
        let example = self.example(name, schema);
        self.faults.push(ArgumentError::invalid(name, value, expected).with_example(example));
    }
}
