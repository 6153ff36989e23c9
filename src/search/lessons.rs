//! What the model learns from: everything that people are known to ask, and what the pages say of themselves.

use std::collections::BTreeMap;

use super::{
    concepts::Concepts,
    dictionary::{count, know},
    features::features,
    query::Token,
    train::Sample,
};
use crate::{
    catalog::{Asked, Catalog, Entry, SearchData},
    values::Language,
};

/// What a title counts beside a question that people ask, which counts 1: few words, all chosen.
const TITLE: f32 = 1.5;
/// What the words that a page does not hold count, all together.
const WORDS: f32 = 1.5;

/// Everything to learn from, pages before topics.
pub(super) fn samples(catalog: &Catalog, data: &SearchData, concepts: &Concepts<String>) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |class: usize, text: &str, counts: f32| {
        let features = features(&Token::read(text), concepts);
        if let (Ok(class), false) = (u16::try_from(class), features.is_empty()) {
            samples.push(Sample { features, class, counts });
        }
    };
    // A twin does what its POST does, and that one is the one to use: it alone is found.
    let pages = catalog.entries().zip(&data.pages).enumerate().filter(|(_, (entry, _))| !entry.is_twin());
    for (class, (entry, asked)) in pages {
        for text in asked.questions.iter().chain(&asked.phrases) {
            add(class, text, 1.0);
        }
        for (text, counts) in own_texts(&entry, asked) {
            add(class, &text, counts);
        }
    }
    for (class, asked) in (data.pages.len()..).zip(&data.not_offered) {
        for text in asked {
            add(class, text, 1.0);
        }
    }
    samples
}

fn own_texts(entry: &Entry<'_>, asked: &Asked) -> Vec<(String, f32)> {
    let mut texts = vec![(asked.words.join(" "), WORDS)];
    for language in [Language::En, Language::Ar] {
        texts.push((entry.title(language).to_owned(), TITLE));
        texts.push((entry.summary(language).to_owned(), 1.0));
    }
    texts
}

/// How often each word is written: `used` on the pages, and by those who ask for them. A word that only stands in what
/// is not offered is known, and no misspelling of another.
pub(super) fn words(data: &SearchData, mut used: BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let asked = data.pages.iter().flat_map(|asked| asked.questions.iter().chain(&asked.phrases));
    count(asked.map(String::as_str), &mut used);
    know(data.not_offered.iter().flatten().map(String::as_str), &mut used);
    used
}
