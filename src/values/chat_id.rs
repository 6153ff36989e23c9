//! WhatsApp's chat ids (JIDs) and the phone numbers that stand for them.

use std::fmt;

use super::NumberRule;

/// What a chat id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChatKind {
    /// One person: `<digits>@c.us`.
    Person,
    /// A group: `<digits>@g.us`.
    Group,
    /// A channel: `<digits>@newsletter`.
    Channel,
    /// A person under a privacy-keeping id: `<digits>@lid`.
    Lid,
    /// A broadcast list or the status feed: `…@broadcast`.
    Broadcast,
}

impl ChatKind {
    const ALL: [Self; 5] = [Self::Person, Self::Group, Self::Channel, Self::Lid, Self::Broadcast];

    /// The part after the `@`.
    #[must_use]
    pub fn server(self) -> &'static str {
        match self {
            Self::Person => "c.us",
            Self::Group => "g.us",
            Self::Channel => "newsletter",
            Self::Lid => "lid",
            Self::Broadcast => "broadcast",
        }
    }
}

/// A chat id in the one spelling that is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChatId {
    user: String,
    kind: ChatKind,
}

/// Why a text names no chat.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChatIdError {
    /// Nothing is left of it.
    #[error("it is empty")]
    Empty,
    /// The part after the `@` is not WhatsApp's.
    #[error("`@{0}` is no chat server; `@c.us`, `@g.us`, `@newsletter`, `@lid` and `@broadcast` are")]
    UnknownServer(String),
    /// The part before the `@` has characters that no id has.
    #[error("an id before `@{0}` has digits (and one `-` in old group ids) only")]
    BadUser(&'static str),
    /// A number without a country code.
    #[error("a number starts with its country code, not with 0")]
    NationalNumber,
    /// Too few or too many digits for any country (ITU-T E.164).
    #[error("an international number has 8 to 15 digits, this one has {0}")]
    Length(usize),
    /// Letters or signs stand in a number.
    #[error("it is neither a chat id nor a phone number")]
    NotANumber,
    /// A number that breaks what the gateway documents of its country.
    #[error("{reason}")]
    Country {
        /// What numbers begin with for which the rule is.
        begins: &'static str,
        /// What is right.
        reason: String,
    },
}

impl ChatId {
    /// Reads a JID, or a phone number in any common spelling (`+20 101 234-5678`, `0020…`, `tel:+20…`,
    /// `https://wa.me/20…`, Arabic-Indic digits), which becomes `<digits>@c.us`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self, ChatIdError> {
        Self::parse_by(text, &[])
    }

    /// The same, held against what a gateway documents of single countries' numbers.
    ///
    /// # Errors
    /// When it is neither, or breaks one of the rules.
    pub fn parse_by(text: &str, rules: &[NumberRule]) -> Result<Self, ChatIdError> {
        let text = text.trim().trim_matches(INVISIBLE);
        if text.is_empty() {
            return Err(ChatIdError::Empty);
        }
        match text.rsplit_once('@') {
            None => Self::person(without_scheme(text), rules),
            Some((user, server)) => {
                let kind = kind_of(server).ok_or_else(|| ChatIdError::UnknownServer(server.to_owned()))?;
                if kind == ChatKind::Person {
                    Self::person(without_device(user), rules)
                } else {
                    Self::other(user, kind)
                }
            }
        }
    }

    fn person(number: &str, rules: &[NumberRule]) -> Result<Self, ChatIdError> {
        Ok(Self { user: phone_digits(number, rules)?, kind: ChatKind::Person })
    }

    fn other(user: &str, kind: ChatKind) -> Result<Self, ChatIdError> {
        let user: String = user.chars().map(western_digit).collect();
        let digits = user.strip_prefix(|c: char| c.is_ascii_digit()).is_some()
            && user.chars().all(|c| c.is_ascii_digit() || c == '-')
            && user.matches('-').count() <= usize::from(kind == ChatKind::Group);
        let status = kind == ChatKind::Broadcast && user == "status";
        if digits || status { Ok(Self { user, kind }) } else { Err(ChatIdError::BadUser(kind.server())) }
    }

    /// What it names.
    #[must_use]
    pub fn kind(&self) -> ChatKind {
        self.kind
    }

    /// The part before the `@`.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }
}

impl fmt::Display for ChatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.user, self.kind.server())
    }
}

/// Marks that come along when a number is copied from a page: direction marks and zero-width characters.
const INVISIBLE: fn(char) -> bool =
    |c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');

fn kind_of(server: &str) -> Option<ChatKind> {
    let server = server.trim().to_ascii_lowercase();
    // The name that other libraries use for the same server.
    if server == "s.whatsapp.net" {
        return Some(ChatKind::Person);
    }
    ChatKind::ALL.into_iter().find(|kind| kind.server() == server)
}

/// A number without what links and other programs put before it.
fn without_scheme(text: &str) -> &str {
    const BEFORE: [&str; 7] = [
        "https://wa.me/",
        "http://wa.me/",
        "wa.me/",
        "https://api.whatsapp.com/send?phone=",
        "whatsapp:",
        "tel:",
        "sms:",
    ];
    let known =
        |before: &&&str| text.get(..before.len()).is_some_and(|head| head.eq_ignore_ascii_case(before));
    let before = BEFORE.iter().find(known).map_or(0, |before| before.len());
    text.get(before..).unwrap_or(text)
}

