//! Values that the words of a task hold: numbers and ids of chats, addresses of files, quoted texts.

use serde_json::{Map, Value, json};

use super::clauses::Clause;
use crate::{
    catalog::{Argument, Format, Kind, Operation, Words},
    search::plain,
    values::ChatId,
};

/// The values of one part for the arguments of the call that it means.
pub(super) fn told(clause: &Clause, operation: &Operation, lists: &Words) -> Map<String, Value> {
    let mut out = Map::new();
    let chats: Vec<&String> = clause.words.iter().filter(|word| is_chat(word)).collect();
    for argument in &operation.arguments {
        let is_list = argument.schema.items.as_ref().and_then(|items| items.member("id")).is_some();
        if is_list && !chats.is_empty() {
            let people: Vec<Value> = chats.iter().map(|chat| json!({"id": chat})).collect();
            out.insert(argument.name.to_owned(), Value::Array(people));
        } else if let Some(chat) = chats.iter().find(|chat| takes(argument, chat)) {
            out.insert(argument.name.to_owned(), json!(chat));
        }
    }
    let address =
        clause.words.iter().find(|word| word.starts_with("https://") || word.starts_with("http://"));
    if let (Some(address), Some(name)) = (address, address_argument(operation)) {
        out.insert(name, json!(address));
    }
    let text = clause.quoted.first().cloned().or_else(|| said_behind(clause, lists));
    if let (Some(text), Some(argument)) = (text, text_argument(operation)) {
        out.insert(argument.name.to_owned(), json!(text));
    }
    out
}

/// The word that is to be said, as in `answer with thanks`; a longer wording describes the text instead.
fn said_behind(clause: &Clause, lists: &Words) -> Option<String> {
    let verb = clause.words.first().and_then(|word| lists.verb_of(word))?;
    let [.., behind, said] = clause.words.as_slice() else { return None };
    (lists.verbs.send.has(verb) && lists.things.wording.has(&plain(behind))).then(|| said.clone())
}

/// Whether a word is a phone number or the id of a chat.
fn is_chat(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let is_id =
        word.split_once('@').is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_digit() || c == '-'));
    let is_number = word.chars().all(|c| c.is_ascii_digit() || "+-()".contains(c));
    digits >= 8 && (is_id || is_number) && ChatId::parse(word).is_ok()
}

/// Whether an argument takes such a chat.
fn takes(argument: &Argument, chat: &str) -> bool {
    let ending = chat.split_once('@').map_or("", |(_, ending)| ending);
    match argument.schema.format {
        Some(Format::ChatId) => true,
        Some(Format::ContactId) => matches!(ending, "" | "c.us" | "lid"),
        Some(Format::GroupId) => ending == "g.us",
        Some(Format::ChannelId) => ending == "newsletter",
        Some(Format::Lid) => ending == "lid",
        Some(Format::Phone | Format::PhonePlus) => ending.is_empty(),
        Some(Format::Decimal | Format::MediaType | Format::Uri) | None => false,
    }
}

/// The argument that takes the address of a file or page.
fn address_argument(operation: &Operation) -> Option<String> {
    let is_address = |format: Option<Format>| format == Some(Format::Uri);
    operation.arguments.iter().find_map(|argument| {
        let member = argument.schema.member("url").filter(|member| is_address(member.format));
        match member {
            Some(_) => Some(format!("{}.url", argument.name)),
            None => is_address(argument.schema.format).then(|| argument.name.to_owned()),
        }
    })
}

/// The argument that takes a text of one's own.
fn text_argument(operation: &Operation) -> Option<&Argument> {
    operation.arguments.iter().find(|argument| {
        let schema = &argument.schema;
        // A pattern that only wants it not to be blank leaves the text free.
        let is_free = schema.format.is_none()
            && schema.choices.is_empty()
            && schema.pattern.is_none_or(|pattern| pattern == r"\S");
        let is_name_of_thing = argument.name.to_lowercase().ends_with("id") || argument.name == "code";
        argument.required && schema.kind == Kind::String && is_free && !is_name_of_thing
    })
}
