//! From a task in words to the calls of a program: each part of the task is a question to the search.

use std::ops::Range;

use serde_json::{Map, Value};

use super::{
    clauses::{Clause, Kind, clauses},
    meaning::{Known, Meaning, NAMED, NEARLY, SURE},
    told::told,
};
use crate::{
    catalog::{Catalog, Event, Operation, Place, Text, WordList, Words},
    plan::{PlanError, Wanted},
    search::{Query, SearchIndex, plain},
    values::Risk,
};

/// The most characters of a task.
const LONGEST: usize = 2000;

/// What a task in words is understood by.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// What the gateway offers.
    pub catalog: &'static Catalog,
    /// What finds it.
    pub index: &'a SearchIndex,
    /// The small words by which the parts of a task are told apart.
    pub words: &'a Words,
}

/// The calls that a task needs, in order.
///
/// # Errors
/// When the task is empty or too long, or no part of it is something that the API does.
pub fn of_task(sources: Sources<'_>, task: &str) -> Result<Wanted, PlanError> {
    let Sources { catalog, index, words: lists } = sources;
    let length = task.chars().count();
    if task.trim().is_empty() || length > LONGEST {
        return Err(PlanError::TaskLength { length, most: LONGEST });
    }
    let mut plan = Planner {
        catalog,
        index,
        lists,
        parts: Vec::new(),
        missing: Vec::new(),
        undecided: Vec::new(),
        once: Vec::new(),
        tells: false,
        made_file: Vec::new(),
        sure: false,
        known: Known::default(),
    };
    for clause in clauses(task, lists) {
        plan.clause(&clause)?;
        plan.made_file = if plan.makes_file() { clause.words } else { Vec::new() };
    }
    plan.wanted(task)
}

pub(super) struct Planner<'a> {
    catalog: &'static Catalog,
    index: &'a SearchIndex,
    pub(super) lists: &'a Words,
    pub(super) parts: Vec<Part>,
    /// What nothing in the API does.
    pub(super) missing: Vec<String>,
    /// What the program does not decide by itself.
    pub(super) undecided: Vec<String>,
    /// What is wanted for each of several things, and is done once.
    pub(super) once: Vec<String>,
    /// Whether the part before asks to be told of something.
    pub(super) tells: bool,
    /// The words of the part before, where its answer is a file.
    made_file: Vec<String>,
    /// Whether a part was understood without doubt.
    sure: bool,
    known: Known,
}

