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
    Javascript,
    /// `TypeScript`, for Node.
    Typescript,
    /// PHP 8.
    Php,
    /// `PowerShell` 7.
    #[serde(alias = "pwsh", alias = "ps1")]
    Powershell,
    /// Python 3.
    Python,
    /// Ruby 3.
    #[serde(alias = "rb")]
    Ruby,
}

impl Language {
    /// Its name, as callers write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Javascript => "javascript",
            Self::Typescript => "typescript",
            Self::Php => "php",
            Self::Powershell => "powershell",
            Self::Python => "python",
            Self::Ruby => "ruby",
        }
    }
}
