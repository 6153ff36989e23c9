//! A task's parts: what is to be done, and what it waits for. Quoted texts are values and never split.

use std::ops::Range;

use super::{
    opening::after_opening,
    tokens::{Token, tokens},
};
use crate::catalog::Words;

/// One part of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its words as they were written, without quoted texts.
    pub(super) words: Vec<String>,
    /// The quoted texts in it.
    pub(super) quoted: Vec<String>,
    /// What it says.
    pub(super) kind: Kind,
    /// Where one thing may end and a further one begin that the same verb is for, as positions in `words`.
    pub(super) joints: Vec<Range<usize>>,
}

/// What a part of a task says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What is to be done.
    Does,
    /// What must happen first.
    When,
    /// What must have been done first.
    After,
    /// What must be so.
    If,
    /// For what each it is to be done.
    Each,
}

/// The parts of a task, in order.
pub(super) fn clauses(task: &str, lists: &Words) -> Vec<Clause> {
    let tokens = tokens(task);
    let start = after_opening(&tokens, lists);
    let mut cuts =
        Cuts { lists, tokens: &tokens, out: Vec::new(), start, kind: Kind::Does, joints: Vec::new() };
    cuts.run();
    cuts.out
}

/// The most words of a phrase that begins a condition.
const LONGEST: usize = 3;

/// The parts while they are cut.
struct Cuts<'t> {
    lists: &'t Words,
    tokens: &'t [Token],
    out: Vec<Clause>,
    start: usize,
    kind: Kind,
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
        if self.tokens.get(at) == Some(&Token::Colon) && self.says(self.start) {
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
        let ends = self.tokens.get(at) == Some(&Token::Comma) || self.ends_condition(at);
        if self.kind != Kind::Does && ends {
            return self.cut(at, self.behind_joining(at));
        }
        let behind = self.behind_joining(at);
        let joins = behind > at;
        let opens = self.opening(behind).is_some_and(|(kind, _)| match kind {
            Kind::When | Kind::After => true,
            // Behind some verbs it asks whether something is so.
            Kind::If => {
                let before = self.word(behind - 1);
                let asks = |word: &str| self.lists.conditions.whether.has(word);
                joins || !asks(&before) && !self.lists.verb(&before).is_some_and(asks)
            }
            Kind::Does | Kind::Each => joins,
        });
        if opens || self.is_verb(behind) && joins || self.is_joined_verb(at) {
            return self.cut(at, behind);
        }
        // The Arabic "and" is written onto what it joins.
        if joins || self.is_joined_thing(&self.word(at)) {
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
        let (kind, words) = self.opening(start).unwrap_or((Kind::Does, 0));
        self.kind = kind;
        self.start = start + words;
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
            self.out.push(Clause { words, quoted, kind: self.kind, joints });
        } else if let Some(last) = self.out.last_mut() {
            last.quoted.extend(quoted);
        }
    }

    /// Where a colon stands behind which a text is said.
    fn said(&self, range: &Range<usize>) -> Option<usize> {
        let colon = self
            .tokens
            .iter()
            .enumerate()
            .take(range.end)
            .skip(range.start)
            .find(|(_, token)| **token == Token::Colon);
        colon.filter(|_| self.says(range.start)).map(|(at, _)| at)
    }

    /// Whether a verb of saying stands at `at`.
    fn says(&self, at: usize) -> bool {
        self.lists.verb(&self.word(at)).is_some_and(|verb| self.lists.verbs.say.has(verb))
    }

    /// The plain form of the word at `at`; empty where none stands.
    fn word(&self, at: usize) -> String {
        self.tokens.get(at).map_or_else(String::new, Token::plain)
    }

    /// The position behind the little words that a sentence may begin with.
    fn behind_little(&self, at: usize) -> usize {
        let parts = &self.lists.parts;
        let is_little = |at: usize| parts.joining.has(&self.word(at)) || parts.between.has(&self.word(at));
        let mut behind = at;
        while self.tokens.get(behind) == Some(&Token::Comma)
            || is_little(behind) && self.opening(behind).is_none()
        {
            behind += 1;
        }
        behind
    }

    /// The position behind commas, joining words and the little words that follow them; `at` itself where none joins.
    fn behind_joining(&self, at: usize) -> usize {
        let parts = &self.lists.parts;
        let joins =
            |at: usize| self.tokens.get(at) == Some(&Token::Comma) || parts.joining.has(&self.word(at));
        let mut behind = at;
        while joins(behind)
            || behind > at && parts.between.has(&self.word(behind)) && self.opening(behind).is_none()
        {
            behind += 1;
        }
        behind
    }

    /// What the words at `at` begin beside an order, and how many of them say just that.
    fn opening(&self, at: usize) -> Option<(Kind, usize)> {
        let known = &self.lists.conditions;
        let begins = |length: usize| {
            let phrase: Vec<String> = (at..at + length).map(|at| self.word(at)).collect();
            let phrase = phrase.join(" ");
            if known.none.has(&phrase) {
                return Some(None);
            }
            let lists = [
                (Kind::When, &known.when),
                (Kind::After, &known.after),
                (Kind::If, &known.if_so),
                (Kind::Each, &known.each),
            ];
            let begun = lists.into_iter().find(|(_, list)| list.has(&phrase)).map(|(kind, _)| (kind, length));
            let at_first = || {
                if self.is_first(at) && (known.when_first.has(&phrase) || known.on_each.has(&phrase)) {
                    Some((Kind::When, 1))
                } else if (at == self.start || self.is_first(at)) && known.somebody.has(&phrase) {
                    Some((Kind::When, 0))
                } else {
                    None
                }
            };
            begun.or_else(at_first).map(Some)
        };
        (1..=LONGEST).rev().find_map(begins).flatten()
    }

    /// Whether a sentence begins at `at`.
    fn is_first(&self, at: usize) -> bool {
        at == 0 || self.tokens.get(at - 1) == Some(&Token::Stop)
    }

    /// Whether a condition without a comma ends before `at`.
    fn ends_condition(&self, at: usize) -> bool {
        let word = self.word(at);
        if word.is_ascii() {
            let is_thing = self.lists.verbs.things.has(&word)
                && self.tokens.get(at + 1).is_none_or(|next| match next {
                    Token::Word(_) => !self.lists.parts.objects.has(&next.plain()),
                    Token::Quoted(_) | Token::Colon => false,
                    Token::Comma | Token::Stop => true,
                });
            return at >= self.start + 2
                && self.lists.verbs.known.has(&word)
                && !is_thing
                && !self.lists.parts.before_things.has(&self.word(at - 1));
        }
        let orders = word.starts_with('ا') && at >= self.start + 2;
        let before = || (self.start..at).any(|before| self.lists.verb(&self.word(before)).is_some());
        self.lists.verb(&word).is_some() && (orders || before())
    }

    fn is_verb(&self, at: usize) -> bool {
        self.lists.verb(&self.word(at)).is_some() || self.is_joined_verb(at)
    }

    /// Whether a word has the Arabic "and" written onto it, as far as its letters tell: short ones begin so by themselves.
    fn is_joined_thing(&self, word: &str) -> bool {
        let begins_so = self.lists.parts.own_waw.all().any(|start| word.starts_with(start));
        word.starts_with("وال") || word.starts_with('و') && word.chars().count() >= 5 && !begins_so
    }

    /// Whether the word at `at` is a verb with the Arabic "and" written onto it.
    fn is_joined_verb(&self, at: usize) -> bool {
        self.lists.joined_verb(&self.word(at)).is_some()
    }
}
