//! What stands between a prepared request and the wire: mode, credentials, confirmation, duplicates, turn, in this
//! order. Only here is an [`Authorized`] made.

mod authorized;
mod ledger;
mod mode;
mod pacing;
mod refusal;

pub use authorized::Authorized;
pub use refusal::Refusal;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use crate::{
    config::{Confirm, Credentials, Mode},
    request::PreparedRequest,
    values::{ChatId, Digest, Risk},
};
use ledger::Ledger;
use pacing::Pacing;

/// What the user allowed before the program started.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The gateway's id, part of what makes two sends the same.
    pub gateway: &'static str,
    /// The argument that names the session, where a call takes one.
    pub instance: &'static str,
    /// What may be called.
    pub mode: Mode,
    /// What needs a yes.
    pub confirm: Confirm,
    /// Who may be reached in `test-number` mode: the test number of the environment and the allowed recipients.
    pub recipients: Vec<ChatId>,
}

/// What the caller says about one call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Consent {
    /// The user has said yes.
    pub confirmed: bool,
    /// The same may be sent again.
    pub duplicate_allowed: bool,
}

/// The guard of one process.
pub struct Guard {
    rules: Rules,
    state: Arc<Mutex<State>>,
}

/// What was sent lately and whose turn it is: looked at and changed in one step.
#[derive(Default)]
struct State {
    ledger: Ledger,
    pacing: Pacing,
}

impl Guard {
    /// A guard that has seen nothing yet.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self { rules, state: Arc::default() }
    }

    /// Every check that needs no answer from anybody: what a dry run is held against too.
    ///
    /// # Errors
    /// Why the call may not be made.
    pub fn check<'c>(
        &self,
        prepared: &PreparedRequest,
        credentials: Option<&'c Credentials>,
    ) -> Result<&'c Credentials, Refusal> {
        mode::check(&self.rules, prepared)?;
        let credentials = credentials.ok_or(Refusal::NoToken)?;
        let instance = prepared.instance().or(credentials.instance_id.as_deref());
        if prepared.operation().takes(self.rules.instance) && instance.is_none() {
            return Err(Refusal::NoInstance);
        }
        Ok(credentials)
    }

    /// Lets a call through when everything allows it, and waits for its turn.
    ///
    /// # Errors
    /// Why the call may not be made.
    pub async fn authorize(
        &self,
        prepared: PreparedRequest,
        credentials: Option<&Credentials>,
        consent: Consent,
    ) -> Result<Authorized, Refusal> {
        let credentials = self.check(&prepared, credentials)?.clone();
        if self.needs_yes(&prepared) && !consent.confirmed {
            return Err(Refusal::ConfirmationRequired);
        }
        if prepared.operation().risk != Risk::Send {
            return Ok(Authorized::new(prepared, credentials, None));
        }
        let instance = prepared.instance().or(credentials.instance_id.as_deref()).unwrap_or_default();
        let identity = self.identity(&prepared, instance);
        let wait = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            state.ledger.begin(identity, now, consent.duplicate_allowed)?;
            state.pacing.turn(prepared.recipient(), now)
        };
        let authorized = Authorized::new(prepared, credentials, Some((Arc::clone(&self.state), identity)));
        // Dropped while it waits, it was not sent.
        tokio::time::sleep(wait).await;
        Ok(authorized)
    }

    fn needs_yes(&self, prepared: &PreparedRequest) -> bool {
        match prepared.operation().risk {
            Risk::Destructive => true,
            Risk::Send => self.rules.confirm == Confirm::Sends,
            Risk::Read | Risk::Write => false,
        }
    }

    /// What makes two sends the same: gateway, session, operation, recipient and content.
    fn identity(&self, prepared: &PreparedRequest, instance: &str) -> Digest {
        Digest::of(format!("{}\n{instance}\n{}", self.rules.gateway, prepared.identity()).as_bytes())
    }
}
