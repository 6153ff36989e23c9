//! JSON as people read it: indented, its parts marked for colour.

use maud::{Markup, html};
use serde_json::Value;

/// The value as `{:#}` writes it, with spans around its parts.
pub(super) fn highlighted(value: &Value) -> Markup {
    nested(value, 0)
}

fn nested(value: &Value, depth: usize) -> Markup {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let items = members.iter().map(|(name, value)| {
                html! { span.k { (text(name)) } ": " (nested(value, depth + 1)) }
            });
            within("{", &items.collect::<Vec<_>>(), "}", depth)
        }
        Value::Array(items) if !items.is_empty() => {
            let items: Vec<Markup> = items.iter().map(|item| nested(item, depth + 1)).collect();
            within("[", &items, "]", depth)
        }
        Value::String(string) => html! { span.s { (text(string)) } },
        Value::Number(_) => html! { span.n { (value.to_string()) } },
        Value::Null | Value::Bool(_) => html! { span.l { (value.to_string()) } },
        Value::Object(_) | Value::Array(_) => html! { (value.to_string()) },
    }
}

fn within(open: &str, items: &[Markup], close: &str, depth: usize) -> Markup {
    let line = |depth: usize| format!("\n{}", "  ".repeat(depth));
    let last = items.len() - 1;
    html! {
        (open)
        @for (at, item) in items.iter().enumerate() {
            (line(depth + 1)) (item)
            @if at < last { "," }
        }
        (line(depth)) (close)
    }
}

/// A text as JSON writes it.
fn text(text: &str) -> String {
    Value::from(text).to_string()
}
