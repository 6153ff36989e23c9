//! How a gateway may spell a token that it repeats.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use url::form_urlencoded;

use super::{
    Watch,
    canaries::CANARIES,
    leak::{ENTITIES, hex},
};

/// One spelling.
pub(super) struct Form {
    pub(super) name: &'static str,
    pub(super) text: String,
    /// Where its escapes count, besides as plain text.
    pub(super) escapes: Escapes,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    Nowhere,
    InJson,
    InMarkup,
}

fn form(name: &'static str, text: impl Into<String>) -> Form {
    Form { name, text: text.into(), escapes: Escapes::Nowhere }
}

/// Every spelling of a token that a gateway may answer with, and that has to come out masked.
pub(super) fn forms(token: &str) -> Vec<Form> {
    let mut all = vec![form("plain", token)];
    all.extend(in_addresses(token));
    all.extend(in_json(token));
    all.extend(in_markup(token));
    all.extend(in_base64(token));
    all.push(form("hex", hex(token)));
    all.push(form("hex in capitals", hex(token).to_uppercase()));
    all
}

/// Backwards, as a program shows it that plays a trick.
pub(super) fn reversed(token: &str) -> Vec<Form> {
    vec![form("reversed", token.chars().rev().collect::<String>())]
}

/// The first two thirds.
pub(super) fn part(token: &str) -> Vec<Form> {
    vec![form("a part", &token[..token.len() * 2 / 3])]
}

/// By all names that HTML 5 has for signs, as PHP's `htmlentities` writes them; XML knows five of them.
pub(super) fn named(token: &str) -> Vec<Form> {
    let text = token.chars().map(|c| match ENTITIES.iter().find(|(known, _)| *known == c) {
        Some((_, name)) => format!("&{name};"),
        None => c.to_string(),
    });
    vec![form("named as in HTML 5", text.collect::<String>())]
}

/// Written for one place, and then for another one around it.
pub(super) fn stacked(token: &str) -> Vec<Form> {
    let percent = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let unicode = each(token, |c| format!("\\u{:04x}", u32::from(c)));
    vec![
        form("decimal in markup", escaped(&decimal(token))),
        form("JSON in markup", escaped(&quoted(token))),
        form("JSON in an address", percent(&unicode)),
        form("decimal in an address", percent(&decimal(token))),
        form("an address in markup", decimal(&percent(token))),
    ]
}

fn decimal(token: &str) -> String {
    each(token, |c| format!("&#{};", u32::from(c)))
}

fn each(token: &str, write: fn(char) -> String) -> String {
    token.chars().map(write).collect()
}

fn in_addresses(token: &str) -> Vec<Form> {
    let percent = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
    let twice = utf8_percent_encode(&percent, NON_ALPHANUMERIC).to_string();
    vec![
        form("percent", percent.clone()),
        form("percent in small letters", small(&percent)),
        form("percent twice", twice.clone()),
        form("percent twice in small letters", small(&twice)),
        form("percent three times", percent.replace('%', "%2525")),
        form("percent, each character", each(token, |c| format!("%{:02X}", u32::from(c)))),
        form("percent, each character twice", each(token, |c| format!("%25{:02x}", u32::from(c)))),
        form("form", form_urlencoded::byte_serialize(token.as_bytes()).collect::<String>()),
    ]
}

/// Percent-encoding with its digits in small letters, and the rest as it is.
fn small(percent: &str) -> String {
    let mut parts = percent.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| format!("{text}%{}{}", part[..2].to_lowercase(), &part[2..]))
}

fn in_json(token: &str) -> Vec<Form> {
    let first = token.chars().next().unwrap();
    let one = format!("\\u{:04x}{}", u32::from(first), quoted(&token[1..]));
    let last = format!(
        "{}\\u{:04X}",
        quoted(&token[..token.len() - 1]),
        u32::from(token.as_bytes()[token.len() - 1])
    );
    let all = each(token, |c| format!("\\u{:04x}", u32::from(c)));
    let forms = [
        ("JSON", quoted(token)),
        ("JSON with escaped slashes", quoted(token).replace('/', "\\/")),
        ("JSON, the first character escaped", one),
        ("JSON, the last character escaped", last),
        ("JSON, each character escaped", all.clone()),
        ("JSON, each character escaped in capitals", each(token, |c| format!("\\u{:04X}", u32::from(c)))),
        (
            "JSON, signs escaped",
            each(token, |c| if c.is_alphanumeric() { c.into() } else { format!("\\u{:04x}", u32::from(c)) }),
        ),
        ("JSON twice", quoted(&quoted(token))),
        ("JSON twice, each character escaped", quoted(&all)),
        ("JSON three times, slashes escaped", quoted(&quoted(&quoted(token).replace('/', "\\/")))),
    ];
    forms.map(|(name, text)| Form { escapes: Escapes::InJson, ..form(name, text) }).into()
}

fn in_markup(token: &str) -> Vec<Form> {
    let forms = [
        ("named", escaped(token)),
        ("decimal", decimal(token)),
        ("decimal with zeros", each(token, |c| format!("&#{:05};", u32::from(c)))),
        ("hexadecimal", each(token, |c| format!("&#x{:x};", u32::from(c)))),
        ("hexadecimal in capitals", each(token, |c| format!("&#x{:X};", u32::from(c)))),
    ];
    forms.map(|(name, text)| Form { escapes: Escapes::InMarkup, ..form(name, text) }).into()
}

/// A text as JSON writes it between quotation marks.
fn quoted(text: &str) -> String {
    let text = Value::from(text).to_string();
    text[1..text.len() - 1].to_owned()
}

/// A text as XML and HTML write it.
pub(super) fn escaped(text: &str) -> String {
    let signs = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&apos;")];
    signs.iter().fold(text.to_owned(), |text, (sign, entity)| text.replace(*sign, entity))
}

fn in_base64(token: &str) -> Vec<Form> {
    vec![
        form("base64", STANDARD.encode(token)),
        form("base64 after one byte", STANDARD.encode(format!("x{token}"))),
        form("base64 after two bytes", STANDARD.encode(format!("xy{token}"))),
        form("base64 of a user and password", STANDARD.encode(format!("user:{token}"))),
        form("base64 in a longer text", STANDARD.encode(format!("a=1&token={token}&b=2"))),
        form("base64 without padding", STANDARD_NO_PAD.encode(token)),
        form("base64 for addresses", URL_SAFE.encode(token)),
        form("base64 for addresses after one byte", URL_SAFE.encode(format!("x{token}"))),
        form("base64 for addresses after two bytes", URL_SAFE.encode(format!("xy{token}"))),
        form("base64 for addresses without padding", URL_SAFE_NO_PAD.encode(format!("user:{token}"))),
    ]
}

/// A check that sees nothing proves nothing.
#[test]
fn every_spelling_is_seen_in_a_log_and_in_an_answer() {
    for canary in CANARIES {
        let watch = Watch::of(canary.token);
        let odd = [reversed, part, named, stacked].map(|odd| odd(canary.token)).into_iter().flatten();
        for form in forms(canary.token).into_iter().chain(odd) {
            let log = format!("TRACE something: value={:?} and more", form.text);
            let answer = Value::from(Value::from(form.text.as_str()).to_string()).to_string();
            for text in [&form.text, &log, &answer] {
                assert!(watch.found(text).is_some(), "{} {}: {text}", canary.name, form.name);
            }
        }
        for other in CANARIES.iter().filter(|other| other.name != canary.name) {
            assert!(watch.found(other.token).is_none());
        }
        let short = &canary.token[..7];
        assert!(watch.found(&format!("{short} *** {}", hex(short))).is_none());
    }
}
