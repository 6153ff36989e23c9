//! The address book, and whether a number has an account.

use serde_json::{Value, json};

use super::handler::{Handler, page};
use crate::{
    sandbox::{
        behaviour::Outcome, call::Call, refusal::Refusal, wawp::message::Contact, wawp::session::Session,
    },
    values::Method,
};

/// How many contacts come without a limit.
const DEFAULT_LIMIT: usize = 100;
/// Numbers that end so are on no phone: the way to try what happens then.
const NOBODY: &str = "0000";

pub(super) fn handler(method: Method, path: &str) -> Option<Handler> {
    Some(match (method, path) {
        (Method::Get, "/v2/contacts/all") => list,
        (Method::Get, "/v2/contacts") => get,
        (Method::Get, "/v2/contacts/check-exists") => exists,
        (Method::Put, "/v2/contacts/{chatId}") => save,
        _ => return None,
    })
}

fn list(session: &mut Session, call: &Call) -> Outcome {
    let mut contacts = session.contacts.clone();
    for chat in session.chats.iter().filter(|chat| chat.id.ends_with("@c.us")) {
        if !contacts.iter().any(|contact| contact.id == chat.id) {
            contacts.push(Contact::unknown(&chat.id));
        }
    }
    match call.text("sortBy") {
        "" | "name" => contacts.sort_by(|a, b| a.name.cmp(&b.name)),
        "pushname" => contacts.sort_by(|a, b| a.pushname.cmp(&b.pushname)),
        "id" => contacts.sort_by(|a, b| a.id.cmp(&b.id)),
        _ => return Err(Refusal::invalid("sortBy", "unknown_field")),
    }
    if call.text("sortOrder") == "DESC" {
        contacts.reverse();
    }
    Ok(Some(page(contacts, call, DEFAULT_LIMIT)?.iter().map(Contact::to_json).collect()))
}

fn get(session: &mut Session, call: &Call) -> Outcome {
    let id = call.chat("contactId");
    let known = session.contacts.iter().find(|contact| contact.id == id);
    let mut shown = known.map_or_else(|| Contact::unknown(&id).to_json(), Contact::to_json);
    if let Value::Object(members) = &mut shown {
        members.insert("isBusiness".into(), json!(false));
        members.insert("isEnterprise".into(), json!(false));
    }
    Ok(Some(shown))
}

fn exists(_session: &mut Session, call: &Call) -> Outcome {
    let digits = call.text("phone").trim_start_matches('+');
    let exists = !digits.ends_with(NOBODY);
    Ok(Some(json!({ "exists": exists, "jid": exists.then(|| format!("{digits}@c.us")) })))
}

fn save(session: &mut Session, call: &Call) -> Outcome {
    let id = call.chat("chatId");
    let names = [call.text("firstName"), call.text("lastName")].join(" ");
    let name = Some(names.trim().to_owned()).filter(|name| !name.is_empty());
    match session.contacts.iter_mut().find(|contact| contact.id == id) {
        Some(contact) => contact.name = name,
        None => session.contacts.push(Contact { name, ..Contact::unknown(&id) }),
    }
    Ok(call.documented())
}
