//! `llms.txt`: what an agent must know, and where each page is.

use super::{
    page::{Links, Writer},
    words,
};
use crate::{
    catalog::{Catalog, Entry, Provider, facts},
    values::Language,
};

/// The index in the form of llmstxt.org, its links leading to the server's resources. GET twins are left out.
#[must_use]
pub fn llms(catalog: &Catalog, language: Language) -> String {
    let page = Writer { catalog, language, links: Links::Resources, level: 1 };
    let mut out =
        format!("# {} API\n\n> {}\n\n", catalog.provider.name, page.say(catalog.provider.about.summary));
    out.push_str(&notes(&page));
    out.push_str(&section(&page, page.say(words::GUIDES), catalog.guides.iter().map(Entry::Guide)));
    for category in facts::categories(catalog) {
        let calls = facts::calls_of(catalog, category).map(Entry::Operation);
        out.push_str(&section(&page, category, calls));
    }
    out.push_str(&section(&page, page.say(words::EVENTS), catalog.events.iter().map(Entry::Event)));
    out.push_str(&errors(&page));
    out
}

fn notes(page: &Writer<'_>) -> String {
    let about = &page.catalog.provider.about;
    let rest = [about.recipients, about.methods, about.rates, about.errors];
    let rest = rest.into_iter().filter(|text| !text.is_empty()).map(|text| page.say(text).to_owned());
    let authentication = authentication(&page.catalog.provider, page.language);
    let lines: Vec<String> =
        [authentication].into_iter().chain(rest).map(|note| format!("- {note}")).collect();
    format!("{}\n\n", lines.join("\n"))
}

fn authentication(provider: &Provider, language: Language) -> String {
    let (server, place) = (provider.server, provider.security.in_words(language));
    match (language, provider.security.session) {
        (Language::En, Some(session)) => format!(
            "Base address `{server}`. The token travels in {place}; `{session}` names the session, in the body of POST \
             and PUT, in the query of GET and DELETE. The MCP server fills in both."
        ),
        (Language::En, None) => {
            format!("Base address `{server}`. The token travels in {place}. The MCP server fills it in.")
        }
        (Language::Ar, Some(session)) => format!(
            "العنوان الأساسي `{server}`. يُرسل الرمز في {place}؛ و`{session}` يسمّي الجلسة، في جسم POST وPUT وفي \
             استعلام GET وDELETE. وخادم MCP يملأ الاثنين."
        ),
        (Language::Ar, None) => {
            format!("العنوان الأساسي `{server}`. يُرسل الرمز في {place}. وخادم MCP يملؤه.")
        }
    }
}

fn section<'a>(page: &Writer<'_>, title: &str, entries: impl Iterator<Item = Entry<'a>>) -> String {
    let items: String = entries.map(|entry| page.item(&name(page, &entry), &entry)).collect();
    format!("## {title}\n\n{items}\n")
}

fn name(page: &Writer<'_>, entry: &Entry<'_>) -> String {
    match entry {
        Entry::Guide(_) => entry.title(page.language).to_owned(),
        Entry::Operation(_) | Entry::Event(_) | Entry::Error(_) => entry.reference(),
    }
}

/// All codes stand on one page.
fn errors(page: &Writer<'_>) -> String {
    let codes: Vec<&str> = page.catalog.errors.iter().map(|error| error.code).collect();
    let Some(first) = page.catalog.errors.first() else { return String::new() };
    let title = page.say(words::ERRORS);
    let link = super::uri(&Entry::Error(first));
    format!("## {title}\n\n- [{title}]({link}): {}\n", codes.join(", "))
}
