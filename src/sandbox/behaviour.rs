//! What a gateway does of its own, beyond what holds for every one: the side that the engine sees of it.

use serde::Deserialize;
use serde_json::Value;

use super::{
    call::{Call, Numbers},
    clock::Moment,
    refusal::{Reason, Refusal},
    settings::Settings,
};
use crate::catalog::Catalog;

/// The body of an answer with the documented success status; `None` where there is no body.
pub(super) type Outcome = Result<Option<Value>, Refusal>;

/// What makes a behaviour in its first state.
pub(super) type Start = fn(&Settings, &'static Catalog, Moment) -> Box<dyn Behaviour>;

/// A message that somebody writes to the account.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Incoming {
    /// The session that receives it; the first one, unless given.
    pub(super) instance: Option<String>,
    pub(super) from: String,
    pub(super) body: String,
    /// Who wrote it, in a group.
    pub(super) author: Option<String>,
}

/// A gateway's state and what happens in it. It is handed what was checked, and answers; it sees no request, no fault
/// and no record.
pub(super) trait Behaviour: Send {
    /// Lets happen what time has brought.
    fn settle(&mut self, _now: Moment) {}

    /// Whether there is a session of this id.
    fn has_session(&self, id: &str) -> bool;

    /// Goes on only where the state allows the call, whose arguments are right.
    fn admit(&mut self, _call: &Call) -> Result<(), Refusal> {
        Ok(())
    }

    /// Carries a call out.
    fn carry_out(&mut self, call: &Call) -> Outcome;

    /// What an error says in its details, where this gateway has words of its own for the reason.
    fn details(&self, _reason: &Reason) -> Option<Value> {
        None
    }

    /// All sessions with what they hold, for tests.
    fn sessions(&self, now: Moment) -> Value;

    /// Links a phone to a session that waits for one; tells what became of it.
    fn scan(&mut self, _session: &str, _now: Moment) -> Result<Value, String> {
        Err(unplayed("scan"))
    }

    /// Lets a session fail; tells what became of it.
    fn fail(&mut self, _session: &str) -> Result<Value, String> {
        Err(unplayed("fail"))
    }

    /// Lets a message come in; shows it.
    fn incoming(&mut self, _: Incoming, _numbers: &mut Numbers, _now: Moment) -> Result<Value, String> {
        Err(unplayed("incoming"))
    }
}

fn unplayed(lever: &str) -> String {
    format!("`{lever}` moves nothing here: of this gateway only the documented answers are played")
}
