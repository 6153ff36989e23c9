//! Text and JSON as the catalog holds them: borrowed from the embedded bytes for the program's whole life.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::values::Language;

/// A text in English and, where it is written already, in Arabic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The English text.
    pub en: &'static str,
    /// The Arabic text; empty where none is written yet.
    pub ar: &'static str,
}

impl Text {
    /// The text in `language`, in English where it is missing there.
    #[must_use]
    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Ar if !self.ar.is_empty() => self.ar,
            Language::Ar | Language::En => self.en,
        }
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.en.is_empty() && self.ar.is_empty()
    }
}

/// A JSON value as compact text, parsed by whoever needs it: most never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Json(&'static str);

impl Json {
    /// Keeps `value` for the program's whole life.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        Self(leak(value.to_string()))
    }

    /// The value.
    #[must_use]
    pub fn value(self) -> Value {
        serde_json::from_str(self.0).unwrap_or(Value::Null)
    }

    /// The value as compact JSON text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

/// Keeps a text for the program's whole life; a catalog is made once and never dropped.
pub(crate) fn leak(text: impl Into<String>) -> &'static str {
    Box::leak(text.into().into_boxed_str())
}
