//! Learning the model: stochastic gradient descent with a step of its own for each weight (`AdaGrad`, Duchi, Hazan and
//! Singer, 2011). The same samples give the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    IndexError,
    model::{Row, Trained, softmax},
};

/// How often every sample is seen.
const EPOCHS: usize = 5;
/// The first step of a weight.
const RATE: f32 = 1.0;
/// How strongly weights are drawn to nothing.
const DECAY: f32 = 1e-3;
/// What a weight's history of steps begins with, so that the first is finite.
const START: f32 = 1e-6;
/// The order in which samples are seen is mixed, the same way each time.
const SEED: u64 = 1;

/// One thing that people ask.
pub(super) struct Sample {
    pub(super) features: BTreeMap<String, f32>,
    /// The page or topic that is meant.
    pub(super) class: u16,
    /// How much it counts beside the others.
    pub(super) counts: f32,
}

/// What is known of a feature while it is learned. Only classes in whose samples it stands have a weight.
struct Learning {
    rarity: f32,
    weights: Vec<Weight>,
}

struct Weight {
    class: u16,
    value: f32,
    history: f32,
}

/// Learns which class a question means.
pub(super) fn train(samples: &[Sample], classes: usize) -> Result<Trained<Vec<u8>>, IndexError> {
    let (names, mut features) = dictionary(samples);
    let vectors: Vec<Vec<(usize, f32)>> =
        samples.iter().map(|sample| vector(sample, &names, &features)).collect();
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut random = fastrand::Rng::with_seed(SEED);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for at in &order {
            if let (Some(sample), Some(vector)) = (samples.get(*at), vectors.get(*at)) {
                learn(sample, vector, classes, &mut features);
            }
        }
    }
    compact(&names, &features, classes)
}

/// Every feature by name with its number, in the order of names; and what is known of it before it is learned.
fn dictionary(samples: &[Sample]) -> (BTreeMap<&str, usize>, Vec<Learning>) {
    let mut found: BTreeMap<&str, (usize, BTreeSet<u16>)> = BTreeMap::new();
    for sample in samples {
        for name in sample.features.keys() {
            let (held, classes) = found.entry(name).or_default();
            *held += 1;
            classes.insert(sample.class);
        }
    }
    let weight = |class| Weight { class, value: 0.0, history: START };
    let features = found
        .values()
        .map(|(held, classes)| Learning {
            rarity: rarity(samples.len(), *held),
            weights: classes.iter().copied().map(weight).collect(),
        })
        .collect();
    (found.keys().copied().zip(0..).collect(), features)
}

/// How much a feature tells apart that `held` of `all` samples have.
#[expect(clippy::cast_precision_loss, reason = "counts of samples stay far below 2^24")]
fn rarity(all: usize, held: usize) -> f32 {
    libm::logf(1.0 + all as f32 / (1 + held) as f32)
}

/// A sample as numbers and values of features, of length 1.
fn vector(sample: &Sample, names: &BTreeMap<&str, usize>, features: &[Learning]) -> Vec<(usize, f32)> {
    let value = |(name, counts): (&String, &f32)| {
        let number = *names.get(name.as_str())?;
        Some((number, features.get(number)?.rarity * counts))
    };
    let values: Vec<(usize, f32)> = sample.features.iter().filter_map(value).collect();
    let length = values.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    values.into_iter().map(|(number, value)| (number, value / length)).collect()
}

/// One step towards the class of one sample.
fn learn(sample: &Sample, vector: &[(usize, f32)], classes: usize, features: &mut [Learning]) {
    let mut errors = vec![0.0_f32; classes];
    for (number, value) in vector {
        for weight in features.get(*number).iter().flat_map(|feature| &feature.weights) {
            if let Some(score) = errors.get_mut(usize::from(weight.class)) {
                *score += value * weight.value;
            }
        }
    }
    softmax(&mut errors);
    if let Some(own) = errors.get_mut(usize::from(sample.class)) {
        *own -= 1.0;
    }
    for (number, value) in vector {
        for weight in features.get_mut(*number).into_iter().flat_map(|feature| &mut feature.weights) {
            let error = errors.get(usize::from(weight.class)).copied().unwrap_or_default();
            let slope = value * error * sample.counts + DECAY * weight.value;
            weight.history += slope * slope;
            weight.value -= RATE * slope / weight.history.sqrt();
        }
    }
}

/// The model in few bytes: weights in steps of a 127th of the largest.
fn compact(
    names: &BTreeMap<&str, usize>,
    features: &[Learning],
    classes: usize,
) -> Result<Trained<Vec<u8>>, IndexError> {
    let weights = features.iter().flat_map(|feature| &feature.weights);
    let step = weights.map(|weight| weight.value.abs()).fold(0.0, f32::max) / f32::from(i8::MAX);
    let mut map = fst::MapBuilder::memory();
    let mut rows = Vec::new();
    for (name, number) in names {
        let Some(feature) = features.get(*number) else { continue };
        map.insert(name, rows.len() as u64)?;
        let steps = |weight: &Weight| (weight.class, in_steps(weight.value, step));
        let weights = feature.weights.iter().map(steps).filter(|(_, steps)| *steps != 0).collect();
        rows.extend(postcard::to_stdvec(&Row { rarity: feature.rarity, weights })?);
    }
    let classes = u32::try_from(classes).unwrap_or(u32::MAX);
    Ok(Trained { features: map.into_inner()?, rows, classes, step })
}

#[expect(clippy::cast_possible_truncation, reason = "the largest weight is 127 steps")]
fn in_steps(value: f32, step: f32) -> i8 {
    (value / step).round() as i8
}
