//! What the operations do, one file per group. An operation without a file answers as documented.

#![expect(clippy::unnecessary_wraps, reason = "every operation has one signature, also one that cannot fail")]

mod chats;
mod contacts;
mod handler;
mod history;
mod lifecycle;
mod pairing;
mod presence;
mod profile;
mod reactions;
mod send;

use handler::Handler;

use super::sessions::Sessions;
use crate::{
    sandbox::{behaviour::Outcome, call::Call},
    values::Method,
};

/// Carries a checked call out.
pub(super) fn run(sessions: &mut Sessions, call: &Call) -> Outcome {
    // A GET twin is its POST.
    let method = call.operation.twin_of.unwrap_or(call.operation.method);
    let path = call.operation.path.as_str();
    match (method, path, &call.session) {
        (Method::Post, "/v2/session/create", _) => lifecycle::create(sessions, call),
        (Method::Delete, "/v2/session/delete", Some(id)) => lifecycle::delete(sessions, id),
        (_, _, Some(id)) => match handler(method, path) {
            Some(handler) => handler(sessions.get(id)?, call),
            None => Ok(call.documented()),
        },
        (_, _, None) => Ok(call.documented()),
    }
}

fn handler(method: Method, path: &str) -> Option<Handler> {
    lifecycle::handler(method, path)
        .or_else(|| pairing::handler(method, path))
        .or_else(|| send::handler(method, path))
        .or_else(|| reactions::handler(method, path))
        .or_else(|| chats::handler(method, path))
        .or_else(|| history::handler(method, path))
        .or_else(|| contacts::handler(method, path))
        .or_else(|| presence::handler(method, path))
        .or_else(|| profile::handler(method, path))
}
