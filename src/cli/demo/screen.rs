//! Showing the story: 80 columns, plain where nobody looks at a terminal.

use std::{
    io::{self, IsTerminal, Write},
    time::Duration,
};

use serde_json::{Map, Value};

use crate::values::without_controls;

/// The columns that every terminal has.
const WIDTH: usize = 80;
/// How far an answer is indented.
const INDENT: &str = "     ";

/// Where the story is shown.
pub(super) struct Screen {
    styled: bool,
}

impl Screen {
    pub(super) fn new() -> Self {
        Self { styled: io::stdout().is_terminal() }
    }

    /// A line as it is.
    #[expect(clippy::unused_self, reason = "the screen is what shows a line")]
    pub(super) fn line(&self, text: &str) {
        // A reader that went away (`| head`) is no fault of the story.
        let _ = writeln!(io::stdout(), "{text}");
    }

    /// A paragraph, wrapped.
    pub(super) fn paragraph(&self, text: &str) {
        for line in wrapped(text, WIDTH) {
            self.line(&line);
        }
    }

    /// The heading of a step.
    pub(super) fn step(&self, number: usize, title: &str) {
        self.line("");
        self.line(&self.style("1", &format!("{number:>2}. {title}")));
    }

    /// What the agent asks.
    pub(super) fn asks(&self, tool: &str, arguments: &Map<String, Value>) {
        let call = format!("{tool} {}", Value::Object(arguments.clone()));
        for (at, line) in wrapped(&call, WIDTH - INDENT.len()).into_iter().enumerate() {
            let mark = if at == 0 { "   > " } else { INDENT };
            self.line(&self.style("36", &format!("{mark}{line}")));
        }
    }

    /// What came back, at most `lines` lines of it, and how long it took.
    pub(super) fn answers(&self, text: &str, lines: usize, took: Duration) {
        let text = without_controls(text);
        let all: Vec<String> = text.lines().flat_map(|line| wrapped(line, WIDTH - INDENT.len())).collect();
        for line in all.iter().take(lines) {
            self.line(&format!("{INDENT}{line}"));
        }
        let more = all.len().saturating_sub(lines);
        let plural = if more == 1 { "" } else { "s" };
        let more = if more > 0 { format!("… {more} more line{plural} · ") } else { String::new() };
        let took = format!("{INDENT}{more}{:.1} ms", took.as_secs_f64() * 1000.0);
        self.line(&self.style("2", &took));
    }

    fn style(&self, code: &str, text: &str) -> String {
        if self.styled { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Text in lines of at most `width` characters, broken at spaces where there are any.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let mut word = word;
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        while word.chars().count() > width {
            let end = word.char_indices().nth(width).map_or(word.len(), |(at, _)| at);
            let (head, tail) = word.split_at(end);
            lines.push(head.to_owned());
            word = tail;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}
