//! What came back, in whatever form: JSON, XML, text, HTML, an image, other bytes, or nothing.

use std::time::{Duration, SystemTime};

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use serde_json::{Map, Value, json};

use super::auth::Echoes;

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// What it says.
    pub content: Content,
    /// How long the header asks to wait.
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

impl Answer {
    pub(super) fn new(status: u16, headers: &HeaderMap, bytes: &[u8], echoes: &Echoes) -> Self {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let mimetype = header(CONTENT_TYPE).unwrap_or_default().to_lowercase();
        Self {
            status,
            content: content(&mimetype, bytes, echoes),
            retry_after: header(RETRY_AFTER).and_then(wait),
        }
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

fn content(mimetype: &str, bytes: &[u8], echoes: &Echoes) -> Content {
    if bytes.is_empty() {
        return Content::Empty;
    }
    let plain = mimetype.split(';').next().unwrap_or_default().trim();
    // The content decides where it is clear: gateways send wrong types, and none at all.
    let seen = infer::get(bytes).map(|kind| kind.mime_type());
    if let Some(image) = seen.filter(|seen| seen.starts_with("image/")) {
        return Content::Image {
            mimetype: image.to_owned(),
            base64: STANDARD.encode(bytes),
            size: bytes.len(),
        };
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        let known = if plain.is_empty() { seen.unwrap_or("application/octet-stream") } else { plain };
        return match text_lossy(plain, bytes) {
            Some(text) => Content::Text(echoes.masked(text)),
            None => Content::Binary { mimetype: known.to_owned(), size: bytes.len() },
        };
    };
    // After it was read, since JSON and XML spell one text in many ways.
    match readable(plain, text.to_owned()) {
        Content::Data(data) => Content::Data(echoes.masked_value(data)),
        Content::Text(text) => Content::Text(echoes.masked(text)),
        other @ (Content::Image { .. } | Content::Binary { .. } | Content::Empty) => other,
    }
}

/// A text that is no UTF-8, where its type says that it is one.
fn text_lossy(mimetype: &str, bytes: &[u8]) -> Option<String> {
    let text = mimetype.starts_with("text/") || mimetype.ends_with("json") || mimetype.ends_with("xml");
    text.then(|| String::from_utf8_lossy(bytes).into_owned())
}

fn readable(mimetype: &str, text: String) -> Content {
    if let Ok(data) = serde_json::from_str(&text) {
        return Content::Data(data);
    }
    let trimmed = text.trim_start();
    let html = mimetype == "text/html" || trimmed.to_ascii_lowercase().starts_with("<!doctype html");
    if !html && (mimetype.ends_with("xml") || trimmed.starts_with("<?xml")) {
        return xml(&text).map_or(Content::Text(text), Content::Data);
    }
    if html { Content::Text(html_text(&text)) } else { Content::Text(text) }
}

/// XML as data: elements as members, repeated ones as lists, texts as texts. Nothing where it is not well-formed.
fn xml(text: &str) -> Option<Value> {
    use quick_xml::{Reader, events::Event};
    /// Deeper documents are no answer of a gateway, and would exhaust the stack later.
    const DEEPEST: usize = 64;
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, Map<String, Value>, String)> =
        vec![(String::new(), Map::new(), String::new())];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if open.len() < DEEPEST => {
                let name = start.name().as_ref().to_owned();
                open.push((name, Map::new(), String::new()));
            }
            Event::Start(_) => return None,
            Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                add(&mut open.last_mut()?.1, name, Value::Null);
            }
            Event::Text(text) => open.last_mut()?.2.push_str(&text),
            Event::CData(text) => open.last_mut()?.2.push_str(&text),
            Event::GeneralRef(entity) => open.last_mut()?.2.push_str(&resolved(&entity)),
            Event::End(_) => {
                let (name, members, text) = open.pop()?;
                let value = if members.is_empty() { json!(text.trim()) } else { Value::Object(members) };
                add(&mut open.last_mut()?.1, name, value);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let (_, root, _) = open.pop()?;
    (open.is_empty() && !root.is_empty()).then_some(Value::Object(root))
}

fn add(members: &mut Map<String, Value>, name: String, value: Value) {
    match members.get_mut(&name) {
        None => {
            members.insert(name, value);
        }
        Some(Value::Array(items)) => items.push(value),
        Some(known) => *known = json!([known.take(), value]),
    }
}

/// The character that an entity of XML stands for.
fn resolved(entity: &str) -> String {
    match entity {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => {
            let code = other.strip_prefix('#').and_then(|code| match code.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => code.parse().ok(),
            });
            code.and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
    }
}

/// The text of an HTML page: what a reader would see, roughly.
fn html_text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        out.push_str(text);
        out.push(' ');
        let lower = tag.get(..8).unwrap_or(tag).to_ascii_lowercase();
        let end = ["script", "style"].iter().find(|name| lower.starts_with(&format!("<{name}")));
        let skip = match end {
            Some(name) => tag.to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(tag.len()),
            None => tag.find('>').map_or(tag.len(), |close| close + 1),
        };
        // An end tag of a script is itself a tag: the next turn takes it.
        rest = tag.get(skip.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
fn wait(header: &str) -> Option<Duration> {
    if let Ok(seconds) = header.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = httpdate::parse_http_date(header).ok()?;
    Some(at.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_becomes_data() {
        let text = "<?xml version=\"1.0\"?><error><code>missing_param</code><m>a &amp; b</m><x>1</x><x>2</x></error>";
        let data = xml(text).unwrap();
        assert_eq!(data, json!({"error": {"code": "missing_param", "m": "a & b", "x": ["1", "2"]}}));
        assert_eq!(xml("<a><b></a>"), None);
    }

    #[test]
    fn html_becomes_its_text() {
        let page =
            "<!DOCTYPE html><html><head><style>p{}</style></head><body><h1>Oh no</h1><p>Try later</p></body>";
        assert_eq!(html_text(page), "Oh no Try later");
        assert_eq!(html_text("<script>alert(1)</script>x<"), "x");
    }
}
