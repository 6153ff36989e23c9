//! Resources: the documentation, to be read whole. Nothing is cut here, unlike what a tool answers.

use percent_encoding::percent_decode_str;

use crate::{
    catalog::{Catalog, Entry, Lookup, Miss},
    export,
    values::{Language, Method},
};

/// What every URI begins with.
const SCHEME: &str = "wawp://";
/// How many resources one page of the list holds.
const PAGE: usize = 50;
/// Media types.
const MARKDOWN: &str = "text/markdown";
const JSON: &str = "application/json";

/// A resource in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// By which it is read.
    pub uri: String,
    /// `POST /v2/send/text`, an event's name, a guide's path.
    pub name: String,
    /// Its title, in English.
    pub title: String,
    /// Its one line, in English.
    pub description: String,
    /// The media type of its text.
    pub mimetype: &'static str,
}

/// A form of URIs, as RFC 6570 writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// The form.
    pub uri: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it gives.
    pub description: &'static str,
}

/// A resource's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its media type.
    pub mimetype: &'static str,
    /// All of it.
    pub text: String,
}

const ENDPOINT: Template = Template {
    uri: "wawp://docs/endpoint/{method}{+path}{?language}",
    name: "endpoint",
    description: "One call of the API: arguments, limits, example, answer, errors",
};
const WEBHOOK: Template = Template {
    uri: "wawp://docs/webhook/{event}{?language}",
    name: "webhook",
    description: "One event that the gateway posts: its payload, and the calls that follow from it",
};
const GUIDE: Template =
    Template { uri: "wawp://docs/guide{+path}{?language}", name: "guide", description: "One guide, whole" };

/// Every template.
pub const TEMPLATES: [Template; 3] = [ENDPOINT, WEBHOOK, GUIDE];

/// One page of the list and, where more follows, the cursor to it; none for a cursor that was not given out.
#[must_use]
pub fn list(catalog: &Catalog, cursor: Option<&str>) -> Option<(Vec<Listed>, Option<String>)> {
    let from = match cursor {
        None => 0,
        Some(cursor) => cursor.parse().ok().filter(|from| *from > 0 && from % PAGE == 0)?,
    };
    let all: Vec<Listed> =
        whole().into_iter().chain(catalog.listed().filter_map(|entry| page(&entry))).collect();
    let rest = all.get(from..).filter(|rest| !rest.is_empty())?;
    let next = (rest.len() > PAGE).then(|| (from + PAGE).to_string());
    Some((rest.iter().take(PAGE).cloned().collect(), next))
}

/// The documents that are about everything.
fn whole() -> [Listed; 3] {
    let listed = |uri: &str, name: &str, title: &str, description: &str, mimetype| Listed {
        uri: uri.to_owned(),
        name: name.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        mimetype,
    };
    [
        listed(
            "wawp://llms.txt",
            "llms.txt",
            "Index for agents",
            "Every page with its URI and one line",
            MARKDOWN,
        ),
        listed(
            "wawp://openapi.json",
            "openapi.json",
            "OpenAPI 3.1",
            "The whole API, events under `webhooks`",
            JSON,
        ),
        listed(
            "wawp://docs/errors",
            "errors",
            "Error codes",
            "Every error code and what to do about it",
            MARKDOWN,
        ),
    ]
}

/// A page in the list; twins are left out, since the other method of the path is the one to use.
fn page(entry: &Entry<'_>) -> Option<Listed> {
    (!entry.is_twin()).then(|| Listed {
        uri: export::uri(entry),
        name: entry.reference(),
        title: entry.title(Language::En).to_owned(),
        description: entry.summary(Language::En).to_owned(),
        mimetype: MARKDOWN,
    })
}

/// The resource of a URI. Paths are as forgiving as those of `get_endpoint_details`, and the kind may be left out:
/// `wawp://docs/v2/send/text`.
///
/// # Errors
/// The URIs of the nearest pages, where there is no such resource.
pub fn read(catalog: &Catalog, uri: &str) -> Result<Document, Vec<String>> {
    let rest = uri.trim().strip_prefix(SCHEME).ok_or_else(Vec::new)?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let language = language(query).ok_or_else(Vec::new)?;
    let markdown = |text| Ok(Document { mimetype: MARKDOWN, text });
    match path.trim_end_matches('/') {
        "llms.txt" => markdown(export::llms(catalog, language)),
        "openapi.json" => {
            Ok(Document { mimetype: JSON, text: export::openapi(catalog, language).to_string() })
        }
        "docs/errors" => markdown(export::errors(catalog, language)),
        path => {
            let path =
                percent_decode_str(path.strip_prefix("docs/").ok_or_else(Vec::new)?).decode_utf8_lossy();
            markdown(pages(catalog, &path, language)?)
        }
    }
}

