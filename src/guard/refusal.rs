//! Why a call is not let through.

use std::time::Duration;

use crate::config::Mode;

/// Why a call is not let through. Nothing went on the wire.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The account is one of another gateway.
    #[error("a call of `{request}` is not made with credentials of `{account}`")]
    OtherGateway {
        /// Whose the call is.
        request: &'static str,
        /// Whose the credentials are.
        account: &'static str,
    },
    /// The mode forbids it.
    #[error("`{}` mode forbids `{operation}`, which changes something", mode.as_str())]
    ModeForbids {
        /// The mode.
        mode: Mode,
        /// The operation.
        operation: String,
    },
    /// `test-number` mode forbids the recipient.
    #[error("`test-number` mode lets nothing reach {}", recipient.as_deref().unwrap_or("people outside the arguments"))]
    RecipientNotAllowed {
        /// The recipient, where the arguments name one.
        recipient: Option<String>,
    },
    /// No token is set.
    #[error("no access token is set")]
    NoToken,
    /// No session is named.
    #[error("no instance is set")]
    NoInstance,
    /// The user has not said yes.
    #[error("this call needs the user's yes")]
    ConfirmationRequired,
    /// The same was sent a moment ago.
    #[error("the same was sent to the same chat {} s ago", ago.as_secs())]
    Duplicate {
        /// How long ago.
        ago: Duration,
        /// How long it stays refused.
        left: Duration,
    },
    /// The same is on its way.
    #[error("the same is being sent to the same chat right now")]
    Pending,
    /// The same may have been sent.
    #[error("the same was tried before, and whether it was sent is unknown")]
    OutcomeUnknown,
}
