//! Where requests may go: a scheme, a host and a port, and nothing else.

use std::fmt;

use url::{Host, Url};

/// An https origin, or an http one on loopback (RFC 6454).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(Url);

/// Why an address is no origin to send a token to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Not an absolute address.
    #[error("it is no absolute address; write it like `https://api.example.com`")]
    NotAbsolute,
    /// A scheme that would show the token on the way.
    #[error("it must begin with `https://` (`http://` only for 127.0.0.1, [::1] and localhost)")]
    Unprotected,
    /// A user name or password stands in it.
    #[error("it must hold no user name or password")]
    UserInfo,
    /// A path, query or fragment stands in it.
    #[error("it must end after the host and port: no path, query or fragment")]
    MoreThanOrigin,
}

impl Origin {
    /// Checks an address.
    ///
    /// # Errors
    /// When it is not absolute, not protected, or holds more than scheme, host and port.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text.trim()).map_err(|_| OriginError::NotAbsolute)?;
        let protected = match url.scheme() {
            "https" => true,
            "http" => url.host().is_some_and(|host| is_loopback(&host)),
            _ => false,
        };
        if !protected || url.host().is_none() {
            return Err(OriginError::Unprotected);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(OriginError::UserInfo);
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(OriginError::MoreThanOrigin);
        }
        Ok(Self(url))
    }

    /// Whether it is this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.0.host().is_some_and(|host| is_loopback(&host))
    }

    /// Whether what is sent there is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The address of `path` (which begins with one slash) under this origin.
    #[must_use]
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(path);
        url
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

impl fmt::Display for Origin {
    /// The origin without the closing slash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_protected_bare_origin_passes() {
        for good in
            ["https://api.wawp.net", "https://api.wawp.net:8443/", "http://127.0.0.1:9000", "http://[::1]:1"]
        {
            assert!(Origin::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://api.wawp.net",
            "api.wawp.net",
            "https://user:pw@api.wawp.net",
            "https://api.wawp.net/v2",
            "https://api.wawp.net?x=1",
            "ftp://127.0.0.1",
            "http://127.0.0.1.evil.example",
            "",
        ] {
            assert!(Origin::parse(bad).is_err(), "{bad}");
        }
    }
}
