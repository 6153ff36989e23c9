//! The languages of starter code.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// C#, on .NET.
    #[serde(alias = "c#", alias = "cs", alias = "dotnet")]
    Csharp,
    /// A shell script around `curl`.
    Curl,
    /// Java.
    Java,
    /// `JavaScript`, for Node or a browser.
    Javascript,
    /// Kotlin, on the JVM.
    #[serde(alias = "kt")]
    Kotlin,
    /// `TypeScript`, for Node.
    Typescript,
    /// Python 3.
    Python,
}

impl Language {
    /// Its name, as callers write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csharp => "csharp",
            Self::Curl => "curl",
            Self::Java => "java",
            Self::Javascript => "javascript",
            Self::Kotlin => "kotlin",
            Self::Typescript => "typescript",
            Self::Python => "python",
        }
    }
}
