//! What the program must know to speak with one gateway: data, so that a further gateway is a folder.

use serde::{Deserialize, Serialize};

use super::{
    security::Security,
    text::{Json, Text},
};
use crate::values::{MediaRule, Method, NumberRule};

/// One gateway.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provider {
    /// The id that `WAWP_API` and `api` take.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The documented base address.
    pub server: &'static str,
    /// Which credential travels where.
    pub security: Security,
    /// Headers sent with every call.
    pub headers: Vec<(&'static str, &'static str)>,
    /// Where answers hold what the program needs.
    pub answer: AnswerShape,
    /// How to ask for the session's state, where there is such a call.
    pub health: Option<Health>,
    /// How local files are sent.
    pub files: Vec<FileRoute>,
    /// What the gateway documents of the numbers of single countries.
    pub numbers: Vec<NumberRule>,
    /// The calls that advices name.
    pub advice: Advice,
    /// The environment variables that programs read.
    pub environment: Environment,
    /// What is said about the whole of it.
    pub about: About,
    /// The error codes of the refusals that every gateway has.
    pub refusals: Refusals,
    /// Where arguments of a call come from, when an earlier one or an event goes before it.
    pub links: Vec<Link>,
    /// What the calls of a category are about, for words like "it".
    pub nouns: Vec<(&'static str, Text)>,
    /// The id of the operation that sends a plain text: what "send him something" means.
    pub text: Option<&'static str>,
    /// The ids of the operations after which a person must do something on the phone.
    pub pairing: Vec<&'static str>,
    /// Error codes that any call may answer.
    pub errors: Vec<&'static str>,
}

/// What one answer or event gives to a later call (after OpenAPI's Link Object).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The ids of operations and the names of events that give it.
    pub from: Vec<&'static str>,
    /// The names that lead to the text in the answer or the event.
    pub value: Vec<&'static str>,
    /// The arguments that take it, the members of objects dotted.
    pub to: Vec<&'static str>,
    /// The category of the operations that take it; any, where none is named.
    pub category: Option<&'static str>,
}

/// Where answers hold what the program needs, as JSON Pointers (RFC 6901).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerShape {
    /// The gateway's own error code.
    pub code: &'static str,
    /// The error's message.
    pub message: &'static str,
    /// The error's details.
    pub details: Option<&'static str>,
    /// The names of the arguments that it misses.
    pub missing: Option<&'static str>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<&'static str>,
    /// A sent message's id: the first of these that is a text.
    pub message_id: Vec<&'static str>,
    /// Members whose text was written by people outside.
    pub outside_text: Vec<&'static str>,
}

/// How to ask for the session's state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// The method of the operation that tells.
    pub method: Method,
    /// The path of the operation that tells.
    pub path: &'static str,
    /// Where its answer holds the status.
    pub status: &'static str,
    /// Where its answer holds the account.
    pub account: &'static str,
    /// The status of a session that can send.
    pub connected: &'static str,
    /// What to do next at each status.
    pub statuses: Vec<(&'static str, Text)>,
    /// What to do next at any other.
    pub otherwise: Text,
}

/// How a local file of one kind is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileRoute {
    /// The path of the operation that sends it; its method is POST.
    pub path: &'static str,
    /// What the gateway takes of the kind.
    pub rule: MediaRule,
}

/// The calls that advices name, each as `METHOD /path`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// Makes a session, for whoever has none.
    pub create_session: Option<&'static str>,
    /// Reads a chat back, to see whether something arrived there.
    pub read_chat: Option<&'static str>,
}

/// The environment variables that programs read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Environment {
    /// The access token.
    pub token: &'static str,
    /// The id of the session.
    pub session: &'static str,
    /// The base address.
    pub base_url: &'static str,
}

/// What is said about the whole of a gateway, for those who read all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct About {
    /// What it is, in one sentence.
    pub summary: Text,
    /// How chats are named.
    pub recipients: Text,
    /// Which method to use, and where its arguments travel.
    pub methods: Text,
    /// How often one may call.
    pub rates: Text,
    /// What errors look like.
    pub errors: Text,
    /// How events arrive.
    pub events: Text,
    /// What a receiver's answer means.
    pub received: Text,
}

/// The error codes of the refusals that every gateway has; those that it does not name are HTTP's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Refusals {
    /// An argument that is not there.
    pub missing_argument: Option<&'static str>,
    /// An argument that is there and wrong.
    pub invalid_argument: Option<&'static str>,
    /// A recipient that names no chat.
    pub recipient: Option<&'static str>,
    /// A token that is not the account's.
    pub token: Option<&'static str>,
    /// A session that is not there.
    pub session: Option<&'static str>,
    /// What the refusal of a recipient says beside its code, by what numbers of a country begin with; an empty
    /// beginning stands for all others. Members `message` and `details`.
    pub recipients: Vec<(&'static str, Json)>,
}
