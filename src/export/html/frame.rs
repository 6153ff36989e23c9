//! What stands around the entries: the bar, the list of pages, the search, the chapters.

use maud::{Markup, html};

use super::{
    Writer, labels,
    parts::{badge, title_of},
    say,
};
use crate::{
    catalog::{Catalog, Entry, Text, facts},
    export::{uri, words},
};

pub(super) fn body(writer: Writer<'_>) -> Markup {
    let chapters = chapters(writer.catalog);
    html! {
        a.skip href="#main" { (say(labels::SKIP)) }
        (bar(writer))
        div.frame {
            (pages(&chapters))
            main #main tabindex="-1" {
                (overview(writer))
                @for chapter in &chapters {
                    div.chapter id=(chapter.anchor) {
                        h2 { a href={ "#" (chapter.anchor) } { (say(chapter.title)) } }
                        @if let Some(intro) = chapter.intro { p.intro { (writer.inline(intro)) } }
                        @for entry in &chapter.entries { (writer.entry(entry)) }
                    }
                }
            }
        }
        (search())
    }
}

/// Guides, the endpoints of one category, events or errors.
struct Chapter<'a> {
    anchor: String,
    title: Text,
    intro: Option<Text>,
    entries: Vec<Entry<'a>>,
}

fn chapters(catalog: &Catalog) -> Vec<Chapter<'_>> {
    let fixed =
        |anchor: &str, title, intro, entries| Chapter { anchor: anchor.to_owned(), title, intro, entries };
    let mut out =
        vec![fixed("guides", words::GUIDES, None, catalog.guides.iter().map(Entry::Guide).collect())];
    out.extend(facts::categories(catalog).map(|category| Chapter {
        anchor: uri::category_anchor(category),
        title: Text::new(category, category),
        intro: None,
        entries: facts::operations(catalog, category).map(Entry::Operation).collect(),
    }));
    let events = catalog.events.iter().map(Entry::Event).collect();
    out.push(fixed("events", words::EVENTS, Some(catalog.provider.about.events), events));
    let errors = catalog.errors.iter().map(Entry::Error).collect();
    out.push(fixed("errors", words::ERRORS, Some(catalog.provider.about.errors), errors));
    out
}

fn bar(writer: Writer<'_>) -> Markup {
    html! {
        header.bar {
            button.icon.menu #menu type="button" aria-controls="pages" aria-expanded="false" {
                span aria-hidden="true" { "☰" } span.hidden { (say(labels::MENU)) }
            }
            a.brand href="#main" { span.logo aria-hidden="true" {} bdi { (writer.catalog.provider.name) " API" } }
            button.find #find type="button" aria-haspopup="dialog" data-en=(labels::SEARCH.en) data-ar=(labels::SEARCH.ar()) {
                span.glass aria-hidden="true" {} span.word { (say(labels::SEARCH)) } kbd dir="ltr" { "Ctrl K" }
            }
            div.languages role="group" data-en=(labels::LANGUAGE.en) data-ar=(labels::LANGUAGE.ar()) {
                button type="button" data-language="en" lang="en" { "English" }
                button type="button" data-language="ar" lang="ar" dir="rtl" { "العربية" }
            }
        }
    }
}

fn pages(chapters: &[Chapter<'_>]) -> Markup {
    html! {
        nav.pages #pages data-en=(labels::PAGES.en) data-ar=(labels::PAGES.ar()) {
            a.top href="#main" { (say(labels::OVERVIEW)) }
            @for chapter in chapters {
                details {
                    summary { span { (say(chapter.title)) } span.count { (listed(chapter).count()) } }
                    ul {
                        @for entry in listed(chapter) {
                            li {
                                a href={ "#" (uri::anchor(entry)) } {
                                    span.name { (say(title_of(entry))) }
                                    @if matches!(entry, Entry::Operation(_)) { (badge(entry)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The entries that the list of pages shows: a twin is found beside the operation to use.
fn listed<'c>(chapter: &'c Chapter<'_>) -> impl Iterator<Item = &'c Entry<'c>> {
    let is_twin = |entry: &Entry<'_>| matches!(entry, Entry::Operation(o) if o.twin_of.is_some());
    chapter.entries.iter().filter(move |entry| !is_twin(entry))
}

fn overview(writer: Writer<'_>) -> Markup {
    let catalog = writer.catalog;
    let provider = &catalog.provider;

    let counts = [
        (catalog.operations.len(), labels::OPERATIONS),
        (catalog.events.len(), words::EVENTS),
        (catalog.guides.len(), words::GUIDES),
    ];
    html! {
        div.overview {
            h1 { bdi { (provider.name) " API" } }
            p.lead { (say(labels::LEAD)) }
            ul.counts { @for (count, what) in counts { li { b { (count) } " " (say(what)) } } }
            dl.facts {
                div { dt { (say(labels::BASE)) } dd { code dir="ltr" { (provider.server) } } }
                @if let Some(scheme) = provider.security.usual() {
                    div {
                        dt { (say(labels::TOKEN)) }
                        dd { code dir="ltr" { (scheme.travels_as()) } " " (say(labels::travels_in(scheme.carrier))) }
                    }
                }
                @if let Some(session) = provider.security.session {
                    div {
                        dt { (say(labels::SESSION)) }
                        dd { code dir="ltr" { (session) } " " (say(labels::IN_CALL)) }
                    }
                }
            }
        }
    }
}

fn search() -> Markup {
    html! {
        dialog.search #search data-en=(labels::SEARCH.en) data-ar=(labels::SEARCH.ar())
            data-copy-en=(labels::COPY.en) data-copy-ar=(labels::COPY.ar())
            data-copied-en=(labels::COPIED.en) data-copied-ar=(labels::COPIED.ar()) {
            div.field {
                span.glass aria-hidden="true" {}
                input #query type="text" role="combobox" aria-expanded="false" aria-controls="hits" aria-autocomplete="list"
                    autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="go" dir="auto"
                    data-en=(labels::SEARCH_FOR.en) data-ar=(labels::SEARCH_FOR.ar());
                button.icon #close type="button" { span aria-hidden="true" { "✕" } span.hidden { (say(labels::CLOSE)) } }
            }
            ul #hits role="listbox" data-en=(labels::RESULTS.en) data-ar=(labels::RESULTS.ar()) {}
            p.nothing #nothing role="status" hidden { (say(labels::NOTHING)) }
        }
    }
}
