//! Sending: each kind of message, kept in its chat.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

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
    if method != Method::Post {
        return None;
    }
    Some(match path {
        "/v2/send/text" => |session, call| send(session, call, "chat", call.text("message")),
        "/v2/send/image" => |session, call| file(session, call, "image"),
        "/v2/send/pdf" => |session, call| file(session, call, "document"),
        "/v2/send/voice" => |session, call| file(session, call, "ptt"),
        "/v2/send/video" => |session, call| file(session, call, "video"),
        "/v2/send/list" => |session, call| send(session, call, "list", inner(call, "message", "description")),
        "/v2/send/event" => {
            |session, call| send(session, call, "event_creation", inner(call, "event", "name"))
        }
        "/v2/send/link-preview" => |session, call| send(session, call, "chat", call.text("text")),
        "/v2/send/location" => |session, call| send(session, call, "location", call.text("message")),
        "/v2/send/poll" => |session, call| send(session, call, "poll_creation", inner(call, "poll", "name")),
        "/v2/send/contact" => |session, call| send(session, call, "vcard", first_name(call)),
        _ => return None,
    })
}

fn send(session: &mut Session, call: &Call, kind: &'static str, body: &str) -> Outcome {
    let extra = ["list", "event", "poll", "location"].iter().find(|word| kind.starts_with(**word));
    let mut extra = extra.map_or_else(Map::new, |word| Map::from_iter([((*word).to_owned(), content(call))]));
    if let Some(contacts) = call.arguments.get("contacts") {
        extra.insert("vCards".into(), contacts.clone());
    }
    Ok(Some(keep(session, call, kind, body, extra)))
}

fn file(session: &mut Session, call: &Call, kind: &'static str) -> Outcome {
    let extra = Map::from_iter([("media".to_owned(), media(call)?)]);
    // A round video note has no caption.
    let note = call.arguments.get("asNote") == Some(&Value::Bool(true));
    let caption = if note { "" } else { call.text("caption") };
    let mut answer = keep(session, call, kind, caption, extra);
    if let (Value::Object(members), false) = (&mut answer, caption.is_empty()) {
        members.insert("caption".into(), json!(caption));
    }
    Ok(Some(answer))
}

/// Puts the message into its chat; the answer is the message.
fn keep(
    session: &mut Session,
    call: &Call,
    kind: &'static str,
    body: &str,
    mut extra: Map<String, Value>,
) -> Value {
    if let Some(quoted) = call.arguments.get("reply_to") {
        extra.insert("replyTo".into(), quoted.clone());
    }
    let chat = call.chat("chatId");
    let message = Message {
        to: chat.clone(),
        chat,
        from_me: true,
        key: key(call.number),
        from: session.account.clone(),
        kind,
        body: body.to_owned(),
        sent: call.now,
        seen: true,
        reaction: String::new(),
        edited: false,
        extra,
    };
    let answer = message.to_json(call.now);
    // A message ends the typing indicator of its chat.
    session.typing.take_if(|typing| *typing == message.chat);
    session.add(message);
    answer
}

/// What is known of the file: the content of a `data:` address is checked and counted, not kept.
fn media(call: &Call) -> Result<Value, Refusal> {
    let text = |name| inner(call, "file", name);
    let (url, size) = match text("url").strip_prefix("data:") {
        None => (json!(text("url")), Value::Null),
        Some(data) => {
            let content = data.split_once(";base64,").and_then(|(_, content)| STANDARD.decode(content).ok());
            let content = content.filter(|content| !content.is_empty());
            let content = content.ok_or_else(|| Refusal::invalid("file[url]", "not_base64"))?;
            (Value::Null, json!(content.len()))
        }
    };
    Ok(json!({ "url": url, "mimetype": text("mimetype"), "filename": text("filename"), "size": size }))
}

/// A text inside an object argument.
fn inner<'a>(call: &'a Call, argument: &str, name: &str) -> &'a str {
    let object = call.arguments.get(argument);
    object.and_then(|object| object.get(name)).and_then(Value::as_str).unwrap_or_default()
}

fn first_name(call: &Call) -> &str {
    let contacts = call.arguments.get("contacts");
    contacts.and_then(|all| all.pointer("/0/fullName")).and_then(Value::as_str).unwrap_or_default()
}

/// The arguments that make the message what it is.
fn content(call: &Call) -> Value {
    let own = |name: &str| !matches!(name, "chatId" | "reply_to");
    let members = call.arguments.iter().filter(|(name, _)| own(name));
    members.map(|(name, value)| (name.clone(), value.clone())).collect()
}
