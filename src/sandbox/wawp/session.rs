//! One simulated session: its state, its account, its chats.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use super::message::{Chat, Contact, Message};
use crate::{
    sandbox::{clock::Moment, refusal::Refusal},
    values::{ChatId, ChatKind},
};

/// How long one QR code is good (the documentation's 20 seconds).
const QR_LIFE: Duration = Duration::from_secs(20);

/// The documented states of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox::wawp) enum Status {
    Stopped,
    Starting,
    ScanQrCode,
    Working,
    Failed,
}

impl Status {
    pub(in crate::sandbox::wawp) fn as_str(self) -> &'static str {
        match self {
            Self::Stopped => "STOPPED",
            Self::Starting => "STARTING",
            Self::ScanQrCode => "SCAN_QR_CODE",
            Self::Working => "WORKING",
            Self::Failed => "FAILED",
        }
    }
}

/// How long things take.
#[derive(Clone, Copy)]
pub(in crate::sandbox::wawp) struct Timing {
    pub(in crate::sandbox::wawp) boot: Duration,
    pub(in crate::sandbox::wawp) scan_after: Option<Duration>,
}

/// What is set to happen; the status follows from it and the time.
enum Running {
    Stopped,
    Failed,
    /// Up from this moment on.
    ReadyAt(Moment),
}

/// What the account shows of itself.
pub(in crate::sandbox::wawp) struct Profile {
    pub(in crate::sandbox::wawp) name: String,
    pub(in crate::sandbox::wawp) about: String,
    pub(in crate::sandbox::wawp) picture: Option<String>,
    pub(in crate::sandbox::wawp) presence: String,
}

/// A session.
pub(in crate::sandbox::wawp) struct Session {
    pub(in crate::sandbox::wawp) id: String,
    /// The gateway's own name for it.
    pub(in crate::sandbox::wawp) name: String,
    /// The chat id of the linked account.
    pub(in crate::sandbox::wawp) account: String,
    pub(in crate::sandbox::wawp) profile: Profile,
    pub(in crate::sandbox::wawp) chats: Vec<Chat>,
    pub(in crate::sandbox::wawp) contacts: Vec<Contact>,
    /// Chats whose presence is followed.
    pub(in crate::sandbox::wawp) followed: Vec<String>,
    /// The chat in which the account is typing.
    pub(in crate::sandbox::wawp) typing: Option<String>,
    paired: bool,
    running: Running,
    /// When a QR or pairing code was first shown since the session came up.
    shown: Option<Moment>,
    timing: Timing,
}

impl Session {
    /// A session that is up at `ready`.
    pub(in crate::sandbox::wawp) fn new(
        id: String,
        number: u64,
        paired: bool,
        ready: Moment,
        timing: Timing,
    ) -> Self {
        Self {
            id,
            name: format!("wawp-{}", 84_729_105 + number),
            account: format!("{}@c.us", 447_441_429_009 + number),
            profile: Profile {
                name: "Wawp Sandbox".into(),
                about: "Hey there! I am using WhatsApp.".into(),
                picture: None,
                presence: "offline".into(),
            },
            chats: Vec::new(),
            contacts: Contact::samples(),
            followed: Vec::new(),
            typing: None,
            paired,
            running: Running::ReadyAt(ready),
            shown: None,
            timing,
        }
    }

    /// Lets happen what time has brought: a code that was shown long enough ago is used.
    pub(in crate::sandbox::wawp) fn settle(&mut self, now: Moment) {
        if let (Some(shown), Some(after)) = (self.shown, self.timing.scan_after)
            && self.status(now) == Status::ScanQrCode
            && now >= shown.saturating_add(after)
        {
            self.scan();
        }
    }

    pub(in crate::sandbox::wawp) fn status(&self, now: Moment) -> Status {
        match self.running {
            Running::Stopped => Status::Stopped,
            Running::Failed => Status::Failed,
            Running::ReadyAt(ready) if now < ready => Status::Starting,
            Running::ReadyAt(_) if self.paired => Status::Working,
            Running::ReadyAt(_) => Status::ScanQrCode,
        }
    }

    /// Goes on only in the state that a call needs.
    pub(in crate::sandbox::wawp) fn expect(&mut self, expected: Status, now: Moment) -> Result<(), Refusal> {
        let current = self.status(now);
        if current == expected {
            return Ok(());
        }
        if current == Status::Failed {
            // The gateway says that it restarts a failed session by itself, and so it does.
            self.start(now);
        }
        Err(unexpected(current, expected))
    }

