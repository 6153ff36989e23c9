//! Making the dictionary of spellings.

use std::collections::BTreeMap;

use super::{error::IndexError, words::split};

/// How often each word of `texts` is written.
pub(super) fn count<'t>(texts: impl IntoIterator<Item = &'t str>, into: &mut BTreeMap<String, u64>) {
    for word in texts.into_iter().flat_map(split) {
        *into.entry(word.written).or_default() += 1;
        into.entry(word.stem).or_default();
    }
}

/// Adds the words of `texts` as known ones that nobody means.
pub(super) fn know<'t>(texts: impl IntoIterator<Item = &'t str>, into: &mut BTreeMap<String, u64>) {
    for word in texts.into_iter().flat_map(split) {
        into.entry(word.written).or_default();
        into.entry(word.stem).or_default();
    }
}

/// The dictionary of these words as bytes.
pub(super) fn dictionary(uses: &BTreeMap<String, u64>) -> Result<Vec<u8>, IndexError> {
    Ok(fst::Map::from_iter(uses.iter().map(|(word, uses)| (word.as_str(), *uses)))?.into_fst().into_inner())
}
