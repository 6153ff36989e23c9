//! How much of an answer is shown, and which part.

use std::fmt::Write;

use serde_json::Value;

use super::{
    AnswerFacts, TEXT_CAP, ToolError,
    fit::{Cut, Unit, fit},
    select::Select,
};
use crate::catalog::Operation;

/// The least and the most that `max_bytes` takes.
const BYTES: std::ops::RangeInclusive<u32> = 1_000..=24_000;
/// What an answer's head, notes and request take beside its data.
const HEAD: usize = 1_500;

/// What a cut takes beside its path, in bytes.
const A_CUT: usize = 40;
/// A longer path is not told at all.
const LONGEST_TOLD: usize = 2_000;
/// A longer path names nothing that a caller would ask for.
const LONGEST_PATH: usize = 120;

/// What a caller wants of an answer.
pub(crate) struct Shape {
    select: Option<Select>,
    bytes: usize,
}

/// Data as it is shown.
pub(crate) struct Shown {
    pub(crate) data: Value,
    pub(crate) cuts: Vec<Cut>,
    /// What the caller should know of it.
    pub(crate) note: Option<String>,
    /// Whether it is a part that was asked for.
    selected: bool,
    /// How many bytes there was room for.
    room: usize,
}

impl Shape {
    /// Reads what a caller asks for.
    pub(crate) fn checked(select: Option<&str>, max_bytes: Option<u32>) -> Result<Self, ToolError> {
        let bytes = max_bytes.unwrap_or(*BYTES.end());
        if !BYTES.contains(&bytes) {
            let expected = format!("it must lie in {} to {}", BYTES.start(), BYTES.end());
            return Err(ToolError::invalid("max_bytes", &bytes, expected));
        }
        Ok(Self { select: select.map(Select::parse).transpose()?, bytes: bytes as usize })
    }

    /// For an error: all of it that there is room for. What was asked for was something else.
    pub(crate) fn of_error() -> Self {
        Self { select: None, bytes: 4_000 }
    }

    /// The part that is wanted, as much of it as there is room for.
    pub(crate) fn of(&self, data: Value) -> Shown {
        let (data, note) = match &self.select {
            Some(select) => {
                let selected = select.of(data);
                (selected.data, selected.note)
            }
            None => (data, None),
        };
        let room = self.bytes.min(TEXT_CAP - HEAD);
        let (data, cuts) = fit(data, room);
        Shown { data, cuts, note, selected: self.select.is_some(), room }
    }
}

impl Shown {
    /// What came back with this status, as it is told beside these notes.
    pub(crate) fn told(self, status: u16, notes: Vec<String>) -> AnswerFacts {
        let is_cut = !self.cuts.is_empty();
        let mut left = self.room;
        let fits = |cut: &Cut| {
            let size = cut.path.len() + A_CUT;
            left.checked_sub(size).map(|rest| left = rest).is_some()
        };
        let cuts = self.cuts.into_iter().filter(|cut| cut.path.len() <= LONGEST_TOLD).take_while(fits);
        AnswerFacts {
            status: Some(status),
            truncated: Some(is_cut),
            cuts: is_cut.then(|| cuts.collect()),
            data: Some(self.data),
            notes,
        }
    }

    /// What was left out and how to get it; nothing where all is there.
    pub(crate) fn rest(&self, operation: &Operation) -> String {
        let Some(first) = self.cuts.first() else { return String::new() };
        let mut out = String::from("\n… cut:");
        for cut in self.cuts.iter().filter(|cut| cut.path.len() <= LONGEST_PATH).take(5) {
            let _ = write!(out, " {} of {} {} at `{}`,", cut.kept, cut.of, cut.unit.as_str(), cut.path);
        }
        let mut ways = vec![self.way(first)];
        let pages = ["limit", "offset"];
        let pages =
            pages.iter().filter(|name| operation.arguments.iter().any(|argument| argument.name == **name));
        ways.extend(pages.map(|name| Some(format!("`{name}`"))));
        ways.push((self.room < TEXT_CAP - HEAD).then(|| "a larger `max_bytes`".to_owned()));
        let ways: Vec<String> = ways.into_iter().flatten().collect();
        if ways.is_empty() {
            return out + " no answer has room for the rest";
        }
        let _ = write!(out, " for the rest use {}", ways.join(", or "));
        out
    }

    /// The `select` that gives the rest, where one can.
    fn way(&self, cut: &Cut) -> Option<String> {
        let Cut { path, kept, unit, next, .. } = cut;
        if self.selected || path.len() > LONGEST_PATH {
            return Some("a `select` that names less".to_owned());
        }
        match unit {
            Unit::Items => Some(format!("`select` with `{path}[{kept}:]`")),
            Unit::Members => {
                next.as_ref().map(|next| format!("`select` with `{next}` and the members behind it"))
            }
            // Alone it has all the room that there is.
            Unit::Characters if path != "$" => Some(format!("`select` with `{path}`")),
            Unit::Characters => None,
        }
    }
}
