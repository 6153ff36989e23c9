//! What the operations do, one file per group. An operation without a file answers as documented.

#![expect(clippy::unnecessary_wraps, reason = "every operation has one signature, also one that cannot fail")]

mod chats;
mod contacts;
mod history;
mod lifecycle;
mod pairing;
mod presence;
mod profile;
mod reactions;
mod send;

use serde_json::Value;

use super::{receive::Call, refusal::Refusal, session::Session, world::World};
use crate::values::Method;

/// The body of an answer with the documented success status; `None` where there is no body.
type Outcome = Result<Option<Value>, Refusal>;

/// An operation on one session.
type Handler = fn(&mut Session, &Call) -> Outcome;

/// Carries a checked call out.
pub(super) fn run(world: &mut World, call: &Call) -> Outcome {
    // A GET twin is its POST.
    let method = call.operation.twin_of.unwrap_or(call.operation.method);
    let path = call.operation.path.as_str();
    match (method, path, &call.instance) {
        (Method::Post, "/v2/session/create", _) => lifecycle::create(world, call),
        (Method::Delete, "/v2/session/delete", Some(id)) => lifecycle::delete(world, id),
        (_, _, Some(id)) => match handler(method, path) {
            Some(handler) => handler(world.session(id)?, call),
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

/// One page of `items`: `offset` of them left out, `limit` at most.
fn page<T>(items: Vec<T>, call: &Call, default_limit: usize) -> Result<Vec<T>, Refusal> {
    let offset = call.count("offset")?.unwrap_or(0);
    let limit = call.count("limit")?.unwrap_or(default_limit);
    Ok(items.into_iter().skip(offset).take(limit).collect())
}
