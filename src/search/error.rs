//! Why an index cannot be made or opened.

/// Why an index cannot be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index library refused.
    #[error("the search index cannot be used: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// The bytes are no index of this program's.
    #[error("the compiled index does not fit this program; run `cargo run --example compile_docs`: {0}")]
    Format(#[from] postcard::Error),
    /// A dictionary cannot be written or read.
    #[error("the compiled index cannot be used: {0}")]
    Dictionary(#[from] fst::Error),
    /// The index holds nothing.
    #[error("the compiled index is empty; run `cargo run --example compile_docs`")]
    Empty,
}
