//! Why the gateway does not do what it was asked for, in the shape that its documentation gives its errors.

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{answer::Answer, error_body::ErrorBody};
use crate::{
    catalog::{Catalog, Provider, Refusals},
    values::{ChatIdError, Language, Method},
};

/// Why a request is refused.
#[derive(Clone, Debug)]
pub(super) enum Reason {
    /// Arguments that are not there.
    Missing(Vec<String>),
    /// No token at all, where the gateway asks for it by this name.
    NoToken(&'static str),
    /// A token that is not the account's.
    Token,
    /// A session that is not there.
    Session,
    /// An argument that is there and wrong, and how in one word.
    Invalid { name: String, how: &'static str },
    /// A recipient that names no chat, and what the number begins with whose rule it breaks.
    Recipient { given: String, begins: &'static str },
    /// What HTTP itself has a status for.
    Status(StatusCode),
    /// A code of the gateway's own.
    Own(&'static str),
}

/// A refusal; what the documentation says of its code is added when it is answered.
// Boxed: a result that is mostly good should be small.
#[derive(Clone, Debug)]
pub(super) struct Refusal(Box<Case>);

/// The case at hand.
#[derive(Clone, Debug)]
struct Case {
    reason: Reason,
    message: Option<String>,
    details: Option<Value>,
    allow: Option<String>,
}

impl Refusal {
    /// A refusal with what is documented for its reason.
    pub(super) fn new(reason: Reason) -> Self {
        Self(Box::new(Case { reason, message: None, details: None, allow: None }))
    }

    /// A documented code of the gateway's own, with its documented message.
    pub(super) fn own(code: &'static str) -> Self {
        Self::new(Reason::Own(code))
    }

    /// The same with a message of this case.
    pub(super) fn saying(mut self, message: impl Into<String>) -> Self {
        self.0.message = Some(message.into());
        self
    }

    /// The same with details of this case.
    pub(super) fn with(mut self, details: Value) -> Self {
        self.0.details = Some(details);
        self
    }

    /// Arguments that are not there.
    pub(super) fn missing(names: impl Into<Vec<String>>) -> Self {
        Self::new(Reason::Missing(names.into()))
    }

    /// An argument that is there and wrong; `how` says it in one word.
    pub(super) fn invalid(name: impl Into<String>, how: &'static str) -> Self {
        Self::new(Reason::Invalid { name: name.into(), how })
    }

    /// A recipient that breaks a number rule.
    pub(super) fn recipient(given: &str, fault: &ChatIdError) -> Self {
        let begins = match fault {
            ChatIdError::Country { begins, .. } => begins,
            ChatIdError::Empty
            | ChatIdError::UnknownServer(_)
            | ChatIdError::BadUser(_)
            | ChatIdError::NationalNumber
            | ChatIdError::Length(_)
            | ChatIdError::NotANumber => "",
        };
        Self::new(Reason::Recipient { given: given.to_owned(), begins })
    }

    /// Something that is not there, for which the documentation has no code.
    pub(super) fn not_found() -> Self {
        Self::new(Reason::Status(StatusCode::NOT_FOUND))
    }

    /// A path that the API has not.
    pub(super) fn unknown_path(method: &str, path: &str) -> Self {
        Self::not_found().saying(format!("No such endpoint: {method} {path}."))
    }

    /// A path that is there, but not by this method.
    pub(super) fn method(method: &str, allowed: &[Method]) -> Self {
        let allowed = allowed.iter().map(|method| method.as_str()).collect::<Vec<_>>().join(", ");
        let mut refusal = Self::new(Reason::Status(StatusCode::METHOD_NOT_ALLOWED))
            .saying(format!("{method} is not allowed; use {allowed}."));
        refusal.0.allow = Some(allowed);
        refusal
    }

    pub(super) fn reason(&self) -> &Reason {
        &self.0.reason
    }

    /// The answer: the documented body of the code, with what is known here in its place. `details` are those that the
    /// gateway has words of its own for.
    pub(super) fn answer(&self, catalog: &Catalog, details: Option<Value>) -> Answer {
        let provider = &catalog.provider;
        let own_status = self.reason().status();
        let code = self.reason().code(provider).map_or_else(|| code_of(own_status), str::to_owned);
        let documented = catalog.error(&code);
        let mut body = ErrorBody::new(&provider.answer, &code, documented.and_then(|error| error.body));
        let phrase = own_status.canonical_reason().unwrap_or_default();
        let meaning = documented.map_or(phrase, |error| error.meaning.get(Language::En));
        body.say(self.message().as_deref(), meaning);
        self.put_case(&mut body, provider, self.0.details.clone().or(details));
        let status = documented.map_or(own_status.as_u16(), |error| error.status);
        let mut answer = Answer::json(status, &body.into_value());
        if let Some(allow) = &self.0.allow {
            answer.set("allow", allow);
        }
        answer
    }

    fn message(&self) -> Option<String> {
        self.0.message.clone().or_else(|| match self.reason() {
            Reason::Missing(names) => Some(missing_message(names)),
            Reason::NoToken(name) => Some(missing_message(&[(*name).to_owned()])),
            Reason::Token
            | Reason::Session
            | Reason::Invalid { .. }
            | Reason::Recipient { .. }
            | Reason::Status(_)
            | Reason::Own(_) => None,
        })
    }

    /// Puts what is wrong in this very case.
    fn put_case(&self, body: &mut ErrorBody<'_>, provider: &Provider, details: Option<Value>) {
        match self.reason() {
            Reason::Missing(names) => body.lack(names),
            Reason::NoToken(name) => {
                if let Some((asked, _)) = provider.security.asks_for_token() {
                    body.put(asked.names, json!([name]));
                }
            }
            Reason::Invalid { name, how } => body.explain(details, &format!("`{name}` is wrong: {how}")),
            Reason::Recipient { given, begins } => {
                body.explain(details, &format!("`{given}` names no chat"));
                say_of_recipient(&provider.refusals, begins, body);
            }
            Reason::Token | Reason::Session | Reason::Status(_) | Reason::Own(_) => {
                if let Some(details) = details {
                    body.detail(details);
                }
            }
        }
    }
}

impl Reason {
    /// The gateway's code for it; `None` where it names none.
    fn code(&self, provider: &Provider) -> Option<&'static str> {
        let refusals = &provider.refusals;
        match self {
            Self::Missing(_) => refusals.missing_argument,
            Self::NoToken(_) => provider.security.asks_for_token().map(|(asked, _)| asked.code),
            Self::Token => refusals.token,
            Self::Session => refusals.session,
            Self::Invalid { .. } => refusals.invalid_argument,
            // A recipient is an argument first of all.
            Self::Recipient { .. } => refusals.recipient.or(refusals.invalid_argument),
            Self::Status(_) => None,
            Self::Own(code) => Some(code),
        }
    }

    /// HTTP's own status for it, which stands where the documentation names none.
    fn status(&self) -> StatusCode {
        match self {
            Self::Missing(_)
            | Self::NoToken(_)
            | Self::Invalid { .. }
            | Self::Recipient { .. }
            | Self::Own(_) => StatusCode::BAD_REQUEST,
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::Session => StatusCode::NOT_FOUND,
            Self::Status(status) => *status,
        }
    }
}

fn missing_message(names: &[String]) -> String {
    let plural = if names.len() == 1 { "" } else { "s" };
    format!("Missing required parameter{plural}: {}", names.join(", "))
}

/// A status as a code: its phrase in HTTP, written as codes are.
fn code_of(status: StatusCode) -> String {
    status.canonical_reason().unwrap_or_default().to_ascii_lowercase().replace(' ', "_")
}

/// What the refusal of a recipient says beside its code.
#[derive(Deserialize)]
struct Says {
    message: Option<String>,
    #[serde(default)]
    details: Map<String, Value>,
}

/// What the gateway says of a recipient whose number begins so.
fn say_of_recipient(refusals: &Refusals, begins: &str, body: &mut ErrorBody<'_>) {
    let of = |begins: &str| refusals.recipients.iter().find(|(known, _)| *known == begins);
    let Some((_, says)) = of(begins).or_else(|| of("")) else { return };
    let Ok(says) = serde_json::from_str::<Says>(says.as_str()) else { return };
    body.say(says.message.as_deref(), "");
    body.add_details(says.details);
}
