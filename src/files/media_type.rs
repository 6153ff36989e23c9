//! What a file is, from its content; its name decides only among kinds of text.

use std::path::Path;

use crate::values::MediaKind;

/// What a file was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Detected {
    pub(super) mimetype: &'static str,
    pub(super) kind: MediaKind,
}

/// Looks at the first bytes of a file.
pub(super) fn detect(head: &[u8], path: &Path) -> Detected {
    let mimetype = match infer::get(head) {
        Some(kind) => kind.mime_type(),
        None if is_text(head) => text_type(path),
        None => "application/octet-stream",
    };
    Detected { mimetype, kind: kind_of(mimetype) }
}

/// How a type is sent when nobody says otherwise.
fn kind_of(mimetype: &str) -> MediaKind {
    match mimetype {
        "image/jpeg" | "image/png" => MediaKind::Image,
        "application/pdf" => MediaKind::Pdf,
        _ if mimetype.starts_with("video/") => MediaKind::Video,
        _ if mimetype.starts_with("audio/") => MediaKind::Voice,
        // WebP and GIF too: the gateway documents JPEG and PNG alone as pictures.
        _ => MediaKind::Document,
    }
}

/// Whether the gateway must convert an audio file before it plays as a voice message.
pub(super) fn needs_conversion(mimetype: &str) -> bool {
    mimetype != "audio/ogg" && mimetype != "audio/opus"
}

fn is_text(head: &[u8]) -> bool {
    // A character may be cut at the end of the head.
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    valid && !head.contains(&0)
}

fn text_type(path: &Path) -> &'static str {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" => "text/csv",
        "html" | "htm" => "text/html",
        "json" => "application/json",
        "md" => "text/markdown",
        "svg" => "image/svg+xml",
        "vcf" => "text/vcard",
        "xml" => "application/xml",
        _ => "text/plain",
    }
}
