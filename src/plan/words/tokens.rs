//! The words, quoted texts and signs of a task.

use std::ops::Range;

use crate::search::plain;

/// A word, a quoted text or a sign of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word as it was written.
    Word(String),
    /// A text in quotation marks, without them.
    Quoted(String),
    /// What parts a list.
    Comma,
    /// What brings something.
    Colon,
    /// What ends a sentence.
    Stop,
}

impl Token {
    /// The plain form of the word that it is; empty where it is none.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Word(word) => plain(word),
            Self::Quoted(_) | Self::Comma | Self::Colon | Self::Stop => String::new(),
        }
    }
}

/// The words, quoted texts and signs of a task.
pub(super) fn tokens(task: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = task;
    let mut before = ' ';
    let mut run = String::new();
    while let Some(c) = rest.chars().next() {
        if let Some(inner) = quoted(rest, before) {
            word(&mut run, &mut out);
            out.push(Token::Quoted(rest.get(inner.clone()).unwrap_or_default().to_owned()));
            let closing =
                rest.get(inner.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            rest = rest.get(inner.end + closing..).unwrap_or_default();
            before = ' ';
            continue;
        }
        match c {
            '\n' | ';' | '؛' => {
                word(&mut run, &mut out);
                out.push(Token::Stop);
            }
            c if c.is_whitespace() => word(&mut run, &mut out),
            c => run.push(c),
        }
        before = c;
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    word(&mut run, &mut out);
    out
}

/// The range inside of quotation marks that begin `text`.
fn quoted(text: &str, before: char) -> Option<Range<usize>> {
    const PAIRS: [(char, char); 7] =
        [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“'), ('‘', '’'), ('`', '`'), ('\'', '\'')];
    let first = text.chars().next()?;
    let (open, close) = PAIRS.into_iter().find(|(open, _)| *open == first)?;
    if before.is_alphanumeric() {
        return None;
    }
    let start = open.len_utf8();
    let ends = text.char_indices().skip(1).filter(|(_, c)| *c == close);
    // An apostrophe inside of a word closes nothing.
    let mut ends = ends.filter(|(at, c)| {
        let behind = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        !matches!(close, '\'' | '’') || !behind.is_some_and(char::is_alphanumeric)
    });
    ends.next().map(|(end, _)| start..end)
}

/// The word that `run` is, and the signs around it.
fn word(run: &mut String, out: &mut Vec<Token>) {
    let text = std::mem::take(run);
    if matches!(text.as_str(), "->" | "=>" | "→" | "←" | "-" | "–" | "—") {
        out.push(Token::Stop);
        return;
    }
    let text = text.trim_start_matches(['(', '[', '-', '*', '•']);
    let bare = text.trim_end_matches(['.', ',', ':', '!', '?', '،', '؟', ')', ']', '…']);
    let signs = text.get(bare.len()..).unwrap_or_default();
    // `1.` and `2)` number the parts.
    let is_number =
        bare.chars().count() <= 2 && bare.chars().all(char::is_numeric) && signs.starts_with(['.', ')']);
    if !bare.is_empty() && !is_number {
        out.push(Token::Word(bare.to_owned()));
    }
    if is_number || signs.contains(['.', '!', '?', '؟']) {
        out.push(Token::Stop);
    } else if signs.contains([',', '،']) {
        out.push(Token::Comma);
    } else if signs.contains(':') {
        out.push(Token::Colon);
    }
}
