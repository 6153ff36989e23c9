//! The documentation in the forms that other programs and people read: OpenAPI, Markdown, a page of HTML, a Postman
//! collection, `llms.txt`. The same catalog gives the same text each time.

mod example;
mod html;
mod llms;
mod markdown;
mod members;
mod openapi;
mod page;
mod postman;
mod uri;
mod words;

pub use html::html;
pub use llms::llms;
pub use markdown::markdown;
pub use openapi::openapi;
pub use page::{errors, page};
pub use postman::postman;
pub use uri::uri;

use crate::{catalog::Catalog, values::Language};

/// A form of the whole documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An OpenAPI 3.1 document in JSON, events under `webhooks`.
    Openapi,
    /// One Markdown document with a table of contents.
    Markdown,
    /// One page for a browser, both languages in it, nothing outside needed.
    Html,
    /// A Postman collection, format 2.1.0, in JSON.
    Postman,
    /// An index for agents, as llmstxt.org describes it.
    Llms,
}

/// The whole documentation as text that ends in a line feed.
#[must_use]
pub fn render(catalog: &Catalog, format: Format, language: Language) -> String {
    match format {
        Format::Openapi => format!("{:#}\n", openapi(catalog, language)),
        Format::Markdown => markdown(catalog, language),
        Format::Html => html(catalog, language),
        Format::Postman => format!("{:#}\n", postman(catalog, language)),
        Format::Llms => llms(catalog, language),
    }
}
