//! HTTP as bytes: pools, TLS, proxies, bounded bodies. The one room that knows the HTTP library, and it knows no secret:
//! whoever sends puts together what is sent.

mod body;
mod error;
mod pool;

pub use error::NetError;
pub(crate) use pool::Pools;
pub(crate) use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use url::Url;

use crate::values::Method;

/// A request, put together.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Vec<u8>>,
}

/// An answer, whole; a redirect is none.
pub(crate) struct Incoming {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    pub(crate) retry_after: Option<String>,
    pub(crate) bytes: Vec<u8>,
}
