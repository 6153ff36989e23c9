//! Full-text search over the catalog: the index is made when the docs are compiled and opened in place.

mod arabic;
#[cfg(feature = "docs-compiler")]
mod builder;
mod concepts;
#[cfg(feature = "docs-compiler")]
mod dictionary;
mod embedded;
mod error;
mod features;
mod fields;
#[cfg(feature = "docs-compiler")]
mod lessons;
mod missing;
mod model;
mod query;
mod ranking;
mod schema;
mod spelling;
#[cfg(feature = "docs-compiler")]
mod train;
mod words;

#[cfg(feature = "docs-compiler")]
pub use builder::build;
use concepts::Concepts;
pub use error::IndexError;
use model::{Model, Trained};
pub use query::Query;
use spelling::Dictionary;
pub(crate) use words::plain;

use serde::{Deserialize, Serialize};
use tantivy::SegmentReader;

/// An index that can be searched.
pub struct SearchIndex {
    segment: SegmentReader,
    fields: schema::Fields,
    /// How many pages there are; the model's classes behind them are topics that are not offered.
    pages: u32,
    model: Model,
    dictionary: Dictionary,
    concepts: Concepts<&'static str>,
}

/// An index as bytes.
#[derive(Serialize, Deserialize)]
struct Compiled<N, B> {
    /// The library's files.
    files: Vec<(N, B)>,
    pages: u32,
    model: Trained<B>,
    dictionary: B,
    concepts: Concepts<N>,
}

/// What a search finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// The pages that answer, best first; none where the gateway does not offer what is asked for.
    pub hits: Vec<Hit>,
    /// The number in [`crate::catalog::Catalog::not_offered`] of what is asked for, where it is known to be missing.
    pub not_offered: Option<usize>,
}

/// One page that answers a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The page's number in [`crate::catalog::Catalog::entries`].
    pub entry: usize,
    /// How well it answers, 0 to 1.
    pub score: f32,
    /// The words of the question that it holds.
    pub matched: Vec<String>,
}

impl SearchIndex {
    /// Opens the bytes that the compiler of the docs made. Nothing is copied.
    ///
    /// # Errors
    /// When the bytes were made by another version.
    pub fn open(bytes: &'static [u8]) -> Result<Self, IndexError> {
        let Compiled { files, pages, model, dictionary, concepts } =
            postcard::from_bytes::<Compiled<&'static str, &'static [u8]>>(bytes)?;
        let index = tantivy::Index::open(embedded::Embedded::new(files))?;
        let fields = schema::Fields::of(&index.schema())?;
        let segments = index.searchable_segments()?;
        let segment = SegmentReader::open(segments.first().ok_or(IndexError::Empty)?)?;
        let (model, dictionary) = (Model::open(&model)?, Dictionary::open(dictionary)?);
        Ok(Self { segment, fields, pages, model, dictionary, concepts })
    }
}
