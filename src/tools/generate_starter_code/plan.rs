//! From a task in words to the calls of a program: each part of the task is a question to the search.

use serde_json::{Map, Value};

use super::{
    calls::Wanted,
    clauses::{Clause, clauses},
    told::told,
    vocabulary::{INCOMING, IT, READ, SEND, TELL, WITH, is_one, joined_verb, verb},
};
use crate::{
    catalog::{Catalog, Entry, Event, Operation, Place, Text},
    search::{Findings, Query, SearchIndex, plain},
    tools::{Context, ToolError},
    values::Risk,
};

/// The most characters of a task.
const LONGEST: usize = 2000;

/// The calls that a task needs, in order.
pub(super) fn of_task(ctx: &Context, catalog: &'static Catalog, task: &str) -> Result<Wanted, ToolError> {
    let length = task.chars().count();
    if task.trim().is_empty() || length > LONGEST {
        let expected = format!("a task of 1 to {LONGEST} characters; this one has {length}");
        return Err(ToolError::invalid("task", task, expected));
    }
    let mut plan = Planner {
        catalog,
        index: ctx.app.index()?,
        parts: Vec::new(),
        missing: Vec::new(),
        tells: false,
        sure: false,
    };
    for clause in clauses(task) {
        plan.clause(&clause)?;
    }
    plan.wanted(task)
}

struct Planner<'a> {
    catalog: &'static Catalog,
    index: &'a SearchIndex,
    parts: Vec<Part>,
    /// What nothing in the API does.
    missing: Vec<String>,
    /// Whether the part before asks to be told of something.
    tells: bool,
    /// Whether a part was understood without doubt.
    sure: bool,
}

/// A part of less likeness means something else.
const SURE: f32 = 0.3;
/// A part of less likeness means nothing that is known.
const LEAST: f32 = 0.2;
/// A part of this likeness leaves no doubt.
const CERTAIN: f32 = 0.6;

