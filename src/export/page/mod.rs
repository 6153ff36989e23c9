//! One entry as a whole page of Markdown: nothing is cut, unlike what a tool answers.

use std::fmt::Write;

mod errors;
mod operation;
mod pages;

pub use errors::errors;
pub(super) use errors::overview;
pub(super) use pages::untitled;

use crate::{
    catalog::{Catalog, Entry, Operation, Text, facts},
    export::{uri, words},
    values::Language,
};

/// The page of one operation, event, guide or error code.
#[must_use]
pub fn page(catalog: &Catalog, entry: &Entry<'_>, language: Language) -> String {
    Writer { catalog, language, links: Links::Resources, level: 1 }.page(entry)
}

/// Where links lead.
#[derive(Clone, Copy)]
pub(super) enum Links {
    /// To resources of the server.
    Resources,
    /// To anchors of the same document.
    Anchors,
}

/// How pages are written.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) language: Language,
    pub(super) links: Links,
    /// The level of a page's own heading.
    pub(super) level: usize,
}

impl Writer<'_> {
    pub(super) fn page(&self, entry: &Entry<'_>) -> String {
        match entry {
            Entry::Operation(operation) => operation::write(self, operation),
            Entry::Event(event) => pages::event(self, event),
            Entry::Guide(guide) => pages::guide(self, guide),
            Entry::Error(error) => errors::one(self, error),
        }
    }

    pub(super) fn say(&self, text: Text) -> &'static str {
        text.get(self.language)
    }

    /// A heading `below` levels under the page's own; Markdown has six.
    pub(super) fn heading(&self, below: usize, text: &str) -> String {
        format!("{} {}\n\n", "#".repeat((self.level + below).min(6)), one_line(text))
    }

    fn link(&self, name: &str, entry: &Entry<'_>) -> String {
        let target = match self.links {
            Links::Resources => uri::uri(entry),
            Links::Anchors => format!("#{}", uri::anchor(entry)),
        };
        format!("[{}]({target})", label(name))
    }

    /// A section with one item a text; nothing where there is none.
    fn list(&self, title: Text, items: &[Text]) -> String {
        if items.is_empty() {
            return String::new();
        }
        let mut out = self.heading(1, self.say(title));
        for item in items {
            let _ = writeln!(out, "- {}", one_line(self.say(*item)));
        }
        out.push('\n');
        out
    }

    fn related(&self, title: Text, references: &[&'static str]) -> String {
        let pages = facts::related(self.catalog, references);
        if pages.is_empty() {
            return String::new();
        }
        let mut out = self.heading(1, self.say(title));
        for entry in pages {
            out.push_str(&self.item(&entry.reference(), &entry));
        }
        out.push('\n');
        out
    }

    /// `- [name](link): summary`.
    pub(super) fn item(&self, name: &str, entry: &Entry<'_>) -> String {
        format!("- {}: {}\n", self.link(name, entry), one_line(entry.summary(self.language)))
    }

    fn operation_link(&self, operation: &Operation) -> String {
        self.link(&operation.name(), &Entry::Operation(operation))
    }

    fn with(&self, words: Text, value: &str) -> String {
        words::with(words, value, self.language)
    }
}

/// A Markdown table.
fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| one_line(cell).replace('|', r"\|")).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text between a link's brackets.
pub(super) fn label(text: &str) -> String {
    one_line(text).replace('[', r"\[").replace(']', r"\]")
}
