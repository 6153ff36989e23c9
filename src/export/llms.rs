//! `llms.txt`: what an agent must know, and where each page is.

use super::{
    facts,
    page::{Links, Writer},
    words,
};
use crate::{
    catalog::{Catalog, Entry, Operation, Provider, Text},
    values::Language,
};

const ABOUT: Text = Text::new(
    "A WhatsApp API over HTTP: sessions, messages, chats, groups, channels, contacts, and events by webhook.",
    "واجهة واتساب عبر HTTP: الجلسات والرسائل والمحادثات والمجموعات والقنوات وجهات الاتصال، والأحداث عبر webhook.",
);
const CHATS: Text = Text::new(
    "A chat id is `NUMBER@c.us` (a person: international number, digits only, country code first), `ID@g.us` \
         (a group), `ID@newsletter` (a channel) or `ID@lid`. Do not guess a country code: ask.",
    "معرّف المحادثة `NUMBER@c.us` (شخص: رقم دولي، أرقام فقط، يبدأ برمز الدولة) أو `ID@g.us` (مجموعة) أو \
         `ID@newsletter` (قناة) أو `ID@lid`. لا تخمّن رمز الدولة؛ اسأل عنه.",
);
const METHODS: Text = Text::new(
    "Where POST and GET of one path do the same, use POST: its arguments stay out of addresses and logs. GET and \
         DELETE take arguments in the query, POST and PUT in a JSON body.",
    "إذا قامت POST وGET على مسار واحد بالعمل نفسه فاستعمل POST، فتبقى المعاملات خارج العناوين والسجلات. معاملات \
         GET وDELETE في الاستعلام، ومعاملات POST وPUT في جسم JSON.",
);
const RATES: Text = Text::new(
    "Status 429 (`rate_limit_exceeded`): wait `details.retryAfter` seconds. Space sends out, and never repeat one whose \
         outcome is unknown.",
    "الحالة 429 (`rate_limit_exceeded`): انتظر `details.retryAfter` ثانية. باعد بين الرسائل، ولا تكرر إرسالًا لا \
         تُعرف نتيجته.",
);

/// The index in the form of llmstxt.org, its links leading to the server's resources. GET twins are left out.
#[must_use]
pub fn llms(catalog: &Catalog, language: Language) -> String {
    let page = Writer { catalog, language, links: Links::Resources, level: 1 };
    let mut out = format!("# {} API\n\n> {}\n\n", catalog.provider.name, page.say(ABOUT));
    out.push_str(&notes(&page));
    out.push_str(&section(&page, page.say(words::GUIDES), catalog.guides.iter().map(Entry::Guide)));
    for category in facts::categories(catalog) {
        let operations = facts::operations(catalog, category).filter(|operation| operation.twin_of.is_none());
        out.push_str(&section(&page, category, operations.map(Entry::Operation)));
    }
    out.push_str(&section(&page, page.say(words::EVENTS), catalog.events.iter().map(Entry::Event)));
    out.push_str(&errors(&page));
    out
}

fn notes(page: &Writer<'_>) -> String {
    let notes = [authentication(&page.catalog.provider, page.language), page.say(CHATS).to_owned()];
    let rest = [METHODS, RATES, words::ERRORS_INTRO].map(|text| page.say(text).to_owned());
    let lines: Vec<String> = notes.into_iter().chain(rest).map(|note| format!("- {note}")).collect();
    format!("{}\n\n", lines.join("\n"))
}

fn authentication(provider: &Provider, language: Language) -> String {
    let (server, header, instance) = (provider.server, provider.token.header, provider.instance);
    match language {
        Language::En => format!(
            "Base address `{server}`. The token travels in the header `{header}`; `{instance}` names the session, in the \
             body of POST and PUT, in the query of GET and DELETE. The MCP server fills in both."
        ),
        Language::Ar => format!(
            "العنوان الأساسي `{server}`. يُرسل الرمز في الترويسة `{header}`؛ و`{instance}` يسمّي الجلسة، في جسم POST وPUT وفي \
             استعلام GET وDELETE. وخادم MCP يملأ الاثنين."
        ),
    }
}

fn section<'a>(page: &Writer<'_>, title: &str, entries: impl Iterator<Item = Entry<'a>>) -> String {
    let items: String = entries.map(|entry| page.item(&name(page, &entry), &entry)).collect();
    format!("## {title}\n\n{items}\n")
}

fn name(page: &Writer<'_>, entry: &Entry<'_>) -> String {
    match entry {
        Entry::Operation(operation) => Operation::name(operation),
        Entry::Event(event) => event.name.to_owned(),
        Entry::Guide(_) => entry.title(page.language).to_owned(),
        Entry::Error(error) => error.code.to_owned(),
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
