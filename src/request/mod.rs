//! From what a caller gives to a request that is right: every fault at once, no I/O, no secret.

mod arguments;
mod check;
mod convert;
mod fault;
mod format;
mod prepare;
mod token;
mod unfilled;

pub use fault::{ArgumentError, ArgumentErrorKind, ArgumentErrors};
pub use prepare::{CallInput, PreparedRequest, prepare};
