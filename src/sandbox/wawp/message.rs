//! Chats, their messages, and the address book.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::sandbox::clock::Moment;

/// A chat with its messages, oldest first.
pub(in crate::sandbox::wawp) struct Chat {
    pub(in crate::sandbox::wawp) id: String,
    pub(in crate::sandbox::wawp) messages: Vec<Message>,
    /// The dot that the account put back by itself.
    pub(in crate::sandbox::wawp) marked_unread: bool,
}

impl Chat {
    /// The badge: messages not read, or one where the account put the dot back.
    pub(in crate::sandbox::wawp) fn unread(&self) -> usize {
        let unread = self.messages.iter().filter(|message| !message.from_me && !message.seen).count();
        unread.max(usize::from(self.marked_unread))
    }

    pub(in crate::sandbox::wawp) fn latest(&self) -> Option<&Message> {
        self.messages.last()
    }

    /// When the latest message came, in Unix seconds; 0 for a chat whose messages were deleted.
    pub(in crate::sandbox::wawp) fn timestamp(&self) -> u64 {
        self.latest().map_or(0, |message| message.sent.as_secs())
    }

    /// The message of this id, whole (`true_<chat>_<HEX>`) or its last part.
    pub(in crate::sandbox::wawp) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.iter_mut().find(|message| message.has_id(id))
    }
}

/// A message, sent or received.
#[derive(Clone)]
pub(in crate::sandbox::wawp) struct Message {
    pub(in crate::sandbox::wawp) chat: String,
    pub(in crate::sandbox::wawp) from_me: bool,
    /// The hexadecimal part of its id.
    pub(in crate::sandbox::wawp) key: String,
    pub(in crate::sandbox::wawp) from: String,
    pub(in crate::sandbox::wawp) to: String,
    /// The network's word for its kind: `chat`, `image`, `ptt` …
    pub(in crate::sandbox::wawp) kind: &'static str,
    pub(in crate::sandbox::wawp) body: String,
    pub(in crate::sandbox::wawp) sent: Moment,
    /// Whether the account has read it.
    pub(in crate::sandbox::wawp) seen: bool,
    /// The account's own reaction.
    pub(in crate::sandbox::wawp) reaction: String,
    pub(in crate::sandbox::wawp) edited: bool,
    /// What else there is to a message of its kind.
    pub(in crate::sandbox::wawp) extra: Map<String, Value>,
}

impl Message {
    /// The id in one text: `true_<chat>_<HEX>`.
    pub(in crate::sandbox::wawp) fn id(&self) -> String {
        format!("{}_{}_{}", self.from_me, self.chat, self.key)
    }

    pub(in crate::sandbox::wawp) fn has_id(&self, id: &str) -> bool {
        self.key == id || self.id() == id
    }

    /// Delivery, by `message.ack`'s numbers: taken by the gateway, sent, delivered. A second lies between them.
    fn ack(&self, now: Moment) -> u8 {
        const STEP: Duration = Duration::from_secs(1);
        let age = now.saturating_sub(self.sent);
        match self.from_me {
            false if self.seen => 3,
            false => 2,
            true if age >= 2 * STEP => 2,
            true => u8::from(age >= STEP),
        }
    }

    /// The documented shape of a message.
    pub(in crate::sandbox::wawp) fn to_json(&self, now: Moment) -> Value {
        let mut out = json!({
            "id": { "fromMe": self.from_me, "remote": self.chat, "id": self.key, "_serialized": self.id() },
            "ack": self.ack(now),
            "hasMedia": self.extra.contains_key("media"),
            "body": self.body,
            "type": self.kind,
            "timestamp": self.sent.as_secs(),
            "from": self.from,
            "to": self.to,
            "fromMe": self.from_me,
        });
        if let Value::Object(members) = &mut out {
            members.extend(self.extra.clone());
            if !self.reaction.is_empty() {
                members.insert("reaction".into(), json!(self.reaction));
            }
            if self.edited {
                members.insert("edited".into(), json!(true));
            }
        }
        out
    }
}

/// The hexadecimal part of the message id that belongs to a number: always the same one, and no two alike.
pub(in crate::sandbox::wawp) fn key(number: u64) -> String {
    // An odd factor maps the numbers one to one; this one (2^64 by the golden ratio) spreads neighbours.
    format!("3EB0{:016X}", number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// An entry of the address book.
#[derive(Clone)]
pub(in crate::sandbox::wawp) struct Contact {
    pub(in crate::sandbox::wawp) id: String,
    pub(in crate::sandbox::wawp) name: Option<String>,
    pub(in crate::sandbox::wawp) pushname: Option<String>,
}

impl Contact {
    /// A few people to look up; two share a first name, as people do.
    pub(in crate::sandbox::wawp) fn samples() -> Vec<Self> {
        let people = [
            ("201012345678@c.us", "Ahmed Hassan", "Ahmed"),
            ("201112345678@c.us", "Ahmed Ali", "A. Ali"),
            ("966501234567@c.us", "Sara Mohammed", "Sara"),
        ];
        let contact = |(id, name, pushname): (&str, &str, &str)| Self {
            id: id.into(),
            name: Some(name.into()),
            pushname: Some(pushname.into()),
        };
        people.map(contact).into()
    }

    /// One of whom only the chat is known.
    pub(in crate::sandbox::wawp) fn unknown(id: &str) -> Self {
        Self { id: id.to_owned(), name: None, pushname: None }
    }

    pub(in crate::sandbox::wawp) fn to_json(&self) -> Value {
        json!({ "id": self.id, "name": self.name, "pushname": self.pushname })
    }
}
