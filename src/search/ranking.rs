//! Which pages answer a question best. Two views are joined: how well a page's fields hold the question's words (BM25F,
//! Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), and how near the question comes to one that
//! people are known to ask of the page (cosine over word weights).

use std::collections::{HashMap, HashSet};

use tantivy::{
    DocSet, TERMINATED, TantivyError, Term,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};

use super::{Hit, IndexFault, Query, SearchIndex};

/// How soon repeated words stop counting.
const K1: f32 = 1.2;
/// How much a long field is discounted.
const B: f32 = 0.6;
/// How surely another word of the same concept is meant.
const CONCEPT: f32 = 0.8;
/// How surely another form of an Arabic word is meant.
const SKELETON: f32 = 0.6;
/// What begins the marks of concepts, skeletons and names, which are no words.
const MARKS: [char; 3] = ['=', '~', '@'];
/// So many corrections of one word are tried.
const CANDIDATES: usize = 4;
/// What the nearest known question counts beside the page's own words.
const ASKED: f32 = 0.5;
/// What the nearest question, the second and the third say of their page.
const NEIGHBOURS: [f32; 3] = [0.7, 0.2, 0.1];
/// A page that scores less answers another question.
const LEAST: f32 = 0.18;

/// One word of the question.
#[derive(Default)]
struct Word {
    text: String,
    /// Its weight among pages, and the pages that hold it with the strength (0 to 1) that their fields give it.
    weight: f32,
    pages: HashMap<u32, f32>,
    /// Its weight among questions, and the questions that hold it with how surely it is the word that was meant.
    asked_weight: f32,
    asked: HashMap<u32, f32>,
}

/// What speaks for one page.
#[derive(Default)]
struct Evidence {
    /// Weight and strength of the words that its fields hold.
    fields: f32,
    /// Weight of those words.
    cover: f32,
    /// The cosine to the nearest question that people ask of it.
    asked: f32,
}

