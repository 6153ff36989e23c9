//! The documentation as the program carries it: compiled beforehand, opened when first asked.

use std::{path::Path, sync::OnceLock};

use crate::{
    catalog::{self, Catalog, CatalogFault, DocsFault, Words, WordsError},
    search::{self, IndexFault, SearchIndex},
};

/// The gateways whose documentation is part of the program, the usual one first.
pub static BUILT_IN: [Docs; 1] = [Docs {
    id: "wawp",
    catalog: include_bytes!("../docs-index/compiled/wawp.catalog"),
    index: include_bytes!("../docs-index/compiled/wawp.index"),
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
static WORDS: &[u8] = include_bytes!("../docs-index/compiled/words");

/// A docs folder, compiled.
pub struct Compiled {
    /// The catalog's bytes.
    pub catalog: Vec<u8>,
    /// The index's bytes.
    pub index: Vec<u8>,
}

/// Why a docs folder cannot be compiled or the compiled docs cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The documents are wrong.
    #[error(transparent)]
    Docs(#[from] DocsFault),
    /// The catalog's bytes are wrong.
    #[error(transparent)]
    Catalog(#[from] CatalogFault),
    /// The index is wrong.
    #[error(transparent)]
    Index(#[from] IndexFault),
    /// The words' bytes are wrong.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The result cannot be written.
    #[error("the compiled docs cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

/// Compiles the folder of one gateway, with the `synonyms.yaml` beside it. The same files give the same bytes.
///
/// # Errors
/// The first fault of the documents, with file and line.
pub fn compile(folder: &Path) -> Result<Compiled, Fault> {
    let catalog = catalog::read_folder(folder)?;
    let data = catalog::read_search_data(folder, &catalog)?;
    Ok(Compiled { catalog: catalog::encode(&catalog)?, index: search::build(&catalog, &data)? })
}

/// Compiles `words.yaml`, the words by which tasks are understood, shared by all gateways.
///
/// # Errors
/// The first fault of the file, with its line.
pub fn compile_words(file: &Path) -> Result<Vec<u8>, Fault> {
    Ok(catalog::read_words(file)?.encode()?)
}

impl Docs {
    /// The catalog.
    ///
    /// # Errors
    /// When another version of the program compiled it.
    pub fn catalog(&self) -> Result<Catalog, Fault> {
        Ok(catalog::decode(self.catalog)?)
    }

    /// The search index.
    ///
    /// # Errors
    /// When another version of the program compiled it.
    pub fn index(&self) -> Result<SearchIndex, Fault> {
        Ok(SearchIndex::open(self.index)?)
    }
}

/// The embedded words by which tasks are understood.
///
/// # Errors
/// When the program was built with words that another version compiled.
pub fn words() -> Result<&'static Words, Fault> {
    static DECODED: OnceLock<Words> = OnceLock::new();
    if let Some(words) = DECODED.get() {
        return Ok(words);
    }
    let words = Words::decode(WORDS)?;
    Ok(DECODED.get_or_init(|| words))
}
