//! The calls of an endpoint or a task: the values that were given go to the calls that take them, and what the words of the
//! task hold beside them.

use serde_json::{Map, Value};

use super::{
    PlanError, StepCallError,
    calls::{Before, Call, head, pause_for_pairing, step},
    links::Earlier,
};
use crate::{
    catalog::{Catalog, Event, Operation},
    request::ArgumentErrors,
    starter::Step,
    values::ChatId,
};

/// What a program is to do.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The events that set it going, none for any event; nothing where somebody starts it.
    pub events: Option<Vec<&'static Event>>,
    /// The events that are to be received once the calls are made, by a program of their own.
    pub afterwards: Vec<&'static Event>,
    /// The calls, in order, each with the values that the words of the task held for it.
    pub calls: Vec<(&'static Operation, Map<String, Value>)>,
    /// The path as it was written: it may hold values of the one call.
    pub path: String,
    /// Values for the calls, which win over those of the task.
    pub arguments: Map<String, Value>,
    /// The number that `me` and `test` stand for.
    pub test_number: Option<ChatId>,
    /// What the caller must know of it.
    pub notes: Vec<String>,
}

/// The calls, checked; `wanted` is told what of its task could not be used.
pub(super) fn steps(catalog: &'static Catalog, wanted: &mut Wanted) -> Result<Vec<Step>, PlanError> {
    let given = by_call(catalog, wanted)?;
    let event = wanted.events.iter().flatten().next().copied();
    let mut earlier: Vec<Earlier> = Vec::new();
    let mut steps = Vec::new();
    let mut notes = Vec::new();
    for (at, ((operation, told), arguments)) in wanted.calls.iter().zip(given).enumerate() {
        let before = Before { catalog, test_number: wanted.test_number.as_ref(), event, earlier: &earlier };
        let mut told = with_people(operation, told, wanted.calls.get(at + 1..).unwrap_or_default());
        let (step, arguments) = loop {
            let arguments = with_told(&arguments, &told);
            match step(&before, Call { operation, path: &wanted.path, arguments, references: &[] }) {
                Ok(step) => break step,
                // What was read out of a sentence may be something else; what was given as an argument is not.
                Err(StepCallError::NotAllowed(faults)) => notes.push(forget(&mut told, faults)?),
                Err(error @ StepCallError::NotWritten(_)) => return Err(PlanError::Call(error)),
            }
        };
        earlier.push(Earlier { operation, arguments });
        steps.push(step);
    }
    wanted.notes.append(&mut notes);
    // A receiver cannot wait for a person.
    if wanted.events.is_none() {
        pause_for_pairing(&catalog.provider, &mut steps);
    }
    Ok(steps)
}

/// Leaves out what the task told and the call may not have, and says so; the fault itself where the task told nothing.
fn forget(told: &mut Map<String, Value>, faults: ArgumentErrors) -> Result<String, ArgumentErrors> {
    let first = faults.faults.first();
    let name = first.map(|fault| head(&fault.argument)).unwrap_or_default();
    // Where none of it is named, any of it may be what the fault is about.
    match told.keys().find(|key| head(key) == name).cloned() {
        Some(key) => drop(told.shift_remove(&key)),
        None if told.is_empty() => return Err(faults),
        None => told.clear(),
    }
    let expected = first.map_or("it is refused", |fault| fault.expected.as_str());
    Ok(format!("`{name}` is not what the task says, which cannot be sent: {expected}"))
}

/// The arguments, and those of the task beside them.
fn with_told(arguments: &Map<String, Value>, told: &Map<String, Value>) -> Map<String, Value> {
    let is_given = |name: &str| arguments.keys().any(|key| head(key) == name);
    let told = told.iter().filter(|(name, _)| !is_given(head(name)));
    arguments.iter().chain(told).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// What the task told for a call, and the people whom it names only behind it: a group that is created with one person at
/// least is not created with the documentation's example where the next words say who is added.
fn with_people(
    operation: &Operation,
    told: &Map<String, Value>,
    behind: &[(&'static Operation, Map<String, Value>)],
) -> Map<String, Value> {
    let mut told = told.clone();
    let lists = operation.arguments.iter().filter(|argument| {
        argument.required && argument.schema.items.as_ref().is_some_and(|items| items.member("id").is_some())
    });
    for list in lists.filter(|list| !told.contains_key(list.name)).map(|list| list.name).collect::<Vec<_>>() {
        let mut alike = behind.iter().filter(|(other, _)| other.category == operation.category);
        let people = alike.find_map(|(_, told)| told.get(list)).cloned();
        told.extend(people.map(|people| (list.to_owned(), people)));
    }
    told
}

/// The values of each call: of one call all; of several, each goes to the calls that take it, and the members of `"2"` to
/// the second.
fn by_call(catalog: &Catalog, wanted: &Wanted) -> Result<Vec<Map<String, Value>>, PlanError> {
    let mut arguments = wanted.arguments.clone();
    // Whoever runs the program says which session.
    catalog.provider.security.session.and_then(|session| arguments.shift_remove(session));
    if let [_] = wanted.calls.as_slice() {
        return Ok(vec![arguments]);
    }
    let mut out = vec![Map::new(); wanted.calls.len()];
    let mut numbered = Vec::new();
    for (name, value) in arguments {
        let at = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match (at.filter(|at| *at < out.len()), value) {
            (Some(at), Value::Object(members)) => numbered.push((at, members)),
            (_, value) => {
                let has = |operation: &Operation| operation.arguments.iter().any(|a| a.name == head(&name));
                let calls = wanted.calls.iter().zip(&mut out).filter(|((operation, _), _)| has(operation));
                let count = calls.map(|(_, map)| map.insert(name.clone(), value.clone())).count();
                if count == 0 {
                    return Err(taken_by_none(name, wanted));
                }
            }
        }
    }
    for (at, members) in numbered {
        out.iter_mut().skip(at).take(1).for_each(|map| map.extend(members.clone()));
    }
    Ok(out)
}

fn taken_by_none(name: String, wanted: &Wanted) -> PlanError {
    let known = wanted.calls.iter().flat_map(|(operation, _)| operation.arguments.iter().map(|a| a.name));
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    PlanError::NotTaken { name, known }
}
