//! The two languages of the documentation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language that entries are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Arabic.
    Ar,
}

impl Language {
    /// The language of a question: Arabic as soon as an Arabic letter stands in it, since Arabic
    /// questions carry English technical names and not the other way round.
    #[must_use]
    pub fn detect(text: &str) -> Self {
        if text.chars().any(is_arabic_letter) { Self::Ar } else { Self::En }
    }

    /// The BCP 47 tag.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
        }
    }
}

/// Letters of the Arabic block (U+0620 to U+064A and U+0671 to U+06D3), digits and marks apart.
fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064a}' | '\u{0671}'..='\u{06d3}')
}
