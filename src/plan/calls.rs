//! One call of a program: arguments that were given, those that earlier answers give, documented examples for the rest;
//! checked like one that is made.

use serde_json::{Map, Value};

use super::{
    error::StepCallError,
    links::{Earlier, links},
    references::{Placed, linked},
};
use crate::{
    catalog::{Catalog, Event, Operation, Provider, Rule},
    request::{ArgumentErrorKind, ArgumentErrors, CallInput, PreparedRequest, prepare},
    starter::{Expr, LinkedArgument, Step, Travels},
    values::ChatId,
};

/// What a person is asked to do after a call that begins a pairing.
const PAIR: &str = "Link the account now: WhatsApp on the phone > Linked devices. Then press Enter.";

/// What the arguments of a call hold.
pub(super) type Held = Vec<(&'static str, Expr)>;

/// What a call is written behind.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    pub(super) catalog: &'static Catalog,
    /// The number that `me` and `test` stand for.
    pub(super) test_number: Option<&'a ChatId>,
    /// The event that sets it going, where one does.
    pub(super) event: Option<&'static Event>,
    /// The calls of the same program that are made before it.
    pub(super) earlier: &'a [Earlier],
}

/// A call to be written.
pub(super) struct Call<'a> {
    pub(super) operation: &'static Operation,
    /// The path as it was written: it may hold values.
    pub(super) path: &'a str,
    /// Its arguments; where a reference stands, a value that may stand there.
    pub(super) arguments: Map<String, Value>,
    /// What takes the place of those values.
    pub(super) references: &'a [Placed],
}

/// Adds what a person must do behind each call that begins a pairing, but for the last.
pub(super) fn pause_for_pairing(provider: &Provider, steps: &mut [Step]) {
    let waits = steps.len().saturating_sub(1);
    for step in steps.iter_mut().take(waits) {
        step.pause = provider.pairing.contains(&step.operation.id).then_some(PAIR);
    }
}

/// The argument that a spelling belongs to: `file` of `file[url]`.
pub(super) fn head(name: &str) -> &str {
    name.split(['[', '.']).next().unwrap_or(name)
}

/// One call, and what its arguments hold.
pub(super) fn step(before: &Before<'_>, call: Call<'_>) -> Result<(Step, Held), StepCallError> {
    let Before { catalog, event, earlier, .. } = *before;
    let Call { operation, path, mut arguments, references } = call;
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
    let (prepared, examples) = filled(before, operation, path, &mut arguments)?;
    let links: Vec<LinkedArgument> = linked(references, prepared.body()).into_iter().chain(links).collect();
    let travels = Travels {
        path: prepared.path(),
        query: prepared.query(),
        headers: prepared.headers(),
        body: prepared.body(),
    };
    let mut step = Step::new(&catalog.provider, operation, travels, &links)?;
    step.examples = examples;
    let held = operation.arguments.iter().filter_map(|argument| {
        let linked = links.iter().find(|link| link.argument == argument.name).map(|link| link.value.clone());
        let known = || arguments.get(argument.name).cloned().map(Expr::Value);
        Some((argument.name, linked.or_else(known)?))
    });
    Ok((step, held.collect()))
}

/// Of arguments of which one set must be given, the documented examples of the first where none is whole; their names.
fn either_or(operation: &Operation, arguments: &mut Map<String, Value>) -> Vec<&'static str> {
    let broken = operation.rules.iter().any(|rule| {
        matches!(rule, Rule::OneOf(sets) if !sets.iter().any(|set| set.iter().all(|name| arguments.contains_key(*name))))
    });
    let mut examples = Vec::new();
    let wanted = operation.arguments.iter().filter(|a| broken && !a.required && operation.is_in_examples(a));
    for argument in wanted {
        if let Some(example) = argument.schema.example_value()
            && !arguments.contains_key(argument.name)
        {
            arguments.insert(argument.name.to_owned(), example);
            examples.push(argument.name);
        }
    }
    examples
}

/// The call with the documented example for each required argument that is missing, and the names of those.
fn filled(
    before: &Before<'_>,
    operation: &'static Operation,
    path: &str,
    arguments: &mut Map<String, Value>,
) -> Result<(PreparedRequest, Vec<&'static str>), ArgumentErrors> {
    let mut examples = either_or(operation, arguments);
    loop {
        let given = CallInput {
            path,
            params: Some(arguments),
            test_number: before.test_number,
            ..CallInput::default()
        };
        let faults = match prepare(&before.catalog.provider, operation, &given) {
            Ok(prepared) => return Ok((prepared, examples)),
            Err(faults) => faults,
        };
        let missing = faults.faults.iter().filter(|fault| fault.kind == ArgumentErrorKind::Missing);
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
