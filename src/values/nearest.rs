//! The nearest known name to a mistyped one.

use strsim::jaro_winkler;

use super::cut;

/// Below this likeness (Jaro-Winkler, 0 to 1) a suggestion is noise.
const LIKE_ENOUGH: f64 = 0.72;

/// The most bytes of a name that are looked at.
const LONGEST: usize = 200;

/// The up to `count` candidates most like `given`, best first; letter case does not count.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>, count: usize) -> Vec<&'a str> {
    // A name is short; the likeness of long texts takes time that grows with their square.
    let given = cut(given, LONGEST).to_lowercase();
    let mut scored: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| (jaro_winkler(&given, &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= LIKE_ENOUGH)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(count).map(|(_, candidate)| candidate).collect()
}

/// The candidate most like `given`, if any is like it.
pub fn one_nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(given, candidates, 1).first().copied()
}
