//! A request that may go on the wire, once.

use std::sync::{Arc, Mutex, PoisonError};

use super::State;
use crate::{
    config::Credentials,
    request::PreparedRequest,
    values::{Digest, Origin, Outcome},
};

/// A request that may go on the wire, once. Dropped before, it was not sent; dropped after, nobody knows.
pub struct Authorized {
    prepared: PreparedRequest,
    origin: Origin,
    credentials: Credentials,
    record: Option<Record>,
}

/// The send's place among those of this process.
struct Record {
    state: Arc<Mutex<State>>,
    identity: Digest,
    on_wire: bool,
    ended: bool,
}

impl Authorized {
    pub(super) fn new(
        prepared: PreparedRequest,
        origin: Origin,
        credentials: Credentials,
        record: Option<(Arc<Mutex<State>>, Digest)>,
    ) -> Self {
        let record = record.map(|(state, identity)| Record { state, identity, on_wire: false, ended: false });
        Self { prepared, origin, credentials, record }
    }

    /// The request.
    #[must_use]
    pub fn prepared(&self) -> &PreparedRequest {
        &self.prepared
    }

    /// Where it goes.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What it is made with.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Notes that bytes may leave from now on.
    pub fn goes_on_wire(&mut self) {
        if let Some(record) = &mut self.record {
            record.on_wire = true;
        }
    }

    /// Notes that what left was surely not taken: until it goes again, it counts as not sent.
    pub fn came_back(&mut self) {
        if let Some(record) = &mut self.record {
            record.on_wire = false;
        }
    }

    /// Notes what became of it.
    pub fn ends(mut self, outcome: Outcome) {
        if let Some(record) = &mut self.record {
            record.end(outcome);
        }
    }
}

impl Record {
    fn end(&mut self, outcome: Outcome) {
        if !self.ended {
            self.ended = true;
            self.state.lock().unwrap_or_else(PoisonError::into_inner).ledger.end(self.identity, outcome);
        }
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.end(if self.on_wire { Outcome::Unknown } else { Outcome::NotSent });
    }
}
