//! Which pages answer a question best: BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)
//! over the fields, so that one word in the title outweighs the same word deep in the text.

use std::collections::HashMap;

use tantivy::{
    DocSet, TERMINATED, Term,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};

use super::{Hit, IndexFault, Query, SearchIndex};

/// How soon repeated words stop counting.
const K1: f32 = 1.2;
/// How much a long field is discounted.
const B: f32 = 0.6;
/// A page that covers less of the question's weight answers another question.
const LEAST_COVER: f32 = 0.34;
/// Words at most this long are corrected by one letter, longer ones by two.
const SHORT_WORD: usize = 5;

/// One word of the question and the pages that hold it.
struct Word {
    text: String,
    /// How much it tells apart (the probabilistic idf), and 0 to 1 how surely it is the word that was meant.
    weight: f32,
    pages: HashMap<u32, f32>,
}

impl SearchIndex {
    /// The pages that answer `query`, best first.
    ///
    /// # Errors
    /// When the index cannot be read, which an embedded one always can.
    pub fn search(&self, query: &Query) -> Result<Vec<Hit>, IndexFault> {
        let words = query.words.iter().map(|word| self.word(word)).collect::<Result<Vec<_>, _>>()?;
        let total: f32 = words.iter().map(|word| word.weight).sum();
        let mut scores: HashMap<u32, (f32, f32)> = HashMap::new();
        for word in &words {
            for (page, strength) in &word.pages {
                let (score, cover) = scores.entry(*page).or_default();
                *score += word.weight * strength;
                *cover += word.weight;
            }
        }
        let mut hits: Vec<Hit> = scores
            .into_iter()
            .filter(|(_, (_, cover))| *cover >= LEAST_COVER * total)
            .map(|(page, (score, cover))| Hit {
                entry: page as usize,
                score: (score / total) * (cover / total),
                matched: words
                    .iter()
                    .filter(|w| w.pages.contains_key(&page))
                    .map(|w| w.text.clone())
                    .collect(),
            })
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        Ok(hits)
    }

    fn word(&self, text: &str) -> Result<Word, IndexFault> {
        let pages = self.pages(text)?;
        if !pages.is_empty() {
            return Ok(Word { weight: self.idf(pages.len()), text: text.to_owned(), pages });
        }
        match self.correction(text)? {
            Some(corrected) => {
                let pages = self.pages(&corrected)?;
                Ok(Word { weight: self.idf(pages.len()), text: corrected, pages })
            }
            None => Ok(Word { weight: self.idf(1), text: text.to_owned(), pages }),
        }
    }

    /// The pages that hold a word, each with the strength (0 to 1) that its fields give it.
    fn pages(&self, text: &str) -> Result<HashMap<u32, f32>, IndexFault> {
        let mut weighted: HashMap<u32, f32> = HashMap::new();
        for (field, weight) in self.fields.0 {
            self.add_field(field, weight, text, &mut weighted)?;
        }
        Ok(weighted.into_iter().map(|(page, tf)| (page, tf / (K1 + tf))).collect())
    }

    fn add_field(
        &self,
        field: Field,
        weight: f32,
        text: &str,
        into: &mut HashMap<u32, f32>,
    ) -> Result<(), IndexFault> {
        let index = self.segment.inverted_index(field)?;
        let term = Term::from_field_text(field, text);
        let postings = index.read_postings(&term, IndexRecordOption::WithFreqs);
        let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else { return Ok(()) };
        let norms = self.segment.get_fieldnorms_reader(field)?;
        let average = ratio(index.total_num_tokens(), u64::from(self.segment.max_doc())).max(1.0);
        while postings.doc() != TERMINATED {
            let page = postings.doc();
            let length = ratio(u64::from(norms.fieldnorm(page)), 1);
            let frequency = ratio(u64::from(postings.term_freq()), 1);
            *into.entry(page).or_default() += weight * frequency / (1.0 - B + B * length / average);
            postings.advance();
        }
        Ok(())
    }

    fn idf(&self, pages: usize) -> f32 {
        let (all, with) = (ratio(u64::from(self.segment.max_doc()), 1), ratio(pages as u64, 1));
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// The indexed word nearest to one that the index does not have: fewest letters apart, then most used.
    fn correction(&self, text: &str) -> Result<Option<String>, IndexFault> {
        let length = text.chars().count();
        if length < 3 || text.chars().all(|c| c.is_ascii_digit()) {
            return Ok(None);
        }
        let allowed = if length <= SHORT_WORD { 1 } else { 2 };
        let mut best: Option<(usize, std::cmp::Reverse<u32>, String)> = None;
        for (field, _) in self.fields.0 {
            let index = self.segment.inverted_index(field)?;
            let mut terms = index.terms().stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                let Ok(known) = std::str::from_utf8(terms.key()) else { continue };
                if known.len().abs_diff(text.len()) > allowed * 2 {
                    continue;
                }
                let apart = strsim::osa_distance(known, text);
                let candidate = (apart, std::cmp::Reverse(terms.value().doc_freq), known.to_owned());
                if apart <= allowed && best.as_ref().is_none_or(|best| candidate < *best) {
                    best = Some(candidate);
                }
            }
        }
        Ok(best.map(|(_, _, word)| word))
    }
}

/// A ratio of counts; counts of words and pages are far below what `f32` holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts of words and pages stay far below 2^24")]
fn ratio(part: u64, whole: u64) -> f32 {
    part as f32 / whole as f32
}