/// A user without the number of one of its devices, which other libraries append: `20…:12`.
fn without_device(user: &str) -> &str {
    match user.split_once(':') {
        Some((number, device)) if !device.is_empty() && device.bytes().all(|byte| byte.is_ascii_digit()) => {
            number
        }
        Some(_) | None => user,
    }
}

/// The digits of an international number.
fn phone_digits(text: &str, rules: &[NumberRule]) -> Result<String, ChatIdError> {
    let text: String = text.chars().filter(|c| !INVISIBLE(*c)).map(western_digit).collect();
    // `+44 (0)20 …`: dialled inside the country alone.
    let trunk = text.split_once("(0)").filter(|(before, _)| before.contains(|c: char| c.is_ascii_digit()));
    let text = trunk.map_or_else(|| text.clone(), |(before, after)| format!("{before}{after}"));
    let text = text.replace(['(', ')'], "");
    let body = text.trim();
    let body = body.strip_prefix('+').or_else(|| body.strip_prefix("00")).unwrap_or(body).trim_start();
    let body = without_fraction(body).ok_or(ChatIdError::NotANumber)?;
    // A sign before the digits is no separator: ids of other messengers begin with a minus.
    if !body.starts_with(|c: char| c.is_ascii_digit())
        || !body.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '/' | '\u{a0}'))
    {
        return Err(ChatIdError::NotANumber);
    }
    let digits: String = body.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return Err(ChatIdError::NotANumber);
    }
    if digits.starts_with('0') {
        return Err(ChatIdError::NationalNumber);
    }
    check_country(&digits, rules)?;
    Ok(digits)
}

/// A number that a table wrote with decimals, without them; nothing where they are more than zeros, since nobody knows
/// whether they were meant as digits.
fn without_fraction(body: &str) -> Option<&str> {
    match body.split_once('.') {
        Some((whole, fraction)) if [whole, fraction].iter().all(|part| is_digits(part)) => {
            (fraction.bytes().all(|byte| byte == b'0') && fraction.len() <= 2).then_some(whole)
        }
        Some(_) | None => Some(body),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The rules of single countries first: they say more than the length that holds everywhere (ITU-T E.164).
fn check_country(digits: &str, rules: &[NumberRule]) -> Result<(), ChatIdError> {
    let broken = rules.iter().find_map(|rule| Some((rule.begins, rule.broken_by(digits)?)));
    if let Some((begins, reason)) = broken {
        return Err(ChatIdError::Country { begins, reason });
    }
    let length = digits.len();
    if (8..=15).contains(&length) { Ok(()) } else { Err(ChatIdError::Length(length)) }
}

/// Arabic-Indic and Persian digits as ASCII ones.
fn western_digit(c: char) -> char {
    let from = |zero: u32| char::from_digit(u32::from(c) - zero, 10).unwrap_or(c);
    match c {
        '\u{0660}'..='\u{0669}' => from(0x0660),
        '\u{06f0}'..='\u{06f9}' => from(0x06f0),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_are_one_chat() {
        for text in [
            "201012345678",
            "+20 101 234 5678",
            "00201012345678",
            "(20) 101-234-5678",
            "٢٠١٠١٢٣٤٥٦٧٨",
            "201012345678@c.us",
            "201012345678@s.whatsapp.net",
            "\u{202a}+201012345678\u{202c}",
            "+20 (0)101 234 5678",
            "(+20) 101 234 5678",
            "201012345678.0",
            "tel:+20-101-234-5678",
            "whatsapp:+201012345678",
            "https://wa.me/201012345678",
            "201012345678:12@s.whatsapp.net",
        ] {
            assert_eq!(ChatId::parse(text).unwrap().to_string(), "201012345678@c.us", "{text}");
        }
    }

    #[test]
    fn other_kinds_keep_their_server() {
        for text in [
            "1234567890@g.us",
            "491711111111-1234567890@g.us",
            "12345@newsletter",
            "99@lid",
            "status@broadcast",
        ] {
            assert_eq!(ChatId::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn rules_of_countries_hold_where_a_gateway_documents_them() {
        let country = |begins, reason: &str| Err(ChatIdError::Country { begins, reason: reason.to_owned() });
        let egypt = NumberRule { begins: "201", with: "201", digits: 12, reason: "12 digits, not {digits}" };
        let no_zero = NumberRule { begins: "200", with: "", digits: 0, reason: "leave the 0 out" };
        let rules = [no_zero, egypt];
        assert_eq!(ChatId::parse_by("20114520282", &rules), country("201", "12 digits, not 11"));
        assert_eq!(ChatId::parse_by("+20 0101 234 5678", &rules), country("200", "leave the 0 out"));
        assert_eq!(ChatId::parse_by("2011", &rules), country("201", "12 digits, not 4"));
        assert!(ChatId::parse_by("201012345678", &rules).is_ok() && ChatId::parse("20114520282").is_ok());
        assert_eq!(ChatId::parse("01145202826"), Err(ChatIdError::NationalNumber));
        assert_eq!(ChatId::parse("1234567"), Err(ChatIdError::Length(7)));
        assert!(ChatId::parse("966501234567").is_ok());
        assert!(ChatId::parse("447441429009").is_ok());
    }

    #[test]
    fn what_names_nobody_is_refused() {
        for text in [
            "",
            "  ",
            "Ahmed",
            "tel:",
            "20101:x@c.us",
            "undefined",
            "1234@evil.us",
            "a@g.us",
            "../@g.us",
            "12@34@g.us",
            "+",
        ] {
            assert!(ChatId::parse(text).is_err(), "{text}");
        }
    }
}
