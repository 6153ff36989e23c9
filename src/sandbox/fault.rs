//! Faults to order: what a real network and a real gateway do now and then.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{answer::Answer, record::Received};
use crate::catalog::{Catalog, Json, Operation};

/// Whether the operation is carried out all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum When {
    /// The fault strikes before: nothing is changed.
    #[default]
    Before,
    /// The operation is carried out, then the fault strikes.
    After,
}

/// What befalls the next requests that it matches.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    method: Option<String>,
    path: Option<String>,
    #[serde(default = "once")]
    times: u32,
    #[serde(default)]
    pub(super) after: When,
    #[serde(default)]
    delay_ms: u64,
    pub(super) status: Option<u16>,
    #[serde(default)]
    pub(super) headers: Map<String, Value>,
    body: Option<Value>,
    /// A body that is no text, an image for instance.
    body_base64: Option<String>,
    content_type: Option<String>,
    /// Closes the connection without an answer.
    #[serde(default)]
    pub(super) drop: bool,
    /// Closes the connection after half of the announced body.
    #[serde(default)]
    pub(super) half_body: bool,
}

fn once() -> u32 {
    1
}

impl Fault {
    pub(super) fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }

    fn matches(&self, request: &Received, template: Option<&str>) -> bool {
        let method = self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(&request.method));
        let path = self.path.as_deref();
        method && path.is_none_or(|path| path == request.path || Some(path) == template)
    }

    /// The answer that it gives in place of the operation's; `None` where it leaves that one.
    pub(super) fn answer(&self, catalog: &Catalog, operation: Option<&Operation>) -> Option<Answer> {
        let bytes = match (&self.body_base64, &self.body) {
            (Some(text), _) => Some(STANDARD.decode(text).unwrap_or_default()),
            // A text is sent as it stands, so that broken JSON and HTML can be ordered.
            (None, Some(Value::String(text))) => Some(text.clone().into_bytes()),
            (None, Some(value)) => Some(value.to_string().into_bytes()),
            (None, None) => None,
        };
        let plain = matches!(self.body, Some(Value::String(_))) || self.body_base64.is_some();
        let content_type =
            if plain { "text/plain; charset=utf-8" } else { "application/json; charset=utf-8" };
        // Where nothing is carried out there is no answer to halve: the documented one is.
        let halved = self.half_body && self.after == When::Before;
        if bytes.is_none() && self.status.is_none() && !halved {
            return None;
        }
        let status = self.status.unwrap_or(200);
        let body = bytes.unwrap_or_else(|| documented(catalog, operation, status));
        Some(Answer::new(status, content_type, body))
    }

    /// Puts its headers on an answer.
    pub(super) fn dress(&self, answer: &mut Answer) {
        if let Some(content_type) = &self.content_type {
            answer.set("content-type", content_type);
        }
        for (name, value) in &self.headers {
            answer.set(name, &text(value));
        }
    }
}

/// A header's value: a text as it is, a number as it is written.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The documented body of a status: the first error code that has it, or the operation's success example.
fn documented(catalog: &Catalog, operation: Option<&Operation>, status: u16) -> Vec<u8> {
    let error = catalog.errors.iter().find(|error| error.status == status).and_then(|error| error.body);
    let success = operation.map(|operation| &operation.success);
    let example = || success.filter(|success| success.status == status || status == 200)?.example;
    error.or_else(example).map_or("{}", Json::as_str).as_bytes().to_vec()
}

/// Takes the first fault that strikes this request; one that has struck often enough is gone.
pub(super) fn take(
    faults: &mut Vec<Fault>,
    request: &Received,
    operation: Option<&Operation>,
) -> Option<Fault> {
    let template = operation.map(|operation| operation.real_path.as_str());
    let position = faults.iter().position(|fault| fault.matches(request, template))?;
    let fault = faults.get_mut(position)?;
    fault.times = fault.times.saturating_sub(1);
    let struck = fault.clone();
    if fault.times == 0 {
        faults.remove(position);
    }
    Some(struck)
}
