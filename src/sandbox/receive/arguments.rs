//! The arguments of a call, each at its place and of its type.

use serde_json::{Map, Value};

use super::{
    Body,
    nested::{self, Members},
    route::Filled,
    shape::{BRACKETED, Faults, is_bracketed},
};
use crate::{
    catalog::{Argument, Carrier, Catalog, Operation, Place},
    sandbox::{record::Received, refusal::Refusal},
};

/// Checks everything that was given against what the operation takes.
pub(super) fn check(
    catalog: &'static Catalog,
    operation: &Operation,
    path: Filled,
    request: &Received,
    body: Body,
) -> Result<Map<String, Value>, Refusal> {
    let mut given = Given { operation, faults: Faults::of(&catalog.provider), values: Map::new() };
    for (name, text) in path {
        given.values.insert(name.to_owned(), Value::from(text));
    }
    given.query(&own(catalog, operation), request);
    given.body(&own(catalog, operation), body);
    given.finish()
}

/// The names that are not arguments: those under which credentials travel.
fn own(catalog: &Catalog, operation: &Operation) -> Own {
    let carried = catalog.provider.security.carried(operation, true);
    let names = |in_query: bool| {
        let here = carried.iter().filter(move |carried| (carried.carrier == Carrier::Query) == in_query);
        here.map(|carried| carried.name).collect()
    };
    Own { query: names(true), body: names(false) }
}

struct Own {
    query: Vec<&'static str>,
    body: Vec<&'static str>,
}

/// What was given so far.
struct Given<'a> {
    operation: &'a Operation,
    faults: Faults,
    values: Map<String, Value>,
}

impl Given<'_> {
    fn query(&mut self, own: &Own, request: &Received) {
        let mut members = Members::new();
        for (name, text) in &request.query {
            if own.query.contains(&name.as_str()) {
                continue;
            }
            if !nested::insert(&mut members, name, text) {
                self.faults.wrong(name, "given_twice");
            }
        }
        for (name, node) in members {
            if let Some(argument) = self.at(&name, Place::Query) {
                match node.value(&argument.schema) {
                    Some(value) => drop(self.values.insert(name, value)),
                    None => self.unreadable(name),
                }
            }
        }
    }

    /// An argument of the query that spells no value of its type: it is there, and wrong.
    fn unreadable(&mut self, name: String) {
        self.faults.wrong(name.clone(), "wrong_type");
        self.values.insert(name, Value::Null);
    }

    fn body(&mut self, own: &Own, body: Body) {
        let members = match body {
            Body::Empty => return,
            Body::Object(members) => members,
            Body::Unreadable(how) => return self.faults.wrong("body", how),
        };
        for (name, value) in members {
            if own.body.contains(&name.as_str()) {
                continue;
            }
            if is_bracketed(&name) {
                self.faults.wrong(name, BRACKETED);
            } else if self.at(&name, Place::Body).is_some() && !value.is_null() {
                self.values.insert(name, value);
            }
        }
    }

    /// The argument of this name, when this is its place; notes the fault where it is not.
    fn at(&mut self, name: &str, place: Place) -> Option<&Argument> {
        let Some(argument) = self.operation.arguments.iter().find(|argument| argument.name == name) else {
            self.faults.wrong(name, "unknown");
            return None;
        };
        if argument.place == place {
            return Some(argument);
        }
        let how = match argument.place {
            Place::Path => "given_twice",
            Place::Query => "belongs_into_the_query",
            Place::Header => "belongs_into_a_header",
            Place::Body => "belongs_into_the_body",
        };
        self.faults.wrong(name, how);
        None
    }

    fn finish(mut self) -> Result<Map<String, Value>, Refusal> {
        for argument in &self.operation.arguments {
            match self.values.get(argument.name) {
                None if argument.required => self.faults.missing.push(argument.name.to_owned()),
                // Null marks what was refused when it was read.
                None | Some(Value::Null) => {}
                Some(value) => self.faults.check(argument.name, &argument.schema, value),
            }
        }
        match self.faults.refusal() {
            Some(refusal) => Err(refusal),
            None => Ok(self.values),
        }
    }
}
