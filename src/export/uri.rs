//! How a page is named: by an agent's resource URI, and by an anchor in one document.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::catalog::{Entry, Operation};

/// What stands encoded in a URI's path (RFC 3986); of paths in the catalog, that is the braces of placeholders.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The URI of a page among the server's resources: `wawp://docs/endpoint/POST/v2/send/text`. Braces are encoded;
/// every error code stands on the page `wawp://docs/errors`.
#[must_use]
pub fn uri(entry: &Entry<'_>) -> String {
    let encoded = |path| utf8_percent_encode(path, PATH);
    match entry {
        Entry::Operation(operation) => {
            format!("wawp://docs/endpoint/{}{}", operation.method, encoded(operation.path.as_str()))
        }
        Entry::Event(event) => format!("wawp://docs/webhook/{}", encoded(event.name)),
        Entry::Guide(guide) => format!("wawp://docs/guide{}", encoded(guide.path)),
        Entry::Error(_) => "wawp://docs/errors".to_owned(),
    }
}

/// The anchor of a page in one document: `POST-v2-send-text`, `webhook-message.ack`.
pub(super) fn anchor(entry: &Entry<'_>) -> String {
    match entry {
        Entry::Operation(operation) => operation_anchor(operation),
        Entry::Event(_) | Entry::Guide(_) | Entry::Error(_) => {
            format!("{}-{}", entry.kind().as_str(), dashed(entry.path()))
        }
    }
}

pub(super) fn operation_anchor(operation: &Operation) -> String {
    format!("{}-{}", operation.method, dashed(operation.path.as_str()))
}

/// The anchor of a category: `category-send-messages`.
pub(super) fn category_anchor(category: &str) -> String {
    format!("category-{}", dashed(&category.to_lowercase()))
}

/// The words of a name, joined by dashes; what a URL's fragment must encode is left out.
fn dashed(name: &str) -> String {
    let ordinary = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let words: Vec<&str> = name.split(|c: char| !ordinary(c)).filter(|word| !word.is_empty()).collect();
    words.join("-")
}
