//! Full-text search over the catalog: the index is made when the docs are compiled and opened in place.

mod arabic;
mod builder;
mod concepts;
mod embedded;
mod query;
mod ranking;
mod schema;
mod words;

pub use builder::build;
use concepts::Concepts;
pub use query::Query;

use serde::{Deserialize, Serialize};
use tantivy::SegmentReader;

/// An index that can be searched.
pub struct SearchIndex {
    segment: SegmentReader,
    fields: schema::Fields,
    /// How many documents are pages; the others are questions.
    pages: u32,
    questions: Vec<Question>,
    concepts: Concepts<&'static str>,
}

/// A question that people ask, as the index knows it: its words are a document behind those of the pages.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Question {
    /// The page that answers it.
    page: u32,
    /// The length of its vector of word weights.
    length: f32,
}

/// An index as bytes: the library's files, and what it knows of the questions.
#[derive(Serialize, Deserialize)]
struct Compiled<N, B> {
    files: Vec<(N, B)>,
    pages: u32,
    questions: Vec<Question>,
    concepts: Concepts<N>,
}

/// One page that answers a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The page's number in [`crate::catalog::Catalog::entries`].
    pub entry: usize,
    /// How well it answers, 0 to 1: the share of the question's weight that it covers, times how well.
    pub score: f32,
    /// The words of the question that it holds.
    pub matched: Vec<String>,
}

/// Why an index cannot be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum IndexFault {
    /// The index library refused.
    #[error("the search index cannot be used: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// The bytes are no index of this program's.
    #[error("the compiled index does not fit this program; run `cargo run --example compile_docs`: {0}")]
    Format(#[from] postcard::Error),
    /// The index holds nothing.
    #[error("the compiled index is empty; run `cargo run --example compile_docs`")]
    Empty,
}

impl SearchIndex {
    /// Opens the bytes that [`build`] made. Nothing is copied.
    ///
    /// # Errors
    /// When the bytes were made by another version.
    pub fn open(bytes: &'static [u8]) -> Result<Self, IndexFault> {
        let Compiled { files, pages, questions, concepts } =
            postcard::from_bytes::<Compiled<&'static str, &'static [u8]>>(bytes)?;
        let index = tantivy::Index::open(embedded::Embedded::new(files))?;
        let fields = schema::Fields::of(&index.schema())?;
        let segments = index.searchable_segments()?;
        let segment = SegmentReader::open(segments.first().ok_or(IndexFault::Empty)?)?;
        Ok(Self { segment, fields, pages, questions, concepts })
    }
}
