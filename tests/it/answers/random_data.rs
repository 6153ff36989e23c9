//! Data of any shape, the same for the same seed.

use fastrand::Rng;
use serde_json::{Map, Value, json};

const NAMES: [&str; 16] = [
    "id", "body", "name", "items", "a b", "a.b", "it's", "\"", "\\", "محمد", "", "0", "$", "[*]", "\n\u{1}",
    "🎉",
];
const PIECES: [&str; 10] = ["x", "word ", "محمد ", "🎉", "\"", "\\", "\n", "\u{1}", "…", "<b>&amp;"];

/// A list or an object of some kilobytes.
pub(super) fn data(seed: u64) -> Value {
    let mut rng = Rng::with_seed(seed);
    let count = rng.usize(5..50);
    if rng.bool() {
        return (0..count).map(|_| value(&mut rng, 3)).collect();
    }
    // Wide objects are another promise's.
    object(&mut rng, 3)
}

fn value(rng: &mut Rng, depth: u32) -> Value {
    match rng.u32(0..if depth == 0 { 7 } else { 10 }) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i64(..)),
        3 => json!(rng.f64()),
        4 | 5 => text(rng, 8),
        6 => {
            let most = [8, 60, 900][rng.usize(..3)];
            text(rng, most)
        }
        7 | 8 => object(rng, depth - 1),
        _ => {
            let count = [3, 8, 70][rng.usize(..3)];
            (0..rng.usize(0..count)).map(|_| value(rng, depth - 1)).collect()
        }
    }
}

fn object(rng: &mut Rng, depth: u32) -> Value {
    let mut members = Map::new();
    for _ in 0..rng.usize(0..9) {
        let name = NAMES[rng.usize(..NAMES.len())];
        members.insert(name.to_owned(), value(rng, depth));
    }
    Value::Object(members)
}

fn text(rng: &mut Rng, most: usize) -> Value {
    json!((0..rng.usize(0..most)).map(|_| PIECES[rng.usize(..PIECES.len())]).collect::<String>())
}
