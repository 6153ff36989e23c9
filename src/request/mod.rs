//! From what a caller gives to a request that is right: every fault at once, no I/O, no secret.

mod arguments;
mod check;
mod fault;
mod format;
mod prepare;

pub use fault::{Fault, FaultKind, Faults};
pub use prepare::{Given, PreparedRequest, prepare};
