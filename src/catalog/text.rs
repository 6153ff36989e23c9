//! Text and JSON as the catalog holds them: borrowed from the embedded bytes for the program's whole life.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::values::Language;

/// A text in English and, where it is written already, in Arabic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The English text.
    pub en: &'static str,
    /// The Arabic text; empty where none is written yet. Checked to be UTF-8 when it is read, not when the catalog is
    /// opened: that took half of the time to the first answer, for texts that most sessions never show.
    ar: &'static [u8],
}

impl Text {
    /// A text in both languages.
    #[must_use]
    pub const fn new(en: &'static str, ar: &'static str) -> Self {
        Self { en, ar: ar.as_bytes() }
    }

    /// The Arabic text; empty where none is written yet.
    #[must_use]
    pub fn ar(self) -> &'static str {
        std::str::from_utf8(self.ar).unwrap_or_default()
    }

    /// The text in `language`, in English where it is missing there.
    #[must_use]
    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Ar if !self.ar.is_empty() => self.ar(),
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

/// Keeps texts for the program's whole life.
#[cfg(feature = "docs-compiler")]
pub(crate) fn leak_all(texts: &[String]) -> Vec<&'static str> {
    texts.iter().map(|text| leak(&**text)).collect()
}
