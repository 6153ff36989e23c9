//! What the program knows of a gateway: its operations, events, guides and errors.

#[cfg(feature = "docs-compiler")]
mod asked;
mod compiled;
mod entries;
pub(crate) mod facts;
mod lookup;
mod operation;
mod path;
mod pattern;
mod provider;
#[cfg(feature = "docs-compiler")]
mod read;
mod rule;
mod schema;
mod security;
mod text;
mod topic;
pub(crate) mod wire;
mod words;

#[cfg(feature = "docs-compiler")]
pub use asked::{Asked, SearchData, Synonyms};
pub use compiled::{CatalogError, decode, encode};
pub use entries::{ERRORS, EVENTS, Entry, EntryKind, ErrorCode, Event, Guide, Retry, Variant};
pub use lookup::{Lookup, Miss};
pub use operation::{Argument, Body, Operation, Place, Success};
pub use path::{PathTemplate, clean};
pub use pattern::is_match;
pub use provider::{About, Advice, AnswerShape, Environment, FileRoute, Health, Link, Provider, Refusals};
#[cfg(feature = "docs-compiler")]
pub use read::{DocumentError, read_folder, read_search_data, read_words};
pub use rule::{Broken, Rule};
pub use schema::{Bounds, Format, Kind, Property, Schema};
pub use security::{AskedBy, Carried, Carrier, Credential, Scheme, Security};
pub use text::{Json, Text};
pub use topic::Topic;
pub use words::{Conditions, Forms, Openings, Parts, Things, Verbs, WordList, Words, WordsError};

use serde::{Deserialize, Serialize};

/// Everything known of one gateway.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Catalog {
    /// The gateway.
    pub provider: Provider,
    /// The categories, in the order of listings.
    pub categories: Vec<&'static str>,
    /// Every method and path pair.
    pub operations: Vec<Operation>,
    /// Every event.
    pub events: Vec<Event>,
    /// Every guide.
    pub guides: Vec<Guide>,
    /// Every error code.
    pub errors: Vec<ErrorCode>,
    /// What people ask for and it does not offer.
    pub not_offered: Vec<Topic>,
}

impl Catalog {
    /// Every page: operations, events, guides, then error codes. The position of a page in this sequence is
    /// its number in the search index.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let operations = self.operations.iter().map(Entry::Operation);
        let events = self.events.iter().map(Entry::Event);
        let guides = self.guides.iter().map(Entry::Guide);
        operations.chain(events).chain(guides).chain(self.errors.iter().map(Entry::Error))
    }

    /// The page of this number.
    #[must_use]
    pub fn entry(&self, number: usize) -> Option<Entry<'_>> {
        let mut rest = number;
        if let Some(operation) = self.operations.get(rest) {
            return Some(Entry::Operation(operation));
        }
        rest -= self.operations.len();
        if let Some(event) = self.events.get(rest) {
            return Some(Entry::Event(event));
        }
        rest -= self.events.len();
        if let Some(guide) = self.guides.get(rest) {
            return Some(Entry::Guide(guide));
        }
        self.errors.get(rest - self.guides.len()).map(Entry::Error)
    }

    /// The number of a page: [`Self::entry`] gives it back.
    #[must_use]
    pub fn number_of(&self, page: &Entry<'_>) -> Option<usize> {
        self.entries().position(|entry| entry.method() == page.method() && entry.path() == page.path())
    }

    /// The pages that listings show: all but the error codes.
    pub fn listed(&self) -> impl Iterator<Item = Entry<'_>> {
        self.entries().filter(|entry| entry.kind() != EntryKind::Error)
    }

    /// What is known of a gateway's error code.
    #[must_use]
    pub fn error(&self, code: &str) -> Option<&ErrorCode> {
        self.errors.iter().find(|error| error.code == code)
    }
}