enum Part {
    Event(&'static Event),
    Call(&'static Operation, Map<String, Value>),
}

/// A page that a part of the task may mean.
#[derive(Clone, Copy)]
struct Meant<T> {
    page: T,
    score: f32,
    /// Whether the page holds a word of the task beside its verb.
    names_something: bool,
}

/// What an operation must be to be meant.
type Fits = fn(&Operation) -> bool;

impl Planner<'_> {
    fn clause(&mut self, clause: &Clause) -> Result<(), ToolError> {
        let plain_words: Vec<String> = clause.words.iter().map(|word| plain(word)).collect();
        if clause.is_condition {
            return self.condition(clause);
        }
        self.tells = plain_words.iter().any(|word| is_one(word, TELL)) && clause.words.len() <= 3;
        if self.tells {
            return Ok(());
        }
        let incoming = plain_words.iter().position(|word| is_one(word, INCOMING));
        if let Some(at) = incoming.filter(|_| self.parts.is_empty()) {
            let from = at.saturating_sub(1);
            let noun = clause.words.get(from..(at + 2).min(clause.words.len())).unwrap_or_default().join(" ");
            if let Some(event) = self.event(&noun)? {
                self.parts.push(Part::Event(event.page));
            }
        }
        self.calls(clause)
    }

    fn condition(&mut self, clause: &Clause) -> Result<(), ToolError> {
        let text = self.resolved(&clause.words);
        let calls = self.parts.iter().any(|part| matches!(part, Part::Call(..)));
        if calls && !self.tells {
            let reads = self.operation(&text, |_| true)?.filter(|meant| meant.page.risk == Risk::Read);
            self.parts.extend(reads.map(|meant| Part::Call(meant.page, told(clause, meant.page))));
            return Ok(());
        }
        if let Some(event) = self.event(&text)? {
            self.parts.push(Part::Event(event.page));
        }
        Ok(())
    }

    /// The calls of a part: several, where one verb is for several things.
    fn calls(&mut self, clause: &Clause) -> Result<(), ToolError> {
        let words = &clause.words;
        if let Some(several) = self.several(clause)? {
            self.sure = true;
            self.parts
                .extend(several.into_iter().map(|operation| Part::Call(operation, told(clause, operation))));
            return Ok(());
        }
        match self.meant(words, !clause.quoted.is_empty())? {
            // Said in other words once more: a call without values of its own would do nothing new.
            Some(meant) if self.is_repeated(meant.page) => {}
            Some(meant) => {
                self.sure |= meant.score >= SURE;
                self.parts.push(Part::Call(meant.page, told(clause, meant.page)));
            }
            None => self.missing.push(words.join(" ")),
        }
        Ok(())
    }

    fn is_repeated(&self, operation: &Operation) -> bool {
        let same = |part: &Part| matches!(part, Part::Call(last, _) if last.id == operation.id);
        self.parts.last().is_some_and(same)
            && operation.arguments.iter().all(|argument| argument.place == Place::Path)
    }

    /// The things that one verb is for, each a call of its own: `send the video, our location and a contact card`.
    fn several(&self, clause: &Clause) -> Result<Option<Vec<&'static Operation>>, ToolError> {
        let words = &clause.words;
        let Some(first) = clause.joints.first() else { return Ok(None) };
        let head = words.get(..first.start).unwrap_or_default();
        if head.iter().any(|word| is_one(&plain(word), WITH)) {
            return Ok(None);
        }
        let verb = words.get(..1).unwrap_or_default();
        let starts = clause.joints.iter().map(|joint| joint.end);
        let ends = clause.joints.iter().skip(1).map(|joint| joint.start).chain([words.len()]);
        let mut parts = vec![head.to_vec()];
        parts.extend(
            starts.zip(ends).map(|(start, end)| [verb, words.get(start..end).unwrap_or_default()].concat()),
        );
        let mut several: Vec<&'static Operation> = Vec::new();
        for part in parts {
            let Some(meant) = self.meant(&part, false)?.filter(|meant| meant.score >= SURE) else {
                return Ok(None);
            };
            let fits = several
                .iter()
                .all(|other| other.id != meant.page.id && other.category == meant.page.category);
            if !fits {
                return Ok(None);
            }
            several.push(meant.page);
        }
        Ok(Some(several))
    }

