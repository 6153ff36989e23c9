//! How much harm an operation can do, and to whom.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// What a call does to the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Risk {
    /// Changes nothing.
    Read,
    /// Changes state that another call can change back.
    Write,
    /// Reaches a person; a second time is a second message.
    Send,
    /// No opposite call takes it back.
    Destructive,
}

impl Risk {
    /// The word that the catalog and the tools use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether repeating the call after an unclear failure does no harm.
    #[must_use]
    pub fn is_repeatable(self) -> bool {
        matches!(self, Self::Read)
    }
}

/// Whom a call that changes something touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// The own account or session only.
    #[serde(rename = "self")]
    Own,
    /// The chat that the arguments name.
    Recipient,
    /// People who are not named in the arguments: a group's members, a status's viewers.
    Others,
}
