//! One call of the API.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    path::PathTemplate,
    rule::Rule,
    schema::{Schema, object_members},
    text::{Json, Text},
};
use crate::values::{Language, Method, Reach, Risk};

/// One method of one path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// The OpenAPI operation id.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The documented path, by which the operation is known.
    pub path: PathTemplate,
    /// The path that is called: another one where the documented path is an alias.
    pub real_path: PathTemplate,
    /// The method of the same path that does the same and is the one to use, where this one is a twin.
    pub twin_of: Option<Method>,
    /// The category that it is listed under.
    pub category: &'static str,
    /// What it does, in a few words.
    pub title: Text,
    /// When to pick it, in one line.
    pub summary: Text,
    /// What happens, what comes back, what to know before.
    pub description: Text,
    /// What it does to the world.
    pub risk: Risk,
    /// Whom it touches.
    pub reach: Reach,
    /// The credentials that the server fills in.
    pub credentials: Vec<&'static str>,
    /// What its body is, where it has one.
    pub body: Option<Body>,
    /// The other arguments, in documented order.
    pub arguments: Vec<Argument>,
    /// Documented limits between the arguments.
    pub rules: Vec<Rule>,
    /// The documented success answer.
    pub success: Success,
    /// Documented error codes.
    pub errors: Vec<&'static str>,
    /// Limits in words.
    pub limits: Vec<Text>,
    /// Common mistakes and what to do instead.
    pub notes: Vec<Text>,
    /// Entries that belong beside it, as `METHOD /path`, an event's name or a guide's path.
    pub related: Vec<&'static str>,
}

/// One argument of an operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Argument {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it travels.
    pub place: Place,
    /// Whether the gateway refuses the call without it.
    pub required: bool,
    /// What it may be.
    pub schema: Schema,
}

/// Where an argument travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A header of its name.
    Header,
    /// The body.
    Body,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// A JSON object.
    Json,
    /// A form: `application/x-www-form-urlencoded`.
    Form,
    /// A form whose fields may be files (RFC 7578).
    Multipart,
    /// A file and nothing else, under its own media type.
    Streamed,
}

impl Body {
    /// The body of a media type.
    #[must_use]
    pub fn of_media_type(name: &str) -> Self {
        match name {
            "application/json" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "multipart/form-data" => Self::Multipart,
            _ => Self::Streamed,
        }
    }

    /// The media type of a body with members; a streamed one has its file's.
    #[must_use]
    pub fn media_type(self) -> Option<&'static str> {
        match self {
            Self::Json => Some("application/json"),
            Self::Form => Some("application/x-www-form-urlencoded"),
            Self::Multipart => Some("multipart/form-data"),
            Self::Streamed => None,
        }
    }
}

/// The documented answer to a call that worked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Success {
    /// The HTTP status.
    pub status: u16,
    /// What the answer is.
    pub description: Text,
    /// An example body.
    pub example: Option<Json>,
    /// The media types that the answer may have.
    pub media_types: Vec<&'static str>,
}

impl Operation {
    /// `METHOD /path`: how an operation is named everywhere.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether the server fills in the credential of this name.
    #[must_use]
    pub fn takes(&self, credential: &str) -> bool {
        self.credentials.contains(&credential)
    }

    /// The JSON Schema of the arguments that a caller gives.
    #[must_use]
    pub fn arguments_schema(&self, language: Language) -> Value {
        let mut out = Map::new();
        out.insert("type".into(), json!("object"));
        let members = self.arguments.iter().map(|a| (a.name, a.required, &a.schema));
        object_members(members, language, &mut out);
        Rule::write(&self.rules, &mut out);
        out.insert("additionalProperties".into(), json!(false));
        Value::Object(out)
    }

    /// Whether an example of a call holds the argument: it is required, or one of the first set of those of which one must
    /// be given.
    #[must_use]
    pub fn is_in_examples(&self, argument: &Argument) -> bool {
        let first = self.rules.iter().find_map(|rule| match rule {
            Rule::OneOf(sets) => sets.first(),
            Rule::UniqueItems
            | Rule::Distinct(_)
            | Rule::AtMost { .. }
            | Rule::After { .. }
            | Rule::Needs { .. } => None,
        });
        argument.required || first.is_some_and(|set| set.contains(&argument.name))
    }

    /// One call that the documentation's examples make: the required arguments, as `execute_request` takes them.
    #[must_use]
    pub fn example_call(&self) -> Value {
        let (mut params, mut body) = (Map::new(), Map::new());
        for argument in self.arguments.iter().filter(|argument| self.is_in_examples(argument)) {
            let Some(value) = argument.schema.example_value() else { continue };
            let into = if argument.place == Place::Body { &mut body } else { &mut params };
            into.insert(argument.name.to_owned(), value);
        }
        let mut call = Map::new();
        call.insert("path".into(), json!(self.path.as_str()));
        call.insert("method".into(), json!(self.method.as_str()));
        for (name, map) in [("params", params), ("body", body)] {
            if !map.is_empty() {
                call.insert(name.into(), Value::Object(map));
            }
        }
        Value::Object(call)
    }
}
