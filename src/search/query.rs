//! What a question asks for: its words, without those that every question has.

use super::words::{name, words};

/// Words that carry a question rather than its subject.
const STOP: [&str; 61] = [
    "a", "an", "the", "to", "of", "in", "on", "for", "with", "and", "or", "is", "are", "be", "do", "does",
    "did", "how", "what", "which", "can", "could", "i", "me", "my", "we", "you", "your", "it", "its", "this",
    "that", "via", "using", "use", "want", "need", "please", "should", "would", "from", "by", "at", "as",
    "if", "there", "whatsapp", "wawp", "api", "في", "من", "عن", "علي", "الي", "كيف", "ازاي", "ممكن", "عايز",
    "اريد", "هل", "ما",
];

/// A question, split into the words to look for.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) words: Vec<String>,
    /// The whole question, where it is the name of something.
    pub(super) name: Option<String>,
}

impl Query {
    /// Reads a question.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let all = words(text);
        let stop = |word: &String| STOP.iter().any(|stop| words(stop).contains(word));
        let mut kept: Vec<String> = all.iter().filter(|word| !stop(word)).cloned().collect();
        if kept.is_empty() {
            kept = all;
        }
        let mut seen = std::collections::HashSet::new();
        kept.retain(|word| seen.insert(word.clone()));
        Self { words: kept, name: name(text) }
    }
}