impl SearchIndex {
    /// The pages that answer `query`, best first.
    ///
    /// # Errors
    /// When the index cannot be read, which an embedded one always can.
    pub fn search(&self, query: &Query) -> Result<Vec<Hit>, IndexFault> {
        let words =
            (0..query.words.len()).map(|at| self.word(&query.words, at)).collect::<Result<Vec<_>, _>>()?;
        let total: f32 = words.iter().map(|word| word.weight).sum();
        let mut evidence: HashMap<u32, Evidence> = HashMap::new();
        for word in &words {
            for (page, strength) in &word.pages {
                let evidence = evidence.entry(*page).or_default();
                evidence.fields += word.weight * strength;
                evidence.cover += word.weight;
            }
        }
        for (page, cosine) in self.nearest_asked(&words) {
            evidence.entry(page).or_default().asked = cosine;
        }
        if let Some(name) = &query.name {
            self.postings(self.fields.names, name, |page, _| {
                evidence.insert(page, Evidence { fields: total, cover: total, asked: 1.0 });
            })?;
        }
        let mut hits: Vec<Hit> = evidence
            .into_iter()
            .map(|(page, evidence)| (page, score(&evidence, total)))
            .filter(|(_, score)| *score >= LEAST)
            .map(|(page, score)| Hit {
                entry: page as usize,
                score,
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

    /// For each page, the cosine to the nearest question that people ask of it.
    fn nearest_asked(&self, words: &[Word]) -> HashMap<u32, f32> {
        let mut products: HashMap<u32, f32> = HashMap::new();
        for word in words {
            for (question, sure) in &word.asked {
                *products.entry(*question).or_default() += sure * word.asked_weight * word.asked_weight;
            }
        }
        let length = words.iter().map(|word| word.asked_weight * word.asked_weight).sum::<f32>().sqrt();
        let mut nearest: HashMap<u32, [f32; NEIGHBOURS.len()]> = HashMap::new();
        for (number, product) in products {
            let Some(question) = self.questions.get(number as usize) else { continue };
            let cosine = (product / (length * question.length)).min(1.0);
            keep_best(nearest.entry(question.page).or_default(), cosine);
        }
        let voted = |best: [f32; NEIGHBOURS.len()]| {
            best.iter().zip(NEIGHBOURS).map(|(cosine, weight)| cosine * weight).sum()
        };
        nearest.into_iter().map(|(page, best)| (page, voted(best))).collect()
    }

    /// The word at a place of the question, with what stands for it too. One that the index does not have is taken for
    /// all those that are fewest letters apart: the other words of the question tell which was meant.
    fn word(&self, words: &[String], at: usize) -> Result<Word, IndexFault> {
        let text = words.get(at).cloned().unwrap_or_default();
        let mut word = Word { text: text.clone(), ..Word::default() };
        self.reading(words, at, &text, 1.0, &mut word)?;
        if word.pages.is_empty() && word.asked.is_empty() {
            for (corrected, sure) in self.corrections(&text)? {
                self.reading(words, at, &corrected, sure, &mut word)?;
                word.text = corrected;
            }
        }
        word.weight = idf(self.pages as usize, word.pages.len().max(1));
        word.asked_weight = idf(self.pages as usize, self.pages_asked(&word).max(1));
        Ok(word)
    }

    /// One reading of the word at a place: itself, its concept, its skeleton.
    fn reading(
        &self,
        words: &[String],
        at: usize,
        text: &str,
        sure: f32,
        word: &mut Word,
    ) -> Result<(), IndexFault> {
        self.add(text, sure, word)?;
        let mut words = words.to_vec();
        if let Some(slot) = words.get_mut(at) {
            text.clone_into(slot);
        }
        for variant in self.concepts.variants(&words, at) {
            let factor = if variant.starts_with('=') { CONCEPT } else { SKELETON };
            self.add(&variant, sure * factor, word)?;
        }
        Ok(())
    }

    /// Of how many pages people ask with this word: one that stands in questions about everything says little.
    fn pages_asked(&self, word: &Word) -> usize {
        let pages = word.asked.keys().filter_map(|number| Some(self.questions.get(*number as usize)?.page));
        pages.collect::<HashSet<u32>>().len()
    }

    /// Adds the pages and questions that hold `text`, as surely as it is meant; the surest reading of each counts.
    fn add(&self, text: &str, sure: f32, word: &mut Word) -> Result<(), IndexFault> {
        let mut pages: HashMap<u32, f32> = HashMap::new();
        for (field, weight) in self.fields.page {
            self.add_field(field, weight, text, &mut pages)?;
        }
        for (page, frequency) in pages {
            let best = word.pages.entry(page).or_default();
            *best = best.max(sure * frequency / (K1 + frequency));
        }
        self.postings(self.fields.question, text, |number, _| {
            let best = word.asked.entry(number - self.pages).or_default();
            *best = best.max(sure);
        })
    }

    fn add_field(
        &self,
        field: Field,
        weight: f32,
        text: &str,
        into: &mut HashMap<u32, f32>,
    ) -> Result<(), IndexFault> {
        let index = self.segment.inverted_index(field)?;
        let norms = self.segment.get_fieldnorms_reader(field)?;
        let average = ratio(index.total_num_tokens(), u64::from(self.pages)).max(1.0);
        self.postings(field, text, |page, frequency| {
            let length = ratio(u64::from(norms.fieldnorm(page)), 1);
            let frequency = ratio(u64::from(frequency), 1);
            *into.entry(page).or_default() += weight * frequency / (1.0 - B + B * length / average);
        })
    }

    /// Visits the documents that hold a word in a field, with how often.
    fn postings(&self, field: Field, text: &str, mut visit: impl FnMut(u32, u32)) -> Result<(), IndexFault> {
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

    /// The indexed words nearest to one that the index does not have, the most used first, and how surely they are meant.
    fn corrections(&self, text: &str) -> Result<Vec<(String, f32)>, IndexFault> {
        let length = text.chars().count();
        if length < 3 || text.chars().all(|c| c.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        // Short words have many neighbours by chance.
        let mut allowed = if length <= 5 { 1 } else { 2 };
        let mut found: HashMap<String, u32> = HashMap::new();
        for field in self.fields.page.iter().map(|(field, _)| *field).chain([self.fields.question]) {
            let index = self.segment.inverted_index(field)?;
            let mut terms = index.terms().stream().map_err(TantivyError::from)?;
            while terms.advance() {
                let Ok(known) = std::str::from_utf8(terms.key()) else { continue };
                if known.starts_with(MARKS) || known.len().abs_diff(text.len()) > allowed * 2 {
                    continue;
                }
                let apart = strsim::osa_distance(known, text);
                if apart < allowed {
                    found.clear();
                    allowed = apart;
                }
                if apart <= allowed {
                    *found.entry(known.to_owned()).or_default() += terms.value().doc_freq;
                }
            }
        }
        let mut found: Vec<(String, u32)> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let sure = if allowed <= 1 { 0.9 } else { 0.7 };
        Ok(found.into_iter().take(CANDIDATES).map(|(word, _)| (word, sure)).collect())
    }
}

/// Puts a cosine among the best of its page, which stand in falling order.
fn keep_best(best: &mut [f32; NEIGHBOURS.len()], cosine: f32) {
    let mut cosine = cosine;
    for slot in best {
        if cosine > *slot {
            std::mem::swap(&mut cosine, slot);
        }
    }
}

/// 0 to 1: the share of the question that the page covers, and how well; joined with the nearest known question.
fn score(evidence: &Evidence, total: f32) -> f32 {
    let own = (evidence.fields / total).sqrt() * (evidence.cover / total);
    (1.0 - ASKED) * own + ASKED * evidence.asked
}

/// How much a word tells apart that `with` of `all` documents hold.
pub(super) fn idf(all: usize, with: usize) -> f32 {
    let (all, with) = (ratio(all as u64, 1), ratio(with as u64, 1));
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// A ratio of counts; counts of words and pages are far below what `f32` holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts of words and pages stay far below 2^24")]
fn ratio(part: u64, whole: u64) -> f32 {
    part as f32 / whole as f32
}
