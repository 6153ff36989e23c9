//! The HTTP client: takes nothing but a [`crate::guard::Authorized`], places the secret last, reads a bounded answer.

mod answer;
mod auth;
mod body;
mod echo;
mod error;
mod html;
mod http;
mod json;
mod link;
mod retry;
mod unescape;
mod verdict;
mod xml;

pub use answer::{Answer, Content, Remark, SHOWN_IMAGES};
pub use auth::{KnownEchoes, Redacted};
pub use error::{CallError, Failure};
pub use http::{Client, Exchange};
pub use verdict::{Class, Next, Verdict, verdict};
