//! The HTTP client: takes nothing but a [`crate::guard::Authorized`], places the secret last, reads a bounded answer.
//!
//! One client serves all gateways: it reads from the request whose it is.

mod auth;
mod error;
mod http;
mod retry;
mod verdict;

pub use auth::{Redacted, note};
pub use error::Failure;
pub use http::{Client, Exchange, ExchangeError};
pub use verdict::{Class, Next, Verdict, verdict};
