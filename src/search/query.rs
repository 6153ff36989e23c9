//! What a question asks for: its words, and which of them every question has.

use super::words::{Split, name, split};

/// Words that carry a question rather than its subject, as they are written: lower-cased and folded.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "a", "an", "the", "to", "of", "in", "on", "for", "with", "and", "or", "is", "are", "be", "been", "was",
    "were", "am", "do", "does", "did", "done", "how", "what", "which", "can", "could", "i", "me", "my",
    "we", "us", "our", "you", "your", "it", "its", "this", "that", "these", "those", "their", "them",
    "they", "he", "she", "his", "her", "him", "via", "using", "use", "want", "need", "please", "should",
    "would", "will", "from", "by", "at", "as", "if", "there", "have", "has", "had", "so", "but", "just",
    "some", "any", "also", "into", "onto", "about", "let", "im", "s", "t", "whatsapp", "wawp", "api",
    "still", "even", "really", "very", "way", "possible", "help", "someone", "somebody", "person", "people",
    "guy", "customer", "client", "في", "من", "عن", "علي", "الي", "كيف", "ازاي", "ازي", "ممكن", "عايز",
    "عاوز", "ابي", "ابغي", "بدي", "اريد", "هل", "ما", "ايه", "شو", "وش", "ايش", "هو", "هي", "انا", "لو",
    "مع", "او", "ثم", "بعد", "قبل", "كل", "اي", "هذا", "هذه", "ده", "دي", "اللي", "الذي", "التي", "واتساب",
    "واتس", "شخص", "حد", "عميل", "زبون", "العميل",
];

/// A question, split into the words to look for.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) tokens: Vec<Token>,
    /// The whole question, where it is the name of something.
    pub(super) name: Option<String>,
}

/// One word of a question.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// As it was written, lower-cased and folded.
    pub(super) written: String,
    /// As it is indexed.
    pub(super) stem: String,
    /// Whether it carries the question rather than its subject: it tells `is it muted` from `mute it`, and no page apart.
    pub(super) common: bool,
}

impl Query {
    /// Reads a question.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self { tokens: Token::read(text), name: name(text) }
    }
}

impl Token {
    /// The words of `text`.
    pub(super) fn read(text: &str) -> Vec<Self> {
        let is_common = |word: &Split| COMMON.contains(&word.written.as_str());
        let token = |word: Split| Self { common: is_common(&word), written: word.written, stem: word.stem };
        split(text).into_iter().map(token).collect()
    }
}

/// The words that name the subject, each once; all words, where every question has all of them.
pub(super) fn subject(tokens: &[Token]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let nothing_else = tokens.iter().all(|token| token.common);
    for token in tokens.iter().filter(|token| !token.common || nothing_else) {
        if !words.contains(&token.stem) {
            words.push(token.stem.clone());
        }
    }
    words
}