pub(super) enum Part {
    Event(&'static Event),
    Call(&'static Operation, Map<String, Value>),
}

impl Planner<'_> {
    fn clause(&mut self, clause: &Clause) -> Result<(), PlanError> {
        match clause.kind {
            Kind::Does => {}
            Kind::When | Kind::After | Kind::If => return self.condition(clause),
            Kind::Each => return self.each(clause),
        }
        let words: Vec<String> = clause.words.iter().map(|word| plain(word)).collect();
        let is_verb = |verbs: &WordList| self.lists.begin_with(&clause.words, verbs);
        let verbs = &self.lists.verbs;
        // Three words: `tell me when`, `let me know`.
        let listens = words.len() > 1 && is_verb(&verbs.listen);
        self.tells = words.len() <= 3 && !listens && words.iter().any(|word| self.asks_to_be_told(word));
        if self.tells {
            return Ok(());
        }
        // What a program is answered, it shows.
        let is_shown = !self.parts.is_empty() && is_verb(&verbs.show);
        if is_shown
            && words.iter().skip(1).all(|word| self.lists.things.it.has(word))
            && clause.quoted.is_empty()
        {
            return Ok(());
        }
        let logs_in = words.get(1).is_some_and(|word| self.lists.things.in_or_out.has(word));
        if !self.has_calls() && is_verb(&verbs.listen) && !logs_in {
            let text = clause.words.join(" ");
            let things = words.iter().skip(1).skip_while(|word| *word == "for");
            let things = things.map(String::as_str).collect::<Vec<_>>().join(" ");
            let event = self.meaning().event(&things)?;
            let call = self.meaning().operation(&text, |_| true)?;
            let score = call.map_or(0.0, |call| call.score);
            if let Some(event) = event.filter(|event| event.score >= SURE.min(score * NEARLY)) {
                self.parts.push(Part::Event(event.page));
                return Ok(());
            }
        }
        if let Some(incoming) = self.incoming(&words).filter(|_| self.parts.is_empty()) {
            let event = self.meaning().event(&clause.words.get(incoming).unwrap_or_default().join(" "))?;
            self.parts.extend(event.map(|event| Part::Event(event.page)));
        }
        self.calls(clause)
    }

    pub(super) fn has_events(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Event(_)))
    }

    pub(super) fn has_calls(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Call(..)))
    }

    /// The calls of a part: several, where one verb is for several things.
    fn calls(&mut self, clause: &Clause) -> Result<(), PlanError> {
        let words = &clause.words;
        if let Some(several) = self.several(clause)? {
            self.sure = true;
            self.parts.extend(
                several
                    .into_iter()
                    .map(|operation| Part::Call(operation, told(clause, operation, self.lists))),
            );
            return Ok(());
        }
        let words = &self.with_made_file(words);
        if let Some(read) = self.meaning().sent_from(words)?.filter(|_| clause.quoted.is_empty()) {
            self.sure = true;
            let both = [Some(read), self.meaning().usual()];
            let both = both
                .into_iter()
                .flatten()
                .map(|meant| Part::Call(meant.page, told(clause, meant.page, self.lists)));
            self.parts.extend(both);
            return Ok(());
        }
        match self.meaning().meant(words, !clause.quoted.is_empty())? {
            // Said in other words once more: a call without values of its own would do nothing new.
            Some(meant) if self.is_repeated(meant.page) => {}
            Some(meant) => {
                self.sure |= meant.score >= SURE;
                let is_for_each = words.iter().any(|word| self.lists.things.for_each.has(&plain(word)));
                if is_for_each && meant.page.risk != Risk::Read && !self.has_events() {
                    self.once.push(words.join(" "));
                }
                self.parts.push(Part::Call(meant.page, told(clause, meant.page, self.lists)));
            }
            None => self.missing.push(words.join(" ")),
        }
        Ok(())
    }

    /// The words of a part, and what a file was made of in the part before where "it" is sent: `convert it to voice, send it`.
    fn with_made_file(&self, words: &[String]) -> Vec<String> {
        let is_it = |word: &String| self.lists.things.it.has(&plain(word));
        let sends_it =
            self.lists.begin_with(words, &self.lists.verbs.send) && words.iter().skip(1).all(is_it);
        let file = self.made_file.iter().skip(1).filter(|_| sends_it);
        words.iter().chain(file).cloned().collect()
    }

    /// Whether the answer of the last call is a file that others send.
    fn makes_file(&self) -> bool {
        let Some(Part::Call(last, _)) = self.parts.last() else { return false };
        let links = &self.catalog.provider.links;
        links
            .iter()
            .any(|link| link.from.contains(&last.id) && link.to.iter().any(|to| to.starts_with("file.")))
    }

    fn is_repeated(&self, operation: &Operation) -> bool {
        let same = |part: &Part| matches!(part, Part::Call(last, _) if last.id == operation.id);
        self.parts.last().is_some_and(same)
            && operation.arguments.iter().all(|argument| argument.place == Place::Path)
    }

    /// The things that one verb is for, each a call of its own: `send the video, our location and a contact card`.
    fn several(&self, clause: &Clause) -> Result<Option<Vec<&'static Operation>>, PlanError> {
        let words = &clause.words;
        let Some(first) = clause.joints.first() else { return Ok(None) };
        let head = words.get(..first.start).unwrap_or_default();
        if head.iter().any(|word| self.lists.things.with.has(&plain(word))) {
            return Ok(None);
        }
        // Without a verb each thing is named whole: `group creation, then a welcome message`.
        let has_verb = words.first().is_some_and(|word| self.lists.verb_of(word).is_some());
        let verb = words.get(..usize::from(has_verb)).unwrap_or_default();
        let (alike, least) = if has_verb { (true, SURE) } else { (false, NAMED) };
        let starts = clause.joints.iter().map(|joint| joint.end);
        let ends = clause.joints.iter().skip(1).map(|joint| joint.start).chain([words.len()]);
        let mut parts = vec![head.to_vec()];
        parts.extend(
            starts.zip(ends).map(|(start, end)| [verb, words.get(start..end).unwrap_or_default()].concat()),
        );
        let mut several: Vec<&'static Operation> = Vec::new();
        for part in parts {
            // `change the group's name, description and picture`: all are the group's.
            let noun = several.first().and_then(|first| self.noun_of(first));
            let meaning = Meaning { noun: noun.or(self.noun()), ..self.meaning() };
            let meant = meaning.meant(&part, false)?;
            let first = several.first().filter(|_| has_verb);
            // The same verb changes, or reads, each of them.
            let does_so = |operation: &Operation| first.is_some_and(|first| first.method == operation.method);
            let owned: Vec<String> = part.iter().map(|word| self.lists.without_owner(word)).collect();
            let of_it = meaning.of_noun(&owned, does_so)?.filter(|of_it| {
                first.is_some() && meant.is_none_or(|meant| !does_so(meant.page) || of_it.score > meant.score)
            });
            let meant = of_it.or(meant);
            let Some(meant) = meant.filter(|meant| meant.score >= least) else {
                return Ok(None);
            };
            let fits = several
                .iter()
                .all(|other| other.id != meant.page.id && (!alike || other.category == meant.page.category));
            if !fits {
                return Ok(None);
            }
            several.push(meant.page);
        }
        Ok(Some(several))
    }

    /// What finds pages, with what was spoken of before.
    pub(super) fn meaning(&self) -> Meaning<'_> {
        Meaning {
            catalog: self.catalog,
            index: self.index,
            lists: self.lists,
            noun: self.noun(),
            known: &self.known,
        }
    }

    fn noun(&self) -> Option<Text> {
        let operation = self.parts.iter().rev().find_map(|part| match part {
            Part::Call(operation, _) => Some(*operation),
            Part::Event(_) => None,
        })?;
        self.noun_of(operation)
    }

    /// What the calls of an operation's category are about.
    fn noun_of(&self, operation: &Operation) -> Option<Text> {
        let nouns = &self.catalog.provider.nouns;
        nouns.iter().find(|(category, _)| *category == operation.category).map(|(_, noun)| *noun)
    }

    /// The event that alone gives the first call what it needs: a call is rejected by the id that its event tells.
    fn only_source(&self) -> Option<&'static Event> {
        let Some(Part::Call(operation, told)) = self.parts.first() else { return None };
        let links = &self.catalog.provider.links;
        let mut needed = operation.arguments.iter().filter(|argument| {
            argument.required && argument.schema.format.is_none() && !told.contains_key(argument.name)
        });
        needed.find_map(|argument| {
            let mut sources =
                links.iter().filter(|link| link.to.contains(&argument.name)).flat_map(|link| &link.from);
            let first = sources.next()?;
            let event = self.catalog.events.iter().find(|event| event.name == *first)?;
            sources.next().is_none().then_some(event)
        })
    }

    fn wanted(mut self, task: &str) -> Result<Wanted, PlanError> {
        if let Some(event) = self.only_source() {
            self.parts.insert(0, Part::Event(event));
            // It is done at each event.
            self.once.clear();
        }
        let mut wanted = Wanted::default();
        for part in self.parts {
            match part {
                Part::Event(event) if wanted.calls.is_empty() => {
                    wanted.events.get_or_insert_default().push(event);
                }
                Part::Event(event) => wanted.afterwards.push(event),
                Part::Call(operation, told) => wanted.calls.push((operation, told)),
            }
        }
        let is_known = self.sure || wanted.events.is_some();
        if !is_known || wanted.calls.is_empty() && wanted.events.is_none() {
            return Err(unknown(self.catalog, self.index, task));
        }
        let missing = self.missing.iter().map(|part| format!("the API does not offer this part: {part}"));
        let undecided = self.undecided.iter();
        let undecided = undecided.map(|part| format!("the program does not check this; add it: {part}"));
        let once = self.once.iter().map(|part| format!("the program does this once; repeat it: {part}"));
        wanted.notes = missing.chain(undecided).chain(once).collect();
        Ok(wanted)
    }

    /// Where words in their plain form speak of something that comes in by itself: `every incoming message`, `each new message`.
    fn incoming(&self, words: &[String]) -> Option<Range<usize>> {
        let at = |at: usize| words.get(at).map_or("", String::as_str);
        let things = &self.lists.things;
        let is_new = |position: usize| {
            let is_every = |before: usize| things.every.has(at(position.wrapping_sub(before)));
            things.new.has(at(position)) && (is_every(1) || is_every(2))
        };
        let found =
            (0..words.len()).find(|position| things.incoming.has(at(*position)) || is_new(*position))?;
        Some(found.saturating_sub(1)..(found + 2).min(words.len()))
    }

    /// Whether a word, in its plain form, asks to be told.
    fn asks_to_be_told(&self, word: &str) -> bool {
        self.lists.verbs.tell.has(word)
            || word.strip_prefix('و').is_some_and(|word| self.lists.verbs.tell.has(word))
    }
}

/// No part of the task is something that the API does.
fn unknown(catalog: &'static Catalog, index: &SearchIndex, task: &str) -> PlanError {
    let topic = index.search(&Query::parse(task)).ok().and_then(|found| found.not_offered);
    PlanError::NotOffered(topic.and_then(|topic| catalog.not_offered.get(topic)))
}
