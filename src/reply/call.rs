//! The facts of a call, as answers and failures tell them.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::fit::Cut;
use crate::values::Outcome;

/// What became of a call.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(crate) struct CallFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) outcome: Option<Outcome>,
    /// What was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Map<String, Value>>")]
    pub(crate) request: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) elapsed_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attempts: Option<u32>,
    /// Whether the built-in gateway answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) simulated: Option<bool>,
}

/// What came back.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(crate) struct AnswerFacts {
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) truncated: Option<bool>,
    /// What was left out: path, kept, of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<Map<String, Value>>>")]
    pub(crate) cuts: Option<Vec<Cut>>,
    /// The answer, any JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Value")]
    pub(crate) data: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<String>,
}
