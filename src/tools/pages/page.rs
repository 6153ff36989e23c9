//! A page as data.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{catalog::EntryKind, values::Risk};

/// A page of any kind: each kind has members of its own.
#[derive(Default, Serialize, JsonSchema)]
pub struct Page {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<EntryKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) method: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) risk: Option<Risk>,
    /// JSON Schema of the arguments for `execute_request`
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Map<String, Value>>")]
    pub(super) arguments: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) filled_in: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) limits: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) notes: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Map<String, Value>>")]
    pub(super) example: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Map<String, Value>>")]
    pub(super) response: Option<Response>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) errors: Option<Vec<ErrorRow>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Map<String, Value>>")]
    pub(super) payload: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) related: Option<Vec<Related>>,
}

/// The documented answer to a call that worked.
#[derive(Serialize)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) description: &'static str,
    /// Left out where it is long and not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) example: Option<Value>,
    /// Where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) media_types: Option<Vec<&'static str>>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ErrorRow {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) meaning: &'static str,
    pub(super) action: &'static str,
    /// Where it is asked for
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<Value>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Related {
    pub(super) kind: EntryKind,
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    /// Where it is asked for
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'static str>,
}
