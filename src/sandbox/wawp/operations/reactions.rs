//! The signs around messages: reactions, votes, read receipts, typing.

use serde_json::{Value, json};

use super::handler::Handler;
use crate::{
    sandbox::{
        behaviour::Outcome,
        call::Call,
        refusal::Refusal,
        wawp::message::{Message, key},
        wawp::session::Session,
    },
    values::Method,
};

pub(super) fn handler(method: Method, path: &str) -> Option<Handler> {
    Some(match (method, path) {
        (Method::Put, "/v2/send/reaction") => react,
        (Method::Post, "/v2/send/poll/vote") => vote,
        (Method::Post, "/v2/send/seen") => seen,
        (Method::Post, "/v2/send/start-typing") => start_typing,
        (Method::Post, "/v2/send/stop-typing") => stop_typing,
        _ => return None,
    })
}

/// The message that a call names. `None` for the documentation's example id, which stands for one that exists.
pub(super) fn named<'a>(session: &'a mut Session, call: &Call) -> Result<Option<&'a mut Message>, Refusal> {
    let id = call.text("messageId");
    let found = session.chat_mut(&call.chat("chatId")).and_then(|chat| chat.message_mut(id));
    if found.is_none() && !call.is_example("messageId") {
        return Err(unknown(id));
    }
    Ok(found)
}

/// The refusal of a message that the chat has not.
fn unknown(id: &str) -> Refusal {
    Refusal::not_found().saying("Message not found in this chat.").with(json!({ "messageId": id }))
}

fn react(session: &mut Session, call: &Call) -> Outcome {
    let reaction = call.text("reaction");
    if let Some(message) = named(session, call)? {
        reaction.clone_into(&mut message.reaction);
    }
    Ok(Some(sign(session, call, "reaction", reaction)))
}

fn vote(session: &mut Session, call: &Call) -> Outcome {
    let votes = call.arguments.get("votes").cloned().unwrap_or_default();
    if let Some(message) = named(session, call)? {
        if message.kind != "poll_creation" {
            return Err(Refusal::invalid("messageId", "not_a_poll"));
        }
        let votes = chosen(message, &votes)?;
        message.extra.insert("votes".into(), votes);
    }
    Ok(Some(sign(session, call, "poll_vote", "")))
}

/// The options that votes name, by their text or their position.
fn chosen(message: &Message, votes: &Value) -> Result<Value, Refusal> {
    let options = message.extra.get("poll").and_then(|poll| poll.pointer("/poll/options"));
    let options: Vec<&Value> = options.and_then(Value::as_array).into_iter().flatten().collect();
    let option = |vote: &Value| {
        let position = || options.get(vote.as_str()?.parse::<usize>().ok()?);
        options.iter().find(|option| **option == vote).or_else(position).map(|option| (*option).clone())
    };
    let votes = votes.as_array().into_iter().flatten();
    let chosen: Option<Value> = votes.map(option).collect();
    chosen.ok_or_else(|| Refusal::invalid("votes", "no_such_option"))
}

fn seen(session: &mut Session, call: &Call) -> Outcome {
    let ids = call.arguments.get("messageIds").and_then(Value::as_array).into_iter().flatten();
    if let Some(chat) = session.chat_mut(&call.chat("chatId")) {
        for id in ids.filter_map(Value::as_str) {
            if let Some(message) = chat.message_mut(id) {
                message.seen = true;
            }
        }
        chat.marked_unread = false;
    }
    Ok(Some(sign(session, call, "receipt", "")))
}

fn start_typing(session: &mut Session, call: &Call) -> Outcome {
    session.typing = Some(call.chat("chatId"));
    Ok(Some(sign(session, call, "presence", "")))
}

fn stop_typing(session: &mut Session, call: &Call) -> Outcome {
    session.typing = None;
    Ok(Some(sign(session, call, "presence", "")))
}

/// The answer to a sign: in the documented shape of a message, though none is added to the chat.
fn sign(session: &Session, call: &Call, kind: &str, body: &str) -> Value {
    let (chat, key) = (call.chat("chatId"), key(call.number));
    json!({
        "id": { "fromMe": true, "remote": chat, "id": key, "_serialized": format!("true_{chat}_{key}") },
        "ack": 0,
        "hasMedia": false,
        "body": body,
        "type": kind,
        "timestamp": call.now.as_secs(),
        "from": session.account,
        "to": chat,
        "fromMe": true,
    })
}
