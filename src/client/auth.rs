//! The one file that opens the token: it is placed into a request here, and searched for in what comes back.

use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};

use crate::{catalog::Provider, config::AccessToken, guard::Authorized};

/// What is shown in the place of a secret.
const MASK: &str = "***";
/// Shorter texts occur by chance; masking them would spoil the answer.
const SHORTEST_SECRET: usize = 6;

/// A request with its credentials in place, ready for the wire.
pub(super) struct Signed {
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) header: (HeaderName, HeaderValue),
}

/// Why a token cannot be placed.
#[derive(Debug, thiserror::Error)]
#[error("the access token holds characters that no header can carry; set it again")]
pub(super) struct Unplaceable;

/// Places the credentials. The token always travels in the header, in a body where there is one, and in the query only
/// where the gateway has asked for it.
pub(super) fn sign(
    authorized: &Authorized,
    provider: &Provider,
    token_in_query: bool,
) -> Result<Signed, Unplaceable> {
    let (prepared, credentials) = (authorized.prepared(), authorized.credentials());
    let operation = prepared.operation();
    let secret = credentials.access_token.secret().expose_secret();
    let instance = instance(authorized, provider);
    let mut query = prepared.query().to_vec();
    let mut body = prepared.body().cloned();
    match &mut body {
        Some(body) => {
            body.extend(instance.map(|id| (provider.instance.to_owned(), json!(id))));
            if operation.takes(provider.token.body) {
                body.insert(provider.token.body.to_owned(), json!(secret));
            }
        }
        None => query.extend(instance.map(|id| (provider.instance.to_owned(), id.to_owned()))),
    }
    if token_in_query {
        query.push((provider.token.query.to_owned(), secret.to_owned()));
    }
    let mut value = HeaderValue::from_str(secret).map_err(|_| Unplaceable)?;
    value.set_sensitive(true);
    let name = HeaderName::from_bytes(provider.token.header.as_bytes()).map_err(|_| Unplaceable)?;
    Ok(Signed {
        query,
        body: body.map(|body| Value::Object(body).to_string().into_bytes()),
        header: (name, value),
    })
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
    prepared: &crate::request::PreparedRequest,
    instance: Option<&str>,
    provider: &Provider,
    origin: &crate::values::Origin,
) -> Redacted {
    let operation = prepared.operation();
    let instance = instance
        .filter(|_| operation.takes(provider.instance))
        .map(|id| (provider.instance.to_owned(), json!(id)));
    let mut query: Map<String, Value> =
        prepared.query().iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let mut body = prepared.body().cloned();
    match &mut body {
        Some(body) => {
            body.extend(instance);
            if operation.takes(provider.token.body) {
                body.insert(provider.token.body.to_owned(), json!(MASK));
            }
            body.values_mut().for_each(shorten);
        }
        None => query.extend(instance),
    }
    Redacted { method: operation.method.as_str(), url: format!("{origin}{}", prepared.path()), query, body }
}

/// File content in a shown request helps nobody.
fn shorten(value: &mut Value) {
    match value {
        Value::String(text) if text.starts_with("data:") => {
            let head = text.split(',').next().unwrap_or_default();
            *text = format!("{head},… ({} characters)", text.len());
        }
        Value::Array(items) => items.iter_mut().for_each(shorten),
        Value::Object(members) => members.values_mut().for_each(shorten),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The spellings in which a gateway may echo a token.
pub(super) struct Echoes(Vec<String>);

impl Echoes {
    pub(super) fn of(token: &AccessToken) -> Self {
        let secret = token.secret().expose_secret();
        if secret.len() < SHORTEST_SECRET {
            return Self(Vec::new());
        }
        let mut spellings = vec![
            secret.to_owned(),
            utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
            url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
            STANDARD.encode(secret),
            json!(secret).to_string().trim_matches('"').to_owned(),
        ];
        spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
        spellings.dedup();
        Self(spellings)
    }

    /// The text with every echo masked.
    pub(super) fn masked(&self, text: String) -> String {
        self.0
            .iter()
            .fold(text, |text, echo| if text.contains(echo) { text.replace(echo, MASK) } else { text })
    }

    /// The value with every echo in its texts and names masked.
    pub(super) fn masked_value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.masked(text)),
            Value::Array(items) => items.into_iter().map(|item| self.masked_value(item)).collect(),
            Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| (self.masked(name), self.masked_value(value)))
                .collect(),
            other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
        }
    }
}
