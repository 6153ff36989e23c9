//! The kinds of file that a chat can receive.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a local file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
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
        match self {
            Self::Image => "image",
            Self::Pdf => "pdf",
            Self::Document => "document",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Voice => "voice",
        }
    }

    /// The most bytes that a file of this kind may have: 16 MB for video, 100 MB otherwise.
    #[must_use]
    pub fn size_limit(self) -> u64 {
        const MB: u64 = 1_000_000;
        match self {
            Self::Video => 16 * MB,
            Self::Image | Self::Pdf | Self::Document | Self::Audio | Self::Voice => 100 * MB,
        }
    }
}
