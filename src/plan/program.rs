//! The program that calls and events make, and what its reader must know of it.

use super::{PlanError, Wanted, wanted::steps};
use crate::{
    catalog::{Catalog, Event, Provider},
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
        let session = catalog.provider.security.session;
        let named = session.filter(|name| wanted.arguments.contains_key(*name));
        wanted.notes.extend(named.map(|name| from_environment(&catalog.provider, name)));
        let steps = steps(catalog, &mut wanted)?;
        let program = program(wanted.events, steps);
        let afterwards = wanted.afterwards;
        let receiver = (!afterwards.is_empty()).then(|| self::program(Some(afterwards), Vec::new()));
        Ok(Self::with_warnings(program, receiver, wanted.notes))
    }

    /// The same, with a note of what may set itself going.
    pub(super) fn with_warnings(program: Program, receiver: Option<Program>, mut notes: Vec<String>) -> Self {
        notes.extend([Some(&program), receiver.as_ref()].into_iter().flatten().filter_map(may_repeat));
        Self { program, receiver, notes }
    }
}

/// The program of steps that somebody starts, or that events set going: any event, where none is named.
pub(super) fn program(events: Option<Vec<&'static Event>>, steps: Vec<Step>) -> Program {
    let does: Vec<&str> = steps.iter().map(|step| step.operation.title.en).collect();
    let does = does.join("; ");
    let (trigger, title) = match events {
        None => (Trigger::Start, does),
        Some(events) => {
            let on = if events.is_empty() { "Every event".to_owned() } else { titles(&events) };
            let title = if does.is_empty() { on } else { format!("{on}: {does}") };
            (Trigger::Events(events), title)
        }
    };
    Program { title, trigger, steps }
}

/// Whoever runs a program says for which session.
pub(super) fn from_environment(provider: &Provider, session: &str) -> String {
    format!("{session} comes from {}", provider.environment.session)
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
