//! Steps that are named one by one: each value is what was given, or taken from where it says.
//!
//! Steps before the first that waits for an event are a program; that one and those behind it are the event's receiver, a
//! program of its own. Neither can take anything from the other's answers.

use serde_json::{Map, Value};

use super::{
    PlanError,
    answers::{in_answer, in_event},
    calls::{Before, Call, pause_for_pairing, step},
    error::{ReferenceError, StepError},
    links::Earlier,
    program::{Plan, from_environment, program},
    references::{Placed, Reference, Source},
};
use crate::{
    catalog::{Argument, Catalog, Event, Kind, Operation, Place, Schema, clean},
    starter::{Expr, Step},
    values::ChatId,
};

/// A step that was named.
#[derive(Clone, Debug, Default)]
pub struct NamedStep {
    /// The call, and its path as it was written; nothing where the step only waits for its event.
    pub call: Option<(&'static Operation, String)>,
    /// Its values.
    pub arguments: Map<String, Value>,
    /// The event that it waits for.
    pub when: Option<&'static Event>,
}

/// The program, and the receiver behind it, that named steps make.
///
/// # Errors
/// The first step that cannot be made, by its number.
pub fn of_steps(
    catalog: &'static Catalog,
    steps: &[NamedStep],
    test_number: Option<&ChatId>,
) -> Result<Plan, PlanError> {
    let sequence = Sequence::of(catalog, steps)?;
    let (mut calls, mut behind) = (Written::default(), Written::default());
    for (number, named) in (1..).zip(steps) {
        let Some((operation, path)) = &named.call else { continue };
        let event = sequence.event_of(number);
        let into = if event.is_some() { &mut behind } else { &mut calls };
        let before = Before { catalog, test_number, event, earlier: &into.earlier };
        let fault = |error| PlanError::Step { number, error };
        let (path, arguments) = with_segments(operation, path, &named.arguments);
        let (arguments, references) = sequence.taken(number, operation, &arguments).map_err(fault)?;
        let call = Call { operation, path: &path, arguments, references: &references };
        let (step, arguments) = step(&before, call).map_err(|faults| fault(StepError::Call(faults)))?;
        into.earlier.push(Earlier { operation, arguments });
        into.steps.push(step);
    }
    pause_for_pairing(&catalog.provider, &mut calls.steps);
    let provider = &catalog.provider;
    let names = |session: &&str| {
        let given = steps.iter().filter_map(|named| named.arguments.get(*session));
        given.into_iter().any(|value| Reference::of(value).is_none())
    };
    let session = provider.security.session.filter(names);
    let notes = session.map(|session| from_environment(provider, session)).into_iter().collect();
    let receiver = sequence.event.map(|event| program(Some(vec![event]), behind.steps));
    Ok(match receiver {
        Some(receiver) if calls.steps.is_empty() => Plan::with_warnings(receiver, None, notes),
        receiver => Plan::with_warnings(program(None, calls.steps), receiver, notes),
    })
}

/// The calls of one program while they are written.
#[derive(Default)]
struct Written {
    steps: Vec<Step>,
    earlier: Vec<Earlier>,
}

/// Where the values of steps may come from.
struct Sequence<'a> {
    catalog: &'static Catalog,
    steps: &'a [NamedStep],
    /// The event that the later steps wait for.
    event: Option<&'static Event>,
    /// The number of the first step that waits for it.
    first: usize,
}

impl<'a> Sequence<'a> {
    fn of(catalog: &'static Catalog, steps: &'a [NamedStep]) -> Result<Self, PlanError> {
        let mut waits = (1..).zip(steps).filter_map(|(number, named)| Some((number, named.when?)));
        let Some((first, event)) = waits.next() else {
            return Ok(Self { catalog, steps, event: None, first: usize::MAX });
        };
        match waits.find(|(_, other)| other.name != event.name) {
            None => Ok(Self { catalog, steps, event: Some(event), first }),
            Some((number, other)) => {
                let error = StepError::SecondEvent { event: other.name, before: event.name };
                Err(PlanError::Step { number, error })
            }
        }
    }

