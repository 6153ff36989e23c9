//! Where a call broke, and what follows from that.

use std::time::Duration;

use super::{Answer, verdict::Verdict};

/// Where a call broke.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be started")]
    Setup(#[source] reqwest::Error),
    /// The token cannot be placed.
    #[error("the access token holds characters that no header can carry")]
    Token,
    /// An argument holds the token.
    #[error("an argument holds the access token, which is never sent as content; leave it out")]
    TokenGiven,
    /// So many calls are under way that this one had no turn.
    #[error("too many calls are under way at once, and none ended in time")]
    Busy,
    /// No connection: name, address, refusal or handshake.
    #[error("no connection to the gateway: {}", root_cause(.0))]
    Connect(#[source] reqwest::Error),
    /// A certificate that is not trusted.
    #[error("the certificate that came is not trusted: {}", root_cause(.0))]
    Untrusted(#[source] reqwest::Error),
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
    /// What follows.
    pub verdict: Verdict,
    /// How often it was tried.
    pub attempts: u32,
    /// How long it took.
    pub elapsed: Duration,
}

/// One attempt: an answer of any status, or a failure.
pub(super) type Attempt = Result<Answer, Failure>;

/// Where a call broke. The address is taken out of the error: it may hold the token.
pub(super) fn classified(error: reqwest::Error) -> Failure {
    let error = error.without_url();
    if !error.is_connect() {
        Failure::Broken(error)
    } else if is_untrusted(&error) {
        Failure::Untrusted(error)
    } else {
        Failure::Connect(error)
    }
}

fn is_untrusted(error: &(dyn std::error::Error + 'static)) -> bool {
    let is_certificate = |cause: &(dyn std::error::Error + 'static)| {
        let tls = cause.downcast_ref::<rustls::Error>();
        tls.is_some_and(|tls| matches!(tls, rustls::Error::InvalidCertificate(_)))
    };
    // An I/O error does not name what it wraps as its source.
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    is_certificate(error)
        || wrapped.is_some_and(|inner| is_untrusted(inner))
        || error.source().is_some_and(is_untrusted)
}

/// The innermost reason, which names the system's own error; never the address.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
