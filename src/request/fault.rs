//! What is wrong with the arguments of a call.

use std::fmt;

use serde_json::Value;

use crate::values::{cut, without_controls};

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentErrorKind {
    /// A required argument is not there.
    Missing,
    /// The operation has no such argument.
    Unknown,
    /// The value is not what it may be.
    Invalid,
    /// The operation does not take this media type.
    UnsupportedMediaType,
    /// The value needs a setting that is not made.
    NotConfigured,
}

/// One fault.
#[derive(Clone, Debug, PartialEq)]
pub struct ArgumentError {
    /// What kind it is.
    pub kind: ArgumentErrorKind,
    /// The argument, by its name in the documentation's arguments.
    pub argument: String,
    /// What was given, cut; nothing where nothing was, and never a token.
    pub given: Option<String>,
    /// What is right.
    pub expected: String,
    /// A value that is right.
    pub example: Option<Value>,
    /// The name that was probably meant.
    pub suggestion: Option<String>,
}

/// Every fault of one call; at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct ArgumentErrors {
    /// The operation, as `METHOD /path`.
    pub operation: String,
    /// The faults, in the order of the arguments.
    pub faults: Vec<ArgumentError>,
}

/// How many faults are told: whoever makes more has misunderstood the call as a whole.
const MOST_SHOWN: usize = 20;

/// As much of a wrong value as helps to see what is wrong.
const SHOWN: usize = 120;

impl ArgumentErrors {
    /// The faults that are told.
    #[must_use]
    pub fn first(&self) -> &[ArgumentError] {
        self.faults.get(..MOST_SHOWN).unwrap_or(&self.faults)
    }
}

impl ArgumentError {
    pub(super) fn invalid(argument: &str, given: &Value, expected: impl Into<String>) -> Self {
        Self {
            kind: ArgumentErrorKind::Invalid,
            argument: cut(argument, SHOWN).to_owned(),
            given: Some(shown(given)),
            expected: expected.into(),
            example: None,
            suggestion: None,
        }
    }

    pub(super) fn without_given(mut self) -> Self {
        self.given = None;
        self
    }

    pub(super) fn with_example(mut self, example: Value) -> Self {
        self.example = Some(example);
        self
    }
}

fn shown(given: &Value) -> String {
    let text = match given {
        Value::String(text) => without_controls(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            given.to_string()
        }
    };
    let head = cut(&text, SHOWN);
    if head.len() < text.len() { format!("{head}… ({} characters)", text.chars().count()) } else { text }
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let argument = &self.argument;
        match self.kind {
            ArgumentErrorKind::Missing => write!(f, "missing argument `{argument}`: {}", self.expected)?,
            ArgumentErrorKind::Unknown => write!(f, "unknown argument `{argument}`: {}", self.expected)?,
            ArgumentErrorKind::Invalid
            | ArgumentErrorKind::UnsupportedMediaType
            | ArgumentErrorKind::NotConfigured => {
                write!(f, "`{argument}`: {}", self.expected)?;
            }
        }
        if let Some(given) = &self.given {
            write!(f, "; given `{given}`")?;
        }
        if let Some(suggestion) = &self.suggestion {
            write!(f, "; did you mean `{suggestion}`?")?;
        }
        Ok(())
    }
}

impl fmt::Display for ArgumentErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, rest)) = self.faults.split_first() else { return f.write_str("no fault") };
        if rest.is_empty() {
            return write!(f, "`{}`: {first}", self.operation);
        }
        write!(f, "`{}`: {} arguments are wrong", self.operation, self.faults.len())?;
        self.first().iter().try_for_each(|fault| {
            write!(f, "\n- {fault}")?;
            fault.example.iter().try_for_each(|example| write!(f, "; example: {example}"))
        })?;
        match self.faults.len().checked_sub(MOST_SHOWN) {
            Some(more) if more > 0 => write!(f, "\n- and {more} more"),
            Some(_) | None => Ok(()),
        }
    }
}
