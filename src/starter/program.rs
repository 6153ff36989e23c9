//! What a program does, in no language: calls one after another, their values known or taken from the environment and
//! from earlier answers.

use super::{expr::Expr, step::Step};
use crate::catalog::{Carried, Credential, Event};

/// A program.
#[derive(Clone, Debug)]
pub struct Program {
    /// What it does, for its first comment; from the catalog, never from a caller.
    pub title: String,
    /// What sets it going.
    pub trigger: Trigger,
    /// The calls, in order; at least one where it is started.
    pub steps: Vec<Step>,
}

/// What a program is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// It is started, makes its calls and ends.
    Calls,
    /// It waits for events, and may make calls at each.
    Receives,
}

/// What sets the calls of a program going.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// Somebody starts it.
    Start,
    /// One of these events arrives; any event where none is named.
    Events(Vec<&'static Event>),
}

impl Program {
    /// Whether a call needs a credential from the environment.
    pub(super) fn takes(&self, credential: Credential) -> bool {
        let wanted = match credential {
            Credential::Token => Expr::Token,
            Credential::Session => Expr::Instance,
        };
        self.steps.iter().any(|step| {
            step.headers.iter().any(|carried| carried.credential == credential)
                || step.expressions().any(|expr| expr.any(&|expr| *expr == wanted))
        })
    }

    /// The credentials that its calls carry in headers. All go to the same gateway: each call has those of all.
    pub(super) fn headers(&self) -> Vec<Carried> {
        let mut headers: Vec<Carried> = Vec::new();
        for carried in self.steps.iter().flat_map(|step| &step.headers) {
            if !headers.contains(carried) {
                headers.push(*carried);
            }
        }
        headers
    }

    /// What it is for.
    #[must_use]
    pub fn job(&self) -> Job {
        match self.trigger {
            Trigger::Start => Job::Calls,
            Trigger::Events(_) => Job::Receives,
        }
    }

    /// The events that set it going, where events do.
    pub(super) fn events(&self) -> Option<&[&'static Event]> {
        match &self.trigger {
            Trigger::Start => None,
            Trigger::Events(events) => Some(events),
        }
    }
}
