//! Finding a secret in what a gateway sends back, however it is spelled there.

use std::fmt::Write;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE},
};
use regex::{NoExpand, Regex};
use serde_json::Value;

/// What is shown in the place of a secret.
pub(super) const MASK: &str = "***";
/// Shorter texts occur by chance; masking them would spoil the answer.
const SHORTEST_SECRET: usize = 6;
/// The shortest piece of an encoded secret that is looked for.
const SHORTEST_PIECE: usize = 8;

/// The spellings in which a gateway may echo a token.
pub(super) struct Echoes {
    /// As text: each character plain, percent-encoded, or escaped as in JSON, XML and HTML, in any mixture.
    text: Option<Regex>,
    /// As base64 or hex, alone or within a longer run.
    encoded: Vec<String>,
}

impl Echoes {
    pub(super) fn of(secret: &str) -> Self {
        if secret.len() < SHORTEST_SECRET {
            return Self { text: None, encoded: Vec::new() };
        }
        let pattern: String = secret.chars().map(spellings).collect();
        Self { text: Regex::new(&pattern).ok(), encoded: encoded(secret.as_bytes()) }
    }

    /// The text with every echo masked.
    pub(super) fn masked(&self, text: String) -> String {
        let text = match &self.text {
            Some(regex) if regex.is_match(&text) => regex.replace_all(&text, NoExpand(MASK)).into_owned(),
            Some(_) | None => text,
        };
        self.encoded
            .iter()
            .fold(text, |text, echo| if text.contains(echo) { text.replace(echo, MASK) } else { text })
    }

    /// The value with every echo in its texts and names masked.
    pub(super) fn masked_value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.masked(text)),
            Value::Array(items) => items.into_iter().map(|item| self.masked_value(item)).collect(),
            Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| (self.masked(name), self.masked_value(value)))
                .collect(),
            other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
        }
    }
}

/// A regular expression of every way to write one character.
fn spellings(c: char) -> String {
    let code = u32::from(c);
    let mut out =
        format!(r"(?:\\*{}|\\+u(?i:{code:04x})|&#(?i:0*{code}|x0*{code:x});?", regex::escape(&c.to_string()));
    // Percent signs may be encoded themselves, once and again.
    let bytes = c.to_string().bytes().fold(String::new(), |mut bytes, byte| {
        let _ = write!(bytes, "%(?:25)*(?i:{byte:02x})");
        bytes
    });
    let _ = write!(out, "|{bytes}");
    let entity = match c {
        '&' => "amp",
        '<' => "lt",
        '>' => "gt",
        '"' => "quot",
        '\'' => "apos",
        _ => return out + ")",
    };
    format!("{out}|&{entity};)")
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
    out.sort_unstable_by_key(|piece| std::cmp::Reverse(piece.len()));
    out.dedup();
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
        let spelled = [
            SECRET.to_owned(),
            r"canary-7f\/3a+b\u0026c=d".to_owned(),
            r"\u0063\\u0061nary-7f\\\/3a+b&c=d".to_owned(),
            "canary-7f%2F3a%2bb%26c%3Dd".to_owned(),
            "canary-7f%252F3a%25252bb%26c=d".to_owned(),
            "&#99;&#x61;nary-7f/3a+b&amp;c=d".to_owned(),
            STANDARD.encode(SECRET),
            STANDARD.encode(format!("x{SECRET}")),
            URL_SAFE.encode(format!("user:{SECRET}:rest")),
            SECRET.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02X}")),
        ];
        for text in spelled {
            let masked = echoes.masked(format!("before {text} after"));
            assert!(
                masked.contains(MASK) && !masked.contains("nary") && !masked.contains("YW5hcn"),
                "{masked}"
            );
            assert!(masked.starts_with("before ") && masked.ends_with(" after"), "{masked}");
        }
        let value = json!({SECRET: [{"a": SECRET}, 1, null]});
        assert_eq!(echoes.masked_value(value), json!({MASK: [{"a": MASK}, 1, null]}));
    }

    #[test]
    fn other_text_is_left_alone() {
        let text = "canary-7f/3a+b&c canary %63anary \\u0063 YWJj".to_owned();
        assert_eq!(Echoes::of(SECRET).masked(text.clone()), text);
        assert_eq!(Echoes::of("abc").masked("abcdef".to_owned()), "abcdef");
    }
}
