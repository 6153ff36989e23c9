//! Who is online.

use serde_json::json;

use super::handler::Handler;
use crate::{
    sandbox::{behaviour::Outcome, call::Call, refusal::Refusal, wawp::session::Session},
    values::Method,
};

/// The documented words for the own presence.
const OWN: [&str; 2] = ["online", "offline"];

pub(super) fn handler(method: Method, path: &str) -> Option<Handler> {
    Some(match (method, path) {
        (Method::Post, "/v2/presence") => set,
        (Method::Get, "/v2/presence") => get,
        (Method::Get, "/v2/presence/{chatId}") => of_chat,
        (Method::Post, "/v2/presence/{chatId}/subscribe") => subscribe,
        _ => return None,
    })
}

fn set(session: &mut Session, call: &Call) -> Outcome {
    let presence = call.text("presence");
    if !OWN.contains(&presence) {
        return Err(Refusal::invalid("presence", "not_allowed"));
    }
    presence.clone_into(&mut session.profile.presence);
    Ok(call.documented())
}

fn get(session: &mut Session, _call: &Call) -> Outcome {
    Ok(Some(json!({ "presence": session.profile.presence })))
}

/// Asking follows the chat as well, as the gateway's engine does it.
fn of_chat(session: &mut Session, call: &Call) -> Outcome {
    let chat = call.chat("chatId");
    follow(session, &chat);
    let seen =
        session.chat(&chat).and_then(|chat| chat.messages.iter().rev().find(|message| !message.from_me));
    let last_seen = seen.map(|message| message.sent.as_secs());
    let presence = json!({ "participant": chat, "lastKnownPresence": "offline", "lastSeen": last_seen });
    Ok(Some(json!({ "id": chat, "presences": [presence] })))
}

fn subscribe(session: &mut Session, call: &Call) -> Outcome {
    follow(session, &call.chat("chatId"));
    Ok(call.documented())
}

fn follow(session: &mut Session, chat: &str) {
    if !session.followed.iter().any(|known| known == chat) {
        session.followed.push(chat.to_owned());
    }
}
