//! What an argument may be, in the part of JSON Schema that the catalog uses.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    rule::Rule,
    text::{Json, Text},
};
use crate::values::Language;

/// The shape of one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// The JSON type.
    pub kind: Kind,
    /// What the text means, where the program checks it.
    pub format: Option<Format>,
    /// What it is for.
    pub description: Text,
    /// The allowed texts; empty where any is.
    pub choices: Vec<&'static str>,
    /// What the gateway takes when it is left out.
    pub default: Option<Json>,
    /// A documented example.
    pub example: Option<Json>,
    /// Documented limits.
    pub bounds: Bounds,
    /// The regular expression that a text matches.
    pub pattern: Option<&'static str>,
    /// The members of an object.
    pub properties: Vec<Property>,
    /// The shape of an array's items.
    pub items: Option<Box<Schema>>,
    /// Documented limits between its parts.
    pub rules: Vec<Rule>,
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A text.
    String,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// A list.
    Array,
}

impl Kind {
    /// The word that JSON Schema uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
        }
    }

    /// What such a value is, in words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::String => "a text",
            Self::Number => "a number",
            Self::Integer => "a whole number",
            Self::Boolean => "`true` or `false`",
            Self::Object => "an object",
            Self::Array => "a list",
        }
    }
}

/// What a text means, where that can be checked before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Any chat, or a phone number for a person's.
    ChatId,
    /// One person's chat or LID, or a phone number.
    ContactId,
    /// A group: `…@g.us`.
    GroupId,
    /// A channel: `…@newsletter`.
    ChannelId,
    /// A LID: `…@lid`.
    Lid,
    /// A phone number: international, digits only when sent.
    Phone,
    /// A phone number that is sent with a leading plus (ITU-T E.164).
    PhonePlus,
    /// A decimal number as text; the bounds hold for it.
    Decimal,
    /// A media type (RFC 6838).
    MediaType,
    /// An http or https address, or a `data:` one.
    Uri,
}

/// Documented limits of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The fewest characters of a text, or items of a list.
    pub shortest: Option<u32>,
    /// The most characters of a text, or items of a list.
    pub longest: Option<u32>,
    /// The least number.
    pub minimum: Option<f64>,
    /// The greatest number.
    pub maximum: Option<f64>,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Whether the gateway refuses the call without it.
    pub required: bool,
    /// Its shape.
    pub schema: Schema,
}

impl Schema {
    /// The JSON Schema (2020-12) of this shape, described in `language`.
    #[must_use]
    pub fn to_json_schema(&self, language: Language) -> Value {
        let mut out = Map::new();
        out.insert("type".into(), json!(self.kind.as_str()));
        let description = self.description.get(language);
        if !description.is_empty() {
            out.insert("description".into(), json!(description));
        }
        if !self.choices.is_empty() {
            out.insert("enum".into(), json!(self.choices));
        }
        for (name, value) in [("default", self.default), ("examples", self.example)] {
            if let Some(value) = value {
                let value = value.value();
                out.insert(name.into(), if name == "examples" { json!([value]) } else { value });
            }
        }
        self.bounds.write(self.kind, &mut out);
        if let Some(pattern) = self.pattern {
            out.insert("pattern".into(), json!(pattern));
        }
        if let Some(items) = &self.items {
            out.insert("items".into(), items.to_json_schema(language));
        }
        Rule::write(&self.rules, &mut out);
        if !self.properties.is_empty() {
            object_members(
                self.properties.iter().map(|p| (p.name, p.required, &p.schema)),
                language,
                &mut out,
            );
        }
        Value::Object(out)
    }

    /// An example value: the documented one, or one put together from those of the members.
    #[must_use]
    pub fn example_value(&self) -> Option<Value> {
        if let Some(example) = self.example {
            return Some(example.value());
        }
        let members: Map<String, Value> = self
            .properties
            .iter()
            .filter_map(|p| Some((p.name.to_owned(), p.schema.example_value()?)))
            .collect();
        if !members.is_empty() {
            return Some(Value::Object(members));
        }
        let item = self.items.as_ref().and_then(|items| items.example_value());
        item.map(|item| Value::Array(vec![item])).or_else(|| self.choices.first().map(|choice| json!(choice)))
    }

    /// A value that may stand there: the example, or else one of the right kind.
    #[must_use]
    pub fn right_value(&self) -> Value {
        self.example_value().unwrap_or_else(|| some_value(self))
    }

    /// The shape of the member or item of this name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        let property = self.properties.iter().find(|property| property.name == name);
        let item = || self.items.as_deref().filter(|_| name.bytes().all(|byte| byte.is_ascii_digit()));
        property.map(|property| &property.schema).or_else(item)
    }
}

/// A value of a shape for which the docs have no example.
fn some_value(schema: &Schema) -> Value {
    let format = schema.format.map(|format| match format {
        Format::ChatId | Format::ContactId => "201012345678@c.us",
        Format::GroupId => "1234567890@g.us",
        Format::ChannelId => "1234567890@newsletter",
        Format::Lid => "1234567890@lid",
        Format::Phone => "201012345678",
        Format::PhonePlus => "+201012345678",
        Format::Uri => "https://example.com/file.jpg",
        Format::Decimal => "30.0444",
        Format::MediaType => "image/jpeg",
    });
    match schema.kind {
        Kind::String => json!(format.unwrap_or("text")),
        Kind::Number | Kind::Integer => json!(1),
        Kind::Boolean => json!(true),
        Kind::Object => {
            let required = schema.properties.iter().filter(|property| property.required);
            required.map(|property| (property.name.to_owned(), property.schema.right_value())).collect()
        }
        Kind::Array => schema.items.iter().map(|items| items.right_value()).collect(),
    }
}

/// Writes `properties` and `required` of an object schema.
pub(crate) fn object_members<'a>(
    members: impl Iterator<Item = (&'a str, bool, &'a Schema)>,
    language: Language,
    out: &mut Map<String, Value>,
) {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (name, is_required, schema) in members {
        properties.insert(name.to_owned(), schema.to_json_schema(language));
        if is_required {
            required.push(json!(name));
        }
    }
    out.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        out.insert("required".into(), Value::Array(required));
    }
}

impl Bounds {
    fn write(self, kind: Kind, out: &mut Map<String, Value>) {
        let (shortest, longest) = match kind {
            Kind::Array => ("minItems", "maxItems"),
            Kind::String | Kind::Number | Kind::Integer | Kind::Boolean | Kind::Object => {
                ("minLength", "maxLength")
            }
        };
        for (name, bound) in [(shortest, self.shortest), (longest, self.longest)] {
            if let Some(bound) = bound {
                out.insert(name.into(), json!(bound));
            }
        }
        for (name, bound) in [("minimum", self.minimum), ("maximum", self.maximum)] {
            if let Some(bound) = bound {
                out.insert(name.into(), number(bound));
            }
        }
    }
}

/// A bound as people write it: `19`, not `19.0`.
#[expect(clippy::cast_possible_truncation, reason = "whole and far within i64: checked on the same line")]
fn number(bound: f64) -> Value {
    if bound.fract() == 0.0 && bound.abs() < 1e15 { json!(bound as i64) } else { json!(bound) }
}
