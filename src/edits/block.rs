//! Our block in a text of the user's: two marker lines and what stands between them. What stands outside keeps every
//! character.

use std::ops::Range;

use super::error::MarkerError;

/// The line that our block begins with.
const BEGIN: &str = "<!-- wawp-mcp:begin -->";
/// The line that our block ends with.
const END: &str = "<!-- wawp-mcp:end -->";
/// What the block says to people.
const NOTE: &str =
    "<!-- Written by wawp-mcp from its docs; what you change between these markers is lost. -->";

const BOM: char = '\u{feff}';

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Lf,
    CrLf,
    Cr,
}

/// A fault and the line that it is at, counted from 1.
type At<T> = Result<T, (usize, MarkerError)>;

/// The block around `text`.
pub(super) fn block(text: &str) -> String {
    format!("{BEGIN}\n{NOTE}\n\n{text}\n\n{END}")
}

/// Whether `old` has a block of ours.
pub(super) fn has_block(old: &str) -> At<bool> {
    find(old).map(|found| found.is_some())
}

/// `old` with `text` in our block: in place of the one that is there, else behind all that is there. Lines end as most
/// of the lines outside do.
pub(super) fn with_block(old: &str, text: &str) -> At<String> {
    let Some(range) = find(old)? else {
        return Ok(old.to_owned() + &appended(old, text));
    };
    let before = old.get(..range.start).unwrap_or_default();
    let after = old.get(range.end..).unwrap_or_default();
    let ending = prevailing(before, after);
    Ok([before, &written(&block(text), ending), after].concat())
}

/// What comes behind `old`: a blank line where there is text before it, the block, and a line end where the file has
/// one at its end or is empty.
fn appended(old: &str, text: &str) -> String {
    let ending = prevailing(old, "");
    let content = old.strip_prefix(BOM).unwrap_or(old);
    let ends_line = content.ends_with(['\n', '\r']);
    let before = if content.is_empty() || is_blank_at_end(content) {
        ""
    } else if ends_line {
        "\n"
    } else {
        "\n\n"
    };
    let after = if content.is_empty() || ends_line { "\n" } else { "" };
    written(&format!("{before}{}{after}", block(text)), ending)
}

/// Whether the last line is a blank one.
fn is_blank_at_end(content: &str) -> bool {
    let blank = |ending: &str| content == ending || content.ends_with(&ending.repeat(2));
    ["\n", "\r\n", "\r"].into_iter().any(blank)
}

fn written(text: &str, ending: Ending) -> String {
    match ending {
        Ending::Lf => text.to_owned(),
        Ending::CrLf => text.replace('\n', "\r\n"),
        Ending::Cr => text.replace('\n', "\r"),
    }
}

/// How most lines end; the ending that comes first where two are as frequent.
fn prevailing(before: &str, after: &str) -> Ending {
    let mut counts: Vec<(Ending, usize)> = Vec::new();
    for text in [before, after] {
        for ending in lines(text).filter_map(|(_, ending)| ending) {
            match counts.iter_mut().find(|(known, _)| *known == ending) {
                Some((_, count)) => *count += 1,
                None => counts.push((ending, 1)),
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    counts.iter().find(|(_, count)| Some(*count) == most).map_or(Ending::Lf, |(ending, _)| *ending)
}

/// Where our block stands, both marker lines included, the end of the last line left out.
fn find(text: &str) -> At<Option<Range<usize>>> {
    let mut open: Option<(usize, usize)> = None;
    let mut found = None;
    for (number, (range, _)) in (1..).zip(lines(text)) {
        let line = text.get(range.clone()).unwrap_or_default();
        match line.trim_matches([' ', '\t']) {
            BEGIN if open.is_some() => return Err((number, MarkerError::Nested)),
            BEGIN if found.is_some() => return Err((number, MarkerError::Second)),
            BEGIN => open = Some((number, range.start)),
            END => match open.take() {
                Some((_, start)) => found = Some(start..range.end),
                None => return Err((number, MarkerError::NotBegun)),
            },
            _ => {}
        }
    }
    match open {
        Some((number, _)) => Err((number, MarkerError::NotEnded)),
        None => Ok(found),
    }
}

/// The lines of a text, a byte order mark left out: where each stands, and how it ends.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, Option<Ending>)> {
    let mut at = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = rest.get(length..).unwrap_or_default();
        let (ending, skipped) = if end.starts_with("\r\n") {
            (Some(Ending::CrLf), 2)
        } else if end.starts_with('\n') {
            (Some(Ending::Lf), 1)
        } else if end.starts_with('\r') {
            (Some(Ending::Cr), 1)
        } else {
            (None, 0)
        };
        let range = at..at + length;
        at += length + skipped;
        Some((range, ending))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Texts that are likely to meet what is looked for.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-zء-ي ]{0,6}".prop_map(|text: String| text),
            4 => proptest::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]).prop_map(str::to_owned),
            1 => Just(BEGIN.to_owned()),
            1 => Just(END.to_owned()),
            1 => Just(format!("see {BEGIN}")),
            1 => Just(BOM.to_string()),
            1 => Just(format!("\n{BEGIN}  \nold\n\t{END}\n")),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_stands_outside_keeps_every_character(old in texts()) {
            let Ok(new) = with_block(&old, "one\ntwo") else { return Ok(()) };
            match find(&old).unwrap() {
                None => prop_assert!(new.starts_with(&old)),
                Some(range) => {
                    let now = find(&new).unwrap().unwrap();
                    prop_assert_eq!(&new[..now.start], &old[..range.start]);
                    prop_assert_eq!(&new[now.end..], &old[range.end..]);
                }
            }
        }

        #[test]
        fn twice_is_once_and_a_later_text_replaces_the_earlier(old in texts()) {
            let Ok(once) = with_block(&old, "one\ntwo") else { return Ok(()) };
            prop_assert_eq!(&with_block(&once, "one\ntwo").unwrap(), &once);
            let other = with_block(&old, "three").unwrap();
            prop_assert_eq!(with_block(&once, "three").unwrap(), other);
        }
    }
}
