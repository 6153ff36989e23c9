//! The file of words by which tasks are understood.

use std::{collections::HashSet, path::Path};

use indexmap::IndexMap;
use serde_saphyr::Spanned;

use super::{DocumentError, source::Source};
use crate::catalog::Words;

/// The lists of the file by group and name, in both languages, whatever they are called.
type Lists = IndexMap<String, IndexMap<String, IndexMap<String, Vec<Spanned<String>>>>>;

/// Reads `words.yaml`.
///
/// # Errors
/// The first fault, with its file and line: a list that is unknown or not there, a word that stands twice in one.
pub fn read_words(file: &Path) -> Result<Words, DocumentError> {
    let source = Source::open(file.to_path_buf())?;
    let words = source.all()?;
    let groups: Lists = source.all()?;
    for (name, list) in groups.values().flatten() {
        let mut known = HashSet::new();
        for word in list.values().flatten() {
            if word.value.trim().is_empty() {
                return Err(source.fault(word, format!("a word of `{name}` is empty")));
            }
            if !known.insert(word.value.as_str()) {
                return Err(source.fault(word, format!("`{}` stands twice in `{name}`", word.value)));
            }
        }
    }
    Ok(words)
}
