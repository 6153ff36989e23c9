//! Where a call broke, and what follows from that.

use std::time::Duration;

use super::Answer;
use crate::values::Outcome;

/// Where a call broke.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be started")]
    Setup(#[source] reqwest::Error),
    /// The token cannot be placed.
    #[error("the access token holds characters that no header can carry")]
    Token,
    /// No connection: name, address, refusal or TLS.
    #[error("no connection to the gateway: {}", root_cause(.0))]
    Connect(#[source] reqwest::Error),
    /// No answer in time.
    #[error("no answer within {} seconds", .0.as_secs_f32())]
    Timeout(Duration),
    /// The connection broke after the request had begun.
    #[error("the connection broke before the answer was complete: {}", root_cause(.0))]
    Broken(#[source] reqwest::Error),
    /// The answer is larger than anything documented.
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
    /// A redirect, which is never followed: the token would travel with it.
    #[error("the gateway answered with a redirect (status {0}), which is not followed")]
    Redirect(u16),
}

/// A call that has no answer to show.
#[derive(Debug, thiserror::Error)]
#[error("{failure}")]
pub struct CallError {
    /// Where it broke.
    #[source]
    pub failure: Failure,
    /// What became of the call.
    pub outcome: Outcome,
    /// How often it was tried.
    pub attempts: u32,
    /// How long it took.
    pub elapsed: Duration,
}

impl Failure {
    /// Whether nothing of the request can have reached the gateway.
    pub(super) fn is_before_wire(&self) -> bool {
        matches!(self, Self::Setup(_) | Self::Token | Self::Connect(_))
    }

    /// Whether the same call may succeed a moment later.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::Connect(_) | Self::Timeout(_) | Self::Broken(_))
    }
}

/// One attempt: an answer of any status, or a failure.
pub(super) type Attempt = Result<Answer, Failure>;

/// The innermost reason, which names the system's own error; never the address.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
