//! Who calls, and for which session.

use super::body::Body;
use crate::{
    catalog::{Carried, Carrier, Credential, Operation},
    sandbox::{
        record::Received,
        refusal::{Reason, Refusal},
        world::World,
    },
};

/// What stands in front of a bearer token (RFC 6750); the scheme's letter case is free (RFC 9110).
const BEARER: &str = "Bearer ";

/// The token, in any place in which it may travel; every one that is given must be right.
pub(super) fn token(world: &World, request: &Received, body: &Body) -> Result<(), Refusal> {
    let provider = &world.catalog.provider;
    let given = provider.security.places().filter_map(|(carrier, name)| match carrier {
        Carrier::Header => request.header(name).map(str::to_owned),
        Carrier::Bearer => request.header(name).map(bearer),
        Carrier::Query => in_query(request, name),
        Carrier::Body | Carrier::Form => {
            body.get(name).map(|value| value.as_str().unwrap_or_default().to_owned())
        }
    });
    let given: Vec<String> = given.collect();
    if given.is_empty() {
        let asked = provider.security.asks_for_token().map(|(_, name)| Reason::NoToken(name));
        return Err(Refusal::new(asked.unwrap_or(Reason::Token)));
    }
    let right = given.iter().all(|token| *token == world.settings.token);
    if right { Ok(()) } else { Err(Refusal::new(Reason::Token)) }
}

/// The token of a header; empty where another scheme stands there.
fn bearer(header: &str) -> String {
    let scheme = header.get(..BEARER.len()).filter(|scheme| scheme.eq_ignore_ascii_case(BEARER));
    let token = scheme.and_then(|scheme| header.get(scheme.len()..));
    token.unwrap_or_default().to_owned()
}

/// The session that an operation takes, in its body where it has one, else in the query.
pub(super) fn session(
    world: &World,
    operation: &Operation,
    request: &Received,
    body: &Body,
) -> Result<Option<String>, Refusal> {
    let carried = world.catalog.provider.security.carried(operation, false).into_iter();
    let mut carried = carried.filter(|carried| carried.credential == Credential::Session);
    let Some(Carried { carrier, name, .. }) = carried.next() else { return Ok(None) };
    let given = match (carrier, body.get(name)) {
        (Carrier::Body | Carrier::Form, Some(value)) => {
            Some(value.as_str().ok_or_else(|| Refusal::invalid(name, "wrong_type"))?.to_owned())
        }
        (Carrier::Body | Carrier::Form, None) => None,
        (Carrier::Header | Carrier::Bearer | Carrier::Query, _) => in_query(request, name),
    };
    let id = given.ok_or_else(|| Refusal::missing([name.to_owned()]))?;
    if world.behaviour.has_session(&id) { Ok(Some(id)) } else { Err(Refusal::new(Reason::Session)) }
}

fn in_query(request: &Received, name: &str) -> Option<String> {
    request.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
}
