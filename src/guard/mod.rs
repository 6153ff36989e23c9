//! What stands between a prepared request and the wire: whose it is, mode, credentials, confirmation, duplicates, turn, in
//! this order. Only here is an [`Authorized`] made.
//!
//! One guard serves all gateways: it reads from the request and the account whose they are.

mod account;
mod authorized;
mod ledger;
mod mode;
mod pacing;
mod refusal;

pub use account::{Account, AccountSettings, AddressError};
pub use authorized::Authorized;
pub use refusal::Refusal;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use crate::{
    config::{Confirm, Mode},
    request::PreparedRequest,
    values::{ChatId, Digest, Risk},
};
use ledger::Ledger;
use pacing::Pacing;

/// What the user allowed before the program started.
#[derive(Clone, Debug)]
pub struct Rules {
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
    pub fn check(&self, prepared: &PreparedRequest, account: &Account) -> Result<(), Refusal> {
        if !account.is_of(prepared.provider()) {
            return Err(Refusal::OtherGateway {
                request: prepared.provider().id,
                account: account.provider().id,
            });
        }
        mode::check(&self.rules, prepared)?;
        if account.credentials().is_none() {
            return Err(Refusal::NoToken);
        }
        if prepared.takes_session() && session(prepared, account).is_none() {
            return Err(Refusal::NoInstance);
        }
        Ok(())
    }

    /// Lets a call through when everything allows it, and waits for its turn.
    ///
    /// # Errors
    /// Why the call may not be made.
    pub async fn authorize(
        &self,
        prepared: PreparedRequest,
        account: &Account,
        consent: Consent,
    ) -> Result<Authorized, Refusal> {
        self.check(&prepared, account)?;
        let Some(credentials) = account.credentials().cloned() else { return Err(Refusal::NoToken) };
        if self.needs_yes(&prepared) && !consent.confirmed {
            return Err(Refusal::ConfirmationRequired);
        }
        let origin = account.origin().clone();
        if prepared.operation().risk != Risk::Send {
            return Ok(Authorized::new(prepared, origin, credentials, None));
        }
        let identity = identity(&prepared, session(&prepared, account).unwrap_or_default());
        let wait = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            state.ledger.begin(identity, now, consent.duplicate_allowed)?;
            state.pacing.turn(prepared.recipient(), now)
        };
        let record = Some((Arc::clone(&self.state), identity));
        let authorized = Authorized::new(prepared, origin, credentials, record);
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
}

/// The session that a call is for: the one that it names, or else the account's.
fn session<'c>(prepared: &'c PreparedRequest, account: &'c Account) -> Option<&'c str> {
    prepared.instance().or(account.session())
}

/// What makes two sends the same: gateway, session, operation, recipient and content.
fn identity(prepared: &PreparedRequest, session: &str) -> Digest {
    Digest::of(format!("{}\n{session}\n{}", prepared.provider().id, prepared.identity()).as_bytes())
}
