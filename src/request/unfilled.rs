//! Values that were never filled in: a placeholder of the docs or of a program's template, or what a program writes for
//! a value that it does not have.

/// What is right in the place of such a value.
pub(super) const EXPECTED: &str = "it must be a real value, not a placeholder";

/// Whether `text` stands for the argument `name` itself, as `{messageId}` does for `messageId`. Ids are never written in
/// brackets, so that in their place any placeholder is one; a message may well consist of `{hello}`.
pub(super) fn stands_for(name: &str, text: &str) -> bool {
    if names_something(name) {
        return is_placeholder(text) || is_nothing(text);
    }
    inner(text).is_some_and(|inner| plain(inner) == plain(last(name)))
}

/// Whether an argument names a thing that exists, by its own name: an id, a code, a message to reply to.
pub(super) fn names_something(name: &str) -> bool {
    let lower = last(name).to_ascii_lowercase();
    ["id", "ids"].iter().any(|end| lower.ends_with(end))
        || ["reply_to", "code", "invite"].contains(&lower.as_str())
}

/// The member or item that a path of names ends with.
fn last(name: &str) -> &str {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.split('[').next().unwrap_or(last)
}

/// Whether `text` is a placeholder of any name: `{id}`, `{{id}}`, `${id}`, `<id>`, `:id`.
pub(super) fn is_placeholder(text: &str) -> bool {
    inner(text).is_some() || text.trim().strip_prefix(':').is_some_and(is_word)
}

/// What programs print for a value that is not there.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "undefined" | "null" | "None" | "nil" | "NaN" | "[object Object]")
}

/// The name in a placeholder's brackets.
fn inner(text: &str) -> Option<&str> {
    let text = text.trim();
    let brackets = [("{{", "}}"), ("${", "}"), ("{", "}"), ("<", ">")];
    let inside = |(open, close): (&str, &str)| Some(text.strip_prefix(open)?.strip_suffix(close)?.trim());
    brackets.into_iter().find_map(inside).filter(|name| is_word(name))
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
}

/// A name without case and separators.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['_', '-', ' ', '.'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_known_and_messages_are_left_alone() {
        for (name, text) in [
            ("messageId", "{messageId}"),
            ("messageId", "<id of the message>"),
            ("reply_to.id", "${x}"),
            ("contacts[0].whatsappId", "undefined"),
            ("message", "{{ message }}"),
        ] {
            assert!(stands_for(name, text), "{name} {text}");
        }
        for (name, text) in
            [("message", "{hello}"), ("message", "null"), ("message", "<3"), ("id", "3EB0{x}")]
        {
            assert!(!stands_for(name, text), "{name} {text}");
        }
    }
}
