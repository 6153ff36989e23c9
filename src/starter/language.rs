//! The languages of starter code.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// A shell script around `curl`.
    Curl,
    /// `JavaScript`, for Node or a browser.
    #[serde(alias = "js", alias = "node", alias = "nodejs", alias = "node.js")]
    Javascript,
    /// `TypeScript`, for Node.
    #[serde(alias = "ts")]
    Typescript,
    /// Python 3.
    Python,
}

impl Language {
    /// Its name, as callers write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Javascript => "javascript",
            Self::Typescript => "typescript",
            Self::Python => "python",
        }
    }
}
