//! The pages of events and guides.

use std::fmt::Write;

use super::{Writer, operation::json, table};
use crate::{
    catalog::{Event, Guide},
    export::words,
};

pub(super) fn event(page: &Writer<'_>, event: &Event) -> String {
    let mut out = page.heading(0, page.say(event.title));
    let _ = write!(out, "{} · POST\n\n", words::code(event.name));
    for text in [event.summary, event.description] {
        let _ = write!(out, "{}\n\n", page.say(text));
    }
    if !event.fields.is_empty() {
        out.push_str(&page.heading(1, page.say(words::FIELDS)));
        let fields = event.fields.iter();
        let rows = fields.map(|(name, meaning)| vec![words::code(name), page.say(*meaning).to_owned()]);
        out.push_str(&table(&[page.say(words::FIELD), page.say(words::MEANING)], rows));
    }
    out.push_str(&page.list(words::LIMITS, &event.limits));
    out.push_str(&page.list(words::NOTES, &event.notes));
    out.push_str(&page.heading(1, page.say(words::DELIVERY)));
    out.push_str(&json(&event.payload.value()));
    out.push_str(&page.related(words::NEXT_CALLS, &event.related));
    out
}

pub(super) fn guide(page: &Writer<'_>, guide: &Guide) -> String {
    let mut out = page.heading(0, page.say(guide.title));
    let _ = write!(out, "{} · {}\n\n", words::code(guide.path), guide.category);
    let _ = write!(out, "{}\n\n", page.say(guide.summary));
    out.push_str(&shifted(untitled(page.say(guide.body)), page.level - 1));
    out.push_str("\n\n");
    out.push_str(&page.related(words::RELATED, &guide.related));
    out
}

/// A guide's text without the title that it begins with.
pub(in crate::export) fn untitled(body: &str) -> &str {
    let body = body.trim();
    match body.strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, rest)| rest.trim_start()),
        None => body,
    }
}

/// The text with its headings `by` levels deeper; what stands in code blocks is left as it is.
fn shifted(body: &str, by: usize) -> String {
    let mut fenced = false;
    let lines = body.lines().map(|line| {
        fenced ^= line.trim_start().starts_with("```");
        let depth = line.chars().take_while(|c| *c == '#').count();
        let is_heading = !fenced && depth > 0 && line.chars().nth(depth) == Some(' ');
        let deeper =
            if is_heading { "#".repeat(by.min(6_usize.saturating_sub(depth))) } else { String::new() };
        format!("{deeper}{line}")
    });
    lines.collect::<Vec<_>>().join("\n")
}
