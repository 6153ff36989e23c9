//! What came back, in whatever form: JSON, XML, text, HTML, an image, other bytes, or nothing.

mod html;
mod json;
mod xml;

use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

use crate::{masking::KnownEchoes, net::Incoming, values::cut};

/// The pictures that every client can show.
pub const SHOWN_IMAGES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// What it says.
    pub content: Content,
    /// What a reader should know of how it was read.
    pub remark: Option<Remark>,
    /// How long the gateway asks to wait, by the header or else in its answer.
    pub retry_after: Option<Duration>,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// JSON, or XML as data.
    Data(Value),
    /// Plain text, or the text of an HTML page.
    Text(String),
    /// An image.
    Image {
        /// Its media type.
        mimetype: String,
        /// Its bytes, in base64.
        base64: String,
        /// How many bytes it has.
        size: usize,
    },
    /// Other bytes, which are described and not kept.
    Binary {
        /// Their media type.
        mimetype: String,
        /// How many there are.
        size: usize,
    },
    /// Nothing.
    Empty,
}

/// What a reader should know of how an answer was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It is not what its media type says.
    Malformed {
        /// The media type.
        announced: String,
    },
    /// Bytes that are no UTF-8, or halves of characters, were replaced.
    BadUtf8,
    /// It is a page on which nothing can be read.
    NoWords,
}

impl Answer {
    /// Reads what came; every echo of a secret is masked on the way.
    pub(crate) fn read(incoming: Incoming, echoes: &KnownEchoes) -> Self {
        let Incoming { status, content_type, retry_after, bytes } = incoming;
        let mimetype = echoes.masked(content_type.unwrap_or_default()).to_lowercase();
        let (content, remark) = content(&mimetype, &bytes, echoes);
        Self { status, content, remark, retry_after: retry_after.as_deref().and_then(wait) }
    }

    /// Whether the gateway says that it took the call.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The data, where there is any.
    #[must_use]
    pub fn data(&self) -> Option<&Value> {
        match &self.content {
            Content::Data(data) => Some(data),
            Content::Text(_) | Content::Image { .. } | Content::Binary { .. } | Content::Empty => None,
        }
    }

    /// The text at a JSON Pointer of the data.
    #[must_use]
    pub fn text_at(&self, pointer: &str) -> Option<&str> {
        self.data()?.pointer(pointer)?.as_str()
    }
}

/// What an answer says, and what a reader should know of how it was read.
fn content(mimetype: &str, bytes: &[u8], echoes: &KnownEchoes) -> (Content, Option<Remark>) {
    if bytes.is_empty() {
        return (Content::Empty, None);
    }
    let plain = mimetype.split(';').next().unwrap_or_default().trim();
    // The content decides where it is clear: gateways send wrong types, and none at all.
    let seen = infer::get(bytes).map(|kind| kind.mime_type());
    let shown = seen.filter(|seen| SHOWN_IMAGES.contains(seen));
    // A picture cannot be masked: one that holds the token, as a comment say, is not shown.
    if let Some(image) = shown.filter(|_| !echoes.stand_in(bytes)) {
        let base64 = STANDARD.encode(bytes);
        return (Content::Image { mimetype: image.to_owned(), base64, size: bytes.len() }, None);
    }
    if let Some(file) = seen.filter(|seen| !seen.starts_with("text/") && is_file(bytes)) {
        // A file is often called a text; what it is called otherwise says more than its first bytes.
        let mimetype = if plain.is_empty() || is_text(plain) { file } else { plain };
        return (Content::Binary { mimetype: mimetype.to_owned(), size: bytes.len() }, None);
    }
    // A mark that some programs put before their JSON.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let whole = matches!(text, Cow::Borrowed(_));
    let reads = whole || is_text(plain) || plain.is_empty() && is_mostly_text(bytes);
    if !reads {
        let known = if plain.is_empty() { seen.unwrap_or("application/octet-stream") } else { plain };
        return (Content::Binary { mimetype: known.to_owned(), size: bytes.len() }, None);
    }
    let (content, remark) = readable(plain, &text);
    let remark = if whole { remark } else { Some(Remark::BadUtf8) };
    // Masked after it was read, since JSON and XML spell one text in many ways.
    match content {
        Content::Data(data) => (Content::Data(echoes.masked_value(data)), remark),
        Content::Text(text) => (Content::Text(echoes.masked(text)), remark),
        other @ (Content::Image { .. } | Content::Binary { .. } | Content::Empty) => (other, remark),
    }
}

/// Whether the bytes are a file and no text: many short texts begin as some file does.
fn is_file(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") || bytes.contains(&0) || std::str::from_utf8(bytes).is_err()
}

/// Whether nearly all bytes are those of a text.
fn is_mostly_text(bytes: &[u8]) -> bool {
    let plain = |byte: &&u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    bytes.iter().filter(plain).count() * 10 > bytes.len() * 8
}

/// Whether a media type is one of texts.
fn is_text(mimetype: &str) -> bool {
    mimetype.starts_with("text/") || mimetype.ends_with("json") || mimetype.ends_with("xml")
}

/// A text as what it is, and what a reader should know of that.
fn readable(mimetype: &str, text: &str) -> (Content, Option<Remark>) {
    if let Some((data, whole)) = json::data(text) {
        return (Content::Data(data), (!whole).then_some(Remark::BadUtf8));
    }
    let head = cut(text.trim_start(), 14).to_ascii_lowercase();
    if mimetype == "text/html" || head.starts_with("<!doctype html") || head.starts_with("<html") {
        let words = html::text(text);
        let malformed =
            mimetype.ends_with("json").then(|| Remark::Malformed { announced: mimetype.to_owned() });
        let remark = if words.is_empty() { Some(Remark::NoWords) } else { malformed };
        return (Content::Text(words), remark);
    }
    let says_xml = mimetype.ends_with("xml");
    let is_xml = says_xml || head.starts_with("<?xml");
    if let Some(data) = is_xml.then(|| xml::data(text)).flatten() {
        return (Content::Data(data), None);
    }
    let announced = mimetype.ends_with("json") || says_xml;
    let remark = announced.then(|| Remark::Malformed { announced: mimetype.to_owned() });
    (Content::Text(text.to_owned()), remark)
}

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
fn wait(header: &str) -> Option<Duration> {
    if let Ok(seconds) = header.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    if !header.trim().is_empty() && header.trim().bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than there are.
        return Some(Duration::MAX);
    }
    let at = httpdate::parse_http_date(header).ok()?;
    Some(at.duration_since(SystemTime::now()).unwrap_or_default())
}