/// The gateway that a URI names, and the URI without it: `wawp://http-v2/docs/errors` is `wawp://docs/errors` of the
/// gateway `http-v2`. Nothing for one that means the usual gateway.
#[must_use]
pub fn named_gateway(uri: &str) -> Option<(&str, String)> {
    let (first, rest) = uri.trim().strip_prefix(SCHEME)?.split_once('/')?;
    (first != "docs").then(|| (first, format!("{SCHEME}{rest}")))
}

/// A document whose links lead to resources of the gateway of this name.
#[must_use]
pub fn of_gateway(document: Document, name: &str) -> Document {
    let Document { mimetype, text } = document;
    let text = ["docs/", "openapi.json", "llms.txt"].iter().fold(text, |text, place| {
        text.replace(&format!("{SCHEME}{place}"), &format!("{SCHEME}{name}/{place}"))
    });
    Document { mimetype, text }
}

/// The language that a query asks for; none where it asks for something else.
fn language(query: &str) -> Option<Language> {
    match query {
        "" | "language=en" => Some(Language::En),
        "language=ar" => Some(Language::Ar),
        _ => None,
    }
}

/// The page, or all pages where one path has several methods.
fn pages(catalog: &Catalog, path: &str, language: Language) -> Result<String, Vec<String>> {
    let (name, method) = match path.split_once('/') {
        Some(("endpoint", rest)) => {
            let (method, path) = rest.split_once('/').unwrap_or((rest, ""));
            (path, Some(Method::parse(method).ok_or_else(Vec::new)?))
        }
        Some(("webhook" | "guide" | "errors", rest)) => (rest, None),
        _ => (path, None),
    };
    match catalog.find(name, method) {
        Ok(Lookup::One(entry)) => Ok(export::page(catalog, &entry, language)),
        Ok(Lookup::Several(operations)) => {
            let page = |operation| export::page(catalog, &Entry::Operation(operation), language);
            Ok(operations.into_iter().map(page).collect::<Vec<_>>().join("\n---\n\n"))
        }
        Err(Miss::Unknown { nearest }) => {
            let pages = nearest.iter().filter_map(|reference| catalog.referred(reference));
            Err(pages.map(|entry| export::uri(&entry)).collect())
        }
        Err(Miss::Method { path, allowed }) => {
            let operations = allowed.iter().filter_map(|method| catalog.operation(*method, path).ok());
            Err(operations.map(|operation| export::uri(&Entry::Operation(operation))).collect())
        }
    }
}

/// What an argument of a template may be, given what is typed of it and what `chosen` says of the others; none for a
/// template or argument that there is not.
#[must_use]
pub fn complete(
    catalog: &Catalog,
    template: &str,
    argument: &str,
    typed: &str,
    chosen: impl Fn(&str) -> Option<String>,
) -> Option<Vec<String>> {
    let known = TEMPLATES.iter().find(|known| known.uri == template)?;
    let all: Vec<&str> = match (known.name, argument) {
        (_, "language") => vec!["en", "ar"],
        ("endpoint", "method") => {
            let path = chosen("path");
            let is_used = |method: &Method| catalog.operations.iter().any(|known| known.method == *method);
            let fits = |method: &Method| match path.as_deref() {
                Some(path) => catalog.operation(*method, path).is_ok(),
                None => is_used(method),
            };
            Method::ALL.iter().filter(|method| fits(method)).map(|method| method.as_str()).collect()
        }
        ("endpoint", "path") => {
            let method = chosen("method").as_deref().and_then(Method::parse);
            let operations =
                catalog.operations.iter().filter(|o| method.is_none_or(|method| o.method == method));
            operations.map(|operation| operation.path.as_str()).collect()
        }
        ("webhook", "event") => catalog.events.iter().map(|event| event.name).collect(),
        ("guide", "path") => catalog.guides.iter().map(|guide| guide.path).collect(),
        _ => return None,
    };
    let typed = typed.to_lowercase();
    // What begins as typed first, then what holds it anywhere.
    let (first, holding): (Vec<&str>, Vec<&str>) = all
        .into_iter()
        .filter(|value| value.to_lowercase().contains(&typed))
        .partition(|value| value.to_lowercase().starts_with(&typed));
    let mut values: Vec<String> = Vec::new();
    for value in first.into_iter().chain(holding) {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    Some(values)
}
