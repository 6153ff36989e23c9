//! Carries a request out: it is received, held against the gateway's state, carried out there, answered and written
//! down. Nothing below knows of this file.

use super::{
    answer::Answer,
    fault::{self, Fault},
    receive::{self, route},
    record::Received,
    refusal::Refusal,
    world::World,
};
use crate::{catalog::Operation, values::Risk};

/// Writes a request down, and looks whether a fault strikes it.
pub(super) fn note(world: &mut World, request: &Received) -> (u64, Option<Fault>) {
    let number = world.numbers.next();
    let operation = operation(world, request);
    world.records.keep(number, request, operation);
    (number, fault::take(&mut world.faults, request, operation))
}

/// The answer that a fault gives in place of the operation's; `None` where it leaves that one.
pub(super) fn instead(world: &World, fault: &Fault, request: &Received) -> Option<Answer> {
    fault.answer(world.catalog, operation(world, request))
}

/// Checks a request and carries it out.
pub(super) fn carry_out(world: &mut World, number: u64, request: &Received) -> Answer {
    attempt(world, number, request).unwrap_or_else(|refusal| {
        let details = world.behaviour.details(refusal.reason());
        refusal.answer(world.catalog, details)
    })
}

fn attempt(world: &mut World, number: u64, request: &Received) -> Result<Answer, Refusal> {
    let now = world.now();
    let call = receive::receive(world, request, number, now)?;
    world.behaviour.admit(&call)?;
    let value = world.behaviour.carry_out(&call)?;
    let answer = Answer::documented(&call.operation.success, value.as_ref());
    if answer.is_success() && call.operation.risk != Risk::Read {
        world.records.taken(number);
    }
    Ok(answer)
}

fn operation(world: &World, request: &Received) -> Option<&'static Operation> {
    let found = route::find(world.catalog, &request.method, &request.path);
    found.ok().map(|(operation, _)| operation)
}
