//! From a task in words to the calls of a program: each part of the task is a question to the search.

use serde_json::{Map, Value};

use super::{
    calls::Wanted,
    clauses::{Clause, Kind, clauses},
    meaning::{Known, Meaning, Meant, NAMED, NEARLY, SURE, is_verb, verb_of},
    told::told,
    vocabulary::{INCOMING, LISTEN, TELL, WITH, is_one},
};
use crate::{
    catalog::{Catalog, Event, Operation, Place, Text},
    search::{Query, SearchIndex, plain},
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
        known: Known::default(),
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
    known: Known,
}

enum Part {
    Event(&'static Event),
    Call(&'static Operation, Map<String, Value>),
}

impl Planner<'_> {
    fn clause(&mut self, clause: &Clause) -> Result<(), ToolError> {
        match clause.kind {
            Kind::Does => {}
            Kind::When | Kind::If => return self.condition(clause),
            Kind::Each => return self.each(clause),
        }
        let words: Vec<String> = clause.words.iter().map(|word| plain(word)).collect();
        // Three words: `tell me when`, `let me know`.
        self.tells = words.len() <= 3 && words.iter().any(|word| tells(word));
        if self.tells {
            return Ok(());
        }
        if !self.has_calls() && is_verb(&clause.words, LISTEN) {
            let text = clause.words.join(" ");
            let (event, call) = (self.meaning().event(&text)?, self.meaning().operation(&text, |_| true)?);
            let score = call.map_or(0.0, |call| call.score);
            if let Some(event) = event.filter(|event| event.score >= score * NEARLY) {
                self.parts.push(Part::Event(event.page));
                return Ok(());
            }
        }
        if let Some(at) =
            words.iter().position(|word| is_one(word, INCOMING)).filter(|_| self.parts.is_empty())
        {
            let around = at.saturating_sub(1)..(at + 2).min(words.len());
            let event = self.meaning().event(&clause.words.get(around).unwrap_or_default().join(" "))?;
            self.parts.extend(event.map(|event| Part::Event(event.page)));
        }
        self.calls(clause)
    }

    fn has_calls(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Call(..)))
    }

    /// What must happen or be so first: an event, or, behind calls, a look at how things stand.
    fn condition(&mut self, clause: &Clause) -> Result<(), ToolError> {
        let text = self.meaning().resolved(&clause.words);
        let event = self.meaning().event(&text)?;
        let call = self.meaning().operation(&text, |_| true)?;
        let reads = call.filter(|call| call.page.risk == Risk::Read && call.score >= SURE);
        let looks = match clause.kind {
            Kind::If => reads.is_some_and(|call| event.is_none_or(|event| call.score > event.score)),
            Kind::When | Kind::Does | Kind::Each => false,
        };
        if self.tells || !self.has_calls() && !looks {
            self.parts.extend(event.map(|event| Part::Event(event.page)));
        } else if clause.kind == Kind::When || !self.has_calls() {
            self.parts.extend(reads.map(|call| Part::Call(call.page, told(clause, call.page))));
        }
        Ok(())
    }

    /// What is done for each of something: it is listed first.
    fn each(&mut self, clause: &Clause) -> Result<(), ToolError> {
        let list = self.meaning().operation(&format!("list {}", clause.words.join(" ")), |operation| {
            operation.risk == Risk::Read
        })?;
        let list = list.filter(|list| list.score >= SURE);
        let is_known = |list: &Meant<&Operation>| {
            self.parts.iter().any(|part| matches!(part, Part::Call(known, _) if known.id == list.page.id))
        };
        let list = list.filter(|list| !is_known(list));
        self.parts.extend(list.map(|list| Part::Call(list.page, told(clause, list.page))));
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
        match self.meaning().meant(words, !clause.quoted.is_empty())? {
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
        // Without a verb each thing is named whole: `group creation, then a welcome message`.
        let has_verb = words.first().is_some_and(|word| verb_of(word).is_some());
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
            let Some(meant) = self.meaning().meant(&part, false)?.filter(|meant| meant.score >= least) else {
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
    fn meaning(&self) -> Meaning<'_> {
        Meaning { catalog: self.catalog, index: self.index, noun: self.noun(), known: &self.known }
    }

    fn noun(&self) -> Option<Text> {
        let operation = self.parts.iter().rev().find_map(|part| match part {
            Part::Call(operation, _) => Some(*operation),
            Part::Event(_) => None,
        })?;
        let nouns = &self.catalog.provider.nouns;
        nouns.iter().find(|(category, _)| *category == operation.category).map(|(_, noun)| *noun)
    }

    fn wanted(self, task: &str) -> Result<Wanted, ToolError> {
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
        let missing = self.missing.iter();
        wanted.notes = missing.map(|part| format!("the API does not offer this part: {part}")).collect();
        Ok(wanted)
    }
}

/// Whether a word, in its plain form, asks to be told.
fn tells(word: &str) -> bool {
    is_one(word, TELL) || word.strip_prefix('و').is_some_and(|word| is_one(word, TELL))
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
    ToolError {
        parameter: Some("task".to_owned()),
        suggestions: suggestions.collect(),
        ..ToolError::new("invalid_argument", message)
    }
    .action("say the task in other words, step by step, or find an endpoint with `search_docs` and give its `path`")
}
