//! Whether a value has the documented shape, with every fault found on the way.

use serde_json::Value;

use super::rules;
use crate::{
    catalog::{Format, Kind, Property, Provider, Schema, is_match},
    sandbox::refusal::Refusal,
    values::{ChatId, ChatIdError, ChatKind, NumberRule},
};

/// What is wrong with a call's arguments, in heaps that are answered one after another.
#[derive(Default)]
pub(super) struct Faults {
    /// What the gateway documents of single countries' numbers.
    pub(super) numbers: &'static [NumberRule],
    /// Why the body could not be read, in one word.
    pub(super) unreadable: Option<&'static str>,
    /// Names of what is not there.
    pub(super) missing: Vec<String>,
    /// Names of what is wrong, and how in one word.
    pub(super) wrong: Vec<(String, &'static str)>,
    /// Recipients that break a number rule.
    pub(super) recipients: Vec<(String, ChatIdError)>,
}

impl Faults {
    pub(super) fn of(provider: &'static Provider) -> Self {
        Self { numbers: &provider.numbers, ..Self::default() }
    }

    pub(super) fn wrong(&mut self, name: impl Into<String>, how: &'static str) {
        self.wrong.push((name.into(), how));
    }

    /// The refusal that they make: the first heap that is not empty.
    pub(super) fn refusal(self) -> Option<Refusal> {
        // A body that cannot be read leaves its arguments missing, as a bracket name in it leaves the real one: the cause
        // is told, not the effect.
        if let Some(how) = self.unreadable {
            return Some(Refusal::invalid(BODY, how));
        }
        if let Some((name, how)) = self.wrong.iter().find(|(_, how)| *how == BRACKETED) {
            return Some(Refusal::invalid(name.as_str(), how));
        }
        if !self.missing.is_empty() {
            return Some(Refusal::missing(self.missing));
        }
        if let Some((name, how)) = self.wrong.first() {
            return Some(Refusal::invalid(name.as_str(), how));
        }
        self.recipients.first().map(|(text, fault)| Refusal::recipient(text, fault))
    }

    /// Checks `value`, which was given under `name`, against its schema.
    pub(super) fn check(&mut self, name: &str, schema: &Schema, value: &Value) {
        match (schema.kind, value) {
            (Kind::String, Value::String(text)) => self.text(name, schema, text),
            (Kind::Number, Value::Number(number)) => {
                self.number(name, schema, number.as_f64().unwrap_or_default());
            }
            (Kind::Integer, Value::Number(number)) if number.is_i64() || number.is_u64() => {
                self.number(name, schema, number.as_f64().unwrap_or_default());
            }
            (Kind::Boolean, Value::Bool(_)) => {}
            (Kind::Array, Value::Array(items)) => self.items(name, schema, items),
            (Kind::Object, Value::Object(members)) => {
                for property in &schema.properties {
                    self.member(name, property, members.get(property.name));
                }
                let known = |member: &str| schema.properties.iter().any(|property| property.name == member);
                for member in members.keys().filter(|member| !schema.properties.is_empty() && !known(member))
                {
                    self.wrong(
                        format!("{name}[{member}]"),
                        if is_bracketed(member) { BRACKETED } else { "unknown" },
                    );
                }
            }
            _ => return self.wrong(name, "wrong_type"),
        }
        for broken in schema.rules.iter().filter_map(|rule| rules::broken(rule, value)) {
            let member = broken.member.map_or_else(String::new, |member| format!("[{member}]"));
            self.wrong(format!("{name}{member}"), broken.how);
        }
    }

    fn member(&mut self, name: &str, property: &Property, value: Option<&Value>) {
        let name = format!("{name}[{}]", property.name);
        match value {
            None | Some(Value::Null) if property.required => self.missing.push(name),
            None => {}
            Some(value) => self.check(&name, &property.schema, value),
        }
    }

    fn items(&mut self, name: &str, schema: &Schema, items: &[Value]) {
        self.length(name, schema, items.len());
        if let Some(shape) = &schema.items {
            for (index, item) in items.iter().enumerate() {
                self.check(&format!("{name}[{index}]"), shape, item);
            }
        }
    }

