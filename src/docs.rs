//! The documentation as the program carries it: compiled beforehand, opened when first asked.

use std::path::Path;

use crate::{
    catalog::{self, Catalog, CatalogFault, DocsFault},
    search::{self, IndexFault, SearchIndex},
};

static CATALOG: &[u8] = include_bytes!("../docs-index/compiled/wawp.catalog");
static INDEX: &[u8] = include_bytes!("../docs-index/compiled/wawp.index");

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

/// The embedded catalog.
///
/// # Errors
/// When the program was built with docs that another version compiled.
pub fn catalog() -> Result<Catalog, Fault> {
    Ok(catalog::decode(CATALOG)?)
}

/// The embedded search index.
///
/// # Errors
/// When the program was built with docs that another version compiled.
pub fn index() -> Result<SearchIndex, Fault> {
    Ok(SearchIndex::open(INDEX)?)
}
