//! From what a caller gives to a request that is right: every fault at once, no I/O, no secret.

mod arguments;
mod check;
mod convert;
mod error;
mod format;
mod prepare;
mod token;
mod unfilled;

pub use error::{ArgumentError, ArgumentErrorKind, ArgumentErrors};
pub use prepare::{CallInput, PreparedRequest, prepare};
