//! The sessions of the account, and the levers that move them.

use serde_json::{Value, json};

use super::{
    message::{self, Message},
    session::{Session, Status, Timing},
};
use crate::{
    sandbox::{
        behaviour::Incoming,
        call::Numbers,
        clock::Moment,
        refusal::{Reason, Refusal},
        settings::Settings,
    },
    values::{ChatId, NumberRule},
};

/// All of them, oldest first.
pub(in crate::sandbox::wawp) struct Sessions {
    pub(in crate::sandbox::wawp) all: Vec<Session>,
    pub(in crate::sandbox::wawp) timing: Timing,
    /// What is documented of single countries' numbers.
    rules: &'static [NumberRule],
}

impl Sessions {
    /// Those that exist from the start.
    pub(in crate::sandbox::wawp) fn new(
        settings: &Settings,
        rules: &'static [NumberRule],
        now: Moment,
    ) -> Self {
        let timing = Timing { boot: settings.boot_time, scan_after: settings.scan_after };
        let sessions = (0..).zip(&settings.instances);
        let all = sessions.map(|(number, instance)| {
            Session::new(instance.id.clone(), number, instance.paired, now, timing)
        });
        Self { all: all.collect(), timing, rules }
    }

    /// The session of this id.
    pub(in crate::sandbox::wawp) fn get(&mut self, id: &str) -> Result<&mut Session, Refusal> {
        let session = self.all.iter_mut().find(|session| session.id == id);
        session.ok_or_else(|| Refusal::new(Reason::Session))
    }

    /// The session of this id; names those that are there where it is not.
    fn known(&mut self, id: &str) -> Result<&mut Session, String> {
        let ids = self.all.iter().map(|session| session.id.as_str()).collect::<Vec<_>>().join(", ");
        let session = self.all.iter_mut().find(|session| session.id == id);
        session.ok_or_else(|| format!("no instance `{id}`; there is {ids}"))
    }

    /// Links a phone.
    pub(in crate::sandbox::wawp) fn scan(&mut self, id: &str, now: Moment) -> Result<Value, String> {
        let session = self.known(id)?;
        match session.status(now) {
            Status::ScanQrCode => session.scan(),
            other @ (Status::Stopped | Status::Starting | Status::Working | Status::Failed) => {
                return Err(format!(
                    "`{id}` is {}; only a session in SCAN_QR_CODE can be scanned",
                    other.as_str()
                ));
            }
        }
        Ok(json!(session.status(now).as_str()))
    }

    /// Lets a session fail.
    pub(in crate::sandbox::wawp) fn fail(&mut self, id: &str) -> Result<Value, String> {
        self.known(id)?.fail();
        Ok(json!(Status::Failed.as_str()))
    }

    /// Lets a message come in.
    pub(in crate::sandbox::wawp) fn incoming(
        &mut self,
        incoming: Incoming,
        numbers: &mut Numbers,
        now: Moment,
    ) -> Result<Value, String> {
        let first = || self.all.first().map(|session| session.id.clone()).unwrap_or_default();
        let id = incoming.instance.unwrap_or_else(first);
        let rules = self.rules;
        let session = self.known(&id)?;
        let chat = ChatId::parse_by(&incoming.from, rules).map_err(|fault| format!("`from`: {fault}"))?;
        let chat = chat.to_string();
        let extra = incoming.author.map(|author| ("author".to_owned(), json!(author)));
        let message = Message {
            from: chat.clone(),
            chat,
            from_me: false,
            key: message::key(numbers.next()),
            to: session.account.clone(),
            kind: "chat",
            body: incoming.body,
            sent: now,
            seen: false,
            reaction: String::new(),
            edited: false,
            extra: extra.into_iter().collect(),
        };
        let shown = message.to_json(now);
        session.add(message);
        Ok(shown)
    }
}
