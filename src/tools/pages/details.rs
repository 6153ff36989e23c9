//! Pages as an agent reads them: compact text, and the same facts as data.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Deserialize;

use super::page::{ErrorRow, Page, Related, Response};
use crate::{
    catalog::{
        Catalog, Entry, ErrorCode, Event, Guide, Json, Operation, Text,
        facts::{self, Row, Span},
    },
    reply::Reply,
    values::{Language, cut},
};

/// What an answer may hold more of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::tools) enum Include {
    /// The JSON Schema in the text too.
    Schema,
    /// The whole example answer.
    Examples,
    /// Error bodies and the rules behind them.
    Errors,
    /// Notes.
    Notes,
    /// Summaries of related pages.
    Related,
}

/// How a page is shown.
pub(in crate::tools) struct View<'a> {
    pub(in crate::tools) catalog: &'static Catalog,
    pub(in crate::tools) language: Language,
    pub(in crate::tools) include: &'a [Include],
}

/// As much of an example answer as shows its shape.
const EXAMPLE: usize = 700;
/// As much of a guide as fits the budget of an answer: 2,500 tokens at most.
const GUIDE: usize = 9_000;

impl View<'_> {
    fn shows(&self, what: Include) -> bool {
        self.include.contains(&what)
    }

    fn texts(&self, texts: &[Text]) -> Vec<&'static str> {
        texts.iter().map(|text| text.get(self.language)).collect()
    }

    /// What every kind of page has.
    fn page(&self, entry: &Entry<'_>) -> Page {
        Page {
            kind: Some(entry.kind()),
            method: Some(entry.method()),
            path: Some(entry.path()),
            title: Some(entry.title(self.language)),
            summary: Some(entry.summary(self.language)),
            ..Page::default()
        }
    }

    fn related(&self, references: &[&'static str]) -> Vec<Related> {
        facts::related(self.catalog, references)
            .iter()
            .map(|entry| Related {
                kind: entry.kind(),
                method: entry.method(),
                path: entry.path(),
                title: entry.title(self.language),
                summary: self.shows(Include::Related).then(|| entry.summary(self.language)),
            })
            .collect()
    }

    fn write_related(&self, references: &[&'static str], text: &mut String) {
        let pages = facts::related(self.catalog, references);
        if pages.is_empty() {
            return;
        }
        let shown: Vec<String> = pages
            .iter()
            .map(|entry| {
                if self.shows(Include::Related) {
                    format!("\n- {}: {}", entry.reference(), entry.summary(self.language))
                } else {
                    entry.reference()
                }
            })
            .collect();
        let separator = if self.shows(Include::Related) { "" } else { ", " };
        let _ = write!(text, "\nrelated: {}", shown.join(separator));
    }
}

/// The page of an operation.
pub(in crate::tools) fn operation(view: &View<'_>, operation: &Operation) -> Reply {
    let errors = error_rows(view, operation);
    let text = operation_text(view, operation, &errors);
    let page = Page {
        risk: Some(operation.risk),
        arguments: Some(operation.arguments_schema(view.language)),
        filled_in: Some(operation.credentials.clone()),
        limits: Some(view.texts(&operation.limits)),
        notes: Some(view.texts(&operation.notes)),
        example: Some(operation.example_call()),
        response: Some(response(view, operation)),
        errors: Some(errors),
        related: Some(view.related(&operation.related)),
        ..view.page(&Entry::Operation(operation))
    };
    Reply::new(text, &page)
}

fn operation_text(view: &View<'_>, operation: &Operation, errors: &[ErrorRow]) -> String {
    let language = view.language;
    let mut text = format!("{} — {}", operation.name(), operation.title.get(language));
    let _ = write!(text, "\n{}", operation.description.get(language));
    let _ = write!(text, "\nrisk: {}", operation.risk.as_str());
    if let Some(other) = operation.twin_of {
        let _ = write!(text, "\n{other} of the same path does the same and is the one to use");
    }
    if operation.real_path != operation.path {
        let _ = write!(text, "\ncalled as {}", operation.real_path);
    }
    text.push_str("\narguments (* required):");
    let rows = facts::rows(operation);
    for row in &rows {
        write_argument(row, language, &mut text);
    }
    if rows.is_empty() {
        text.push_str(" none");
    }
    let _ = write!(text, "\nfilled in by the server: {}", operation.credentials.join(", "));
    write_list("limits", &view.texts(&operation.limits), &mut text);
    write_list("notes", &view.texts(&operation.notes), &mut text);
    let _ = write!(text, "\nexample: {}", operation.example_call());
    let _ = write!(
        text,
        "\nanswers {}: {}",
        operation.success.status,
        operation.success.description.get(language)
    );
    if let Some(example) = operation.success.example {
        let _ = write!(text, "\n{}", example_text(view, example.as_str()));
    }
    text.push_str("\nerrors:");
    for ErrorRow { status, code, action, .. } in errors {
        let _ = write!(text, "\n- {status} {code}: {action}");
    }
    if view.shows(Include::Schema) {
        let _ = write!(text, "\nschema: {}", operation.arguments_schema(language));
    }
    view.write_related(&operation.related, &mut text);
    text
}

fn example_text(view: &View<'_>, example: &str) -> String {
    if view.shows(Include::Examples) || example.len() <= EXAMPLE {
        return example.to_owned();
    }
    format!("{}… (`include: [\"examples\"]` shows all)", cut(example, EXAMPLE))
}

fn response(view: &View<'_>, operation: &Operation) -> Response {
    let success = &operation.success;
    let shown = |example: &Json| view.shows(Include::Examples) || example.as_str().len() <= EXAMPLE * 2;
    Response {
        status: success.status,
        description: success.description.get(view.language),
        example: success.example.filter(shown).map(Json::value),
        media_types: (success.media_types.len() > 1).then(|| success.media_types.clone()),
    }
}

fn error_rows(view: &View<'_>, operation: &Operation) -> Vec<ErrorRow> {
    facts::errors(view.catalog, operation).into_iter().map(|error| error_row(view, error)).collect()
}

fn error_row(view: &View<'_>, error: &ErrorCode) -> ErrorRow {
    ErrorRow {
        status: error.status,
        code: error.code,
        meaning: error.meaning.get(view.language),
        action: error.action.get(view.language),
        body: error.body.filter(|_| view.shows(Include::Errors)).map(Json::value),
    }
}

fn write_argument(row: &Row<'_>, language: Language, text: &mut String) {
    let star = if row.required { "*" } else { "" };
    let _ = write!(text, "\n- {}{star} {}", row.name, row.schema.kind.as_str());
    let limits = row.limits();
    if !limits.choices.is_empty() {
        let _ = write!(text, " ({})", limits.choices.join("|"));
    }
    text.extend(limits.length.map(|length| match length {
        Span::Between(from, to) => format!(" [{from}..{to} long]"),
        Span::AtLeast(from) => format!(" [{from}.. long]"),
        Span::AtMost(to) => format!(" [..{to} long]"),
    }));
    if let Some(Span::Between(from, to)) = limits.range {
        let _ = write!(text, " [{from} to {to}]");
    }
    let _ = write!(text, ": {}", row.schema.description.get(language));
    if let Some(default) = limits.default {
        let _ = write!(text, " Default {default}.");
    }
}

fn write_list(name: &str, items: &[&str], text: &mut String) {
    if !items.is_empty() {
        let _ = write!(text, "\n{name}:");
    }
    for item in items {
        let _ = write!(text, "\n- {item}");
    }
}

/// The page of an event.
pub(in crate::tools) fn event(view: &View<'_>, event: &Event) -> Reply {
    let language = view.language;
    let mut text = format!("event {} — {}", event.name, event.title.get(language));
    let _ = write!(text, "\n{}", event.description.get(language));
    write_list("limits", &view.texts(&event.limits), &mut text);
    write_list("notes", &view.texts(&event.notes), &mut text);
    text.push_str("\npayload:");
    for (field, meaning) in &event.fields {
        let _ = write!(text, "\n- {field}: {}", meaning.get(language));
    }
    let _ = write!(text, "\nexample: {}", event.payload.as_str());
    view.write_related(&event.related, &mut text);
    let page = Page {
        limits: Some(view.texts(&event.limits)),
        notes: Some(view.texts(&event.notes)),
        payload: Some(event.payload.value()),
        related: Some(view.related(&event.related)),
        ..view.page(&Entry::Event(event))
    };
    Reply::new(text, &page)
}

/// The page of a guide.
pub(in crate::tools) fn guide(view: &View<'_>, guide: &Guide) -> Reply {
    let language = view.language;
    let body = guide.body.get(language);
    let mut text = format!("guide {} — {}\n\n", guide.path, guide.title.get(language));
    text.push_str(cut(body, GUIDE));
    if body.len() > GUIDE {
        text.push_str("\n… cut here; search_docs finds the endpoint behind each part");
    }
    view.write_related(&guide.related, &mut text);
    let page = Page { related: Some(view.related(&guide.related)), ..view.page(&Entry::Guide(guide)) };
    Reply::new(text, &page)
}

/// The page of an error code: what it means, what to do, and which calls answer it.
pub(in crate::tools) fn error(view: &View<'_>, error: &ErrorCode) -> Reply {
    let language = view.language;
    let answered: Vec<String> =
        facts::answering(view.catalog, error).into_iter().map(Operation::name).collect();
    let mut text = format!("error {} (status {})\n{}", error.code, error.status, error.meaning.get(language));
    let _ = write!(text, "\nnext: {}", error.action.get(language));
    for variant in &error.variants {
        let (when, rule) = (variant.when.get(language), variant.rule.get(language));
        let _ = write!(text, "\n- {when}: {rule} (like {})", variant.example);
    }
    if let Some(body) = error.body {
        let _ = write!(text, "\nexample: {}", body.as_str());
    }
    let some = answered.get(..answered.len().min(12)).unwrap_or_default();
    let _ = write!(text, "\nanswered by {} endpoints: {}", answered.len(), some.join(", "));
    let whole = View { catalog: view.catalog, language, include: &[Include::Errors] };
    let page = Page { errors: Some(vec![error_row(&whole, error)]), ..view.page(&Entry::Error(error)) };
    Reply::new(text, &page)
}
