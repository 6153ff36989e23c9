//! Making the compiled docs from the folders of `docs-index/`.

use std::path::Path;

use crate::{
    catalog::{self, CatalogError, DocumentError, WordsError},
    search::{self, IndexError},
};

/// A docs folder, compiled.
pub struct Compiled {
    /// The catalog's bytes.
    pub catalog: Vec<u8>,
    /// The index's bytes.
    pub index: Vec<u8>,
}

/// Compiles the folder of one gateway, with the `synonyms.yaml` beside it. The same files give the same bytes.
///
/// # Errors
/// The first fault of the documents, with file and line.
pub fn compile(folder: &Path) -> Result<Compiled, CompileError> {
    let catalog = catalog::read_folder(folder)?;
    let data = catalog::read_search_data(folder, &catalog)?;
    Ok(Compiled { catalog: catalog::encode(&catalog)?, index: search::build(&catalog, &data)? })
}

/// Compiles `words.yaml`, the words by which tasks are understood, shared by all gateways.
///
/// # Errors
/// The first fault of the file, with its line.
pub fn compile_words(file: &Path) -> Result<Vec<u8>, CompileError> {
    Ok(catalog::read_words(file)?.encode()?)
}

/// Why a docs folder cannot be compiled.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    /// The documents are wrong.
    #[error(transparent)]
    Docs(#[from] DocumentError),
    /// The catalog cannot be written down.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The index cannot be made.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The words cannot be written down.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The result cannot be written.
    #[error("the compiled docs cannot be written: {0}")]
    Write(#[from] std::io::Error),
}
