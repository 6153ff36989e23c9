//! Tokens among the arguments: an agent never gives one, and none is repeated.

use serde_json::Value;

use super::fault::ArgumentError;
use crate::catalog::{Argument, Kind, Provider};

/// No documented argument is nested deeper.
const DEEPEST: usize = 8;
/// What other interfaces call a secret.
const USUAL: [&str; 6] = ["token", "authorization", "bearer", "apikey", "password", "secret"];

/// Whether an argument is a token or holds one, by its name in any place, spelling and depth.
pub(super) fn stands_in(
    provider: &Provider,
    argument: Option<&Argument>,
    (name, value): (&str, &Value),
) -> bool {
    let mut parts = name.split(['[', ']', '.']);
    // What a text says is the text's own: a message may well be about a password.
    let takes_text = argument.is_some_and(|argument| argument.schema.kind == Kind::String);
    let is_text = takes_text && value.is_string();
    parts.any(|part| is_name(provider, part))
        || is_name(provider, name)
        || (!is_text && is_within(provider, value, 0))
}

/// What is said of it.
pub(super) fn given(name: &str) -> ArgumentError {
    let expected = "a token is never an argument: the server sends the one that is set in its environment; \
                    leave it out";
    ArgumentError::invalid(name, &Value::Null, expected).without_given()
}

/// Whether a member's name somewhere in the value is a token's.
fn is_within(provider: &Provider, value: &Value, depth: usize) -> bool {
    if depth == DEEPEST {
        return false;
    }
    let within = |value: &Value| is_within(provider, value, depth + 1);
    match value {
        Value::Object(members) => {
            members.iter().any(|(name, value)| is_name(provider, name) || within(value))
        }
        Value::Array(items) => items.iter().any(within),
        // An object that came as JSON text.
        Value::String(text) if depth == 0 && text.trim_start().starts_with(['{', '[']) => {
            serde_json::from_str(text).is_ok_and(|value| within(&value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Whether a name is the token's, in any spelling; headers of one's own begin with `x-`.
fn is_name(provider: &Provider, name: &str) -> bool {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    let name = plain(name);
    [name.as_str(), name.strip_prefix('x').unwrap_or_default()].iter().any(|name| {
        USUAL.contains(name) || provider.security.token_names().any(|place| plain(place) == *name)
    })
}
