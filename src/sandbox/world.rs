//! The whole state of the simulation, in one place.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Settings,
    answer::Answer,
    clock::{Clock, Moment},
    fault::Fault,
    operations, receive,
    record::{Received, Records},
    refusal::Refusal,
    session::{Session, Timing},
};
use crate::{catalog::Catalog, values::Risk};

/// Everything that there is.
pub(super) struct World {
    pub(super) catalog: &'static Catalog,
    pub(super) settings: Settings,
    pub(super) clock: Clock,
    pub(super) sessions: Vec<Session>,
    pub(super) faults: Vec<Fault>,
    pub(super) records: Records,
    /// How many numbers were given out.
    numbers: u64,
}

impl World {
    pub(super) fn new(settings: Settings, catalog: &'static Catalog) -> Self {
        let clock = Clock::new();
        let timing = Timing { boot: settings.boot_time, scan_after: settings.scan_after };
        let sessions = (0..).zip(&settings.instances).map(|(number, instance)| {
            Session::new(instance.id.clone(), number, instance.paired, clock.now(), timing)
        });
        let sessions = sessions.collect();
        Self {
            catalog,
            settings,
            clock,
            sessions,
            faults: Vec::new(),
            records: Records::default(),
            numbers: 0,
        }
    }

    /// Back to the state at the start; requests and faults are forgotten.
    pub(super) fn reset(&mut self) {
        *self = Self::new(self.settings.clone(), self.catalog);
    }

    /// The present, after everything that it has brought has happened.
    pub(super) fn now(&mut self) -> Moment {
        let now = self.clock.now();
        self.sessions.iter_mut().for_each(|session| session.settle(now));
        now
    }

    /// A number that was not given out before.
    pub(super) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    pub(super) fn timing(&self) -> Timing {
        Timing { boot: self.settings.boot_time, scan_after: self.settings.scan_after }
    }

    /// The session of this id.
    pub(super) fn session(&mut self, id: &str) -> Result<&mut Session, Refusal> {
        let session = self.sessions.iter_mut().find(|session| session.id == id);
        session.ok_or_else(|| Refusal::new("invalid_session"))
    }

    /// Checks a request and carries it out.
    pub(super) fn carry_out(&mut self, number: u64, request: &Received) -> Answer {
        let now = self.now();
        let call = match receive::receive(self, request, number, now) {
            Ok(call) => call,
            Err(refusal) => return refusal.answer(self.catalog),
        };
        let answer = match operations::run(self, &call) {
            Ok(value) => documented(call.operation.success.status, value.as_ref()),
            Err(refusal) => refusal.answer(self.catalog),
        };
        if answer.is_success() && call.operation.risk != Risk::Read {
            self.records.taken(number);
        }
        answer
    }

    /// All sessions with their chats, for tests.
    pub(super) fn snapshot(&mut self) -> Value {
        let now = self.now();
        let session = |session: &Session| {
            let chats = session.chats.iter().map(|chat| {
                let messages: Vec<Value> = chat.messages.iter().map(|message| message.to_json(now)).collect();
                json!({
                    "id": chat.id,
                    "name": session.name_of(&chat.id),
                    "unreadCount": chat.unread(),
                    "messages": messages,
                })
            });
            json!({
                "id": session.id,
                "name": session.name,
                "status": session.status(now).as_str(),
                "me": session.me(now),
                "presence": session.profile.presence,
                "typing": session.typing,
                "followed": session.followed,
                "chats": chats.collect::<Vec<_>>(),
            })
        };
        let instances: Vec<Value> = self.sessions.iter().map(session).collect();
        json!({ "now_ms": millis(now), "instances": instances })
    }
}

/// An operation's answer: JSON, or nothing where the documentation shows no body.
fn documented(status: u16, value: Option<&Value>) -> Answer {
    match value {
        Some(value) => Answer::json(status, value),
        None => Answer { status, headers: Vec::new(), body: Vec::new() },
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
