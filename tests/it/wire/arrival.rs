//! What must arrive, worked out from the facts by rules of its own, and what did.

use serde_json::{Map, Value, json};

use super::documented_call::{DocumentedCall, fill};
use crate::harness::{INSTANCE, TOKEN};

/// The arguments that name a chat; a number in them arrives as `<digits>@c.us`.
const CHATS: [&str; 4] = ["chatId", "contactId", "from", "participant"];
/// The arguments that are a phone number; it arrives as digits.
const PHONES: [&str; 3] = ["phone_number", "phone", "number"];
/// The headers by which HTTP itself works.
const MACHINERY: [&str; 4] = ["accept", "accept-encoding", "connection", "host"];

/// What a number stands for.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Chat,
    Phone,
}

/// What arrived.
pub(super) fn seen(received: &Value) -> Value {
    let mut headers = received["headers"].as_object().unwrap().clone();
    headers.retain(|name, _| !MACHINERY.contains(&name.as_str()));
    if let Some(Value::String(agent)) = headers.get_mut("user-agent") {
        // Which version says so does not matter.
        agent.truncate(agent.find('/').map_or(agent.len(), |at| at + 1));
    }
    json!({
        "method": received["method"],
        "path": received["path"],
        "query": received["query"],
        "body": received["body"],
        "headers": headers,
        "status": received["status"],
    })
}

/// What must have arrived when these arguments were given, however they were spelled.
pub(super) fn expected(documented: &DocumentedCall, values: &Map<String, Value>) -> Value {
    let sent = |(name, value): (&String, &Value)| (name.clone(), with_numbers(name, value, as_sent));
    let mut sent: Map<String, Value> = values.iter().map(sent).collect();
    let path = fill(documented.real_path(), &sent);
    sent.retain(|name, _| !documented.is_in_path(name));
    if documented.takes("instance_id") {
        sent.insert("instance_id".to_owned(), json!(INSTANCE));
    }
    let (mut query, mut body) = (Map::new(), Value::Null);
    let mut headers = json!({"access-token": TOKEN, "user-agent": "wawp-mcp/", "x-wawp-source": "MCP"});
    if documented.has_body() {
        if documented.takes("access_token") {
            sent.insert("access_token".to_owned(), json!(TOKEN));
        }
        body = Value::Object(sent);
        headers["content-type"] = json!("application/json");
        // Of two members of one name a parser keeps the last: only the length tells that there was one.
        headers["content-length"] = json!(body.to_string().len().to_string());
    } else {
        sent.iter().for_each(|(name, value)| in_query(name, value, &mut query));
    }
    json!({
        "method": documented.method(),
        "path": path,
        "query": query,
        "body": body,
        "headers": headers,
        "status": documented.success(),
    })
}

/// An argument whose chats and phone numbers are written another way.
pub(super) fn with_numbers(name: &str, value: &Value, write: fn(Number, &str) -> String) -> Value {
    if let ("participants", Value::Array(people)) = (name, value) {
        return people
            .iter()
            .map(|person| json!({"id": with_numbers("chatId", &person["id"], write)}))
            .collect();
    }
    let number = match name {
        _ if CHATS.contains(&name) => Number::Chat,
        _ if PHONES.contains(&name) => Number::Phone,
        _ => return value.clone(),
    };
    json!(write(number, value.as_str().unwrap()))
}

fn as_sent(number: Number, text: &str) -> String {
    let (user, server) = text.split_once('@').unwrap_or((text, "c.us"));
    match number {
        Number::Chat => format!("{user}@{server}"),
        Number::Phone => user.chars().filter(char::is_ascii_digit).collect(),
    }
}

/// One argument as query pairs.
fn in_query(name: &str, value: &Value, out: &mut Map<String, Value>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(member, value)| in_query(&format!("{name}[{member}]"), value, out));
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().zip(0..).for_each(|(item, at)| in_query(&format!("{name}[{at}]"), item, out));
        }
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().map(|item| item.as_str().unwrap()).collect();
            out.insert(name.to_owned(), json!(items.join(",")));
        }
        Value::String(_) => drop(out.insert(name.to_owned(), value.clone())),
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            drop(out.insert(name.to_owned(), json!(value.to_string())));
        }
    }
}
