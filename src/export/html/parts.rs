//! What entries are made of: arguments, examples, tables, links.

use maud::{Markup, html};
use serde_json::Value;

use super::{Writer, json, labels, say};
use crate::{
    catalog::{
        Carried, Carrier, Credential, Entry, ErrorCode, Operation, Place, Text,
        facts::{self, Row},
    },
    export::{uri, words},
    values::Language,
};

impl Writer<'_> {
    /// A small heading with a list; nothing where there is none.
    pub(super) fn list(self, title: Text, texts: &[Text]) -> Markup {
        html! {
            @if !texts.is_empty() {
                h4 { (say(title)) }
                ul.notes { @for text in texts { li { (self.inline(*text)) } } }
            }
        }
    }

    pub(super) fn related(self, title: Text, references: &[&'static str]) -> Markup {
        let pages = facts::related(self.catalog, references);
        html! {
            @if !pages.is_empty() {
                h4 { (say(title)) }
                ul.related {
                    @for entry in pages {
                        li {
                            a href={ "#" (uri::anchor(&entry)) } {
                                (badge(&entry)) (say(title_of(&entry)))
                            }
                        }
                    }
                }
            }
        }
    }

    pub(super) fn arguments(self, operation: &Operation) -> Markup {
        let provider = &self.catalog.provider;
        html! {
            h4 { (say(words::ARGUMENTS)) }
            ul.args {
                @for row in facts::rows(operation) { (self.argument(&row)) }
                @for carried in provider.security.carried(operation, false) {
                    @if carried.credential == Credential::Session { (self.session(carried)) }
                }
            }
            @if facts::nests_in_query(operation) { p.hint { (self.inline(words::NESTED_IN_QUERY)) } }
            @if let Some(scheme) = provider.security.usual() {
                p.hint { (self.with(labels::needed(scheme.carrier), scheme.travels_as())) }
            }
        }
    }

    /// The argument that names the session.
    #[expect(clippy::unused_self, reason = "all parts of an entry are the writer's")]
    fn session(self, carried: Carried) -> Markup {
        let place = match carried.carrier {
            Carrier::Query => Place::Query,
            Carrier::Header | Carrier::Bearer => Place::Header,
            Carrier::Body | Carrier::Form => Place::Body,
        };
        html! {
            li {
                p.name {
                    code dir="ltr" { (carried.name) }
                    span.type { "string" }
                    span.must { (say(words::REQUIRED)) }
                    span.place { (say(facts::place(place))) }
                }
                p { (say(labels::SESSION_NAME)) }
                p.rule { (say(labels::FILLED_IN)) }
            }
        }
    }

    fn argument(self, row: &Row<'_>) -> Markup {
        let limits = row.limits();
        let has_rules = !words::constraints(&limits, Language::En).is_empty();
        html! {
            li class={ "depth-" (row.depth.min(4)) } {
                p.name {
                    code dir="ltr" { (row.name) }
                    span.type dir="ltr" { (row.kind()) }
                    @if row.required { span.must { (say(words::REQUIRED)) } }
                    @if let Some(place) = row.place { span.place { (say(facts::place(place))) } }
                }
                p { (self.inline(row.schema.description)) }
                @if has_rules {
                    p.rule { (self.composed(|language| words::constraints(&limits, language).join(" · "))) }
                }
            }
        }
    }

    /// The errors of an operation, each leading to its page.
    pub(super) fn errors(self, errors: &[&ErrorCode]) -> Markup {
        html! {
            h4 { (say(words::ERRORS)) }
            div.scroll tabindex="0" {
                table {
                    thead {
                        tr {
                            @for head in [words::STATUS, words::CODE, words::ACTION] { th scope="col" { (say(head)) } }
                        }
                    }
                    tbody {
                        @for error in errors {
                            tr {
                                td { (error.status) }
                                td { a href={ "#" (uri::anchor(&Entry::Error(error))) } { code dir="ltr" { (error.code) } } }
                                td { (self.inline(error.action)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// An example under a caption.
pub(super) fn figure(caption: &Markup, code: &Markup) -> Markup {
    html! {
        figure.code {
            figcaption { (caption) }
            pre dir="ltr" tabindex="0" { code { (code) } }
        }
    }
}

/// A value under a caption.
pub(super) fn json_figure(caption: &Markup, value: &Value) -> Markup {
    figure(caption, &json::highlighted(value))
}

/// The title of an entry in both languages.
pub(super) fn title_of(entry: &Entry<'_>) -> Text {
    match entry {
        Entry::Operation(operation) => operation.title,
        Entry::Event(event) => event.title,
        Entry::Guide(guide) => guide.title,
        Entry::Error(error) => Text::new(error.code, error.code),
    }
}

/// The summary of an entry in both languages.
pub(super) fn summary_of(entry: &Entry<'_>) -> Text {
    match entry {
        Entry::Operation(operation) => operation.summary,
        Entry::Event(event) => event.summary,
        Entry::Guide(guide) => guide.summary,
        Entry::Error(error) => error.meaning,
    }
}

/// The method of an operation, or the kind of another page, as a coloured word.
pub(super) fn badge(entry: &Entry<'_>) -> Markup {
    let word = match entry {
        Entry::Operation(operation) => operation.method.as_str(),
        Entry::Event(_) => "EVENT",
        Entry::Guide(_) => "GUIDE",
        Entry::Error(_) => "ERROR",
    };
    html! { span class={ "badge " (word.to_lowercase()) } dir="ltr" { (word) } }
}

/// The path of an operation, its placeholders marked; the name of another page.
pub(super) fn path(entry: &Entry<'_>) -> Markup {
    let name = match entry {
        Entry::Operation(operation) => operation.path.as_str().to_owned(),
        Entry::Event(_) | Entry::Guide(_) | Entry::Error(_) => entry.reference(),
    };
    html! {
        code dir="ltr" {
            @for (at, word) in name.split('/').enumerate() {
                @if at > 0 { "/" wbr; }
                @if word.starts_with('{') { i { (word) } } @else { (word) }
            }
        }
    }
}