    /// The event that sets a step going.
    fn event_of(&self, number: usize) -> Option<&'static Event> {
        self.event.filter(|_| number >= self.first)
    }

    /// The arguments of a step, with a value that may stand there in the place of each reference; and the references.
    fn taken(
        &self,
        number: usize,
        operation: &'static Operation,
        arguments: &Map<String, Value>,
    ) -> Result<(Map<String, Value>, Vec<Placed>), StepError> {
        let mut taking = Taking { sequence: self, number, argument: None, references: Vec::new() };
        let mut out = Map::new();
        for (name, value) in arguments {
            let wrong = |error| StepError::Reference { argument: name.clone(), error };
            let session = self.catalog.provider.security.session_of(operation);
            if let Some(argument) = session.filter(|session| session == name) {
                // Any other session is the environment's.
                if let Some(reference) = Reference::of(value) {
                    let value = taking.value_of(&reference).map_err(wrong)?;
                    taking.references.push(Placed { argument, place: Vec::new(), value });
                }
                continue;
            }
            let names: Vec<String> =
                name.split(['[', ']', '.']).filter(|name| !name.is_empty()).map(str::to_owned).collect();
            let (head, place) =
                names.split_first().map_or(("", &[][..]), |(head, place)| (head.as_str(), place));
            taking.argument = operation.arguments.iter().find(|argument| argument.name == head);
            let schema = taking.argument.map(|argument| &argument.schema);
            let schema = place.iter().fold(schema, |schema, name| schema?.member(name));
            out.insert(name.clone(), taking.part(place.to_vec(), schema, value)?);
        }
        Ok((out, taking.references))
    }

    /// Where the value of a reference in a step comes from.
    fn value_of(&self, number: usize, reference: &Reference) -> Result<Expr, ReferenceError> {
        let from_event = || {
            let event = self.event_of(number).ok_or(ReferenceError::NoEvent)?;
            Ok(Expr::Event { path: in_event(event, &reference.path)? })
        };
        let written = match &reference.source {
            Source::Event => return from_event(),
            Source::Step(written) => written,
        };
        let count = self.steps.len();
        let named = written.parse().ok().filter(|step| (1..=count).contains(step));
        let step = named.ok_or_else(|| ReferenceError::NoStep { step: written.clone(), count })?;
        if step >= number {
            return Err(ReferenceError::NotBefore { step });
        }
        // A step that only waits for its event stands for that.
        let call = self.steps.get(step - 1).and_then(|named| named.call.as_ref());
        let Some((operation, _)) = call else { return from_event() };
        if let (None, Some(event)) = (self.event_of(step), self.event_of(number)) {
            return Err(ReferenceError::OtherProgram { step, event: event.name });
        }
        let start = if self.event_of(number).is_some() { self.first } else { 1 };
        let before = self.steps.get(start - 1..step - 1).unwrap_or_default();
        let at = before.iter().filter(|named| named.call.is_some()).count();
        Ok(Expr::Answer { step: at, path: in_answer(operation, &reference.path)? })
    }
}

/// The references of one step while they are looked for.
struct Taking<'a> {
    sequence: &'a Sequence<'a>,
    number: usize,
    /// The argument in hand.
    argument: Option<&'static Argument>,
    references: Vec<Placed>,
}

