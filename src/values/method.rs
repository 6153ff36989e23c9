//! The HTTP methods that a documented operation uses.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// An HTTP method of the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Method {
    /// Arguments in the query; changes nothing, unless it is the twin of a POST.
    Get,
    /// Arguments in a body.
    Post,
    /// Arguments in a body.
    Put,
    /// Arguments in a body; changes a part.
    Patch,
    /// Arguments in the query.
    Delete,
}

impl Method {
    /// Every method, in the order in which listings show them.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// Reads a method in any letter case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text.trim()))
    }

    /// The method as it stands in a request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether the arguments of this method travel in a body (RFC 9110 gives GET and DELETE none).
    #[must_use]
    pub fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
