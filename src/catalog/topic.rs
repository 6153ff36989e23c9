//! What people ask for and the gateway does not offer.

use serde::{Deserialize, Serialize};

use super::text::Text;

/// Something that the gateway does not offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Topic {
    /// What it is, in a few words.
    pub title: Text,
    /// What to do instead; empty where nothing comes near.
    pub instead: Text,
    /// The pages nearest to it, as `METHOD /path`, an event's name or a guide's path.
    pub see: Vec<&'static str>,
}