impl Taking<'_> {
    /// One part of an argument, with other values in the place of references; as it is where nothing is known of it.
    fn part(
        &mut self,
        place: Vec<String>,
        schema: Option<&Schema>,
        value: &Value,
    ) -> Result<Value, StepError> {
        let Some(schema) = schema else { return Ok(value.clone()) };
        if let Some(reference) = Reference::of(value) {
            let wrong = |error| StepError::Reference { argument: self.name(&place), error };
            let taken = self.value_of(&reference).map_err(wrong)?;
            return self.stand_in(place, schema, taken);
        }
        let below = |name: &str| [place.as_slice(), &[name.to_owned()]].concat();
        match value {
            Value::String(text) => self.text(place, schema, text),
            Value::Array(items) => {
                let items = (0_usize..).zip(items).map(|(at, item)| {
                    let name = at.to_string();
                    self.part(below(&name), schema.member(&name), item)
                });
                items.collect::<Result<_, _>>().map(Value::Array)
            }
            Value::Object(members) => {
                let members = members.iter().map(|(name, member)| {
                    Ok((name.clone(), self.part(below(name), schema.member(name), member)?))
                });
                members.collect::<Result<_, _>>().map(Value::Object)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(value.clone()),
        }
    }

    /// A text: a list or an object in some clients' spelling, or one that is sent as it is.
    fn text(&mut self, place: Vec<String>, schema: &Schema, text: &str) -> Result<Value, StepError> {
        if matches!(schema.kind, Kind::Array | Kind::Object)
            && let Ok(inner @ (Value::Array(_) | Value::Object(_))) = serde_json::from_str(text)
        {
            return self.part(place, Some(schema), &inner);
        }
        match Reference::within(text) {
            Some(reference) => {
                let error = ReferenceError::WithinText { reference: reference.to_owned() };
                Err(StepError::Reference { argument: self.name(&place), error })
            }
            None => Ok(Value::String(text.to_owned())),
        }
    }

    fn value_of(&self, reference: &Reference) -> Result<Expr, ReferenceError> {
        self.sequence.value_of(self.number, reference)
    }

    /// Notes a reference; gives a value that may stand in its place while the call is checked.
    fn stand_in(&mut self, place: Vec<String>, schema: &Schema, taken: Expr) -> Result<Value, StepError> {
        let Some(argument) = self.argument else { return Ok(Value::Null) };
        let in_body = argument.place == Place::Body;
        let is_list = |schema: &Schema| schema.items.as_ref().is_some_and(|items| items.kind == Kind::String);
        let wrong = |error| Err(StepError::Reference { argument: self.name(&place), error });
        let value = match schema.kind {
            Kind::String => taken,
            // In an address all is text.
            Kind::Number | Kind::Integer if !in_body => taken,
            // One for a list of texts is a list of one.
            Kind::Array if is_list(schema) && in_body => Expr::List(vec![taken]),
            Kind::Array if is_list(schema) => taken,
            kind @ (Kind::Number | Kind::Integer | Kind::Boolean | Kind::Object | Kind::Array) => {
                return wrong(ReferenceError::NotTaken(kind));
            }
        };
        if !in_body && !place.is_empty() {
            return wrong(ReferenceError::Part);
        }
        let mut stands = schema.right_value();
        let alike = self.references.iter().filter(|other| other.argument == argument.name).count();
        // Where texts must differ, those in the place of what is not known yet differ too.
        if let (Value::String(text), None, true) = (&mut stands, schema.format, schema.choices.is_empty())
            && alike > 0
        {
            text.push_str(&alike.to_string());
        }
        self.references.push(Placed { argument: argument.name, place, value });
        Ok(stands)
    }

    /// The name of a part, as it is told.
    fn name(&self, place: &[String]) -> String {
        let head = self.argument.map_or("", |argument| argument.name);
        [&[head.to_owned()], place].concat().join(".")
    }
}

/// The path as it is documented and the arguments, where the path holds references: `/v2/groups/{{1.id}}`.
fn with_segments(
    operation: &'static Operation,
    path: &str,
    arguments: &Map<String, Value>,
) -> (String, Map<String, Value>) {
    let written = clean(path);
    let segments = operation.path.in_segments().zip(written.split('/').skip(1));
    let references: Vec<(&str, Value)> = segments
        .filter_map(|(name, word)| Some((name?, Value::String(word.to_owned()))))
        .filter(|(_, word)| Reference::of(word).is_some())
        .collect();
    if references.is_empty() {
        return (path.to_owned(), arguments.clone());
    }
    let mut arguments = arguments.clone();
    for (name, reference) in references {
        arguments.entry(name).or_insert(reference);
    }
    (operation.path.as_str().to_owned(), arguments)
}
