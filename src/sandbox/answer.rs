//! What goes back over the wire.

use serde_json::Value;

use crate::catalog::Success;

/// A status, headers and a body.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("content-type".into(), content_type.into())], body: body.into() }
    }

    pub(super) fn json(status: u16, value: &Value) -> Self {
        Self::new(status, "application/json; charset=utf-8", value.to_string())
    }

    /// The documented answer with this body; without one its media type is still told, where one is documented.
    pub(super) fn documented(success: &Success, body: Option<&Value>) -> Self {
        match (body, success.media_types.first()) {
            (Some(body), _) => Self::json(success.status, body),
            (None, Some(media_type)) => Self::new(success.status, media_type, Vec::new()),
            (None, None) => Self { status: success.status, headers: Vec::new(), body: Vec::new() },
        }
    }

    /// Sets a header, in place of one of the same name.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
