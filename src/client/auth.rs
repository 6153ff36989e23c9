//! The one file that opens the token: it is placed into a request here, and searched for in what comes back.

use std::sync::{Arc, Mutex, PoisonError};

use reqwest::header::{HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::echo::{Echoes, MASK, SHORTEST_SECRET};
use crate::{
    catalog::Provider, config::AccessToken, guard::Authorized, request::PreparedRequest, values::Origin,
};

/// A request with its credentials in place, ready for the wire.
pub(super) struct Signed {
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) header: (HeaderName, HeaderValue),
}

/// Why a request cannot be signed.
#[derive(Debug)]
pub(super) enum Unsigned {
    /// The token holds characters that no header can carry.
    Unplaceable,
    /// An argument holds the token.
    Given,
}

/// A longer text is a file, in which nothing is looked for.
const LONGEST_TEXT: usize = 100_000;

/// Whether a text among the arguments holds the secret: it goes where the gateway wants it, never to a chat.
fn holds(value: &Value, secret: &str) -> bool {
    match value {
        Value::String(text) => text.len() < LONGEST_TEXT && text.contains(secret),
        Value::Array(items) => items.iter().any(|item| holds(item, secret)),
        Value::Object(members) => {
            members.iter().any(|(name, value)| name.contains(secret) || holds(value, secret))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Places the credentials. The token always travels in the header, in a body where there is one, and in the query only
/// where the gateway has asked for it.
pub(super) fn sign(
    authorized: &Authorized,
    provider: &Provider,
    token_in_query: bool,
) -> Result<Signed, Unsigned> {
    let (prepared, credentials) = (authorized.prepared(), authorized.credentials());
    let operation = prepared.operation();
    let secret = credentials.access_token.secret().expose_secret();
    let instance = instance(authorized, provider);
    let in_body = prepared.body().is_some_and(|body| body.values().any(|value| holds(value, secret)));
    let in_query = prepared.query().iter().any(|(_, text)| text.contains(secret));
    if secret.len() >= SHORTEST_SECRET && (in_body || in_query || prepared.path().contains(secret)) {
        return Err(Unsigned::Given);
    }
    let mut query = prepared.query().to_vec();
    let body = prepared.body().map(|arguments| {
        let instance = instance.map(|id| (provider.instance, id));
        let token = operation.takes(provider.token.body).then_some((provider.token.body, secret));
        Body { arguments, credentials: [instance, token] }
    });
    if body.is_none() {
        query.extend(instance.map(|id| (provider.instance.to_owned(), id.to_owned())));
    }
    if token_in_query {
        query.push((provider.token.query.to_owned(), secret.to_owned()));
    }
    let mut value = HeaderValue::from_str(secret).map_err(|_| Unsigned::Unplaceable)?;
    value.set_sensitive(true);
    let name = HeaderName::from_bytes(provider.token.header.as_bytes()).map_err(|_| Unsigned::Unplaceable)?;
    Ok(Signed {
        query,
        body: body.map(|body| serde_json::to_vec(&body)).transpose().map_err(|_| Unsigned::Unplaceable)?,
        header: (name, value),
    })
}

/// A JSON body with the credentials behind the arguments, which are not copied: a file may be among them.
struct Body<'a> {
    arguments: &'a Map<String, Value>,
    credentials: [Option<(&'static str, &'a str)>; 2],
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.arguments {
            map.serialize_entry(name, value)?;
        }
        for (name, value) in self.credentials.iter().flatten() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

fn instance<'a>(authorized: &'a Authorized, provider: &Provider) -> Option<&'a str> {
    let (prepared, credentials) = (authorized.prepared(), authorized.credentials());
    let named = prepared.instance().or(credentials.instance_id.as_deref());
    named.filter(|_| prepared.operation().takes(provider.instance))
}

/// What was called, as it may be shown.
#[derive(Clone, Debug, Default)]
pub struct Redacted {
    /// The method.
    pub method: &'static str,
    /// The address without its query.
    pub url: String,
    /// The query, with the token masked.
    pub query: Map<String, Value>,
    /// The body, with the token masked and file content left out.
    pub body: Option<Map<String, Value>>,
}

/// What a call looks like to a reader, signed or not.
pub(super) fn redacted(
    prepared: &PreparedRequest,
    instance: Option<&str>,
    provider: &Provider,
    origin: &Origin,
) -> Redacted {
    let operation = prepared.operation();
    let instance = instance
        .filter(|_| operation.takes(provider.instance))
        .map(|id| (provider.instance.to_owned(), json!(id)));
    let mut query: Map<String, Value> =
        prepared.query().iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let mut body = prepared.body().map(shortened);
    match &mut body {
        Some(body) => {
            body.extend(instance);
            if operation.takes(provider.token.body) {
                body.insert(provider.token.body.to_owned(), json!(MASK));
            }
        }
        None => query.extend(instance),
    }
    Redacted { method: operation.method.as_str(), url: format!("{origin}{}", prepared.path()), query, body }
}

/// The members with file content left out: in a shown request it helps nobody.
fn shortened(members: &Map<String, Value>) -> Map<String, Value> {
    members.iter().map(|(name, value)| (name.clone(), short(value))).collect()
}

fn short(value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with("data:") => {
            let head = text.split(',').next().unwrap_or_default();
            json!(format!("{head},… ({} characters)", text.len()))
        }
        Value::Array(items) => items.iter().map(short).collect(),
        Value::Object(members) => Value::Object(shortened(members)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// How many tokens of a session are remembered: an earlier one is a secret still.
const REMEMBERED: usize = 8;

/// The tokens that were used, and how each may come back in what is shown.
#[derive(Default)]
pub struct KnownEchoes(Mutex<Vec<(AccessToken, Arc<Echoes>)>>);

impl KnownEchoes {
    /// Remembers a token.
    pub fn note(&self, token: &AccessToken) {
        let secret = token.secret().expose_secret();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.iter().all(|(known, _)| known.secret().expose_secret() != secret) {
            known.insert(0, (token.clone(), Arc::new(Echoes::of(secret))));
            known.truncate(REMEMBERED);
        }
    }

    /// The text with every echo of a remembered token masked.
    #[must_use]
    pub fn masked(&self, text: String) -> String {
        self.all().iter().fold(text, |text, echoes| echoes.masked(text))
    }

    /// The value with every echo of a remembered token masked.
    #[must_use]
    pub fn masked_value(&self, value: Value) -> Value {
        self.all().iter().fold(value, |value, echoes| echoes.masked_value(value))
    }

    /// Whether bytes hold a remembered token as it is.
    pub(super) fn stand_in(&self, bytes: &[u8]) -> bool {
        self.all().iter().any(|echoes| echoes.stand_in(bytes))
    }

    fn all(&self) -> Vec<Arc<Echoes>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().map(|(_, echoes)| Arc::clone(echoes)).collect()
    }
}
