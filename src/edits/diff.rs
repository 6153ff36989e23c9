//! What an edit changes, as a unified diff.

use similar::TextDiff;

/// Lines of the user's around a change: enough to see where it is, and no more of their text than that.
const CONTEXT: usize = 1;

/// The difference between two texts; nothing where there is none.
pub(super) fn unified(path: &str, old: Option<&str>, new: &str) -> String {
    let before = old.map_or_else(|| "/dev/null".to_owned(), |_| format!("a/{path}"));
    let diff = TextDiff::from_lines(old.unwrap_or_default(), new);
    diff.unified_diff().context_radius(CONTEXT).header(&before, &format!("b/{path}")).to_string()
}
