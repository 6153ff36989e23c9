//! JSON as gateways write it.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::Value;

/// An escaped backslash, a pair of surrogates, or (in the group) the half of one.
static SURROGATES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\\\\|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(\\ud[89a-f][0-9a-f]{2})").ok()
});

/// The data, and whether it is whole: some programs cut a text in the middle of a character, and the half that is left is
/// no Unicode. Nothing where the text is no JSON.
pub(super) fn data(text: &str) -> Option<(Value, bool)> {
    if let Ok(data) = serde_json::from_str(text) {
        return Some((data, true));
    }
    let mended = SURROGATES.as_ref()?.replace_all(text, |found: &Captures<'_>| match found.get(1) {
        Some(_) => r"\ufffd".to_owned(),
        None => found.get(0).map_or_else(String::new, |kept| kept.as_str().to_owned()),
    });
    let data = serde_json::from_str(&mended).ok()?;
    Some((data, false))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn half_a_character_spoils_no_answer() {
        let text = r#"{"a": "x\ud83d", "b": "\ud83d\ude00", "c": "\\ud83d", "d": "\udc00y"}"#;
        let expected = json!({"a": "x\u{fffd}", "b": "😀", "c": "\\ud83d", "d": "\u{fffd}y"});
        assert_eq!(data(text), Some((expected, false)));
        assert_eq!(data("[1]"), Some((json!([1]), true)));
        assert_eq!(data(r#"{"a": "\ud83d"#), None);
    }
}
