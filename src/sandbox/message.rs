//! Chats, their messages, and the address book.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::clock::Moment;

/// A chat with its messages, oldest first.
pub(super) struct Chat {
    pub(super) id: String,
    pub(super) messages: Vec<Message>,
    /// The dot that the account put back by itself.
    pub(super) marked_unread: bool,
}

impl Chat {
    /// The badge: messages not read, or one where the account put the dot back.
    pub(super) fn unread(&self) -> usize {
        let unread = self.messages.iter().filter(|message| !message.from_me && !message.seen).count();
        unread.max(usize::from(self.marked_unread))
    }

    pub(super) fn latest(&self) -> Option<&Message> {
        self.messages.last()
    }

    /// When the latest message came, in Unix seconds; 0 for a chat whose messages were deleted.
    pub(super) fn timestamp(&self) -> u64 {
        self.latest().map_or(0, |message| message.sent.as_secs())
    }

    /// The message of this id, whole (`true_<chat>_<HEX>`) or its last part.
    pub(super) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.iter_mut().find(|message| message.has_id(id))
    }
}

/// A message, sent or received.
#[derive(Clone)]
pub(super) struct Message {
    pub(super) chat: String,
    pub(super) from_me: bool,
    /// The hexadecimal part of its id.
    pub(super) key: String,
    pub(super) from: String,
    pub(super) to: String,
    /// The network's word for its kind: `chat`, `image`, `ptt` …
    pub(super) kind: &'static str,
    pub(super) body: String,
    pub(super) sent: Moment,
    /// Whether the account has read it.
    pub(super) seen: bool,
    /// The account's own reaction.
    pub(super) reaction: String,
    pub(super) edited: bool,
    /// What else there is to a message of its kind.
    pub(super) extra: Map<String, Value>,
}

impl Message {
    /// The id in one text: `true_<chat>_<HEX>`.
    pub(super) fn id(&self) -> String {
        format!("{}_{}_{}", self.from_me, self.chat, self.key)
    }

    pub(super) fn has_id(&self, id: &str) -> bool {
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
    pub(super) fn to_json(&self, now: Moment) -> Value {
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
pub(super) fn key(number: u64) -> String {
    // An odd factor maps the numbers one to one; this one (2^64 by the golden ratio) spreads neighbours.
    format!("3EB0{:016X}", number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// An entry of the address book.
#[derive(Clone)]
pub(super) struct Contact {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) pushname: Option<String>,
}

impl Contact {
    /// A few people to look up; two share a first name, as people do.
    pub(super) fn samples() -> Vec<Self> {
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
    pub(super) fn unknown(id: &str) -> Self {
        Self { id: id.to_owned(), name: None, pushname: None }
    }

    pub(super) fn to_json(&self) -> Value {
        json!({ "id": self.id, "name": self.name, "pushname": self.pushname })
    }
}
