//! What a task's calls wait for: events, what must be so, and each of several things.

use std::ops::Range;

use super::{
    clauses::{Clause, Kind},
    meaning::{CERTAIN, Meant, SURE},
    planner::{Part, Planner},
    told::told,
};
use crate::{
    catalog::{Event, Operation},
    plan::PlanError,
    search::plain,
    values::Risk,
};

impl Planner<'_> {
    /// What must happen or be so first: an event, or, behind calls, a look at how things stand.
    pub(super) fn condition(&mut self, clause: &Clause) -> Result<(), PlanError> {
        let text = self.meaning().resolved(&clause.words);
        let event = match (self.happening(&clause.words, &text)?, clause.kind) {
            (None, Kind::When) => self.happening_in_part(&clause.words)?,
            (event, _) => event,
        };
        let call = self
            .meaning()
            .operation(&text, |operation| clause.kind != Kind::If || operation.risk == Risk::Read)?;
        let reads = call.filter(|call| call.page.risk == Risk::Read && call.score >= SURE);
        let looks = match clause.kind {
            Kind::If => reads.is_some_and(|call| event.is_none_or(|event| call.score > event.score)),
            Kind::When | Kind::After | Kind::Does | Kind::Each => false,
        };
        let happens = event.filter(|event| {
            let is_trigger = clause.kind == Kind::When && !self.tells && !self.has_events();
            is_trigger && event.score >= reads.map_or(SURE, |call| call.score)
        });
        let before = self.parts.len();
        if let Some(event) = happens {
            // `send a welcome when somebody joins`: what sets the calls going is said last.
            self.parts.insert(0, Part::Event(event.page));
        } else if self.tells || !self.has_calls() && !looks {
            self.parts.extend(event.map(|event| Part::Event(event.page)));
        } else if clause.kind != Kind::If || !self.has_calls() {
            self.parts.extend(reads.map(|call| Part::Call(call.page, told(clause, call.page, self.lists))));
        }
        // An event that says just that decides it.
        let is_decided = event.is_some_and(|event| event.score >= CERTAIN);
        if clause.kind == Kind::If && !is_decided {
            self.undecided.push(clause.words.join(" "));
        } else if clause.kind == Kind::When && self.parts.len() == before {
            self.missing.push(clause.words.join(" "));
        }
        Ok(())
    }

    /// The event that a condition tells of.
    fn happening(&self, words: &[String], text: &str) -> Result<Option<Meant<&'static Event>>, PlanError> {
        let incoming = self.with_incoming(words);
        self.meaning().event(incoming.as_deref().unwrap_or(text))
    }

    /// The event that its last or first words tell of: `a payment message arrives`.
    fn happening_in_part(&self, words: &[String]) -> Result<Option<Meant<&'static Event>>, PlanError> {
        let two = |range: Range<usize>| words.get(range).unwrap_or_default().join(" ");
        for part in [two(words.len().saturating_sub(2)..words.len()), two(0..2.min(words.len()))] {
            let event = self.meaning().event(&part)?.filter(|event| event.score >= SURE);
            if event.is_some() {
                return Ok(event);
            }
        }
        Ok(None)
    }

    /// What is done for each of something: it is listed first.
    pub(super) fn each(&mut self, clause: &Clause) -> Result<(), PlanError> {
        self.once.push(format!("for each {}", clause.words.join(" ")));
        let list = self.meaning().operation(&format!("list {}", clause.words.join(" ")), |operation| {
            operation.risk == Risk::Read
        })?;
        let list = list.filter(|list| list.score >= SURE);
        let is_known = |list: &Meant<&Operation>| {
            self.parts.iter().any(|part| matches!(part, Part::Call(known, _) if known.id == list.page.id))
        };
        let list = list.filter(|list| !is_known(list));
        self.parts.extend(list.map(|list| Part::Call(list.page, told(clause, list.page, self.lists))));
        Ok(())
    }

    /// The words with the plainest one for what comes in: `a message comes in` and `تصل رسالة` are an incoming message. Nothing
    /// where none is among them.
    fn with_incoming(&self, words: &[String]) -> Option<String> {
        let comes = |word: &&String| self.lists.verbs.come.has(&plain(word));
        let (come, others): (Vec<_>, Vec<_>) = words.iter().partition(comes);
        let incoming = if come.first()?.is_ascii() { "incoming" } else { "واردة" };
        let others = others.into_iter().filter(|word| *word != "in").map(String::as_str);
        Some(others.chain([incoming]).collect::<Vec<_>>().join(" "))
    }
}
