//! The catalog as compact bytes: written when the docs are compiled, opened in place when first asked.

use super::Catalog;

/// Why bytes are no catalog.
#[derive(Debug, thiserror::Error)]
#[error("the compiled catalog does not fit this program; run `cargo run --example compile_docs`: {0}")]
pub struct CatalogError(#[from] postcard::Error);

/// The catalog as bytes.
///
/// # Errors
/// When a value has no form in the format, which a checked catalog has not.
pub fn encode(catalog: &Catalog) -> Result<Vec<u8>, CatalogError> {
    Ok(postcard::to_stdvec(catalog)?)
}

/// The catalog in `bytes`; its texts stay where they are.
///
/// # Errors
/// When the bytes were written by another version of the program.
pub fn decode(bytes: &'static [u8]) -> Result<Catalog, CatalogError> {
    Ok(postcard::from_bytes(bytes)?)
}
