//! Finding a secret in what is shown, however it is spelled there: escaped once or many times, encoded, broken into
//! lines.

use std::fmt::Write;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE},
};
use serde_json::Value;

use super::unescape::{Unit, layers};
use crate::values::Digest;

/// What is shown in the place of a secret.
pub(crate) const MASK: &str = "***";
/// Shorter texts occur by chance; masking them would spoil the answer.
pub(crate) const SHORTEST_SECRET: usize = 6;
/// The shortest piece of an encoded secret that is looked for.
const SHORTEST_PIECE: usize = 8;
/// A longer text is looked through in parts, so that its units fit into memory.
const PART: usize = 1024 * 1024;
/// How much longer a character may be than itself, escaped again and again.
const WIDEST: usize = 24;

/// A secret in the spellings in which it may come back.
pub(super) struct Echoes {
    /// The secret, and what its base64 and hex have in common wherever it stands; the longest first.
    needles: Vec<String>,
    /// What it was when it was noted.
    secret: Digest,
}

impl Echoes {
    pub(super) fn of(secret: &str) -> Self {
        let digest = Digest::of(secret.as_bytes());
        if secret.len() < SHORTEST_SECRET {
            return Self { needles: Vec::new(), secret: digest };
        }
        let mut needles = encoded(secret.as_bytes());
        needles.push(secret.to_owned());
        needles.sort_unstable_by_key(|needle| std::cmp::Reverse(needle.len()));
        needles.dedup();
        Self { needles, secret: digest }
    }

    /// Whether they are those of this secret.
    pub(super) fn are_of(&self, secret: &str) -> bool {
        self.secret == Digest::of(secret.as_bytes())
    }

    /// Whether the bytes hold the secret as it is.
    pub(super) fn stand_in(&self, bytes: &[u8]) -> bool {
        self.needles
            .iter()
            .any(|needle| bytes.windows(needle.len()).any(|window| window == needle.as_bytes()))
    }

    /// The text with every echo masked.
    pub(super) fn masked(&self, text: String) -> String {
        if self.needles.is_empty() {
            return text;
        }
        let escaped = text.contains(['%', '\\', '&', '\n', '\r']);
        if !escaped && !self.needles.iter().any(|needle| text.contains(needle)) {
            return text;
        }
        let mut spans = Vec::new();
        let overlap = self.needles.first().map_or(0, |needle| needle.len() * WIDEST);
        let mut from = 0;
        while from < text.len() {
            let to = text.floor_char_boundary(from.saturating_add(PART));
            let until = text.floor_char_boundary(to.saturating_add(overlap));
            self.find(text.get(from..until).unwrap_or_default(), from, &mut spans);
            from = to;
        }
        without(text, spans)
    }

    /// The value with every echo in its texts, names and numbers masked.
    pub(super) fn masked_value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.masked(text)),
            Value::Array(items) => items.into_iter().map(|item| self.masked_value(item)).collect(),
            Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| (self.masked(name), self.masked_value(value)))
                .collect(),
            // A token of digits alone may come back as a number.
            Value::Number(number) if self.needles.contains(&number.to_string()) => {
                Value::String(MASK.to_owned())
            }
            other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
        }
    }

    /// Notes where in `part`, which begins at `offset`, an echo stands.
    fn find(&self, part: &str, offset: usize, spans: &mut Vec<(usize, usize)>) {
        for units in layers(part) {
            // Encoded text is broken into lines.
            let units: Vec<&Unit> = units.iter().filter(|unit| !matches!(unit.shown, '\n' | '\r')).collect();
            let shown: String = units.iter().map(|unit| unit.shown).collect();
            for needle in &self.needles {
                for (at, _) in shown.match_indices(needle.as_str()) {
                    let before = |bytes: usize| shown.get(..bytes).map_or(0, |head| head.chars().count());
                    let (first, behind) = (before(at), before(at + needle.len()));
                    if let (Some(first), Some(last)) = (units.get(first), units.get(behind.saturating_sub(1)))
                    {
                        spans.push((offset + first.from, offset + last.to));
                    }
                }
            }
        }
    }
}

/// The text with a mask in the place of each span.
fn without(text: String, mut spans: Vec<(usize, usize)>) -> String {
    if spans.is_empty() {
        return text;
    }
    spans.sort_unstable();
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (from, to) in spans {
        if from >= done {
            out.push_str(text.get(done..from).unwrap_or_default());
            out.push_str(MASK);
        }
        done = done.max(to);
    }
    out + text.get(done..).unwrap_or_default()
}

/// The part of the secret's base64 that is the same wherever it stands in a longer text, and its hex.
fn encoded(secret: &[u8]) -> Vec<String> {
    let hex = secret.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let mut out = vec![hex.to_uppercase(), hex];
    for before in 0..3 {
        let mut bytes = vec![0; before];
        bytes.extend_from_slice(secret);
        let (from, to) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        for text in [STANDARD.encode(&bytes), URL_SAFE.encode(&bytes)] {
            out.extend(text.get(from..to).filter(|piece| piece.len() >= SHORTEST_PIECE).map(str::to_owned));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SECRET: &str = "canary-7f/3a+b&c=d";

    #[test]
    fn every_spelling_is_masked_wherever_it_stands() {
        let echoes = Echoes::of(SECRET);
        let lines = STANDARD.encode(format!("user:{SECRET}"));
        let (first, second) = lines.split_at(12);
        let spelled = [
            SECRET.to_owned(),
            r"canary-7f\/3a+b\u0026c=d".to_owned(),
            r"\u0063\\u0061nary-7f\\\/3a+b&c=d".to_owned(),
            "canary-7f%2F3a%2bb%26c%3Dd".to_owned(),
            "canary-7f%252F3a%25252bb%26c=d".to_owned(),
            "&#99;&#x61;nary-7f&sol;3a&plus;b&amp;c&equals;d".to_owned(),
            "&amp;#99;anary-7f%5Cu002f3a+b&amp;amp;c=d".to_owned(),
            STANDARD.encode(SECRET),
            STANDARD.encode(format!("x{SECRET}")),
            URL_SAFE.encode(format!("user:{SECRET}:rest")),
            format!("{first}\r\n{second}"),
            SECRET.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02X}")),
        ];
        for text in spelled {
            let masked = echoes.masked(format!("before {text} after"));
            assert!(
                masked.contains(MASK) && !masked.contains("nary") && !masked.contains("bmFyeS03"),
                "{masked}"
            );
            assert!(masked.starts_with("before ") && masked.ends_with(" after"), "{masked}");
        }
        let value = json!({SECRET: [{"a": SECRET}, 1, null]});
        assert_eq!(echoes.masked_value(value), json!({MASK: [{"a": MASK}, 1, null]}));
        assert_eq!(Echoes::of("48151623").masked_value(json!([48_151_623, 4])), json!([MASK, 4]));
        // A secret that looks escaped itself is found as it is.
        assert_eq!(Echoes::of("a%41b&amp;c").masked("x a%41b&amp;c y".to_owned()), "x *** y");
        let long = format!("{}\\u0063anary-7f/3a+b&c=d{}", "é%".repeat(PART / 3 - 2), "x".repeat(PART));
        assert!(!echoes.masked(long).contains("anary-7f"));
    }

    #[test]
    fn other_text_is_left_alone() {
        let text = "canary-7f/3a+b&c canary %63anary \\u0063 YWJj\n&unknown; 100% \\".to_owned();
        assert_eq!(Echoes::of(SECRET).masked(text.clone()), text);
        assert_eq!(Echoes::of("abc").masked("abcdef".to_owned()), "abcdef");
    }
}
