//! Misspelled words: what the index knows decides what was meant.

use fst::Streamer;

use super::{error::IndexError, query::Token};

/// The fewest letters that are corrected: shorter words have too many neighbours.
const SHORTEST: usize = 3;
/// Words of fewer letters are one letter away from what was meant, others at most two, and then begin alike.
const LONG: usize = 5;

/// So many unknown words of one question are held against the whole dictionary; more are no question.
const MOST: usize = 12;

/// The words that the index knows, as they are written and as they are indexed, with how often pages and those who ask
/// for them write each: 0 for a word that only stands in what is not offered, or only ever with an ending.
pub(super) struct Dictionary(fst::Map<&'static [u8]>);

impl Dictionary {
    pub(super) fn open(bytes: &'static [u8]) -> Result<Self, IndexError> {
        Ok(Self(fst::Map::new(bytes)?))
    }

    /// The words of a question as they were meant: each itself where it is known or nothing comes near.
    pub(super) fn meant(&self, tokens: &[Token]) -> Vec<Token> {
        let mut left = MOST;
        let meant = |token: &Token| {
            let known = self.0.contains_key(&token.written) || self.0.contains_key(&token.stem);
            if known || left == 0 {
                return token.clone();
            }
            left -= 1;
            let nearest = self.nearest(&token.written).and_then(|word| Token::read(&word).pop());
            nearest.unwrap_or_else(|| token.clone())
        };
        tokens.iter().map(meant).collect()
    }

    /// The word that is fewest letters apart; of several the most used.
    fn nearest(&self, text: &str) -> Option<String> {
        let length = text.chars().count();
        if length < SHORTEST || text.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let mut allowed = if length < LONG { 1 } else { 2 };
        let mut best: Option<(u64, String)> = None;
        let mut words = self.0.stream();
        while let Some((word, uses)) = words.next() {
            // A letter is two bytes at most in both languages.
            if uses == 0 || word.len().abs_diff(text.len()) > allowed * 2 {
                continue;
            }
            let Ok(word) = std::str::from_utf8(word) else { continue };
            let apart = strsim::osa_distance(word, text);
            if apart > allowed || apart > 1 && word.chars().next() != text.chars().next() {
                continue;
            }
            if apart < allowed || best.as_ref().is_none_or(|(most, _)| uses > *most) {
                best = Some((uses, word.to_owned()));
            }
            allowed = apart;
        }
        best.map(|(_, word)| word)
    }
}
