//! Finding a secret in an output, by decoding what can be decoded: the program looks for spellings, this
//! looks for what they spell.

use std::collections::HashMap;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE},
};

/// How many characters of a secret in a row are a leak.
const RUN: usize = 8;
/// The same in base64 (nine bytes of the secret) and in hex (eight).
const BASE64_RUN: usize = 12;
const HEX_RUN: usize = 16;
/// How often one text may be escaped within another.
const DEEPEST: usize = 6;
/// How many bytes of an output are shown around a leak.
const AROUND: usize = 200;

/// What markup calls the signs of ASCII (HTML 5, named character references).
pub(super) const ENTITIES: [(char, &str); 17] = [
    ('&', "amp"),
    ('<', "lt"),
    ('>', "gt"),
    ('"', "quot"),
    ('\'', "apos"),
    ('+', "plus"),
    ('/', "sol"),
    ('=', "equals"),
    ('%', "percnt"),
    ('\\', "bsol"),
    ('.', "period"),
    ('_', "lowbar"),
    ('!', "excl"),
    ('#', "num"),
    ('$', "dollar"),
    (':', "colon"),
    ('@', "commat"),
];

/// Looks for one secret.
pub(super) struct Watch {
    /// By their first bytes, since most places of a text begin nothing.
    needles: HashMap<[u8; RUN], Vec<Needle>>,
    /// Whether a needle begins with these two bytes.
    begins: Vec<bool>,
}

/// A piece of the secret in one form, in lower case.
struct Needle {
    form: &'static str,
    text: String,
}

impl Watch {
    pub(super) fn of(secret: &str) -> Self {
        let mut watch = Self { needles: HashMap::new(), begins: vec![false; 1 << 16] };
        let reversed: String = secret.chars().rev().collect();
        watch.add("plain", secret, RUN, 1);
        // A text that is decoded loses the backslashes of the secret itself.
        watch.add("decoded", &decoded(secret), RUN, 1);
        watch.add("reversed", &reversed, RUN, 1);
        watch.add("hex", &hex(secret), HEX_RUN, 2);
        for before in 0..3 {
            let bytes = [&b"\0\0\0"[..before], secret.as_bytes()].concat();
            let (from, to) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
            for text in [STANDARD.encode(&bytes), URL_SAFE.encode(&bytes)] {
                watch.add("base64", &text[from..to], BASE64_RUN, 1);
            }
        }
        watch
    }

    fn add(&mut self, form: &'static str, text: &str, run: usize, step: usize) {
        let text = text.to_lowercase();
        for at in (0..=text.len().saturating_sub(run)).step_by(step) {
            let Some(piece) = text.get(at..at + run) else { continue };
            let first = <[u8; RUN]>::try_from(&piece.as_bytes()[..RUN]).unwrap();
            self.begins[place(first[0], first[1])] = true;
            self.needles.entry(first).or_default().push(Needle { form, text: piece.to_owned() });
        }
    }

    /// The form of the secret that a text holds, and what stands around it.
    pub(super) fn found(&self, text: &str) -> Option<(&'static str, String)> {
        let texts = [text.to_ascii_lowercase(), decoded(text).to_ascii_lowercase()];
        texts.iter().find_map(|text| self.found_in(text))
    }

    fn found_in(&self, text: &str) -> Option<(&'static str, String)> {
        let bytes = text.as_bytes();
        // Plain indexing: a chain of iterators takes ten times as long in a build for tests.
        let mut at = 0;
        while at + RUN <= bytes.len() {
            if self.begins[place(bytes[at], bytes[at + 1])]
                && let Some(needles) = self.needles.get(&bytes[at..at + RUN])
                && let Some(needle) =
                    needles.iter().find(|needle| bytes[at..].starts_with(needle.text.as_bytes()))
            {
                let around = &bytes[at.saturating_sub(AROUND)..bytes.len().min(at + AROUND)];
                return Some((needle.form, String::from_utf8_lossy(around).into_owned()));
            }
            at += 1;
        }
        None
    }

    pub(super) fn assert_clean(&self, what: &str, text: &str) {
        if let Some((form, around)) = self.found(text) {
            panic!("{what} holds the secret ({form}):\n…{around}…");
        }
    }
}

fn place(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

pub(super) fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// The text with every escape of JSON, of addresses and of markup resolved, however deep.
pub(super) fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..DEEPEST {
        let Some(next) = resolved(&text) else { break };
        text = next;
    }
    text
}

/// The text with each escape resolved once; nothing where there is none.
fn resolved(text: &str) -> Option<String> {
    let (mut out, mut rest, mut any) = (String::with_capacity(text.len()), text, false);
    while let Some(at) = rest.find(['%', '\\', '&']) {
        let (before, escaped) = rest.split_at(at);
        out.push_str(before);
        let (c, used) =
            escape(escaped).inspect(|_| any = true).unwrap_or((char::from(escaped.as_bytes()[0]), 1));
        out.push(c);
        rest = &escaped[used..];
    }
    out.push_str(rest);
    any.then_some(out)
}

/// The character that an escape at the start of `text` stands for, and how many bytes it takes.
fn escape(text: &str) -> Option<(char, usize)> {
    let code = |digits: Option<&str>, base| char::from_u32(u32::from_str_radix(digits?, base).ok()?);
    let mut chars = text.chars();
    match (chars.next()?, chars.next()?) {
        ('%', _) => Some((code(text.get(1..3), 16)?, 3)),
        ('\\', 'u') => Some((code(text.get(2..6), 16)?, 6)),
        ('\\', 'n' | 'r' | 't') => Some((' ', 2)),
        ('\\', c) => Some((c, 1 + c.len_utf8())),
        ('&', '#') => {
            let (start, base) = if text[2..].starts_with(['x', 'X']) { (3, 16) } else { (2, 10) };
            let count = text[start..].chars().take_while(|c| c.is_digit(base)).count();
            let end = start + count;
            Some((code(text.get(start..end), base)?, end + usize::from(text[end..].starts_with(';'))))
        }
        ('&', _) => {
            let known = |(_, name): &&(char, &str)| {
                text[1..].strip_prefix(name).is_some_and(|rest| rest.starts_with(';'))
            };
            ENTITIES.iter().find(known).map(|(c, name)| (*c, name.len() + 2))
        }
        _ => None,
    }
}
