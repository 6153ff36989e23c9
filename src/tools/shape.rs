//! How much of an answer is shown, and which part.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{
    ToolError,
    fit::{Cut, fit},
    reply::TEXT_CAP,
    select::Select,
};
use crate::catalog::Operation;

/// The least and the most that `max_bytes` takes.
const BYTES: std::ops::RangeInclusive<u32> = 1_000..=24_000;
/// What an answer's head, notes and request take beside its data.
const HEAD: usize = 1_500;

/// What a caller wants of an answer.
pub(super) struct Shape {
    select: Option<Select>,
    bytes: usize,
}

/// Data as it is shown.
pub(super) struct Shown {
    pub(super) data: Value,
    pub(super) cuts: Vec<Cut>,
    /// What the caller should know of it.
    pub(super) note: Option<String>,
    /// Whether it is a part that was asked for.
    selected: bool,
}

impl Shape {
    /// Reads what a caller asks for.
    pub(super) fn checked(select: Option<&str>, max_bytes: Option<u32>) -> Result<Self, ToolError> {
        let bytes = max_bytes.unwrap_or(*BYTES.end());
        if !BYTES.contains(&bytes) {
            let expected = format!("it must lie in {} to {}", BYTES.start(), BYTES.end());
            return Err(ToolError::invalid("max_bytes", &bytes, expected));
        }
        Ok(Self { select: select.map(Select::parse).transpose()?, bytes: bytes as usize })
    }

    /// For an error: all of it that there is room for. What was asked for was something else.
    pub(super) fn of_error() -> Self {
        Self { select: None, bytes: 4_000 }
    }

    /// The part that is wanted, as much of it as there is room for.
    pub(super) fn of(&self, data: Value) -> Shown {
        let (data, note) = match &self.select {
            Some(select) => {
                let selected = select.of(data);
                (selected.data, selected.note)
            }
            None => (data, None),
        };
        let (data, cuts) = fit(data, self.bytes.min(TEXT_CAP - HEAD));
        Shown { data, cuts, note, selected: self.select.is_some() }
    }
}

impl Shown {
    /// Writes the facts of a cut.
    pub(super) fn tell(&self, structured: &mut Map<String, Value>) {
        structured.insert("truncated".to_owned(), json!(!self.cuts.is_empty()));
        if !self.cuts.is_empty() {
            structured.insert("cuts".to_owned(), json!(self.cuts));
        }
    }

    /// What was left out and how to get it; nothing where all is there.
    pub(super) fn rest(&self, operation: &Operation) -> String {
        let Some(first) = self.cuts.first() else { return String::new() };
        let mut out = String::from("\n… cut:");
        for cut in self.cuts.iter().take(5) {
            let what = if cut.items { "items" } else { "characters" };
            let _ = write!(out, " {} of {} {what} at `{}`,", cut.kept, cut.of, cut.path);
        }
        let pages = ["limit", "offset"].into_iter();
        let pages: Vec<String> = pages
            .filter(|name| operation.arguments.iter().any(|argument| argument.name == *name))
            .map(|name| format!(", `{name}`"))
            .collect();
        let example = match first {
            _ if self.selected => "another one".to_owned(),
            Cut { items: true, path, kept, .. } => format!("`{path}[{kept}:]`"),
            Cut { path, .. } => format!("`{path}`"),
        };
        let _ = write!(out, " use `select` (such as {example}){} to get the rest", pages.concat());
        out
    }
}
