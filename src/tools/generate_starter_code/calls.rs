//! The calls of a program: arguments that were given, those that earlier answers give, documented examples for the rest;
//! each call checked like one that is made.

use serde_json::{Map, Value};

use super::links::{Earlier, links};
use crate::{
    catalog::{Catalog, Event, Operation},
    request::{FaultKind, Faults, Given, PreparedRequest, prepare},
    starter::{Expr, Step, Travels},
    tools::ToolError,
    values::{ChatId, nearest},
};

/// What a program is to do.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// The events that set it going, none for any event; nothing where somebody starts it.
    pub(super) events: Option<Vec<&'static Event>>,
    /// The events that are to be received once the calls are made, by a program of their own.
    pub(super) afterwards: Vec<&'static Event>,
    /// The calls, in order, each with the values that the words of the task held for it.
    pub(super) calls: Vec<(&'static Operation, Map<String, Value>)>,
    /// The path as it was written: it may hold values of the one call.
    pub(super) path: String,
    /// Values for the calls, which win over those of the task.
    pub(super) arguments: Map<String, Value>,
    /// The number that `me` and `test` stand for.
    pub(super) test_number: Option<ChatId>,
    /// What the caller must know of it.
    pub(super) notes: Vec<String>,
}

/// What a person is asked to do after a call that begins a pairing.
const PAIR: &str = "Link the account now: WhatsApp on the phone > Linked devices. Then press Enter.";

/// The calls, checked; `wanted` is told what of its task could not be used.
pub(super) fn steps(catalog: &'static Catalog, wanted: &mut Wanted) -> Result<Vec<Step>, ToolError> {
    let given = by_call(catalog, wanted)?;
    let event = wanted.events.iter().flatten().next().copied();
    let mut earlier: Vec<Earlier> = Vec::new();
    let mut steps = Vec::new();
    let mut notes = Vec::new();
    for (at, ((operation, told), arguments)) in wanted.calls.iter().zip(given).enumerate() {
        let before = Before { catalog, wanted, event, earlier: &earlier };
        let mut told = with_people(operation, told, wanted.calls.get(at + 1..).unwrap_or_default());
        let (step, arguments) = loop {
            match step(&before, operation, with_told(&arguments, &told)) {
                Ok(step) => break step,
                // What was read out of a sentence may be something else; what was given as an argument is not.
                Err(fault) => notes.push(forget(&mut told, fault)?),
            }
        };
        earlier.push(Earlier { operation, arguments });
        steps.push(step);
    }
    wanted.notes.append(&mut notes);
    // A receiver cannot wait for a person.
    let waits = if wanted.events.is_none() { steps.len().saturating_sub(1) } else { 0 };
    for step in steps.iter_mut().take(waits) {
        step.pause = catalog.provider.pairing.contains(&step.operation.id).then_some(PAIR);
    }
    Ok(steps)
}

/// Leaves out what the task told and the call may not have, and says so; the fault itself where the task told nothing.
fn forget(told: &mut Map<String, Value>, fault: ToolError) -> Result<String, ToolError> {
    let name = fault.parameter.as_deref().map(head).unwrap_or_default();
    // Where none of it is named, any of it may be what the fault is about.
    match told.keys().find(|key| head(key) == name).cloned() {
        Some(key) => drop(told.shift_remove(&key)),
        None if told.is_empty() => return Err(fault),
        None => told.clear(),
    }
    let expected = fault.expected.as_deref().unwrap_or("it is refused");
    Ok(format!("`{name}` is not what the task says, which cannot be sent: {expected}"))
}

/// What the arguments of a call hold.
type Held = Vec<(&'static str, Expr)>;

/// What a call is written behind.
struct Before<'a> {
    catalog: &'static Catalog,
    wanted: &'a Wanted,
    event: Option<&'static Event>,
    earlier: &'a [Earlier],
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

/// The argument that a spelling belongs to: `file` of `file[url]`.
fn head(name: &str) -> &str {
    name.split(['[', '.']).next().unwrap_or(name)
}

/// The values of each call: of one call all; of several, each goes to the calls that take it, and the members of `"2"` to
/// the second.
fn by_call(catalog: &Catalog, wanted: &Wanted) -> Result<Vec<Map<String, Value>>, ToolError> {
    let mut arguments = wanted.arguments.clone();
    // Whoever runs the program says which session.
    arguments.shift_remove(catalog.provider.instance);
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
                    return Err(taken_by_none(&name, wanted));
                }
            }
        }
    }
    for (at, members) in numbered {
        out.iter_mut().skip(at).take(1).for_each(|map| map.extend(members.clone()));
    }
    Ok(out)
}