    /// The operation that words mean.
    fn meant(&self, words: &[String], quotes: bool) -> Result<Option<Meant<&'static Operation>>, ToolError> {
        if !is_verb(words, SEND) {
            let reads = is_verb(words, READ);
            let fits: Fits = if reads { |operation| operation.risk == Risk::Read } else { |_| true };
            let meant = self.operation(&self.resolved(words), fits)?;
            let least = if reads { SURE } else { LEAST };
            return Ok(meant.filter(|meant| meant.score >= least));
        }
        let text = self.cleaned(words).join(" ");
        let text = if quotes { format!("{text} text message") } else { text };
        let usual = self.operation("send a text message", |_| true)?;
        let category = usual.as_ref().map(|usual| usual.page.category);
        let is_sent =
            |any: &Meant<&Operation>| any.page.risk == Risk::Send || Some(any.page.category) == category;
        let any = self.operation(&text, |_| true)?;
        if let Some(any) = any.filter(|any| any.score >= CERTAIN && is_sent(any)) {
            return Ok(Some(any));
        }
        let sent = self.operation(&text, |operation| operation.risk == Risk::Send)?;
        let sent = sent.filter(|sent| Some(sent.page.category) == category);
        Ok(sent
            .filter(|sent| sent.score >= SURE || sent.score >= LEAST / 2.0 && sent.names_something)
            .or(usual))
    }

    /// The words without numbers and addresses.
    fn cleaned(&self, words: &[String]) -> Vec<String> {
        let is_data =
            |word: &&String| word.chars().filter(|c| c.is_numeric()).count() >= 5 || word.contains('@');
        words.iter().filter(|word| !is_data(word)).cloned().collect()
    }

    fn noun(&self) -> Option<Text> {
        let operation = self.parts.iter().rev().find_map(|part| match part {
            Part::Call(operation, _) => Some(*operation),
            Part::Event(_) => None,
        })?;
        let nouns = &self.catalog.provider.nouns;
        nouns.iter().find(|(category, _)| *category == operation.category).map(|(_, noun)| *noun)
    }

    /// The words with what "it" stands for.
    fn resolved(&self, words: &[String]) -> String {
        let words = self.cleaned(words);
        let Some(noun) = self.noun() else { return words.join(" ") };
        let resolved = |word: &String| {
            let form = plain(word);
            if !is_one(&form, IT) {
                word.clone()
            } else if form.is_ascii() {
                noun.en.to_owned()
            } else {
                noun.ar().to_owned()
            }
        };
        words.iter().map(resolved).collect::<Vec<_>>().join(" ")
    }

    fn operation(&self, text: &str, fits: Fits) -> Result<Option<Meant<&'static Operation>>, ToolError> {
        let found = self.search(text)?;
        let catalog = self.catalog;
        let mut operations = found.hits.iter().filter_map(|hit| match catalog.entry(hit.entry)? {
            Entry::Operation(operation) => Some(Meant {
                page: operation,
                score: hit.score,
                names_something: hit.matched.iter().any(|word| verb(word).is_none()),
            }),
            Entry::Event(_) | Entry::Guide(_) | Entry::Error(_) => None,
        });
        Ok(operations.find(|meant| fits(meant.page)))
    }

    fn event(&self, text: &str) -> Result<Option<Meant<&'static Event>>, ToolError> {
        let found = self.search(text)?;
        let catalog = self.catalog;
        Ok(found.hits.iter().find_map(|hit| match catalog.entry(hit.entry)? {
            Entry::Event(event) => Some(Meant { page: event, score: hit.score, names_something: false }),
            Entry::Operation(_) | Entry::Guide(_) | Entry::Error(_) => None,
        }))
    }

    fn search(&self, text: &str) -> Result<Findings, ToolError> {
        let found = self.index.search(&Query::parse(text));
        found.map_err(|fault| ToolError::new("internal", fault.to_string()))
    }

    fn wanted(self, task: &str) -> Result<Wanted, ToolError> {
        let mut wanted = Wanted::default();
        for part in self.parts {
            match part {
                Part::Event(event) if wanted.calls.is_empty() => {
                    wanted.events.get_or_insert_default().push(event)
                }
                Part::Event(event) => wanted.afterwards.push(event),
                Part::Call(operation, told) => wanted.calls.push((operation, told)),
            }
        }
        let is_known = self.sure || wanted.events.is_some();
        if !is_known || wanted.calls.is_empty() && wanted.events.is_none() {
            return Err(unknown(self.catalog, self.index, task));
        }
        let missing = self.missing.iter();
        wanted.notes = missing.map(|part| format!("the API does not offer this part: {part}")).collect();
        Ok(wanted)
    }
}

/// Whether the words begin with one of these verbs.
fn is_verb(words: &[String], verbs: &[&str]) -> bool {
    let Some(first) = words.first().map(|word| plain(word)) else { return false };
    verb(&first).or_else(|| joined_verb(&first)).is_some_and(|verb| is_one(verb, verbs))
}

/// No part of the task is something that the API does.
fn unknown(catalog: &'static Catalog, index: &SearchIndex, task: &str) -> ToolError {
    let topic = index.search(&Query::parse(task)).ok().and_then(|found| found.not_offered);
    let topic = topic.and_then(|topic| catalog.not_offered.get(topic));
    let message = match topic {
        Some(topic) => format!("the API does not offer this: {}", topic.title.en),
        None => "nothing in the API docs does this task".to_owned(),
    };
    let suggestions =
        topic.map(|topic| topic.instead.en.to_owned()).into_iter().filter(|text| !text.is_empty());
    ToolError { parameter: Some("task".to_owned()), suggestions: suggestions.collect(), ..ToolError::new("invalid_argument", message) }
        .action("say the task in other words, step by step, or find the endpoint with `search_docs` and give its `path`")
}
