//! A linear model of which page a question means (multinomial logistic regression), learned when the docs are compiled.
//! It knows how much each word speaks for each page: that `somebody` says little and `kick` says much.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::IndexError;

/// The model as bytes.
#[derive(Serialize, Deserialize)]
pub(super) struct Trained<B> {
    /// Feature to the place of its row: an `fst` map.
    pub(super) features: B,
    /// The rows, one behind the other.
    pub(super) rows: B,
    /// How many classes there are: pages, then topics that are not offered.
    pub(super) classes: u32,
    /// What one step of a stored weight is worth.
    pub(super) step: f32,
}

/// What a feature says.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    /// How rare it is among what people ask.
    pub(super) rarity: f32,
    /// Class and weight in steps; one that is not named has none.
    pub(super) weights: Vec<(u16, i8)>,
}

/// The model, ready to be asked.
pub(super) struct Model {
    features: fst::Map<&'static [u8]>,
    rows: &'static [u8],
    classes: u32,
    step: f32,
}

impl Model {
    pub(super) fn open(trained: &Trained<&'static [u8]>) -> Result<Self, IndexError> {
        let Trained { features, rows, classes, step } = *trained;
        Ok(Self { features: fst::Map::new(features)?, rows, classes, step })
    }

    /// How likely each class is meant; empty where no feature is known.
    pub(super) fn likelihoods(&self, features: &BTreeMap<String, f32>) -> Vec<f32> {
        let known: Vec<(Row, f32)> = features
            .iter()
            .filter_map(|(feature, counts)| {
                let row = self.row(feature)?;
                let value = row.rarity * counts;
                Some((row, value))
            })
            .collect();
        if known.is_empty() {
            return Vec::new();
        }
        let length = known.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        let mut scores = vec![0.0; self.classes as usize];
        for (row, value) in &known {
            for (class, weight) in &row.weights {
                if let Some(score) = scores.get_mut(usize::from(*class)) {
                    *score += value / length * f32::from(*weight) * self.step;
                }
            }
        }
        softmax(&mut scores);
        scores
    }

    fn row(&self, feature: &str) -> Option<Row> {
        let place = usize::try_from(self.features.get(feature)?).ok()?;
        postcard::from_bytes(self.rows.get(place..)?).ok()
    }
}

/// Turns scores into shares of 1. The exponential is not the system's, so that every machine learns the same model.
pub(super) fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    for score in &mut *scores {
        *score = libm::expf(*score - most);
    }
    let sum: f32 = scores.iter().sum();
    for score in scores {
        *score /= sum;
    }
}
