//! The documentation as the program carries it: compiled beforehand, opened when first asked.

#[cfg(feature = "docs-compiler")]
mod compile;

#[cfg(feature = "docs-compiler")]
pub use compile::{CompileError, Compiled, compile, compile_words};

use std::sync::OnceLock;

use crate::{
    catalog::{self, Catalog, CatalogError, Words, WordsError},
    search::{IndexError, SearchIndex},
};

static WORDS: &[u8] = include_bytes!("../../docs-index/compiled/words");

/// The gateways whose documentation is part of the program, the usual one first.
pub static BUILT_IN: [Docs; 1] = [Docs {
    id: "wawp",
    catalog: include_bytes!("../../docs-index/compiled/wawp.catalog"),
    index: include_bytes!("../../docs-index/compiled/wawp.index"),
}];

/// The documentation of one gateway, compiled; opened in place.
#[derive(Clone, Copy, Debug)]
pub struct Docs {
    /// The gateway's id.
    pub id: &'static str,
    /// The catalog's bytes.
    pub catalog: &'static [u8],
    /// The search index's bytes.
    pub index: &'static [u8],
}

/// Why the compiled docs cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum DocsError {
    /// The catalog's bytes are wrong.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The index is wrong.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The words' bytes are wrong.
    #[error(transparent)]
    Words(#[from] WordsError),
}

impl Docs {
    /// The catalog.
    ///
    /// # Errors
    /// When another version of the program compiled it.
    pub fn catalog(&self) -> Result<Catalog, DocsError> {
        Ok(catalog::decode(self.catalog)?)
    }

    /// The search index.
    ///
    /// # Errors
    /// When another version of the program compiled it.
    pub fn index(&self) -> Result<SearchIndex, DocsError> {
        Ok(SearchIndex::open(self.index)?)
    }
}

/// The embedded words by which tasks are understood.
///
/// # Errors
/// When the program was built with words that another version compiled.
pub fn words() -> Result<&'static Words, DocsError> {
    static DECODED: OnceLock<Words> = OnceLock::new();
    if let Some(words) = DECODED.get() {
        return Ok(words);
    }
    let words = Words::decode(WORDS)?;
    Ok(DECODED.get_or_init(|| words))
}
