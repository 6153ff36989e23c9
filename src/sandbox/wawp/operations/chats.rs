//! The inbox: listing chats, their read state, their picture.

use std::time::Duration;

use serde_json::{Value, json};

use super::handler::{Handler, page};
use crate::{
    sandbox::{
        behaviour::Outcome, call::Call, refusal::Refusal, wawp::message::Chat, wawp::session::Session,
    },
    values::Method,
};

/// How many chats come without a limit.
const DEFAULT_LIMIT: usize = 50;
const DAY: Duration = Duration::from_hours(24);

pub(super) fn handler(method: Method, path: &str) -> Option<Handler> {
    Some(match (method, path) {
        (Method::Post, "/v2/chats") => list,
        (Method::Get, "/v2/chats/overview") => overview,
        (Method::Get, "/v2/chats/picture") => picture,
        (Method::Post, "/v2/chats/read") => read,
        (Method::Post, "/v2/chats/unread") => unread,
        _ => return None,
    })
}

fn list(session: &mut Session, call: &Call) -> Outcome {
    let mut chats: Vec<&Chat> = session.chats.iter().collect();
    match call.text("sortBy") {
        "" | "timestamp" => chats.sort_by_key(|chat| chat.timestamp()),
        "id" => chats.sort_by_key(|chat| chat.id.as_str()),
        "name" => chats.sort_by_key(|chat| session.name_of(&chat.id)),
        _ => return Err(Refusal::invalid("sortBy", "unknown_field")),
    }
    if call.text("sortOrder") != "ASC" {
        chats.reverse();
    }
    let shown = page(chats, call, DEFAULT_LIMIT)?.into_iter().map(|chat| {
        json!({
            "id": chat.id,
            "name": session.name_of(&chat.id),
            "isGroup": chat.id.ends_with("@g.us"),
            "timestamp": chat.timestamp(),
            "unreadCount": chat.unread(),
        })
    });
    Ok(Some(shown.collect()))
}

fn overview(session: &mut Session, _call: &Call) -> Outcome {
    let shown = session.chats.iter().map(|chat| {
        let latest = chat.latest().map(|message| {
            json!({ "id": message.id(), "body": message.body, "timestamp": message.sent.as_secs() })
        });
        json!({
            "id": chat.id,
            "name": session.name_of(&chat.id),
            "unreadCount": chat.unread(),
            "lastMessage": latest,
        })
    });
    Ok(Some(shown.collect()))
}

/// A link of the right form; there is no picture behind it.
fn picture(_session: &mut Session, call: &Call) -> Outcome {
    let chat = call.chat("chatId");
    Ok(Some(json!({ "id": chat, "url": format!("https://pps.whatsapp.net/v/sandbox/{chat}.jpg") })))
}

/// Marks the newest `messages` as read, or those of the last `days`, or all.
fn read(session: &mut Session, call: &Call) -> Outcome {
    let newest = call.count("messages")?.unwrap_or(usize::MAX);
    let days = call.arguments.get("days").and_then(Value::as_f64);
    let age = days.and_then(|days| Duration::try_from_secs_f64(days * DAY.as_secs_f64()).ok());
    let since = age.map_or(Duration::ZERO, |age| call.now.saturating_sub(age));
    if let Some(chat) = session.chat_mut(&call.chat("chatId")) {
        let incoming = chat.messages.iter_mut().rev().filter(|message| !message.from_me);
        incoming.take(newest).filter(|message| message.sent >= since).for_each(|message| message.seen = true);
        chat.marked_unread = false;
    }
    Ok(call.documented())
}

fn unread(session: &mut Session, call: &Call) -> Outcome {
    if let Some(chat) = session.chat_mut(&call.chat("chatId")) {
        chat.marked_unread = true;
    }
    Ok(call.documented())
}
