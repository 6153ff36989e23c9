//! Texts with a meaning: chats, numbers, addresses.

use crate::{
    catalog::Format,
    values::{ChatId, ChatKind},
};

/// What the check of a text may use.
#[derive(Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// The number that `me` and `test` stand for.
    pub(super) test_number: Option<&'a ChatId>,
}

/// Why a text has not the format.
pub(super) enum Wrong {
    /// It says something else.
    Value(String),
    /// It stands for a setting that is not made.
    NoTestNumber,
}

/// The text as it is sent.
pub(super) fn normalised(format: Format, text: &str, known: Known<'_>) -> Result<String, Wrong> {
    match format {
        Format::ChatId => Ok(chat(text, known)?.to_string()),
        Format::ContactId => {
            of_kind(text, known, &[ChatKind::Person, ChatKind::Lid], "one person's number or id")
        }
        Format::GroupId => of_kind(text, known, &[ChatKind::Group], "a group's id, like `1234567890@g.us`"),
        Format::ChannelId => {
            of_kind(text, known, &[ChatKind::Channel], "a channel's id, like `1234567890@newsletter`")
        }
        Format::Lid => of_kind(text, known, &[ChatKind::Lid], "a LID, like `1234567890@lid`"),
        Format::Phone => phone(text, known),
        Format::Uri => uri(text),
    }
}

/// The chat that a text names; `me` and `test` name the test number.
pub(super) fn chat(text: &str, known: Known<'_>) -> Result<ChatId, Wrong> {
    if matches!(text.trim().to_lowercase().as_str(), "me" | "test") {
        return known.test_number.cloned().ok_or(Wrong::NoTestNumber);
    }
    ChatId::parse(text).map_err(|fault| Wrong::Value(fault.to_string()))
}

fn of_kind(text: &str, known: Known<'_>, kinds: &[ChatKind], what: &str) -> Result<String, Wrong> {
    let chat = chat(text, known)?;
    if kinds.contains(&chat.kind()) {
        Ok(chat.to_string())
    } else {
        Err(Wrong::Value(format!("it must be {what}")))
    }
}

fn phone(text: &str, known: Known<'_>) -> Result<String, Wrong> {
    let chat = chat(text, known)?;
    if chat.kind() == ChatKind::Person {
        return Ok(chat.user().to_owned());
    }
    Err(Wrong::Value("it must be a phone number in international form, like `201012345678`".to_owned()))
}

fn uri(text: &str) -> Result<String, Wrong> {
    let text = text.trim();
    // Only the head of a `data:` address is looked at: the rest is the file.
    if text.starts_with("data:") && text.contains(',') {
        return Ok(text.to_owned());
    }
    let url =
        url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    match url {
        Some(_) => Ok(text.to_owned()),
        None => {
            Err(Wrong::Value("it must be a full address, like `https://example.com/file.jpg`".to_owned()))
        }
    }
}
