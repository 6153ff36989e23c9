//! The arguments of a call, each at its place and of its type.

use serde_json::{Map, Value};

use super::{
    body::Body,
    nested::{self, Members, Node},
    route::Filled,
    rules,
    shape::{BODY, BRACKETED, Faults, is_bracketed},
};
use crate::{
    catalog::{self, Argument, Carrier, Catalog, Operation, Place, Rule, Schema},
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
    let own = own(catalog, operation);
    given.query(&own, request);
    given.headers(request);
    given.body(&own, body);
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

impl<'a> Given<'a> {
    fn query(&mut self, own: &Own, request: &Received) {
        self.spelled(&request.query, &own.query, Place::Query);
    }

    fn headers(&mut self, request: &Received) {
        for argument in self.operation.arguments.iter().filter(|argument| argument.place == Place::Header) {
            let named = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(argument.name));
            let texts: Vec<String> = named.map(|(_, text)| text.clone()).collect();
            if !texts.is_empty() {
                self.keep(argument.name.to_owned(), &argument.schema, &Node::Texts(texts));
            }
        }
    }

    fn body(&mut self, own: &Own, body: Body) {
        match body {
            Body::Empty if self.operation.body == Some(catalog::Body::Streamed) => {
                self.faults.missing.push(BODY.to_owned());
            }
            Body::Empty | Body::File => {}
            Body::Object(members) => self.members(own, members),
            Body::Form(fields) => self.spelled(&fields, &own.body, Place::Body),
            Body::Unreadable(how) => self.faults.unreadable = Some(how),
        }
    }

    /// Texts under names, those of members in brackets.
    fn spelled(&mut self, pairs: &[(String, String)], own: &[&str], place: Place) {
        let mut members = Members::new();
        for (name, text) in pairs.iter().filter(|(name, _)| !own.contains(&name.as_str())) {
            if !nested::insert(&mut members, name, text) {
                self.faults.wrong(name, "given_twice");
            }
        }
        for (name, node) in members {
            if let Some(argument) = self.at(&name, place) {
                self.keep(name, &argument.schema, &node);
            }
        }
    }

    /// Keeps the value that texts spell; where they spell none of its type it is there, and wrong.
    fn keep(&mut self, name: String, schema: &Schema, node: &Node) {
        let value = node.value(schema).unwrap_or_else(|| {
            self.faults.wrong(name.as_str(), "wrong_type");
            Value::Null
        });
        self.values.insert(name, value);
    }

    fn members(&mut self, own: &Own, members: Map<String, Value>) {
        for (name, value) in members.into_iter().filter(|(name, _)| !own.body.contains(&name.as_str())) {
            if is_bracketed(&name) {
                self.faults.wrong(name, BRACKETED);
            } else if self.at(&name, Place::Body).is_some() && !value.is_null() {
                self.values.insert(name, value);
            }
        }
    }

    /// The argument of this name, when this is its place; notes the fault where it is not.
    fn at(&mut self, name: &str, place: Place) -> Option<&'a Argument> {
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
        self.between();
        match self.faults.refusal() {
            Some(refusal) => Err(refusal),
            None => Ok(self.values),
        }
    }

    /// The limits between the arguments. What was refused when it was read counts as given: it is told already.
    fn between(&mut self) {
        if self.operation.rules.is_empty() {
            return;
        }
        let values = Value::Object(self.values.clone());
        for rule in &self.operation.rules {
            if let Some(broken) = rules::broken(rule, &values) {
                self.faults.wrong(broken.member.map_or_else(|| named(rule), str::to_owned), broken.how);
            }
        }
    }
}

/// The arguments that a rule is about, as one name.
fn named(rule: &Rule) -> String {
    match rule {
        Rule::OneOf(sets) => sets.concat().join(", "),
        Rule::UniqueItems
        | Rule::Distinct(_)
        | Rule::AtMost { .. }
        | Rule::After { .. }
        | Rule::Needs { .. } => String::new(),
    }
}