fn taken_by_none(name: &str, wanted: &Wanted) -> ToolError {
    let known = wanted.calls.iter().flat_map(|(operation, _)| operation.arguments.iter().map(|a| a.name));
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    let message = format!("no call of this program takes `{name}`; they take `{}`", known.join("`, `"));
    let suggestions = nearest(name, known, 1).into_iter().map(str::to_owned).collect();
    ToolError {
        parameter: Some("arguments".to_owned()),
        suggestions,
        ..ToolError::new("unknown_argument", message)
    }
    .action("correct `arguments`; values for the second call alone stand under \"2\"")
}

/// One call, and what its arguments hold.
fn step(
    before: &Before<'_>,
    operation: &'static Operation,
    mut arguments: Map<String, Value>,
) -> Result<(Step, Held), ToolError> {
    let Before { catalog, wanted, event, earlier } = *before;
    let is_given = |name: &str| arguments.keys().any(|key| head(key) == name);
    let links = links(catalog, event, earlier, operation, is_given);
    // What is known already is an argument like any other, to be checked and brought to its form.
    let (known, links): (Vec<_>, Vec<_>) =
        links.into_iter().partition(|link| matches!(link.value, Expr::Value(_)));
    for link in known {
        if let Expr::Value(value) = link.value {
            arguments.insert(link.argument.to_owned(), value);
        }
    }
    // The example stands for what is only known when the program runs, so that the call can be checked.
    for argument in &operation.arguments {
        if links.iter().any(|link| link.argument == argument.name) {
            let example = argument.schema.example_value();
            arguments.extend(example.map(|example| (argument.name.to_owned(), example)));
        }
    }
    let (prepared, examples) = filled(catalog, wanted, operation, &mut arguments)?;
    let travels =
        Travels { path: prepared.path(), query: prepared.query(), headers: &[], body: prepared.body() };
    let step = Step::new(&catalog.provider, operation, travels, &links);
    let mut step = step.map_err(|error| ToolError::new("not_written", error.to_string()))?;
    step.examples = examples;
    let held = operation.arguments.iter().filter_map(|argument| {
        let linked = links.iter().find(|link| link.argument == argument.name).map(|link| link.value.clone());
        let known = || arguments.get(argument.name).cloned().map(Expr::Value);
        Some((argument.name, linked.or_else(known)?))
    });
    Ok((step, held.collect()))
}

/// The call with the documented example for each required argument that is missing, and the names of those.
fn filled(
    catalog: &'static Catalog,
    wanted: &Wanted,
    operation: &'static Operation,
    arguments: &mut Map<String, Value>,
) -> Result<(PreparedRequest, Vec<&'static str>), Faults> {
    let mut examples = Vec::new();
    loop {
        let given = Given {
            path: &wanted.path,
            params: Some(arguments),
            test_number: wanted.test_number.as_ref(),
            ..Given::default()
        };
        let faults = match prepare(&catalog.provider, operation, &given) {
            Ok(prepared) => return Ok((prepared, examples)),
            Err(faults) => faults,
        };
        let missing = faults.faults.iter().filter(|fault| fault.kind == FaultKind::Missing);
        let missing: Vec<(String, Value)> =
            missing.filter_map(|fault| Some((fault.argument.clone(), fault.example.clone()?))).collect();
        let before = arguments.len();
        for (name, example) in missing {
            let argument = operation.arguments.iter().find(|argument| argument.name == head(&name));
            examples.extend(argument.map(|argument| argument.name));
            let whole = argument.filter(|argument| argument.name == name);
            let example = whole.and_then(|argument| argument.schema.example_value()).unwrap_or(example);
            arguments.insert(name, example);
        }
        examples.dedup();
        if arguments.len() == before {
            return Err(faults);
        }
    }
}
