//! Texts with a meaning: chats, numbers, addresses, media types.

use crate::{
    catalog::Format,
    values::{ChatId, ChatKind, NumberRule},
};

/// What the check of a text may use.
#[derive(Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// The number that `me` and `test` stand for.
    pub(super) test_number: Option<&'a ChatId>,
    /// What the gateway documents of single countries' numbers.
    pub(super) numbers: &'a [NumberRule],
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
        Format::PhonePlus => phone(text, known).map(|digits| format!("+{digits}")),
        Format::Uri => uri(text),
        Format::Decimal => decimal(text),
        Format::MediaType => media_type(text),
    }
}

/// The chat that a text names; `me` and `test` name the test number.
fn chat(text: &str, known: Known<'_>) -> Result<ChatId, Wrong> {
    if matches!(text.trim().to_lowercase().as_str(), "me" | "test") {
        return known.test_number.cloned().ok_or(Wrong::NoTestNumber);
    }
    ChatId::parse_by(text, known.numbers).map_err(|fault| Wrong::Value(fault.to_string()))
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
    let wrong = || Wrong::Value("it must be a full address, like `https://example.com/file.jpg`".to_owned());
    // The parser would drop line breaks and encode spaces; the gateway gets the text as it is.
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Wrong::Value(
            "an address has no spaces or line breaks; write a space as `%20`".to_owned(),
        ));
    }
    let url = url::Url::parse(text).map_err(|_| wrong())?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(wrong());
    }
    // The scheme has no case (RFC 3986, 3.1); a documented pattern does.
    let (scheme, rest) = text.split_once(':').unwrap_or((text, ""));
    Ok(format!("{}:{rest}", scheme.to_ascii_lowercase()))
}

/// Digits, a sign, a point: what a gateway surely reads as a number.
fn decimal(text: &str) -> Result<String, Wrong> {
    let text = text.trim();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    match text.parse::<f64>() {
        Ok(_) if plain => Ok(text.to_owned()),
        Ok(_) | Err(_) => Err(Wrong::Value("it must be a decimal number as text, like `30.0444`".to_owned())),
    }
}

/// `type/subtype` in lower case, its parameters as they were.
fn media_type(text: &str) -> Result<String, Wrong> {
    let text = text.trim();
    let (name, parameters) = text.find(';').map_or((text, ""), |at| text.split_at(at));
    let name = name.trim().to_ascii_lowercase();
    let token = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    if !name.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype)) {
        return Err(Wrong::Value("it must be a media type, like `image/jpeg`".to_owned()));
    }
    // Never registered, and what most people write for it.
    let name = if name == "image/jpg" { "image/jpeg" } else { &name };
    Ok(format!("{name}{parameters}"))
}
