//! One folder a language; a further one is a folder, its `mod` line here, and its entry in the list below.

mod csharp;
mod curl;
mod dart;
mod go;
mod java;
mod javascript;
mod kotlin;
mod php;
mod powershell;
mod python;
mod ruby;
mod rust;
mod swift;
mod typescript;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::printer::Printer;

/// Makes the languages out of their list, so that each has one entry: its name here, its folder, which is its name for
/// callers, and what people call it beside that. Each folder has its `PRINTERS`, of each job the usual library first.
macro_rules! languages {
    ($($(#[$about:meta])* $language:ident in $folder:ident;)+) => {
        /// A language; its name in lower case, or what people call it beside that.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "lowercase")]
        pub enum Language {
            $($(#[$about])* $language,)+
        }

        impl Language {
            /// All of them.
            pub(super) const ALL: &[Self] = &[$(Self::$language,)+];

            /// Its name, as callers write it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$language => stringify!($folder),)+
                }
            }

            /// Everything that it is written with.
            pub(super) fn printers(self) -> &'static [&'static Printer] {
                match self {
                    $(Self::$language => $folder::PRINTERS,)+
                }
            }
        }
    };
}

languages! {
    /// C#, on .NET.
    #[serde(alias = "c#", alias = "cs", alias = "dotnet")]
    Csharp in csharp;
    /// A shell script around `curl`.
    #[serde(alias = "bash", alias = "sh", alias = "shell")]
    Curl in curl;
    /// Dart, outside a browser.
    Dart in dart;
    /// Go.
    #[serde(alias = "golang")]
    Go in go;
    /// Java.
    Java in java;
    /// `JavaScript`, for Node or a browser.
    #[serde(alias = "js", alias = "node", alias = "nodejs", alias = "node.js")]
    Javascript in javascript;
    /// Kotlin, on the JVM.
    #[serde(alias = "kt")]
    Kotlin in kotlin;
    /// PHP.
    Php in php;
    /// `PowerShell`.
    #[serde(alias = "pwsh", alias = "ps1")]
    Powershell in powershell;
    /// Python 3.
    #[serde(alias = "py", alias = "python3")]
    Python in python;
    /// Ruby.
    #[serde(alias = "rb")]
    Ruby in ruby;
    /// Rust.
    #[serde(alias = "rs")]
    Rust in rust;
    /// Swift.
    Swift in swift;
    /// `TypeScript`, for Node.
    #[serde(alias = "ts")]
    Typescript in typescript;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The shared files that a text asks for.
    fn asked(text: &'static str) -> impl Iterator<Item = &'static str> {
        let places = text.lines().filter_map(|line| line.strip_prefix("{{> ")?.strip_suffix("}}"));
        places.map(|place| place.split(' ').next().unwrap_or_default())
    }

    #[test]
    fn every_shared_file_is_known_and_used() {
        let mut used = BTreeSet::new();
        let printers = || Language::ALL.iter().flat_map(|language| language.printers());
        for printer in printers() {
            let texts = [printer.frame].into_iter().chain(printer.shared.iter().map(|(_, text)| *text));
            for name in texts.flat_map(asked) {
                assert!(
                    printer.shared.iter().any(|(known, _)| *known == name),
                    "{}: {name}",
                    printer.library
                );
                used.insert(name);
            }
        }
        for (name, _) in printers().flat_map(|printer| printer.shared) {
            assert!(used.contains(name), "nothing asks for {name}");
        }
    }

    #[test]
    fn a_language_is_called_by_the_name_of_its_folder() {
        for language in Language::ALL {
            assert_eq!(serde_json::json!(language), language.as_str());
        }
    }
}
