//! What a tool answers: bounded text, structured content with the same facts, pictures; and how it fails.
//!
//! An answer is bounded where it is made: a [`Reply`] over its cap cannot exist, and every cut is announced.

mod call;
mod error;
mod fit;
mod pictures;
mod select;
mod shape;

pub(crate) use call::{AnswerFacts, CallFacts};
pub use error::{FaultRow, ToolError};
pub(crate) use fit::fit;
pub(crate) use pictures::Pictures;
pub(crate) use shape::Shape;

use serde::Serialize;
use serde_json::{Map, Value, to_value};

use crate::{masking::KnownEchoes, values::cut};

/// The most bytes of text in one answer: clients cap answers at 25,000 tokens, and this stays well below.
const TEXT_CAP: usize = 24_000;

/// A picture in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its media type.
    pub mimetype: String,
    /// Its bytes, in base64.
    pub base64: String,
}

/// What a tool answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    text: String,
    structured: Map<String, Value>,
    images: Vec<Image>,
}

impl Reply {
    /// An answer: its text, and what the tool's output schema is made from as data. A text over the cap is cut on a
    /// character boundary, and says so.
    #[must_use]
    pub fn new(text: impl Into<String>, output: impl Serialize) -> Self {
        Self::of_members(text, members_of(output))
    }

    fn of_members(text: impl Into<String>, structured: Map<String, Value>) -> Self {
        let mut text = harmless(text.into());
        if text.len() > TEXT_CAP {
            const NOTE: &str = "\n… cut here; ask for less at once";
            text = cut(&text, TEXT_CAP - NOTE.len()).to_owned() + NOTE;
        }
        Self { text, structured, images: Vec::new() }
    }

    /// The answer with the data of a call, which may be large: it is moved, not copied.
    #[must_use]
    pub(crate) fn with_data(mut self, data: Option<Value>) -> Self {
        self.structured.extend(data.map(|data| ("data".to_owned(), data)));
        self
    }

    /// The answer with pictures in it.
    #[must_use]
    pub fn with_images(mut self, images: Vec<Image>) -> Self {
        self.images.extend(images);
        self
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The structured content.
    #[must_use]
    pub fn structured(&self) -> &Map<String, Value> {
        &self.structured
    }

    /// The answer with every echo of a token masked: arguments, files and gateways may hold one.
    #[must_use]
    pub fn concealed(self, echoes: &KnownEchoes) -> Self {
        let Self { text, structured, images } = self;
        let structured = members(echoes.masked_value(Value::Object(structured)));
        Self { text: echoes.masked(text), structured, images }
    }

    /// The parts: text, structured content, images.
    #[must_use]
    pub fn into_parts(self) -> (String, Map<String, Value>, Vec<Image>) {
        (self.text, self.structured, self.images)
    }
}

/// The text without what would act on a terminal: control characters are spelled out.
fn harmless(text: String) -> String {
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(acts) {
        return text;
    }
    let spelled = |out: String, c: char| {
        if acts(c) { out + &format!("\\u{:04x}", u32::from(c)) } else { out + c.encode_utf8(&mut [0; 4]) }
    };
    text.chars().fold(String::new(), spelled)
}

/// The members of an output. One that is no object has none, nor has one that JSON cannot hold: no tool has such.
fn members_of(output: impl Serialize) -> Map<String, Value> {
    to_value(output).map(members).unwrap_or_default()
}

/// The members of a JSON object literal.
pub(crate) fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}
