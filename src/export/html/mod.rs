//! The documentation as one page for a browser: both languages in it, nothing loaded from elsewhere, readable
//! without its script.

mod entry;
mod frame;
mod json;
mod labels;
mod parts;
mod prose;

use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::{
    catalog::{Catalog, Text},
    export::words,
    values::Language,
};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// A speech bubble, drawn in the page itself.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' \
    height='32' rx='8' fill='%230b7a5b'/%3E%3Cpath d='M8 9h16v11H15l-5 4v-4H8z' fill='%23fff'/%3E%3C/svg%3E";

/// The page, beginning in `language`; the reader switches it.
#[must_use]
pub fn html(catalog: &Catalog, language: Language) -> String {
    let writer = Writer { catalog };
    let title = format!("{} API", catalog.provider.name);
    let page = html! {
        (DOCTYPE)
        html lang=(language.as_str()) dir=(direction(language)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href=(ICON);
                style { (PreEscaped(STYLE)) }
                script { (PreEscaped(SCRIPT)) }
            }
            body { (frame::body(writer)) }
        }
    };
    format!("{}\n", page.into_string())
}

fn direction(language: Language) -> &'static str {
    match language {
        Language::En => "ltr",
        Language::Ar => "rtl",
    }
}

/// Nothing may be loaded or run but the style and the script that stand in the page.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// Writes texts in both languages; the style shows one of them.
#[derive(Clone, Copy)]
struct Writer<'a> {
    catalog: &'a Catalog,
}

impl Writer<'_> {
    /// A text with code spans and emphasis, in one line.
    fn inline(self, text: Text) -> Markup {
        both(text, |language| prose::inline(self.catalog, text.get(language)))
    }

    /// The same, put together from parts.
    fn composed(self, compose: impl Fn(Language) -> String) -> Markup {
        html! {
            span.en lang="en" { (prose::inline(self.catalog, &compose(Language::En))) }
            span.ar lang="ar" { (prose::inline(self.catalog, &compose(Language::Ar))) }
        }
    }

    /// Words that a value is put into.
    fn with(self, words: Text, value: &str) -> Markup {
        self.composed(|language| words::with(words, value, language))
    }

    /// A text of several paragraphs; headings begin at `level`.
    fn block(self, text: Text, level: usize) -> Markup {
        let in_language = |language| prose::block(self.catalog, text.get(language), level);
        html! {
            div.en lang="en" dir="ltr" { (in_language(Language::En)) }
            div.ar lang="ar" dir="rtl" { (in_language(Language::Ar)) }
        }
    }
}

/// Plain words in both languages.
fn say(text: Text) -> Markup {
    both(text, |language| html! { (text.get(language)) })
}

fn both(text: Text, write: impl Fn(Language) -> Markup) -> Markup {
    if text.ar().is_empty() || text.ar() == text.en {
        return html! { bdi { (write(Language::En)) } };
    }
    html! {
        span.en lang="en" { (write(Language::En)) }
        span.ar lang="ar" { (write(Language::Ar)) }
    }
}
