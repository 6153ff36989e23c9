//! The HTTP client: takes nothing but a [`crate::guard::Authorized`], places the secret last, reads a bounded answer.

mod answer;
mod auth;
mod body;
mod error;
mod http;
mod retry;

pub use answer::{Answer, Content};
pub use auth::Redacted;
pub use error::{CallError, Failure};
pub use http::{Client, Exchange};
