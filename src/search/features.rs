//! What the model sees of a question: its words, what stands for them, and which stand beside one another.

use std::collections::BTreeMap;

use super::{
    concepts::Concepts,
    query::{Token, subject},
};

/// How surely another word of the same concept is meant, where the word itself counts 1.
pub(super) const CONCEPT: f32 = 0.8;
/// How surely another form of an Arabic word is meant.
pub(super) const SKELETON: f32 = 0.6;
/// What a word that every question has counts.
const COMMON: f32 = 0.5;
/// What two words beside one another count.
const PAIR: f32 = 0.7;

/// The features of a question, with what each counts. A feature's name begins with a mark where it is no word, and a
/// pair holds a space.
pub(super) fn features<S: AsRef<str>>(tokens: &[Token], concepts: &Concepts<S>) -> BTreeMap<String, f32> {
    let mut features = BTreeMap::new();
    let subject = subject(tokens);
    for (at, word) in subject.iter().enumerate() {
        features.insert(word.clone(), 1.0);
        for variant in concepts.variants(&subject, at) {
            let counts = if variant.starts_with('=') { CONCEPT } else { SKELETON };
            features.insert(variant, counts);
        }
    }
    let common = tokens.iter().filter(|token| token.common);
    features.extend(common.map(|token| (common_mark(token), COMMON)));
    let all: Vec<String> = tokens
        .iter()
        .map(|token| if token.common { common_mark(token) } else { concepts.label(&token.stem) })
        .collect();
    let telling: Vec<String> = subject.iter().map(|word| concepts.label(word)).collect();
    for pair in all.windows(2).chain(telling.windows(2)) {
        features.insert(pair.join(" "), PAIR);
    }
    features
}

fn common_mark(token: &Token) -> String {
    format!("!{}", token.written)
}
