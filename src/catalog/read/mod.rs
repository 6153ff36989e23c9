//! Turning a folder of documents into a checked catalog. Every fault names its file and line.

mod asked;
mod check;
mod folder;
mod operation;
mod pages;
mod provider;
mod raw;
mod schema;
mod source;
mod words;

pub use asked::read_search_data;
pub use folder::read_folder;
pub use words::read_words;

use std::path::PathBuf;

/// What is wrong with the documents.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A file cannot be read.
    #[error("{}: {source}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no YAML of the expected shape.
    #[error("{}: {reason}", file.display())]
    Syntax {
        /// The file.
        file: PathBuf,
        /// What and where, as the parser says it.
        reason: String,
    },
    /// A file says something that cannot be true.
    #[error("{}:{line}: {reason}", file.display())]
    Content {
        /// The file.
        file: PathBuf,
        /// The line.
        line: u64,
        /// What is wrong and what is right.
        reason: String,
    },
}
