//! What words mean: the page that the search finds for them, with what they leave unsaid.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use super::verbs::without_case;
use crate::{
    catalog::{Catalog, Entry, Event, Operation, Text, WordList, Words},
    plan::PlanError,
    search::{Findings, Query, SearchIndex, plain},
    values::Risk,
};

/// A part of less likeness means something else.
pub(super) const SURE: f32 = 0.3;
/// A part of less likeness means nothing that is known.
const LEAST: f32 = 0.2;
/// A part without a verb must be this much alike.
pub(super) const NAMED: f32 = 0.4;
/// A page of this share of another's likeness is as good.
pub(super) const NEARLY: f32 = 0.8;
/// A part of this likeness leaves no doubt.
pub(super) const CERTAIN: f32 = 0.6;
/// A page of this share of another's likeness is taken in its place, where that one changes what the words only ask for,
/// or the other way round.
const HALF: f32 = 0.5;

/// A page that a part of the task may mean.
#[derive(Clone, Copy)]
pub(super) struct Meant<T> {
    pub(super) page: T,
    pub(super) score: f32,
    /// Whether the page holds a word of the task beside its verb.
    names_something: bool,
}

/// What was found for texts.
pub(super) type Known = RefCell<HashMap<String, Rc<Findings>>>;

/// What finds pages for words.
#[derive(Clone, Copy)]
pub(super) struct Meaning<'a> {
    pub(super) catalog: &'static Catalog,
    pub(super) index: &'a SearchIndex,
    pub(super) lists: &'a Words,
    /// What was spoken of before, which "it" stands for.
    pub(super) noun: Option<Text>,
    /// What was looked up before.
    pub(super) known: &'a Known,
}

