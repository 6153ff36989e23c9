//! The one file that opens the token: it is placed into a request here, and noted for what comes back.

use secrecy::ExposeSecret;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use crate::{
    catalog::{Body, Carrier, Credential, wire::query_pairs},
    config::AccessToken,
    guard::Authorized,
    masking::{KnownEchoes, MASK, SHORTEST_SECRET},
    net::{HeaderName, HeaderValue},
    request::PreparedRequest,
    values::Origin,
};

/// A request with its credentials in place, ready for the wire.
pub(super) struct Signed {
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

/// Why a request cannot be signed.
#[derive(Debug)]
pub(super) enum Unsigned {
    /// The token, or an argument that travels in a header, holds characters that no header can carry.
    Unplaceable,
    /// An argument holds the token.
    Given,
    /// The body is a file, and there is none.
    NoFile,
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

/// Places the credentials where the catalog says that they are carried. `asked` says that the gateway has asked for the
/// token where it otherwise does not travel.
pub(super) fn sign(authorized: &Authorized, asked: bool) -> Result<Signed, Unsigned> {
    let (prepared, credentials) = (authorized.prepared(), authorized.credentials());
    let operation = prepared.operation();
    let secret = credentials.access_token.secret().expose_secret();
    let session = prepared.instance().or(credentials.instance_id.as_deref());
    let in_body = prepared.body().is_some_and(|body| body.values().any(|value| holds(value, secret)));
    let in_query = prepared.query().iter().any(|(_, text)| text.contains(secret));
    let in_header = prepared.headers().iter().any(|(_, text)| text.contains(secret));
    let given = in_body || in_query || in_header || prepared.path().contains(secret);
    if secret.len() >= SHORTEST_SECRET && given {
        return Err(Unsigned::Given);
    }
    let mut query = prepared.query().to_vec();
    let (mut headers, mut members) = (Vec::new(), Vec::new());
    for (name, text) in prepared.headers() {
        headers.push((header_name(name)?, header_value(text)?));
    }
    for carried in prepared.provider().security.carried(operation, asked) {
        let value = match carried.credential {
            Credential::Token => secret,
            // The guard lets no call through that needs a session and has none.
            Credential::Session => session.unwrap_or_default(),
        };
        match carried.carrier {
            Carrier::Header => headers.push((header_name(carried.name)?, sensitive(value)?)),
            Carrier::Bearer => {
                headers.push((header_name(carried.name)?, sensitive(&format!("Bearer {value}"))?));
            }
            Carrier::Query => query.push((carried.name.to_owned(), value.to_owned())),
            Carrier::Body | Carrier::Form => members.push((carried.name, value)),
        }
    }
    let body = match (operation.body, prepared.body()) {
        (Some(body), Some(arguments)) => Some(encoded(body, arguments, &members)?),
        (Some(_) | None, _) => None,
    };
    Ok(Signed { query, body, headers })
}

fn header_name(name: &str) -> Result<HeaderName, Unsigned> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| Unsigned::Unplaceable)
}

fn header_value(text: &str) -> Result<HeaderValue, Unsigned> {
    HeaderValue::from_bytes(text.as_bytes()).map_err(|_| Unsigned::Unplaceable)
}

/// A header that no log of a library shows.
fn sensitive(text: &str) -> Result<HeaderValue, Unsigned> {
    let mut value = HeaderValue::from_str(text).map_err(|_| Unsigned::Unplaceable)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A body as bytes, the credentials behind the arguments.
fn encoded(
    body: Body,
    arguments: &Map<String, Value>,
    credentials: &[(&'static str, &str)],
) -> Result<Vec<u8>, Unsigned> {
    match body {
        Body::Json => {
            serde_json::to_vec(&JsonBody { arguments, credentials }).map_err(|_| Unsigned::Unplaceable)
        }
        Body::Form => {
            let mut pairs = Vec::new();
            arguments.iter().for_each(|(name, value)| query_pairs(name, value, &mut pairs));
            let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            form.extend_pairs(pairs.chain(credentials.iter().copied()));
            Ok(form.finish().into_bytes())
        }
        Body::Multipart | Body::Streamed => Err(Unsigned::NoFile),
    }
}

/// A JSON body with the credentials behind the arguments, which are not copied: a file may be among them.
struct JsonBody<'a> {
    arguments: &'a Map<String, Value>,
    credentials: &'a [(&'static str, &'a str)],
}

impl Serialize for JsonBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.arguments {
            map.serialize_entry(name, value)?;
        }
        for (name, value) in self.credentials {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
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
pub(super) fn redacted(prepared: &PreparedRequest, session: Option<&str>, origin: &Origin) -> Redacted {
    let operation = prepared.operation();
    let mut query: Map<String, Value> =
        prepared.query().iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let mut body = prepared.body().map(shortened);
    for carried in prepared.provider().security.carried(operation, false) {
        let shown = match carried.credential {
            Credential::Token => Some(MASK),
            Credential::Session => session,
        };
        let Some(shown) = shown else { continue };
        match (carried.carrier, &mut body) {
            (Carrier::Query, _) => drop(query.insert(carried.name.to_owned(), json!(shown))),
            (Carrier::Body | Carrier::Form, Some(body)) => {
                body.insert(carried.name.to_owned(), json!(shown));
            }
            (Carrier::Header | Carrier::Bearer | Carrier::Body | Carrier::Form, _) => {}
        }
    }
    let base = origin.to_string();
    Redacted { method: operation.method.as_str(), url: base + prepared.path(), query, body }
}

/// Remembers a token, so that whatever is shown is without it.
pub fn note(echoes: &KnownEchoes, token: &AccessToken) {
    echoes.note(token.secret().expose_secret());
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
