//! Why the gateway does not do what it was asked for, in the documented shapes.

use serde_json::{Map, Value, json};

use super::{answer::Answer, session::Status};
use crate::{
    catalog::{Catalog, Refusals},
    values::{ChatIdFault, Language, Method},
};

/// A refusal; what the documentation says of its code is added when it is answered.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    code: &'static str,
    // Boxed: a result that is mostly good should be small.
    case: Box<Case>,
}

/// What a code says of the case at hand.
#[derive(Clone, Debug, Default)]
struct Case {
    message: Option<String>,
    details: Option<Value>,
    allow: Option<String>,
    /// What the number of a refused recipient begins with.
    begins: Option<&'static str>,
}

impl Refusal {
    /// A documented code with its documented message.
    pub(super) fn new(code: &'static str) -> Self {
        Self { code, case: Box::default() }
    }

    fn saying(mut self, message: impl Into<String>) -> Self {
        self.case.message = Some(message.into());
        self
    }

    fn with(mut self, details: Value) -> Self {
        self.case.details = Some(details);
        self
    }

    /// Arguments that are not there.
    pub(super) fn missing(names: &[String]) -> Self {
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!("Missing required parameter{plural}: {}", names.join(", "));
        Self::new("missing_param").saying(message).with(json!({ "missing": names }))
    }

    /// An argument that is there and wrong; `value` says how, in one word.
    pub(super) fn invalid(param: &str, value: &str) -> Self {
        Self::new("invalid_param").with(json!({ "param": param, "value": value }))
    }

    /// A recipient that breaks a number rule.
    pub(super) fn chat_id(provided: &str, fault: &ChatIdFault) -> Self {
        let begins = match fault {
            ChatIdFault::Country { begins, .. } => begins,
            ChatIdFault::Empty
            | ChatIdFault::UnknownServer(_)
            | ChatIdFault::BadUser(_)
            | ChatIdFault::NationalNumber
            | ChatIdFault::Length(_)
            | ChatIdFault::NotANumber => "",
        };
        let mut refusal = Self::new("invalid_chat_id").with(json!({ "provided": provided }));
        refusal.case.begins = Some(begins);
        refusal
    }

    /// A session in a state where the call cannot work.
    pub(super) fn status(current: Status, expected: Status) -> Self {
        let mut details = Map::new();
        details.insert("current_status".into(), json!(current.as_str()));
        details.insert("expected_status".into(), json!([expected.as_str()]));
        let refusal = Self::new("session_unexpected_status");
        if current == Status::Failed {
            details.insert("action".into(), json!("auto_restart_triggered"));
            return refusal.with(Value::Object(details));
        }
        refusal.saying("Session status is not as expected for this operation.").with(Value::Object(details))
    }

    /// A path that the API has not.
    pub(super) fn unknown_path(method: &str, path: &str) -> Self {
        Self::new("not_found").saying(format!("No such endpoint: {method} {path}."))
    }

    /// A path that is there, but not by this method.
    pub(super) fn method(method: &str, allowed: &[Method]) -> Self {
        let allowed = allowed.iter().map(|method| method.as_str()).collect::<Vec<_>>().join(", ");
        let mut refusal =
            Self::new("method_not_allowed").saying(format!("{method} is not allowed; use {allowed}."));
        refusal.case.allow = Some(allowed);
        refusal
    }

    /// A message that the chat has not.
    pub(super) fn unknown_message(id: &str) -> Self {
        Self::new("not_found").saying("Message not found in this chat.").with(json!({ "messageId": id }))
    }

    /// The answer: the documented body of the code, with what is known here in its place.
    pub(super) fn answer(&self, catalog: &Catalog) -> Answer {
        let documented = catalog.error(self.code);
        let mut body = match documented.and_then(|error| error.body).map(crate::catalog::Json::value) {
            Some(Value::Object(body)) => body,
            _ => Map::new(),
        };
        body.insert("code".into(), json!(self.code));
        let meaning = documented.map(|error| error.meaning.get(Language::En));
        match &self.case.message {
            Some(message) => drop(body.insert("message".into(), json!(message))),
            None if !body.contains_key("message") => drop(body.insert("message".into(), json!(meaning))),
            None => {}
        }
        if let Some(details) = &self.case.details {
            body.insert("details".into(), details.clone());
        }
        if let Some(begins) = self.case.begins {
            says_of_recipient(&catalog.provider.refusals, begins, &mut body);
        }
        let status = documented.map_or_else(|| undocumented_status(self.code), |error| error.status);
        let mut answer = Answer::json(status, &Value::Object(body));
        if let Some(allow) = &self.case.allow {
            answer.set("allow", allow);
        }
        answer
    }
}

/// HTTP's own two refusals, which the documentation leaves to HTTP.
fn undocumented_status(code: &str) -> u16 {
    match code {
        "not_found" => 404,
        "method_not_allowed" => 405,
        _ => 400,
    }
}

/// What the gateway says of a recipient whose number begins so.
fn says_of_recipient(refusals: &Refusals, begins: &str, body: &mut Map<String, Value>) {
    let of = |begins: &str| refusals.recipients.iter().find(|(known, _)| *known == begins);
    let Some((_, says)) = of(begins).or_else(|| of("")) else { return };
    let Value::Object(mut says) = says.value() else { return };
    let details = says.shift_remove("details");
    body.extend(says);
    if let (Some(Value::Object(own)), Some(Value::Object(more))) = (body.get_mut("details"), details) {
        own.extend(more);
    }
}