    fn text(&mut self, name: &str, schema: &Schema, text: &str) {
        self.length(name, schema, text.chars().count());
        if !schema.choices.is_empty() && !schema.choices.contains(&text) {
            self.wrong(name, "not_allowed");
        }
        if let Some(format) = schema.format {
            self.format(name, format, text, schema);
        }
        if schema.pattern.is_some_and(|pattern| !is_match(pattern, text)) {
            self.wrong(name, if schema.pattern == Some(r"\S") { "blank" } else { "not_matching" });
        }
    }

    fn length(&mut self, name: &str, schema: &Schema, length: usize) {
        let within = |bound: Option<u32>| bound.and_then(|bound| usize::try_from(bound).ok());
        if within(schema.bounds.longest).is_some_and(|longest| length > longest) {
            self.wrong(name, "too_long");
        }
        if within(schema.bounds.shortest).is_some_and(|shortest| length < shortest) {
            self.wrong(name, "too_short");
        }
    }

    fn number(&mut self, name: &str, schema: &Schema, number: f64) {
        if schema.bounds.minimum.is_some_and(|minimum| number < minimum) {
            self.wrong(name, "too_small");
        }
        if schema.bounds.maximum.is_some_and(|maximum| number > maximum) {
            self.wrong(name, "too_large");
        }
    }

    fn format(&mut self, name: &str, format: Format, text: &str, schema: &Schema) {
        match format {
            Format::ChatId | Format::ContactId => {
                if let Err(fault) = self.written(text) {
                    self.recipients.push((text.to_owned(), fault));
                }
            }
            Format::GroupId => self.kind(name, text, ChatKind::Group),
            Format::ChannelId => self.kind(name, text, ChatKind::Channel),
            Format::Lid => self.kind(name, text, ChatKind::Lid),
            Format::Phone if self.is_phone(text) => {}
            Format::PhonePlus if text.starts_with('+') && self.is_phone(text) => {}
            Format::Phone | Format::PhonePlus => self.wrong(name, "not_a_phone_number"),
            Format::Decimal => match text.parse() {
                Ok(number) => self.number(name, schema, number),
                Err(_) => self.wrong(name, "not_a_number"),
            },
            Format::MediaType
                if text.split_once('/').is_some_and(|(kind, rest)| !kind.is_empty() && !rest.is_empty()) => {}
            Format::MediaType => self.wrong(name, "not_a_media_type"),
            Format::Uri if ["https://", "http://", "data:"].iter().any(|start| text.starts_with(start)) => {}
            Format::Uri => self.wrong(name, "not_a_url"),
        }
    }

    /// A chat id as the gateway wants it written: the whole id, or the bare digits of a number. The forgiving
    /// spellings that people use are the client's to translate.
    fn written(&self, text: &str) -> Result<ChatId, ChatIdError> {
        let id = ChatId::parse_by(text, self.numbers)?;
        let bare = id.kind() == ChatKind::Person && id.user() == text;
        if bare || id.to_string() == text { Ok(id) } else { Err(ChatIdError::NotANumber) }
    }

    /// Digits in international form; a leading `+` is tolerated.
    fn is_phone(&self, text: &str) -> bool {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let id = ChatId::parse_by(digits, self.numbers);
        id.is_ok_and(|id| id.kind() == ChatKind::Person && id.user() == digits)
    }

    fn kind(&mut self, name: &str, text: &str, kind: ChatKind) {
        if !self.written(text).is_ok_and(|id| id.kind() == kind) {
            self.wrong(name, "wrong_id");
        }
    }
}

/// The name under which what is wrong with a body as a whole is told.
pub(super) const BODY: &str = "body";

/// The word for a name that is a path into an object where the object itself has to stand.
pub(super) const BRACKETED: &str = "bracketed_name";

/// Whether a member's name is a documented spelling (`file[url]`, `message.title`) and not what travels.
pub(super) fn is_bracketed(name: &str) -> bool {
    name.contains(['[', ']', '.'])
}
