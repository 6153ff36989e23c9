//! How a tool fails: what was wrong, where, what is right, and the next step.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{AnswerFacts, CallFacts, Reply, members_of};
use crate::{
    docs,
    request::{ArgumentError, ArgumentErrorKind, ArgumentErrors},
    values::Outcome,
};

/// Why a tool failed.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct ToolError {
    /// The program's own code, or the gateway's as it came.
    pub code: String,
    /// What was wrong, and where.
    pub message: String,
    /// The argument at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// What was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// What is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// A value that is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// What was probably meant.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub suggestions: Vec<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Seconds to wait before trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<f64>,
    /// The page to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
    /// Every fault, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(with = "Vec<Value>")]
    pub faults: Vec<FaultRow>,
    /// What became of the call. It stands beside the error, as all that follows does.
    #[serde(skip)]
    pub(crate) call: Box<CallFacts>,
    /// What the gateway answered.
    #[serde(skip)]
    pub(crate) answer: Box<AnswerFacts>,
    /// What else the tool's output holds.
    #[serde(skip)]
    pub(crate) beside: Box<Map<String, Value>>,
}

/// One fault of several.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FaultRow {
    /// The program's own code.
    pub code: String,
    /// What was wrong, and where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The argument at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// What is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// A value that is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// What was probably meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

impl ToolError {
    /// A failure of this code.
    #[must_use]
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), ..Self::default() }
    }

    /// An argument that has not the form it needs.
    #[must_use]
    pub fn invalid(parameter: &str, given: &(impl ToString + ?Sized), expected: impl Into<String>) -> Self {
        let (given, expected) = (given.to_string(), expected.into());
        Self {
            parameter: Some(parameter.to_owned()),
            given: Some(crate::values::cut(&given, 200).to_owned()),
            expected: Some(expected.clone()),
            ..Self::new("invalid_argument", format!("`{parameter}`: {expected}"))
        }
    }

    /// The same without what was given, which may be a secret.
    #[must_use]
    pub fn without_given(mut self) -> Self {
        self.given = None;
        self
    }

    /// What to do next.
    #[must_use]
    pub fn action(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// The page to read.
    #[must_use]
    pub fn see(mut self, see: impl Into<String>) -> Self {
        self.see = Some(see.into());
        self
    }

    /// The same where no call was made.
    #[must_use]
    pub fn not_sent(mut self) -> Self {
        self.call.outcome = Some(Outcome::NotSent);
        self
    }

    /// What became of the call.
    #[must_use]
    pub(crate) fn call(mut self, call: CallFacts) -> Self {
        *self.call = call;
        self
    }

    /// What is known of the tool's output all the same; it stands beside the error.
    #[must_use]
    pub fn beside(mut self, output: impl Serialize) -> Self {
        *self.beside = members_of(output);
        self
    }

    /// The failure as an answer.
    #[must_use]
    pub fn into_reply(mut self) -> Reply {
        let mut text = format!("error {}: {}", self.code, self.message);
        if !self.suggestions.is_empty() {
            let _ = write!(text, "\ndid you mean: {}", self.suggestions.join(", "));
        }
        // Where there are several faults, each has its own beside it.
        if let Some(example) = self.example.as_ref().filter(|_| self.faults.is_empty()) {
            let _ = write!(text, "\nexample: {example}");
        }
        if let Some(action) = &self.action {
            let _ = write!(text, "\nnext: {action}");
        }
        if let Some(seconds) = self.retry_after {
            let _ = write!(text, "\nretry after: {seconds} s");
        }
        if let Some(see) = &self.see {
            let _ = write!(text, "\nsee: get_endpoint_details {see}");
        }
        let mut structured = members_of(&self.call);
        structured.extend(members_of(&self.answer));
        structured.extend(*std::mem::take(&mut self.beside));
        for (name, value) in &structured {
            if !matches!(name.as_str(), "request" | "elapsed_ms" | "simulated" | "truncated" | "attempts") {
                // As much as an error's data may have, and a little for its quotation marks.
                let whole = value.to_string();
                let shown = crate::values::cut(&whole, 4_100);
                let rest = if shown.len() < whole.len() { "…" } else { "" };
                let _ = write!(text, "\n{name}: {shown}{rest}");
            }
        }
        if structured.get("simulated") == Some(&Value::Bool(true)) {
            text.push_str("\nSIMULATED: nothing left this machine");
        }
        structured.insert("error".to_owned(), json!(self));
        Reply::of_members(text, structured)
    }
}

impl From<docs::DocsError> for ToolError {
    fn from(fault: docs::DocsError) -> Self {
        Self::new("internal", fault.to_string())
            .action("install this program anew; its built-in docs are broken")
    }
}

impl From<ArgumentErrors> for ToolError {
    fn from(faults: ArgumentErrors) -> Self {
        let message = faults.to_string();
        let Some(first) = faults.faults.first() else { return Self::new("invalid_argument", message) };
        let code = code(first.kind);
        let all = faults.first().iter().map(FaultRow::from);
        Self {
            parameter: Some(first.argument.clone()),
            given: first.given.clone(),
            expected: Some(first.expected.clone()),
            example: first.example.clone(),
            suggestions: first.suggestion.iter().cloned().collect(),
            action: Some("correct the arguments and call again; nothing was sent".to_owned()),
            see: Some(faults.operation.clone()),
            faults: if faults.faults.len() > 1 { all.collect() } else { Vec::new() },
            ..Self::new(code, message)
        }
        .not_sent()
    }
}

impl From<&ArgumentError> for FaultRow {
    fn from(fault: &ArgumentError) -> Self {
        Self {
            code: code(fault.kind).to_owned(),
            parameter: Some(fault.argument.clone()),
            expected: Some(fault.expected.clone()),
            given: fault.given.clone(),
            example: fault.example.clone(),
            suggestions: fault.suggestion.iter().cloned().collect(),
            ..Self::default()
        }
    }
}

fn code(kind: ArgumentErrorKind) -> &'static str {
    match kind {
        ArgumentErrorKind::Missing => "missing_argument",
        ArgumentErrorKind::Unknown => "unknown_argument",
        ArgumentErrorKind::Invalid => "invalid_argument",
        ArgumentErrorKind::UnsupportedMediaType => "unsupported_media_type",
        ArgumentErrorKind::NotConfigured => "not_configured",
    }
}
