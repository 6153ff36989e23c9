//! Whether the gateway offers what is asked for at all. What it does not offer gets no answer: a page that comes near
//! would be noise.

use std::collections::HashMap;

/// What each sign weighs: a logistic regression over questions that were written apart from the search data, with and
/// without an answer. `cargo test --test it search_quality -- --nocapture` prints how often it is right.
const TOPIC: f32 = 1.53;
const PAGE: f32 = -1.11;
const OWN: f32 = -1.16;
/// What the signs together must reach: of the questions that have an answer less than one in a hundred is refused.
const ENOUGH: f32 = -3.4;
/// Keeps the logarithm of nothing finite.
const LEAST: f32 = 1e-6;
/// The topic meant is named when it is this many times as likely as the next.
const CLEARLY: f32 = 2.0;

/// Whether something that is not offered is meant: how likely the most likely such topic is, against how likely the most
/// likely page is and how well (0 to 1) the best page's own words hold the question.
pub(super) fn prevails(topics: &[f32], pages: &[f32], own: &HashMap<u32, f32>) -> bool {
    let log_of_most = |shares: &[f32]| (shares.iter().copied().fold(0.0, f32::max) + LEAST).ln();
    let held = own.values().copied().fold(0.0, f32::max);
    TOPIC * log_of_most(topics) + PAGE * log_of_most(pages) + OWN * held >= ENOUGH
}

/// The topic that is clearly the one meant.
pub(super) fn clearest(topics: &[f32]) -> Option<usize> {
    let mut ranked: Vec<(usize, f32)> = topics.iter().copied().enumerate().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let [(topic, likely), (_, next), ..] = ranked.as_slice() else { return None };
    (*likely >= CLEARLY * next).then_some(*topic)
}
