//! A task's parts: what is to be done, and what it waits for. Quoted texts are values and never split.

use std::ops::Range;

use super::vocabulary::{BETWEEN, JOINING, PROGRAM, SAYING, VERBS, WHEN, is_one, joined_verb, verb};
use crate::search::plain;

/// One part of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its words as they were written, without quoted texts.
    pub(super) words: Vec<String>,
    /// The quoted texts in it.
    pub(super) quoted: Vec<String>,
    /// Whether it says what must happen first.
    pub(super) is_condition: bool,
    /// Where one thing may end and a further one begin that the same verb is for, as positions in `words`.
    pub(super) joints: Vec<Range<usize>>,
}

/// A word, a quoted text or a sign of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Comma,
    Colon,
    Stop,
}

/// The parts of a task, in order.
pub(super) fn clauses(task: &str) -> Vec<Clause> {
    let tokens = tokens(task);
    let mut cuts =
        Cuts { tokens: &tokens, out: Vec::new(), start: 0, is_condition: false, joints: Vec::new() };
    cuts.start = after_program(&tokens);
    cuts.run();
    cuts.out
}

/// The parts while they are cut.
struct Cuts<'t> {
    tokens: &'t [Token],
    out: Vec<Clause>,
    start: usize,
    is_condition: bool,
    joints: Vec<Range<usize>>,
}

impl Cuts<'_> {
    fn run(&mut self) {
        self.begin(self.start);
        let mut at = self.start;
        while at < self.tokens.len() {
            at = self.step(at).max(at + 1);
        }
        self.end(self.tokens.len());
    }

    /// Looks at one token; gives the next to look at.
    fn step(&mut self, at: usize) -> usize {
        if self.tokens.get(at) == Some(&Token::Colon)
            && verb(&self.word(self.start)).is_some_and(|verb| is_one(verb, SAYING))
        {
            // What stands behind is what is said: a text, and no part of the task.
            return self
                .tokens
                .iter()
                .skip(at)
                .position(|token| *token == Token::Stop)
                .map_or(self.tokens.len(), |stop| at + stop);
        }
        if self.tokens.get(at) == Some(&Token::Stop) {
            return self.cut(at, self.behind_little(at + 1));
        }
        if at == self.start {
            return at + 1;
        }
        if self.is_condition && (self.tokens.get(at) == Some(&Token::Comma) || self.ends_condition(at)) {
            return self.cut(at, self.behind_joining(at));
        }
        let behind = self.behind_joining(at);
        let joins = behind > at;
        if self.when(behind) > 0 && (joins || self.when(at) > 0) && self.word(behind) != "if" {
            return self.cut(at, behind);
        }
        if joins && self.when(behind) > 0 {
            return self.cut(at, behind);
        }
        if self.is_verb(behind) && joins || self.is_joined_verb(at) {
            return self.cut(at, behind);
        }
        if joins {
            self.joints.push(at..behind);
        }
        behind
    }

    /// Ends the part before `end` and begins the next at `start`.
    fn cut(&mut self, end: usize, start: usize) -> usize {
        self.end(end);
        self.begin(start);
        self.start + 1
    }

    fn begin(&mut self, start: usize) {
        let when = self.when(start);
        self.is_condition = when > 0;
        self.start = start + when;
        self.joints.clear();
    }

    fn end(&mut self, end: usize) {
        let range = self.start..end.max(self.start);
        let (mut words, mut quoted, mut joints) = (Vec::new(), Vec::new(), Vec::new());
        let mut end = 0;
        let said = self.said(&range);
        let mut said_words = Vec::new();
        for (at, token) in self.tokens.iter().enumerate().take(range.end).skip(range.start) {
            if self.joints.iter().any(|joint| joint.start == at) {
                end = words.len();
            }
            if self.joints.iter().any(|joint| joint.end == at) {
                joints.push(end..words.len());
            }
            match token {
                Token::Word(word) if said.is_some_and(|said| at > said) => said_words.push(word.as_str()),
                Token::Word(word) => words.push(word.clone()),
                Token::Quoted(text) => quoted.push(text.clone()),
                Token::Comma | Token::Colon | Token::Stop => {}
            }
        }
        if !said_words.is_empty() {
            quoted.push(said_words.join(" "));
        }
        if !words.is_empty() {
            self.out.push(Clause { words, quoted, is_condition: self.is_condition, joints });
        } else if let Some(last) = self.out.last_mut() {
            last.quoted.extend(quoted);
        }
    }

    /// Where a colon stands behind which a text is said.
    fn said(&self, range: &Range<usize>) -> Option<usize> {
        let says = verb(&self.word(range.start)).is_some_and(|verb| is_one(verb, SAYING));
        let colon = self
            .tokens
            .iter()
            .enumerate()
            .take(range.end)
            .skip(range.start)
            .find(|(_, token)| **token == Token::Colon);
        colon.filter(|_| says).map(|(at, _)| at)
    }

    /// The plain form of the word at `at`; empty where none stands.
    fn word(&self, at: usize) -> String {
        match self.tokens.get(at) {
            Some(Token::Word(word)) => plain(word),
            Some(Token::Quoted(_) | Token::Comma | Token::Colon | Token::Stop) | None => String::new(),
        }
    }

    /// The position behind the little words that a sentence may begin with.
    fn behind_little(&self, at: usize) -> usize {
        let is_little = |at: usize| is_one(&self.word(at), JOINING) || is_one(&self.word(at), BETWEEN);
        let mut behind = at;
        while self.tokens.get(behind) == Some(&Token::Comma) || is_little(behind) && self.when(behind) == 0 {
            behind += 1;
        }
        behind
    }

    /// The position behind commas, joining words and the little words that follow them; `at` itself where none joins.
    fn behind_joining(&self, at: usize) -> usize {
        let joins = |at: usize| self.tokens.get(at) == Some(&Token::Comma) || is_one(&self.word(at), JOINING);
        let mut behind = at;
        while joins(behind) || behind > at && is_one(&self.word(behind), BETWEEN) && self.when(behind) == 0 {
            behind += 1;
        }
        behind
    }

    /// How many words at `at` begin a condition: none where they begin none.
    fn when(&self, at: usize) -> usize {
        let [first, second, third] = [self.word(at), self.word(at + 1), self.word(at + 2)];
        match (first.as_str(), second.as_str(), third.as_str()) {
            ("as", "soon", "as") => 3,
            ("every" | "each", "time", _) | ("كل", "ما" | "مره", _) | ("متي", "ما", _) => 2,
            ("if", "so" | "not" | "yes", _) | ("after", "that" | "this" | "which", _) => 0,
            (first, _, _) if is_one(first, WHEN) => 1,
            ("on", "every" | "each" | "any" | "an" | "a" | "new" | "incoming", _) if at == 0 => 1,
            _ => 0,
        }
    }

    /// Whether a condition without a comma ends before `at`.
    fn ends_condition(&self, at: usize) -> bool {
        let word = self.word(at);
        if word.is_ascii() {
            return at >= self.start + 2
                && is_one(&word, VERBS)
                && !is_one(
                    &self.word(at - 1),
                    &[
                        "to", "the", "a", "an", "i", "we", "they", "is", "be", "been", "was", "gets", "has",
                        "can",
                    ],
                );
        }
        verb(&word).is_some() && (self.start..at).any(|before| verb(&self.word(before)).is_some())
    }

    fn is_verb(&self, at: usize) -> bool {
        verb(&self.word(at)).is_some() || self.is_joined_verb(at)
    }

    /// Whether the word at `at` is a verb with the Arabic "and" written onto it.
    fn is_joined_verb(&self, at: usize) -> bool {
        joined_verb(&self.word(at)).is_some()
    }
}

