//! Secrets that must not be shown, found in whatever is: escaped once or many times, encoded, broken into lines.
//!
//! Nothing here opens a token. Whoever may open one says what it is; kept are the spellings in which it may come back.

mod echo;
mod known;
mod unescape;

pub(crate) use echo::{MASK, SHORTEST_SECRET};
pub use known::KnownEchoes;
