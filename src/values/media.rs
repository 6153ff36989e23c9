//! The kinds of file that a chat can receive.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// How a local file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum MediaKind {
    /// A picture shown in the chat: JPEG or PNG.
    Image,
    /// A PDF as a document.
    Pdf,
    /// A file of any type as a document.
    Document,
    /// A video: MP4, or another container that the gateway converts.
    Video,
    /// An audio file, sent as a voice message.
    Audio,
    /// A voice message: OGG with Opus, or converted by the gateway.
    Voice,
}

impl MediaKind {
    /// The word that tools use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What a gateway takes of one kind of file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct MediaRule {
    /// The kind.
    pub kind: MediaKind,
    /// The media types that it takes, `audio/*` for all of a sort; any where none is named.
    pub takes: Vec<&'static str>,
    /// Whether a file of these types is sent as this kind when nobody says otherwise.
    pub usual: bool,
    /// The most bytes that a file may have.
    pub limit: u64,
    /// The media types that arrive as they are: the gateway must convert all others.
    pub plays: Vec<&'static str>,
}

impl MediaRule {
    /// Whether a file of this media type can be sent as this kind.
    #[must_use]
    pub fn fits(&self, mimetype: &str) -> bool {
        let is_of = |taken: &&str| match taken.strip_suffix('*') {
            Some(sort) => mimetype.starts_with(sort),
            None => *taken == mimetype,
        };
        self.takes.is_empty() || self.takes.iter().any(is_of)
    }

    /// Whether the gateway must convert a file of this media type.
    #[must_use]
    pub fn converts(&self, mimetype: &str) -> bool {
        !self.plays.contains(&mimetype)
    }
}
