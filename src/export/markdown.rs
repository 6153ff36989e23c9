//! The whole documentation as one Markdown document.

use std::fmt::Write;

use super::{
    page::{Links, Writer, label, overview},
    uri, words,
};
use crate::{
    catalog::{Catalog, Entry, Text, facts},
    values::Language,
};

/// One document: contents, guides, endpoints by category, events, errors. Every link leads to an anchor in it.
#[must_use]
pub fn markdown(catalog: &Catalog, language: Language) -> String {
    let page = Writer { catalog, language, links: Links::Anchors, level: 3 };
    let mut out = format!("# {} API\n\n", catalog.provider.name);
    let parts = parts(catalog, language);
    out.push_str(&contents(&page, &parts));
    for part in &parts {
        let intro = part.intro.map_or_else(String::new, |text| format!("{}\n\n", text.get(language)));
        let _ = write!(out, "{}## {}\n\n{intro}", anchored(&part.anchor), part.title);
        if part.anchor == ERRORS {
            out.push_str(&overview(&page));
        }
        for entry in &part.entries {
            let _ = write!(out, "{}{}", anchored(&uri::anchor(entry)), page.page(entry));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// A chapter.
pub(super) struct Part<'a> {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) intro: Option<Text>,
    pub(super) entries: Vec<Entry<'a>>,
}

/// The anchor of the chapter of errors.
pub(super) const ERRORS: &str = "errors";

/// The chapters of a document: guides, endpoints by category, events, errors.
pub(super) fn parts(catalog: &Catalog, language: Language) -> Vec<Part<'_>> {
    let part = |anchor: &str, title: Text, intro, entries| Part {
        anchor: anchor.to_owned(),
        title: title.get(language).to_owned(),
        intro,
        entries,
    };
    let mut out =
        vec![part("guides", words::GUIDES, None, catalog.guides.iter().map(Entry::Guide).collect())];
    out.extend(facts::categories(catalog).map(|category| Part {
        anchor: uri::category_anchor(category),
        title: category.to_owned(),
        intro: None,
        entries: facts::operations(catalog, category).map(Entry::Operation).collect(),
    }));
    let events = catalog.events.iter().map(Entry::Event).collect();
    out.push(part("events", words::EVENTS, Some(catalog.provider.about.events), events));
    out.push(part(ERRORS, words::ERRORS, None, catalog.errors.iter().map(Entry::Error).collect()));
    out
}

fn contents(page: &Writer<'_>, parts: &[Part<'_>]) -> String {
    let mut out = format!("## {}\n\n", page.say(words::CONTENTS));
    for part in parts {
        let _ = writeln!(out, "- [{}](#{})", label(&part.title), part.anchor);
        for entry in &part.entries {
            let _ = writeln!(
                out,
                "  - [{}](#{}){}",
                label(&entry.reference()),
                uri::anchor(entry),
                title(page, entry)
            );
        }
    }
    out.push('\n');
    out
}

/// ` — title`, where that says more than the name.
fn title(page: &Writer<'_>, entry: &Entry<'_>) -> String {
    match entry {
        Entry::Error(_) => String::new(),
        Entry::Operation(_) | Entry::Event(_) | Entry::Guide(_) => {
            format!(" — {}", entry.title(page.language))
        }
    }
}

fn anchored(anchor: &str) -> String {
    format!("<a id=\"{anchor}\"></a>\n\n")
}
