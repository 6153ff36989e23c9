//! What a file is, from its content; its name decides only among kinds of text.

use std::path::Path;

/// The media type of a file, by its first bytes.
pub(super) fn detect(head: &[u8], path: &Path) -> &'static str {
    match infer::get(head) {
        Some(kind) => kind.mime_type(),
        None if is_text(head) => text_type(path),
        None => "application/octet-stream",
    }
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
