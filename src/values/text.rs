//! Cutting and cleaning text that came from elsewhere.

/// The longest prefix of `text` that has at most `bytes` bytes and ends on a character boundary.
#[must_use]
pub fn cut(text: &str, bytes: usize) -> &str {
    let end = text.floor_char_boundary(bytes);
    text.get(..end).unwrap_or_default()
}

/// Whether `text` is one run of visible ASCII characters: what ids and tokens are, and what a header can carry.
#[must_use]
pub fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic())
}

/// `text` on one line, without control characters: what came from elsewhere can write no line of ours.
#[must_use]
pub fn one_line(text: &str) -> String {
    without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` with every control character but the line feed and the tab left out, so that a value can be
/// shown in a message or on a terminal without acting there.
#[must_use]
pub fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
