//! Each documented call, made through the tool, arrives as the facts say: at its real path, every argument
//! once, at its place, nested and of its type, with the credentials that it takes and nothing else.

mod arrival;
mod call_variations;
mod documented_call;
mod valid_arguments;

use std::{collections::BTreeSet, thread};

use serde_json::json;
use wawp_mcp::{catalog::Operation, docs};

use crate::harness::{Gateway, Server};
use call_variations::Variation;
use documented_call::DocumentedCall;

/// How many faults one failure shows in full: what breaks every call is seen at the first ones.
const SHOWN: usize = 8;

/// One documented call: how the catalog knows it, and what must be true of it.
struct Case {
    operation: &'static Operation,
    documented: DocumentedCall,
    /// Its place in the catalog: no two calls of one number.
    number: usize,
}

/// What came of the calls in one variation.
struct Ran {
    variation: Variation,
    right: BTreeSet<String>,
    faults: Vec<String>,
}

/// A program with a gateway of its own: sends of two programs do not wait for each other.
struct Pair {
    gateway: Gateway,
    server: Server,
}

#[test]
fn each_documented_call_arrives_right() {
    let cases = cases();
    // What is expected hangs on the arguments alone: two spellings of the same ones arrive as one request.
    let ran: Vec<Ran> = thread::scope(|scope| {
        let cases = &cases;
        let threads = Variation::ALL.map(|variation| scope.spawn(move || run(variation, cases)));
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let faults: Vec<&str> = ran.iter().flat_map(|ran| &ran.faults).map(String::as_str).collect();
    let shown = faults.iter().take(SHOWN).copied().collect::<Vec<_>>().join("\n\n");
    assert!(faults.is_empty(), "{} of {} calls are wrong:\n{shown}", faults.len(), ran.len() * cases.len());
    let documented: BTreeSet<String> = DocumentedCall::all().iter().map(DocumentedCall::name).collect();
    assert_eq!(documented.len(), 123);
    for ran in ran {
        let missed: Vec<&String> = documented.difference(&ran.right).collect();
        assert!(missed.is_empty(), "never called with {}: {missed:?}", ran.variation.in_words());
    }
}

/// The operations of the catalog, each with what is documented of it.
fn cases() -> Vec<Case> {
    let catalog = Box::leak(Box::new(docs::BUILT_IN[0].catalog().unwrap()));
    let mut facts = DocumentedCall::all();
    let mut case = |(operation, number): (&'static Operation, usize)| {
        let at = facts.iter().position(|documented| documented.name() == operation.name());
        let at = at.unwrap_or_else(|| panic!("{} is not documented", operation.name()));
        Case { operation, documented: facts.swap_remove(at), number }
    };
    catalog.operations.iter().zip(0..).map(&mut case).collect()
}

/// Makes every call in one variation.
fn run(variation: Variation, cases: &[Case]) -> Ran {
    let mut connected = Pair::of(Gateway::connected());
    let mut unpaired = Pair::of(Gateway::unpaired());
    let mut ran = Ran { variation, right: BTreeSet::new(), faults: Vec::new() };
    for case in cases {
        let name = case.documented.name();
        // Codes to link a phone with are for a session without one.
        let pair =
            if case.documented.path().starts_with("/v2/auth/") { &mut unpaired } else { &mut connected };
        match pair.make(case, variation) {
            Ok(()) => drop(ran.right.insert(name)),
            Err(fault) => ran.faults.push(format!("{name}, {}: {fault}", variation.in_words())),
        }
    }
    ran
}

impl Pair {
    fn of(gateway: Gateway) -> Self {
        Self { server: Server::of(&gateway), gateway }
    }

    /// Makes one call; says what is wrong with what arrived.
    fn make(&mut self, case: &Case, variation: Variation) -> Result<(), String> {
        // Some calls end or unlink the session: none may see what another one left.
        self.gateway.control(&json!({"reset": true}));
        let values = variation.values(case.operation, case.number);
        let call = variation.call(&case.documented, &values);
        let answer = self.server.call("execute_request", call.clone());
        let text = answer.text();
        let received = self.gateway.requests();
        let [received] = received.as_slice() else {
            return Err(format!("{} requests arrived\n  call     {call}\n  answer   {text}", received.len()));
        };
        let (arrived, expected) = (arrival::seen(received), arrival::expected(&case.documented, &values));
        let parts = ["method", "path", "query", "body", "headers", "status"];
        let others = parts.into_iter().filter(|part| arrived[part] != expected[part]);
        let mut faults: Vec<String> = others.map(|part| format!("another {part} than expected")).collect();
        faults.extend(case.documented.faults(received, variation.is_whole()));
        let outcome = &answer.data()["outcome"];
        if answer.is_error() || outcome != "done" {
            faults.push(format!("its outcome is {outcome}"));
        }
        if faults.is_empty() {
            return Ok(());
        }
        let faults = faults.join(", ");
        Err(format!(
            "{faults}\n  call     {call}\n  arrived  {arrived}\n  expected {expected}\n  answer   {text}"
        ))
    }
}
