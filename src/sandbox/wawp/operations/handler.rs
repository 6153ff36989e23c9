//! What an operation is here, and what several of them share.

use crate::sandbox::{behaviour::Outcome, call::Call, refusal::Refusal, wawp::session::Session};

/// An operation on one session.
pub(super) type Handler = fn(&mut Session, &Call) -> Outcome;

/// One page of `items`: `offset` of them left out, `limit` at most.
pub(super) fn page<T>(items: Vec<T>, call: &Call, default_limit: usize) -> Result<Vec<T>, Refusal> {
    let offset = call.count("offset")?.unwrap_or(0);
    let limit = call.count("limit")?.unwrap_or(default_limit);
    Ok(items.into_iter().skip(offset).take(limit).collect())
}
