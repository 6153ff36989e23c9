//! The Wawp gateway's own: sessions that boot, are paired and fail, their chats, and what its operations do with them.

mod message;
mod operations;
mod qr;
mod session;
mod sessions;

use serde_json::{Value, json};

use session::Status;
use sessions::Sessions;

use super::{
    behaviour::{Behaviour, Incoming, Outcome},
    call::{Call, Numbers},
    clock::Moment,
    refusal::{Reason, Refusal},
    settings::Settings,
};
use crate::{
    catalog::{Catalog, Operation},
    values::Risk,
};

struct Wawp {
    sessions: Sessions,
}

/// The gateway with the sessions that exist from the start.
pub(super) fn start(settings: &Settings, catalog: &'static Catalog, now: Moment) -> Box<dyn Behaviour> {
    Box::new(Wawp { sessions: Sessions::new(settings, &catalog.provider.numbers, now) })
}

impl Behaviour for Wawp {
    fn settle(&mut self, now: Moment) {
        self.sessions.all.iter_mut().for_each(|session| session.settle(now));
    }

    fn has_session(&self, id: &str) -> bool {
        self.sessions.all.iter().any(|session| session.id == id)
    }

    fn admit(&mut self, call: &Call) -> Result<(), Refusal> {
        match &call.session {
            Some(id) if needs_phone(call.operation) => {
                self.sessions.get(id)?.expect(Status::Working, call.now)
            }
            Some(_) | None => Ok(()),
        }
    }

    fn carry_out(&mut self, call: &Call) -> Outcome {
        operations::run(&mut self.sessions, call)
    }

    fn details(&self, reason: &Reason) -> Option<Value> {
        match reason {
            Reason::Invalid { name, how } => Some(json!({ "param": name, "value": how })),
            Reason::Recipient { given, .. } => Some(json!({ "provided": given })),
            Reason::Missing(_)
            | Reason::NoToken(_)
            | Reason::Token
            | Reason::Session
            | Reason::Status(_)
            | Reason::Own(_) => None,
        }
    }

    fn sessions(&self, now: Moment) -> Value {
        self.sessions.all.iter().map(|session| session.to_json(now)).collect()
    }

    fn scan(&mut self, session: &str, now: Moment) -> Result<Value, String> {
        self.sessions.scan(session, now)
    }

    fn fail(&mut self, session: &str) -> Result<Value, String> {
        self.sessions.fail(session)
    }

    fn incoming(&mut self, message: Incoming, numbers: &mut Numbers, now: Moment) -> Result<Value, String> {
        self.sessions.incoming(message, numbers, now)
    }
}

/// Whether an operation needs a linked phone: everything that is no read
/// outside the session's own life, and the live look into the directory of numbers.
fn needs_phone(operation: &Operation) -> bool {
    let path = operation.real_path.as_str();
    let own_life = ["/v2/session/", "/v2/auth/"].iter().any(|start| path.starts_with(start));
    path == "/v2/contacts/check-exists" || (operation.risk != Risk::Read && !own_life)
}
