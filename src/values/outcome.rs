//! What became of a call.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// What became of a call, as far as it can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// The gateway took it.
    Done,
    /// Nothing was changed or sent.
    NotSent,
    /// It may have been taken; nobody here can know.
    Unknown,
}

impl Outcome {
    /// The word that tools use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
