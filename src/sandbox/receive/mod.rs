//! The strict receiver: a request becomes a checked call, or is refused in the documented way. The checks stand
//! in one order: path and method, token, session, arguments that are missing, arguments that are wrong,
//! recipients. Whether the session's state allows the call is the gateway's own to say.

mod arguments;
mod body;
mod credentials;
mod multipart;
mod nested;
pub(super) mod route;
mod rules;
mod shape;

use body::Body;

use super::{call::Call, clock::Moment, record::Received, refusal::Refusal, world::World};

/// Checks a request.
pub(super) fn receive(world: &World, request: &Received, number: u64, now: Moment) -> Result<Call, Refusal> {
    let (operation, path) = route::find(world.catalog, &request.method, &request.path)?;
    let body = Body::read(request, operation.body);
    credentials::token(world, request, &body)?;
    let session = credentials::session(world, operation, request, &body)?;
    let arguments = arguments::check(world.catalog, operation, path, request, body)?;
    Ok(Call { operation, session, arguments, now, number })
}
