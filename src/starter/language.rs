//! The languages of starter code.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language; its name in lower case, or what people call it beside that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// C#, on .NET.
    #[serde(alias = "c#", alias = "cs", alias = "dotnet")]
    Csharp,
    /// A shell script around `curl`.
    #[serde(alias = "bash", alias = "sh", alias = "shell")]
    Curl,
    /// Dart, outside a browser.
    Dart,
    /// Go.
    #[serde(alias = "golang")]
    Go,
    /// Java.
    Java,
    /// `JavaScript`, for Node or a browser.
    #[serde(alias = "js", alias = "node", alias = "nodejs", alias = "node.js")]
    Javascript,
    /// Kotlin, on the JVM.
    #[serde(alias = "kt")]
    Kotlin,
    /// PHP.
    Php,
    /// `PowerShell`.
    #[serde(alias = "pwsh", alias = "ps1")]
    Powershell,
    /// Python 3.
    #[serde(alias = "py", alias = "python3")]
    Python,
    /// Ruby.
    #[serde(alias = "rb")]
    Ruby,
    /// Rust.
    #[serde(alias = "rs")]
    Rust,
    /// Swift.
    Swift,
    /// `TypeScript`, for Node.
    #[serde(alias = "ts")]
    Typescript,
}

impl Language {
    /// Its name, as callers write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csharp => "csharp",
            Self::Curl => "curl",
            Self::Dart => "dart",
            Self::Go => "go",
            Self::Java => "java",
            Self::Javascript => "javascript",
            Self::Kotlin => "kotlin",
            Self::Php => "php",
            Self::Powershell => "powershell",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Rust => "rust",
            Self::Swift => "swift",
            Self::Typescript => "typescript",
        }
    }
}
