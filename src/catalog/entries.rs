//! The other kinds of page: events, guides and error codes; and what all kinds share.

use serde::{Deserialize, Serialize};

use super::{
    operation::Operation,
    text::{Json, Text},
};
use crate::values::Language;

/// An event that the gateway posts to a webhook receiver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its name: `message.ack`.
    pub name: &'static str,
    /// Its path in the documentation: `/message.ack`.
    pub path: &'static str,
    /// What it tells, in a few words.
    pub title: Text,
    /// When it fires, in one line.
    pub summary: Text,
    /// When it fires and what its fields mean.
    pub description: Text,
    /// An example delivery.
    pub payload: Json,
    /// What the payload's fields mean, by dotted name.
    pub fields: Vec<(&'static str, Text)>,
    /// Limits in words.
    pub limits: Vec<Text>,
    /// What to know when handling it.
    pub notes: Vec<Text>,
    /// Calls that follow from it.
    pub related: Vec<&'static str>,
}

/// A page of prose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guide {
    /// Its path in the documentation: `/v2/start`.
    pub path: &'static str,
    /// The category that it is listed under.
    pub category: &'static str,
    /// Its heading.
    pub title: Text,
    /// What it answers, in one line.
    pub summary: Text,
    /// The page, in Markdown.
    pub body: Text,
    /// Entries that belong beside it.
    pub related: Vec<&'static str>,
}

/// An error code of the gateway.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorCode {
    /// The code as the gateway sends it.
    pub code: &'static str,
    /// The HTTP status that it comes with.
    pub status: u16,
    /// What went wrong.
    pub meaning: Text,
    /// What to do about it.
    pub action: Text,
    /// Whether trying again can help.
    pub retry: Retry,
    /// An example body.
    pub body: Option<Json>,
    /// Rules behind it, case by case.
    pub variants: Vec<Variant>,
}

/// One case of an error code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The case.
    pub when: Text,
    /// The rule that was broken.
    pub rule: Text,
    /// A value that keeps it.
    pub example: &'static str,
}

/// Whether trying again can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Retry {
    /// The same call fails again.
    Never,
    /// Waiting helps.
    Later,
    /// Another call or setting first.
    Fix,
}

/// The kinds of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// A call of the API.
    Endpoint,
    /// A page of prose.
    Guide,
    /// An event.
    Webhook,
    /// An error code.
    Error,
}

impl EntryKind {
    /// The word that tools use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Endpoint => "endpoint",
            Self::Guide => "guide",
            Self::Webhook => "webhook",
            Self::Error => "error",
        }
    }
}

/// A page of any kind.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// A call of the API.
    Operation(&'a Operation),
    /// An event.
    Event(&'a Event),
    /// A page of prose.
    Guide(&'a Guide),
    /// An error code.
    Error(&'a ErrorCode),
}

/// The category that events are listed under.
pub const EVENTS: &str = "Webhooks";
/// The category of error codes, which no listing shows.
pub const ERRORS: &str = "Errors";

impl Entry<'_> {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Operation(_) => EntryKind::Endpoint,
            Self::Event(_) => EntryKind::Webhook,
            Self::Guide(_) => EntryKind::Guide,
            Self::Error(_) => EntryKind::Error,
        }
    }

    /// Whether it is another method of a call that does the same, and not the one to use.
    #[must_use]
    pub fn is_twin(&self) -> bool {
        matches!(self, Self::Operation(operation) if operation.twin_of.is_some())
    }

    /// The method: that of the call; POST for an event, which is posted; GET for a page to read.
    #[must_use]
    pub fn method(&self) -> &'static str {
        match self {
            Self::Operation(operation) => operation.method.as_str(),
            Self::Event(_) => "POST",
            Self::Guide(_) | Self::Error(_) => "GET",
        }
    }

    /// The path by which `get_endpoint_details` finds it.
    #[must_use]
    pub fn path(&self) -> &'static str {
        match self {
            Self::Operation(operation) => operation.path.as_str(),
            Self::Event(event) => event.path,
            Self::Guide(guide) => guide.path,
            Self::Error(error) => error.code,
        }
    }

    /// How it is referred to: `METHOD /path`, an event's name, a guide's path, an error's code.
    #[must_use]
    pub fn reference(&self) -> String {
        match self {
            Self::Operation(operation) => operation.name(),
            Self::Event(event) => event.name.to_owned(),
            Self::Guide(_) | Self::Error(_) => self.path().to_owned(),
        }
    }

    /// The category that it is listed under.
    #[must_use]
    pub fn category(&self) -> &'static str {
        match self {
            Self::Operation(operation) => operation.category,
            Self::Event(_) => EVENTS,
            Self::Guide(guide) => guide.category,
            Self::Error(_) => ERRORS,
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(&self, language: Language) -> &'static str {
        match self {
            Self::Operation(operation) => operation.title.get(language),
            Self::Event(event) => event.title.get(language),
            Self::Guide(guide) => guide.title.get(language),
            Self::Error(error) => error.code,
        }
    }

    /// Its one line.
    #[must_use]
    pub fn summary(&self, language: Language) -> &'static str {
        match self {
            Self::Operation(operation) => operation.summary.get(language),
            Self::Event(event) => event.summary.get(language),
            Self::Guide(guide) => guide.summary.get(language),
            Self::Error(error) => error.meaning.get(language),
        }
    }
}
