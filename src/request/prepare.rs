//! The one way to a request.

use serde_json::{Map, Value};

use super::{
    arguments::{self, Sources},
    check::Check,
    fault::{ArgumentError, ArgumentErrors},
    format::Known,
};
use crate::{
    catalog::{Format, Operation, Place, Provider, clean, wire},
    values::{ChatId, Digest, Reach, one_nearest},
};

/// What a caller gives for one call.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallInput<'a> {
    /// The path as it was written: it may hold values.
    pub path: &'a str,
    /// Arguments for the path and the query.
    pub params: Option<&'a Map<String, Value>>,
    /// Arguments for the body.
    pub body: Option<&'a Map<String, Value>>,
    /// The number that `me` and `test` stand for.
    pub test_number: Option<&'a ChatId>,
}

/// A request that the documentation allows: every required argument is there, each is of its type, the path is the
/// catalog's with its segments encoded. No secret is in it, and no host.
#[derive(Clone, Debug)]
pub struct PreparedRequest {
    provider: &'static Provider,
    operation: &'static Operation,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(&'static str, String)>,
    body: Option<Map<String, Value>>,
    instance: Option<String>,
    recipient: Option<ChatId>,
    identity: Digest,
}

impl PreparedRequest {
    /// Whose it is.
    #[must_use]
    pub fn provider(&self) -> &'static Provider {
        self.provider
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The path that is called, encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query, without credentials.
    #[must_use]
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The arguments that travel in headers.
    #[must_use]
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// Whether it is for one session of an account.
    #[must_use]
    pub fn takes_session(&self) -> bool {
        self.provider.security.session_of(self.operation).is_some()
    }

    /// The members of the body, without credentials; nothing where it has none.
    #[must_use]
    pub fn body(&self) -> Option<&Map<String, Value>> {
        self.body.as_ref()
    }

    /// The session that the caller named, where it named one.
    #[must_use]
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// The chat that the call reaches, where the arguments name one.
    #[must_use]
    pub fn recipient(&self) -> Option<&ChatId> {
        self.recipient.as_ref()
    }

    /// What makes two calls of one session the same: the operation, whether by POST or GET, and the arguments,
    /// however spelled.
    #[must_use]
    pub fn identity(&self) -> Digest {
        self.identity
    }
}

/// Checks a call against the catalog.
///
/// # Errors
/// Every fault at once.
pub fn prepare(
    provider: &'static Provider,
    operation: &'static Operation,
    given: &CallInput<'_>,
) -> Result<PreparedRequest, ArgumentErrors> {
    let mut faults = Vec::new();
    let written = clean(given.path);
    let in_query = in_query(given.path);
    let known = Known { test_number: given.test_number, numbers: &provider.numbers };
    let sources = Sources {
        provider,
        operation,
        known,
        maps: [Some(&in_query), given.params, given.body],
        in_path: operation.path.values_in(&written).collect(),
    };
    let merged = arguments::merge(&sources, &mut faults);
    let values = check_all(operation, merged.values, known, &mut faults);
    if !faults.is_empty() {
        return Err(ArgumentErrors { operation: operation.name(), faults });
    }
    Ok(placed(provider, operation, &values, merged.instance))
}

/// The arguments that stand in the query of a path, which some callers write there.
fn in_query(path: &str) -> Map<String, Value> {
    let query = path.split('#').next().and_then(|path| path.split_once('?')).map_or("", |(_, query)| query);
    let pairs = url::form_urlencoded::parse(query.as_bytes()).into_owned();
    pairs.map(|(name, text)| (name, Value::String(text))).collect()
}

fn check_all(
    operation: &Operation,
    mut values: Map<String, Value>,
    known: Known<'_>,
    faults: &mut Vec<ArgumentError>,
) -> Map<String, Value> {
    let mut check = Check { known, faults, argument: None };
    let mut out = Map::new();
    for argument in &operation.arguments {
        check.argument = Some(&argument.schema);
        let before = check.faults.len();
        match values.shift_remove(argument.name) {
            Some(value) => {
                out.insert(argument.name.to_owned(), check.value(argument.name, &argument.schema, value));
            }
            None if argument.required => check.missing(argument.name, &argument.schema),
            None => {}
        }
        if let (Place::Path | Place::Header, Some(value)) = (argument.place, out.get(argument.name))
            && check.faults.len() == before
        {
            check.segment(argument.name, &argument.schema, value);
        }
    }
    check.between(operation, &out);
    let names = || operation.arguments.iter().map(|argument| argument.name);
    for (name, value) in values {
        check.unknown(&name, &value, names(), one_nearest(&name, names()));
    }
    out
}

fn placed(
    provider: &'static Provider,
    operation: &'static Operation,
    values: &Map<String, Value>,
    instance: Option<String>,
) -> PreparedRequest {
    let identity = identity(operation, values);
    let recipient = recipient(provider, operation, values);
    let path = operation.real_path.fill(|name| values.get(name).map(wire::plain).unwrap_or_default());
    let (mut query, mut headers, mut body) = (Vec::new(), Vec::new(), Map::new());
    for argument in &operation.arguments {
        let Some(value) = values.get(argument.name) else { continue };
        match argument.place {
            Place::Path => {}
            Place::Query => wire::query_pairs(argument.name, value, &mut query),
            Place::Header => headers.push((argument.name, wire::plain(value))),
            Place::Body => {
                body.insert(argument.name.to_owned(), value.clone());
            }
        }
    }
    let body = operation.body.map(|_| body);
    PreparedRequest { provider, operation, path, query, headers, body, instance, recipient, identity }
}

/// The chat that a call reaches: its first argument that names one.
fn recipient(provider: &Provider, operation: &Operation, values: &Map<String, Value>) -> Option<ChatId> {
    if operation.reach != Reach::Recipient {
        return None;
    }
    let names_chat = |format| matches!(format, Some(Format::ChatId | Format::ContactId));
    let argument = operation.arguments.iter().find(|argument| names_chat(argument.schema.format))?;
    ChatId::parse_by(values.get(argument.name)?.as_str()?, &provider.numbers).ok()
}

fn identity(operation: &Operation, values: &Map<String, Value>) -> Digest {
    let mut text = format!("{}\n", operation.real_path);
    // A POST and its GET twin are one operation; PUT and DELETE of the same path are others.
    text.push_str(operation.twin_of.unwrap_or(operation.method).as_str());
    canonical(&Value::Object(values.clone()), &mut text);
    Digest::of(text.as_bytes())
}

/// JSON with its members in one order.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, value) in members {
                out.push_str(&Value::String(name.clone()).to_string());
                canonical(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
            }
            out.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string());
            out.push(',');
        }
    }
}
