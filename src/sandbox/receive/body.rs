//! A request's body, read as its operation documents it.

use serde_json::{Map, Value};
use url::form_urlencoded;

use super::multipart;
use crate::{catalog, sandbox::record::Received};

/// A request's body as far as it could be read.
pub(super) enum Body {
    Empty,
    /// Values, each of a type of its own.
    Object(Map<String, Value>),
    /// Texts under names, as in a query.
    Form(Vec<(String, String)>),
    /// A file, in which no argument stands.
    File,
    /// The reason, in one word.
    Unreadable(&'static str),
}

impl Body {
    /// The body of a request; what documents none is held to be JSON, as most are.
    pub(super) fn read(request: &Received, documented: Option<catalog::Body>) -> Self {
        if request.body.is_empty() {
            return Self::Empty;
        }
        match documented {
            None | Some(catalog::Body::Json) => json(request),
            Some(catalog::Body::Form) => form(request),
            Some(catalog::Body::Multipart) => match multipart::fields(media_type(request), &request.body) {
                Ok(fields) => Self::Form(fields),
                Err(how) => Self::Unreadable(how),
            },
            Some(catalog::Body::Streamed) => Self::File,
        }
    }

    /// What was given under a name.
    pub(super) fn get(&self, name: &str) -> Option<Value> {
        match self {
            Self::Object(members) => members.get(name).cloned(),
            Self::Form(fields) => {
                fields.iter().find(|(known, _)| known == name).map(|(_, text)| Value::from(text.as_str()))
            }
            Self::Empty | Self::File | Self::Unreadable(_) => None,
        }
    }
}

fn media_type(request: &Received) -> &str {
    request.header("content-type").unwrap_or_default()
}

/// Whether a request says that its body is of this type, whatever parameters follow.
fn is(request: &Received, documented: catalog::Body) -> bool {
    let given = media_type(request).to_ascii_lowercase();
    documented.media_type().is_some_and(|media_type| given.starts_with(media_type))
}

fn json(request: &Received) -> Body {
    if !is(request, catalog::Body::Json) {
        return Body::Unreadable("content_type_is_not_json");
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(members)) => Body::Object(members),
        Ok(_) => Body::Unreadable("not_an_object"),
        Err(_) => Body::Unreadable("not_json"),
    }
}

fn form(request: &Received) -> Body {
    if !is(request, catalog::Body::Form) {
        return Body::Unreadable("content_type_is_not_a_form");
    }
    // A form is ASCII, whatever it spells: anything else was not encoded.
    if !request.body.is_ascii() {
        return Body::Unreadable("not_a_form");
    }
    Body::Form(form_urlencoded::parse(&request.body).into_owned().collect())
}
