//! Where an exchange broke. No error names an address: its query may hold a secret.

/// Where an exchange broke.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be started")]
    Setup(#[source] reqwest::Error),
    /// No connection: name, address, refusal or handshake.
    #[error("no connection to the gateway: {}", root_cause(.0))]
    Connect(#[source] reqwest::Error),
    /// A certificate that is not trusted.
    #[error("the certificate that came is not trusted: {}", root_cause(.0))]
    Untrusted(#[source] reqwest::Error),
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

impl NetError {
    /// Where a request broke. The address is taken out of the error.
    pub(super) fn of_request(error: reqwest::Error) -> Self {
        let error = error.without_url();
        if !error.is_connect() {
            Self::Broken(error)
        } else if is_untrusted(&error) {
            Self::Untrusted(error)
        } else {
            Self::Connect(error)
        }
    }

    /// Whether the time ran out in the middle of it.
    pub(crate) fn is_late(&self) -> bool {
        match self {
            Self::Broken(error) => error.is_timeout(),
            Self::Setup(_)
            | Self::Connect(_)
            | Self::Untrusted(_)
            | Self::TooLarge(_)
            | Self::Redirect(_) => false,
        }
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
