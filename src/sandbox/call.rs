//! A call that was received: checked, and not yet carried out.

use serde_json::{Map, Value};

use super::{clock::Moment, refusal::Refusal};
use crate::{
    catalog::{Json, Operation},
    values::ChatId,
};

/// A checked call of an operation.
pub(super) struct Call {
    pub(super) operation: &'static Operation,
    /// The session that it is for, where the operation takes one.
    pub(super) session: Option<String>,
    /// Its arguments, each of its type, wherever they travelled.
    pub(super) arguments: Map<String, Value>,
    /// When it came.
    pub(super) now: Moment,
    /// A number that no other call has.
    pub(super) number: u64,
}

/// Gives out numbers, each once.
#[derive(Default)]
pub(super) struct Numbers(u64);

impl Numbers {
    /// A number that was not given out before.
    pub(super) fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

impl Call {
    /// A text argument; empty where it was left out.
    pub(super) fn text(&self, name: &str) -> &str {
        self.arguments.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The chat that an argument names, in the spelling under which chats are kept.
    pub(super) fn chat(&self, name: &str) -> String {
        let text = self.text(name);
        ChatId::parse(text).map_or_else(|_| text.to_owned(), |id| id.to_string())
    }

    /// A count, given as a number or (as some operations document it) as a text.
    pub(super) fn count(&self, name: &str) -> Result<Option<usize>, Refusal> {
        let value = match self.arguments.get(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text.parse().ok(),
            Some(value) => value.as_u64().and_then(|count| usize::try_from(count).ok()),
        };
        value.map(Some).ok_or_else(|| Refusal::invalid(name, "not_a_count"))
    }

    /// Whether an argument is the documentation's own example, which stands for something that exists.
    pub(super) fn is_example(&self, name: &str) -> bool {
        let argument = self.operation.arguments.iter().find(|argument| argument.name == name);
        let example = argument.and_then(|argument| argument.schema.example_value());
        example.is_some() && example.as_ref() == self.arguments.get(name)
    }

    /// The documented answer.
    pub(super) fn documented(&self) -> Option<Value> {
        self.operation.success.example.map(Json::value)
    }
}