/// Where the task begins behind "write a script that".
fn after_program(tokens: &[Token]) -> usize {
    /// A longer beginning says more than that a program is wanted.
    const LONGEST: usize = 16;
    const ASKING: &[&str] = &[
        "write",
        "build",
        "make",
        "create",
        "need",
        "want",
        "generate",
        "give",
        "develop",
        "code",
        "اكتب",
        "عايز",
        "عاوز",
        "اريد",
        "ابي",
        "ابغي",
        "بدي",
        "سوي",
        "سو",
        "اعمل",
        "اعملي",
        "انشي",
        "احتاج",
        "محتاج",
        "اكتبلي",
    ];
    const LITTLE: &[&str] = &[
        "a",
        "an",
        "the",
        "some",
        "me",
        "us",
        "you",
        "to",
        "for",
        "please",
        "small",
        "simple",
        "short",
        "little",
        "node",
        "node.js",
        "nodejs",
        "python",
        "php",
        "javascript",
        "typescript",
        "go",
        "java",
        "ruby",
        "rust",
        "bash",
        "shell",
        "whatsapp",
        "starter",
        "sample",
        "لي",
        "لنا",
        "بسيط",
        "صغير",
    ];
    let plain: Vec<String> = tokens
        .iter()
        .take(LONGEST)
        .map(|token| match token {
            Token::Word(word) => plain(word),
            Token::Quoted(_) | Token::Comma | Token::Colon | Token::Stop => String::new(),
        })
        .collect();
    let asks = plain.iter().position(|word| is_one(word, ASKING));
    let Some(asks) =
        asks.filter(|asks| plain.iter().take(*asks).all(|word| verb(word).is_none() || is_one(word, ASKING)))
    else {
        return after_polite(&plain);
    };
    let program = plain
        .iter()
        .enumerate()
        .skip(asks)
        .find(|(_, word)| is_one(word, PROGRAM) && **word != plain[asks])
        .map(|(at, _)| at)
        .or_else(|| plain.get(asks).filter(|word| *word == "code").map(|_| asks));
    let Some(program) = program else { return after_polite(&plain) };
    let between = plain.get(asks + 1..program).unwrap_or_default();
    if !between.iter().all(|word| word.is_empty() || is_one(word, LITTLE) || is_one(word, ASKING)) {
        return after_polite(&plain);
    }
    let behind = [
        "that",
        "which",
        "to",
        "for",
        "in",
        "with",
        "using",
        "please",
        "will",
        "can",
        "اللي",
        "الذي",
        "يقوم",
        "بلغه",
        "ب",
        "ل",
        "لكي",
        "كي",
        "عشان",
        "يخليني",
    ];
    let rest = plain.iter().enumerate().skip(program + 1).find(|(_, word)| {
        !word.is_empty()
            && !is_one(word, &behind)
            && !is_one(word, LITTLE)
            && !is_one(word, &["بايثون", "جافاسكربت", "نود"])
    });
    rest.map_or(0, |(at, _)| at)
}

/// Behind "please" and the like.
fn after_polite(words: &[String]) -> usize {
    const POLITE: &[&str] = &[
        "please", "hi", "hello", "من", "فضلك", "لو", "سمحت", "ممكن", "can", "could", "you", "i", "i'd",
        "want", "like", "need", "to", "اريد", "عايز", "عاوز", "ان", "بدي", "ابي", "ابغي", "",
    ];
    words.iter().position(|word| !is_one(word, POLITE)).unwrap_or(0)
}

/// The words, quoted texts and signs of a task.
fn tokens(task: &str) -> Vec<Token> {
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
