//! The messages of a chat: listing, reading one, editing, deleting.

use serde_json::Value;

use super::{
    handler::{Handler, page},
    reactions::named,
};
use crate::{
    sandbox::{behaviour::Outcome, call::Call, refusal::Refusal, wawp::session::Session},
    values::Method,
};

/// How many messages come without a limit.
const DEFAULT_LIMIT: usize = 50;

pub(super) fn handler(method: Method, path: &str) -> Option<Handler> {
    Some(match (method, path) {
        (Method::Get, "/v2/chats/messages") => list,
        (Method::Post, "/v2/messages/get") => get,
        (Method::Put, "/v2/messages/edit") => edit,
        (Method::Delete, "/v2/messages/delete") => delete,
        _ => return None,
    })
}

/// Newest first, so that the first page holds what a reader wants.
fn list(session: &mut Session, call: &Call) -> Outcome {
    let chat = session.chat(&call.chat("chatId"));
    let newest_first = chat.into_iter().flat_map(|chat| chat.messages.iter().rev()).collect();
    let shown: Vec<Value> = page(newest_first, call, DEFAULT_LIMIT)?
        .into_iter()
        .map(|message| message.to_json(call.now))
        .collect();
    Ok(Some(Value::Array(shown)))
}

fn get(session: &mut Session, call: &Call) -> Outcome {
    let message = named(session, call)?.map(|message| message.to_json(call.now));
    Ok(message.or_else(|| call.documented()))
}

fn edit(session: &mut Session, call: &Call) -> Outcome {
    let Some(message) = named(session, call)? else { return Ok(call.documented()) };
    if !message.from_me || message.kind != "chat" {
        return Err(Refusal::invalid("messageId", "not_an_own_text"));
    }
    call.text("text").clone_into(&mut message.body);
    message.edited = true;
    Ok(Some(message.to_json(call.now)))
}

fn delete(session: &mut Session, call: &Call) -> Outcome {
    named(session, call)?;
    if let Some(chat) = session.chat_mut(&call.chat("chatId")) {
        chat.messages.retain(|message| !message.has_id(call.text("messageId")));
    }
    Ok(call.documented())
}
