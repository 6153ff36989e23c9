//! What this process sent lately. It holds within one process; the journal that holds across processes and crashes
//! takes its place behind the same two calls.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use super::Refusal;
use crate::values::{Digest, Outcome};

/// How long an identical send is refused.
const WINDOW: Duration = Duration::from_mins(1);

/// The sends of this process that still matter.
#[derive(Debug, Default)]
pub(super) struct Ledger(HashMap<Digest, Row>);

#[derive(Clone, Copy, Debug)]
struct Row {
    at: Instant,
    state: State,
    /// What stood here before a repeat that the user allowed.
    before: Option<(Instant, State)>,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Pending,
    Sent,
    Unknown,
}

impl Ledger {
    /// Notes that a send begins, unless the same was sent, is being sent, or may have been sent.
    pub(super) fn begin(
        &mut self,
        identity: Digest,
        now: Instant,
        duplicate_allowed: bool,
    ) -> Result<(), Refusal> {
        self.0.retain(|_, row| !matches!(row.state, State::Sent) || now.duration_since(row.at) < WINDOW);
        if let Some(row) = self.0.get(&identity)
            && !duplicate_allowed
        {
            let ago = now.duration_since(row.at);
            return Err(match row.state {
                State::Pending => Refusal::Pending,
                State::Sent => Refusal::Duplicate { ago, left: WINDOW.saturating_sub(ago) },
                State::Unknown => Refusal::OutcomeUnknown,
            });
        }
        let before = self.0.get(&identity).map(|row| (row.at, row.state));
        self.0.insert(identity, Row { at: now, state: State::Pending, before });
        Ok(())
    }

    /// Notes what became of a send.
    pub(super) fn end(&mut self, identity: Digest, outcome: Outcome) {
        match outcome {
            Outcome::NotSent => {
                if let Some((at, state)) = self.0.remove(&identity).and_then(|row| row.before) {
                    self.0.insert(identity, Row { at, state, before: None });
                }
            }
            Outcome::Done => self.set(identity, State::Sent),
            Outcome::Unknown => self.set(identity, State::Unknown),
        }
    }

    fn set(&mut self, identity: Digest, state: State) {
        if let Some(row) = self.0.get_mut(&identity) {
            *row = Row { at: Instant::now(), state, before: None };
        }
    }
}