    pub(in crate::sandbox::wawp) fn start(&mut self, now: Moment) {
        self.shown = None;
        self.running = Running::ReadyAt(now.saturating_add(self.timing.boot));
    }

    pub(in crate::sandbox::wawp) fn stop(&mut self) {
        self.running = Running::Stopped;
    }

    pub(in crate::sandbox::wawp) fn fail(&mut self) {
        self.running = Running::Failed;
    }

    /// Unlinks the phone; what was on it is gone from here.
    pub(in crate::sandbox::wawp) fn log_out(&mut self, now: Moment) {
        self.paired = false;
        self.shown = None;
        self.running = Running::ReadyAt(now);
        self.chats.clear();
    }

    /// Links the phone.
    pub(in crate::sandbox::wawp) fn scan(&mut self) {
        self.paired = true;
        self.shown = None;
    }

    /// The code to link a phone with, and when it expires.
    pub(in crate::sandbox::wawp) fn pairing_code(
        &mut self,
        now: Moment,
    ) -> Result<(String, Moment), Refusal> {
        self.expect(Status::ScanQrCode, now)?;
        self.shown.get_or_insert(now);
        let Running::ReadyAt(ready) = self.running else { return Err(Refusal::own("server_error")) };
        let turn = now.saturating_sub(ready).as_secs() / QR_LIFE.as_secs();
        let secret = STANDARD.encode(format!("{}|{}|{turn}", self.id, ready.as_millis()));
        let expiry = ready.saturating_add(Duration::from_secs((turn + 1).saturating_mul(QR_LIFE.as_secs())));
        Ok((format!("2@{secret}"), expiry))
    }

    /// The account, once a phone is linked and the session is up.
    pub(in crate::sandbox::wawp) fn me(&self, now: Moment) -> Value {
        match self.status(now) {
            Status::Working => json!({ "id": self.account, "pushName": self.profile.name }),
            Status::Stopped | Status::Starting | Status::ScanQrCode | Status::Failed => Value::Null,
        }
    }

    pub(in crate::sandbox::wawp) fn chat(&self, id: &str) -> Option<&Chat> {
        self.chats.iter().find(|chat| chat.id == id)
    }

    pub(in crate::sandbox::wawp) fn chat_mut(&mut self, id: &str) -> Option<&mut Chat> {
        self.chats.iter_mut().find(|chat| chat.id == id)
    }

    /// Puts a message into its chat, which begins with its first one.
    pub(in crate::sandbox::wawp) fn add(&mut self, message: Message) {
        let id = message.chat.clone();
        if let Some(chat) = self.chat_mut(&id) {
            chat.messages.push(message);
            return;
        }
        self.chats.push(Chat { id, messages: vec![message], marked_unread: false });
    }

    /// The saved name of a chat, else its number.
    pub(in crate::sandbox::wawp) fn name_of(&self, chat: &str) -> String {
        let saved = self.contacts.iter().find(|contact| contact.id == chat);
        let name = saved.and_then(|contact| contact.name.clone().or_else(|| contact.pushname.clone()));
        name.unwrap_or_else(|| match ChatId::parse(chat) {
            Ok(id) if id.kind() == ChatKind::Person => format!("+{}", id.user()),
            Ok(id) => id.user().to_owned(),
            Err(_) => chat.to_owned(),
        })
    }
    /// The session with its chats, for tests.
    pub(in crate::sandbox::wawp) fn to_json(&self, now: Moment) -> Value {
        let chats = self.chats.iter().map(|chat| {
            let messages: Vec<Value> = chat.messages.iter().map(|message| message.to_json(now)).collect();
            json!({
                "id": chat.id,
                "name": self.name_of(&chat.id),
                "unreadCount": chat.unread(),
                "messages": messages,
            })
        });
        json!({
            "id": self.id,
            "name": self.name,
            "status": self.status(now).as_str(),
            "me": self.me(now),
            "presence": self.profile.presence,
            "typing": self.typing,
            "followed": self.followed,
            "chats": chats.collect::<Vec<_>>(),
        })
    }
}

/// The refusal of a call that needs another state.
fn unexpected(current: Status, expected: Status) -> Refusal {
    let mut details = Map::new();
    details.insert("current_status".into(), json!(current.as_str()));
    details.insert("expected_status".into(), json!([expected.as_str()]));
    let refusal = Refusal::own("session_unexpected_status");
    if current == Status::Failed {
        details.insert("action".into(), json!("auto_restart_triggered"));
        return refusal.with(Value::Object(details));
    }
    refusal.saying("Session status is not as expected for this operation.").with(Value::Object(details))
}
