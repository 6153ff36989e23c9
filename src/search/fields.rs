//! How well a page's fields hold a question's words (BM25F, Robertson and Zaragoza, "The Probabilistic Relevance
//! Framework", 2009).

use std::collections::HashMap;

use tantivy::{
    DocSet, TERMINATED, TantivyError, Term,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};

use super::{
    IndexError, SearchIndex,
    features::{CONCEPT, SKELETON},
};

/// How soon repeated words stop counting.
const K1: f32 = 1.2;
/// How much a long field is discounted.
const B: f32 = 0.6;

/// One word of the question's subject.
#[derive(Default)]
pub(super) struct Word {
    pub(super) text: String,
    /// How much it tells apart.
    pub(super) weight: f32,
    /// The pages that hold it with the strength (0 to 1) that their fields give it.
    pub(super) pages: HashMap<u32, f32>,
}

impl SearchIndex {
    /// The word at a place of the subject: itself, its concept, its skeleton.
    pub(super) fn word(&self, subject: &[String], at: usize) -> Result<Word, IndexError> {
        let text = subject.get(at).cloned().unwrap_or_default();
        let mut word = Word { text, ..Word::default() };
        self.add(&word.text.clone(), 1.0, &mut word)?;
        for variant in self.concepts.variants(subject, at) {
            let sure = if variant.starts_with('=') { CONCEPT } else { SKELETON };
            self.add(&variant, sure, &mut word)?;
        }
        word.weight = rarity(self.pages, word.pages.len().max(1));
        Ok(word)
    }

    /// Adds the pages that hold `text`, as surely as it is meant; the surest reading of each counts.
    fn add(&self, text: &str, sure: f32, word: &mut Word) -> Result<(), IndexError> {
        let mut pages: HashMap<u32, f32> = HashMap::new();
        for (field, weight) in self.fields.page {
            self.add_field(field, weight, text, &mut pages)?;
        }
        for (page, frequency) in pages {
            let best = word.pages.entry(page).or_default();
            *best = best.max(sure * frequency / (K1 + frequency));
        }
        Ok(())
    }

    fn add_field(
        &self,
        field: Field,
        weight: f32,
        text: &str,
        into: &mut HashMap<u32, f32>,
    ) -> Result<(), IndexError> {
        let index = self.segment.inverted_index(field)?;
        let norms = self.segment.get_fieldnorms_reader(field)?;
        let average = ratio(index.total_num_tokens(), u64::from(self.pages)).max(1.0);
        self.postings(field, text, |page, frequency| {
            let length = ratio(u64::from(norms.fieldnorm(page)), 1);
            let frequency = ratio(u64::from(frequency), 1);
            *into.entry(page).or_default() += weight * frequency / (1.0 - B + B * length / average);
        })
    }

    /// Visits the pages that hold a word in a field, with how often.
    pub(super) fn postings(
        &self,
        field: Field,
        text: &str,
        mut visit: impl FnMut(u32, u32),
    ) -> Result<(), IndexError> {
        let index = self.segment.inverted_index(field)?;
        let term = Term::from_field_text(field, text);
        let postings =
            index.read_postings(&term, IndexRecordOption::WithFreqs).map_err(TantivyError::from)?;
        let Some(mut postings) = postings else { return Ok(()) };
        while postings.doc() != TERMINATED {
            visit(postings.doc(), postings.term_freq());
            postings.advance();
        }
        Ok(())
    }
}

/// How much a word tells apart that `with` of all pages hold.
pub(super) fn rarity(pages: u32, with: usize) -> f32 {
    let (all, with) = (ratio(u64::from(pages), 1), ratio(with as u64, 1));
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// A ratio of counts; counts of words and pages are far below what `f32` holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts of words and pages stay far below 2^24")]
fn ratio(part: u64, whole: u64) -> f32 {
    part as f32 / whole as f32
}
