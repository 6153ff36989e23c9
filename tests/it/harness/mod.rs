//! The real binary and a simulated gateway, and how tests talk to them.

mod gateway;
mod server;
mod socket;
mod tls;

pub(crate) use gateway::Gateway;
pub(crate) use server::{Answer, Server, Start, program};
pub(crate) use socket::{Ends, Fate, GOOD, KEPT, Reads, Says, SocketGateway};
pub(crate) use tls::{Authority, ConnectProxy};

/// The token of tests: no output may ever hold it.
pub(crate) const TOKEN: &str = "canary-7f3a+b/c=d";
/// The session of tests.
pub(crate) const INSTANCE: &str = "3EB0TEST";
/// A number that the documented rules allow.
pub(crate) const AHMED: &str = "201012345678";
