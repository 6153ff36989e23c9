//! Which pages answer a question best, and whether any does. Two views are joined: what the model has learned of how
//! people ask, and how well a page's own fields hold the question's words.

use std::collections::HashMap;

use super::{
    Findings, Hit, IndexError, Query, SearchIndex, features::features, fields::Word, missing, query::subject,
};

/// What the model counts beside the page's own words.
const LEARNED: f32 = 0.8;
/// A page that scores less answers another question.
const LEAST: f32 = 0.05;

impl SearchIndex {
    /// The pages that answer `query`, best first.
    ///
    /// # Errors
    /// When the index cannot be read, which an embedded one always can.
    pub fn search(&self, query: &Query) -> Result<Findings, IndexError> {
        let tokens = self.dictionary.meant(&query.tokens);
        let subject = subject(&tokens);
        let words = (0..subject.len()).map(|at| self.word(&subject, at)).collect::<Result<Vec<_>, _>>()?;
        let likely = self.model.likelihoods(&features(&tokens, &self.concepts));
        let (pages, topics) = likely.split_at_checked(self.pages as usize).unwrap_or_default();
        let own = own_words(&words);
        let named = self.named(query)?;
        if named.is_none() && missing::prevails(topics, pages, &own) {
            return Ok(Findings { hits: Vec::new(), not_offered: missing::clearest(topics) });
        }
        let mut scores = own;
        for score in scores.values_mut() {
            *score *= 1.0 - LEARNED;
        }
        for (page, likelihood) in (0..self.pages).zip(pages) {
            // Its root: even the most likely page of so many is far from certain.
            *scores.entry(page).or_default() += LEARNED * likelihood.sqrt();
        }
        if let Some(page) = named {
            scores.insert(page, 1.0);
        }
        let mut hits: Vec<Hit> = scores
            .into_iter()
            .filter(|(_, score)| *score >= LEAST)
            .map(|(page, score)| Hit { entry: page as usize, score, matched: matched(&words, page) })
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        Ok(Findings { hits, not_offered: None })
    }

    /// The page whose name the whole question is.
    fn named(&self, query: &Query) -> Result<Option<u32>, IndexError> {
        let mut named = None;
        if let Some(name) = &query.name {
            self.postings(self.fields.names, name, |page, _| named = Some(page))?;
        }
        Ok(named)
    }
}

/// For each page, 0 to 1: the share of the question that its own words cover, and how well.
fn own_words(words: &[Word]) -> HashMap<u32, f32> {
    let total: f32 = words.iter().map(|word| word.weight).sum();
    let mut evidence: HashMap<u32, (f32, f32)> = HashMap::new();
    for word in words {
        for (page, strength) in &word.pages {
            let (held, covered) = evidence.entry(*page).or_default();
            *held += word.weight * strength;
            *covered += word.weight;
        }
    }
    let score = |(held, covered): (f32, f32)| (held / total).sqrt() * (covered / total);
    evidence.into_iter().map(|(page, evidence)| (page, score(evidence))).collect()
}

/// The words of the question that a page holds.
fn matched(words: &[Word], page: u32) -> Vec<String> {
    words.iter().filter(|word| word.pages.contains_key(&page)).map(|word| word.text.clone()).collect()
}
