//! What the program must know to speak with one gateway: data, so that a further gateway is a folder.

use serde::{Deserialize, Serialize};

use super::text::Text;
use crate::values::{MediaKind, Method};

/// One gateway.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provider {
    /// The id that `WAWP_API` and `api` take.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The documented base address.
    pub server: &'static str,
    /// Where the token travels.
    pub token: TokenPlaces,
    /// The argument that names the session, filled in by the server.
    pub instance: &'static str,
    /// Headers sent with every call.
    pub headers: Vec<(&'static str, &'static str)>,
    /// Where answers hold what the program needs.
    pub answer: AnswerShape,
    /// How to ask for the session's state.
    pub health: Health,
    /// How local files are sent.
    pub files: Vec<FileRoute>,
    /// Where arguments of a call come from, when an earlier one or an event goes before it.
    pub links: Vec<Link>,
    /// What the calls of a category are about, for words like "it".
    pub nouns: Vec<(&'static str, Text)>,
    /// The id of the operation that sends a plain text: what "send him something" means.
    pub text: &'static str,
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

/// Where the token travels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TokenPlaces {
    /// The header that always carries it.
    pub header: &'static str,
    /// The argument of a JSON body that carries it.
    pub body: &'static str,
    /// The query argument that carries it once the gateway has missed it there.
    pub query: &'static str,
    /// The error code by which the gateway says that it misses an argument.
    pub missing: &'static str,
}

/// Where answers hold what the program needs, as JSON Pointers (RFC 6901).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerShape {
    /// The gateway's own error code.
    pub code: &'static str,
    /// The error's message.
    pub message: &'static str,
    /// The error's details.
    pub details: &'static str,
    /// Seconds to wait before trying again.
    pub retry_after: &'static str,
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
}

/// How a local file of one kind is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileRoute {
    /// The kind.
    pub kind: MediaKind,
    /// The path of the operation that sends it; its method is POST.
    pub path: &'static str,
    /// The media types that it takes; empty where any goes.
    pub mimetypes: Vec<&'static str>,
}
