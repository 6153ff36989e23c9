//! What a question asks for: its words, without those that every question has.

use super::words::{Split, name, split};

/// Words that carry a question rather than its subject, as they are written: lower-cased and folded.
#[rustfmt::skip]
const STOP: &[&str] = &[
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
    pub(super) words: Vec<String>,
    /// The whole question, where it is the name of something.
    pub(super) name: Option<String>,
}

impl Query {
    /// Reads a question.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let all = split(text);
        let telling = |word: &&Split| !STOP.contains(&word.written.as_str());
        let mut kept: Vec<String> = all.iter().filter(telling).map(|word| word.stem.clone()).collect();
        if kept.is_empty() {
            kept = all.into_iter().map(|word| word.stem).collect();
        }
        let mut seen = std::collections::HashSet::new();
        kept.retain(|word| seen.insert(word.clone()));
        Self { words: kept, name: name(text) }
    }
}
