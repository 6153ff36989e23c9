//! The program that calls and events make, and what its reader must know of it.

use super::{PlanError, Wanted, calls::steps};
use crate::{
    catalog::{Catalog, Event},
    starter::{Program, Step, Trigger},
    values::Risk,
};

/// A program that can be written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The program.
    pub program: Program,
    /// What receives the events that follow from its calls, a program of its own.
    pub receiver: Option<Program>,
    /// What the caller must know of it.
    pub notes: Vec<String>,
}

impl Plan {
    /// The program that does what is wanted.
    ///
    /// # Errors
    /// When an argument is taken by no call, or a call is one that the documentation does not allow.
    pub fn of(catalog: &'static Catalog, mut wanted: Wanted) -> Result<Self, PlanError> {
        let provider = &catalog.provider;
        if let Some(session) = provider.security.session.filter(|name| wanted.arguments.contains_key(*name)) {
            wanted.notes.push(format!("{session} comes from {}", provider.environment.session));
        }
        let steps = steps(catalog, &mut wanted)?;
        let program = program(&wanted, steps);
        let receiver = (!wanted.afterwards.is_empty()).then(|| Program {
            title: titles(&wanted.afterwards),
            trigger: Trigger::Events(wanted.afterwards),
            steps: Vec::new(),
        });
        let mut notes = wanted.notes;
        notes.extend(may_repeat(&program));
        Ok(Self { program, receiver, notes })
    }
}

fn program(wanted: &Wanted, steps: Vec<Step>) -> Program {
    let does: Vec<&str> = steps.iter().map(|step| step.operation.title.en).collect();
    let does = does.join("; ");
    let (trigger, title) = match &wanted.events {
        None => (Trigger::Start, does),
        Some(events) => {
            let on = if events.is_empty() { "Every event".to_owned() } else { titles(events) };
            let title = if does.is_empty() { on } else { format!("{on}: {does}") };
            (Trigger::Events(events.clone()), title)
        }
    };
    Program { title, trigger, steps }
}

fn titles(events: &[&Event]) -> String {
    let titles: Vec<&str> = events.iter().map(|event| event.title.en).collect();
    titles.join("; ")
}

/// A warning of programs that may set themselves going: a message that is sent has receipts and reactions too.
fn may_repeat(program: &Program) -> Option<String> {
    let Trigger::Events(events) = &program.trigger else { return None };
    let sends = program.steps.iter().any(|step| step.operation.risk == Risk::Send);
    // Where an event says whose message it is, the program skips the account's own.
    let tells_own = |event: &&&Event| event.fields.iter().any(|(name, _)| *name == "fromMe");
    let others = events.iter().filter(|event| !tells_own(event)).map(|event| event.name);
    let others: Vec<&str> = others.collect();
    let may = sends && (events.is_empty() || !others.is_empty());
    may.then(|| {
        let which = if others.is_empty() { "an event".to_owned() } else { others.join(", ") };
        format!("what it sends may bring about {which} again: add a condition, or it goes on for ever")
    })
}