impl Meaning<'_> {
    /// The operation that words mean.
    pub(super) fn meant(
        &self,
        words: &[String],
        quotes: bool,
    ) -> Result<Option<Meant<&'static Operation>>, PlanError> {
        let is_verb = |verbs: &WordList| self.lists.begin_with(words, verbs);
        let verbs = &self.lists.verbs;
        if is_verb(&verbs.send) || is_verb(&verbs.post) {
            return self.sent(words, quotes);
        }
        let reads = is_verb(&verbs.read);
        let fits = |operation: &Operation| !reads || operation.risk == Risk::Read;
        let has_verb = words.first().is_some_and(|word| self.lists.verb_of(word).is_some());
        let least = if reads { SURE } else { LEAST };
        let text = self.resolved(words);
        let mut meant = self.operation(&text, fits)?.filter(|meant| meant.score >= least);
        let (gets, changes) = (is_verb(&verbs.get), is_verb(&verbs.change));
        if gets || changes {
            let other = self.operation(&text, |operation| gets == (operation.risk == Risk::Read))?;
            let is_near = |other: &Meant<&Operation>| {
                meant.is_some_and(|meant| {
                    let is_same = other.page.real_path == meant.page.real_path;
                    is_same || other.score >= SURE.max(meant.score * HALF)
                })
            };
            meant = other.filter(is_near).or(meant);
        }
        if has_verb || self.noun.is_none() {
            return Ok(meant);
        }
        // `new description` behind a group's creation is the group's.
        let of_it =
            self.of_noun(words, fits)?.filter(|of_it| meant.is_none_or(|meant| of_it.score > meant.score));
        Ok(of_it.or(meant).filter(|meant| meant.score >= NAMED))
    }

    /// The operation that words mean of what was spoken of before.
    pub(super) fn of_noun(
        &self,
        words: &[String],
        fits: impl Fn(&Operation) -> bool,
    ) -> Result<Option<Meant<&'static Operation>>, PlanError> {
        let Some(noun) = self.noun else { return Ok(None) };
        let noun = if words.iter().all(|word| word.is_ascii()) { noun.en } else { noun.ar() };
        self.operation(&format!("{} {noun}", cleaned(words).join(" ")), fits)
    }

    /// What a verb of sending or posting is for: a text, where nothing else is named.
    fn sent(&self, words: &[String], quotes: bool) -> Result<Option<Meant<&'static Operation>>, PlanError> {
        let text = cleaned(self.without_recipient(words)).join(" ");
        let text = if quotes { format!("{text} text message") } else { text };
        let usual = self.usual();
        let is_usual = |operation: &Operation| Some(operation.id) == self.catalog.provider.text;
        let category = usual.map(|usual| usual.page.category);
        let any_of = |list: &WordList| words.iter().any(|word| list.has(&plain(word)));
        // What is posted "there" goes to the chat that was spoken of.
        let goes_there = self.noun.is_some() && any_of(&self.lists.things.it);
        let posts = self.lists.begin_with(words, &self.lists.verbs.post) && !goes_there;
        let any = self.operation(&text, |_| true)?;
        let fits = |any: &Meant<&Operation>| {
            Some(any.page.category) == category || posts && any.page.risk == Risk::Send
        };
        if let Some(any) = any.filter(|any| any.score >= CERTAIN && fits(any)) {
            return Ok(Some(any));
        }
        let sent = self.operation(&text, |operation| operation.risk == Risk::Send)?;
        // `a message with a picture` is no plain one.
        if any_of(&self.lists.things.message) && !any_of(&self.lists.things.with)
            || sent.is_some_and(|sent| is_usual(sent.page))
        {
            return Ok(usual);
        }
        let names = |sent: &Meant<&Operation>| sent.names_something && sent.score >= LEAST / 2.0;
        Ok(sent.filter(|sent| fits(sent) && names(sent)).or(usual))
    }

    /// What is sent where nothing else is named.
    pub(super) fn usual(&self) -> Option<Meant<&'static Operation>> {
        let mut operations = self.catalog.operations.iter();
        let usual = operations.find(|operation| Some(operation.id) == self.catalog.provider.text);
        usual.map(|page| Meant { page, score: 1.0, names_something: true })
    }

    /// The call that gives what is to be sent: `send the group's invitation link to a customer`.
    pub(super) fn sent_from(&self, words: &[String]) -> Result<Option<Meant<&'static Operation>>, PlanError> {
        let things = self.without_recipient(words);
        if !self.lists.begin_with(words, &self.lists.verbs.send) || things.len() == words.len() {
            return Ok(None);
        }
        let read = self.operation(&cleaned(things).join(" "), |_| true)?;
        Ok(read.filter(|read| read.page.risk == Risk::Read && read.score >= CERTAIN))
    }

    /// The words with what "it" stands for.
    pub(super) fn resolved(&self, words: &[String]) -> String {
        let words = cleaned(words);
        let Some(noun) = self.noun else { return words.join(" ") };
        let behind =
            words.iter().any(|word| self.lists.without_object(word).is_some()).then(|| noun.ar().to_owned());
        let resolved = |(at, word): (usize, &String)| {
            let form = plain(word);
            if !self.lists.things.it.has(&form) {
                // Behind the verb it is no verb: `كتمها` is its muting.
                self.lists.without_object(word).filter(|_| at == 0).unwrap_or(word).to_owned()
            } else if form.is_ascii() {
                noun.en.to_owned()
            } else {
                noun.ar().to_owned()
            }
        };
        words.iter().enumerate().map(resolved).chain(behind).collect::<Vec<_>>().join(" ")
    }

    /// The operation that a text asks for, of those that fit.
    pub(super) fn operation(
        &self,
        text: &str,
        fits: impl Fn(&Operation) -> bool,
    ) -> Result<Option<Meant<&'static Operation>>, PlanError> {
        let found = self.search(text)?;
        if found.not_offered.is_some() {
            return Ok(None);
        }
        let catalog = self.catalog;
        let mut operations = found.hits.iter().filter_map(|hit| match catalog.entry(hit.entry)? {
            Entry::Operation(operation) => Some(Meant {
                page: operation,
                score: hit.score,
                names_something: hit.matched.iter().any(|word| self.lists.verb(word).is_none()),
            }),
            Entry::Event(_) | Entry::Guide(_) | Entry::Error(_) => None,
        });
        Ok(operations.find(|meant| fits(meant.page)))
    }

    /// The event that a text tells of.
    pub(super) fn event(&self, text: &str) -> Result<Option<Meant<&'static Event>>, PlanError> {
        let found = self.search(text)?;
        let catalog = self.catalog;
        Ok(found.hits.iter().find_map(|hit| match catalog.entry(hit.entry)? {
            Entry::Event(event) => Some(Meant { page: event, score: hit.score, names_something: false }),
            Entry::Operation(_) | Entry::Guide(_) | Entry::Error(_) => None,
        }))
    }

    /// The words up to whom it is for, where that says nothing of what is done.
    fn without_recipient<'w>(&self, words: &'w [String]) -> &'w [String] {
        let at = words
            .iter()
            .skip(2)
            .position(|word| self.lists.things.recipient.has(&plain(word)))
            .map(|at| at + 2);
        let (head, tail) = words.split_at(at.unwrap_or(words.len()));
        if tail.iter().any(|word| self.lists.things.status.has(&plain(word))) { words } else { head }
    }

    /// What the index finds; each text is looked up once.
    fn search(&self, text: &str) -> Result<Rc<Findings>, PlanError> {
        if let Some(found) = self.known.borrow().get(text) {
            return Ok(Rc::clone(found));
        }
        let bare: Vec<&str> = text.split(' ').map(without_case).collect();
        let found = self.index.search(&Query::parse(&bare.join(" ")));
        let found = Rc::new(found?);
        self.known.borrow_mut().insert(text.to_owned(), Rc::clone(&found));
        Ok(found)
    }
}

/// The words without numbers, ids and, in a sentence, names.
fn cleaned(words: &[String]) -> Vec<String> {
    let is_data = |word: &str| word.chars().filter(|c| c.is_numeric()).count() >= 5 || word.contains('@');
    // Where most words begin so, capitals name nothing.
    let is_sentence = words.iter().filter(|word| is_capitalised(word)).count() * 2 <= words.len();
    let is_name = |at: usize, word: &str| {
        at > 0 && is_sentence && is_capitalised(word) && !word.eq_ignore_ascii_case("whatsapp")
    };
    let kept = words.iter().enumerate().filter(|(at, word)| !is_data(word) && !is_name(*at, word));
    kept.map(|(_, word)| word.clone()).collect()
}

/// Whether a word begins with a capital and goes on in small letters: `Dana`, not `PDF`.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.next().is_some_and(|c| c.is_ascii_lowercase())
}
