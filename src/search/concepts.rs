//! Words that mean the same to somebody who searches: `photo`, `pic` and `صورة` are one concept.

use serde::{Deserialize, Serialize};

use super::arabic::skeleton;

/// Word (or two words) to concept, sorted by word.
#[derive(Serialize, Deserialize)]
pub(super) struct Concepts<S>(Vec<(S, S)>);

impl<S: AsRef<str>> Concepts<S> {
    /// The mark of the concept that a word, or two words after one another, stand for.
    pub(super) fn of(&self, word: &str) -> Option<String> {
        let at = self.0.binary_search_by(|(known, _)| known.as_ref().cmp(word)).ok()?;
        self.0.get(at).map(|(_, concept)| mark(concept.as_ref()))
    }

    /// The words of a text and, behind them, the marks of what they and their pairs stand for, and their skeletons.
    #[cfg(feature = "docs-compiler")]
    pub(super) fn expanded(&self, words: Vec<String>) -> Vec<String> {
        let marks: Vec<String> = (0..words.len()).flat_map(|at| self.variants(&words, at)).collect();
        words.into_iter().chain(marks).collect()
    }

    /// The one name under which all that means the same is known: the concept, the skeleton, or the word itself.
    pub(super) fn label(&self, word: &str) -> String {
        self.of(word).or_else(|| skeleton(word)).unwrap_or_else(|| word.to_owned())
    }

    /// What stands for the word at this place too: its concept, that of it and its neighbour, its skeleton.
    pub(super) fn variants(&self, words: &[String], at: usize) -> Vec<String> {
        let Some(word) = words.get(at) else { return Vec::new() };
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map(|before| format!("{before} {word}"));
        let after = words.get(at + 1).map(|after| format!("{word} {after}"));
        let pairs = [before, after].into_iter().flatten().filter_map(|pair| self.of(&pair));
        self.of(word).into_iter().chain(pairs).chain(skeleton(word)).collect()
    }
}

/// A concept among words: marked, so that it is never taken for one.
fn mark(concept: &str) -> String {
    format!("={concept}")
}

/// The concepts of the docs, keyed by words as they are indexed. A word of two concepts stands for neither: it would
/// pull both in.
#[cfg(feature = "docs-compiler")]
pub(super) fn compiled(synonyms: &crate::catalog::Synonyms) -> Concepts<String> {
    use std::collections::BTreeMap;

    use super::words::words;

    let mut found: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (concept, group) in synonyms {
        for word in group {
            let key = words(word).join(" ");
            let slot = found.entry(key).or_insert_with(|| Some(concept.clone()));
            if slot.as_ref() != Some(concept) {
                *slot = None;
            }
        }
    }
    Concepts(found.into_iter().filter_map(|(word, concept)| Some((word, concept?))).collect())
}
