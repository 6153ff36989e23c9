//! Calls that the client gives up: what was not sent may go at once, what may have been is not sent again.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Risk, server_to, simulated};
use crate::harness::{Answer, Ends::Stall, Fate, GOOD, Gateway, Reads::Whole, Says, Server, SocketGateway};

/// Nothing here may end by running out of time.
const TIMEOUT: &str = "60000ms";

fn ask(server: &mut Server, call: &Value) -> u64 {
    server.ask("tools/call", json!({"name": "execute_request", "arguments": call}))
}

fn cancel(server: &mut Server, id: u64) {
    server.notify("notifications/cancelled", json!({"requestId": id, "reason": "enough"}));
}

/// Waits until the gateway has received as many sends.
fn received(gateway: &Gateway, count: usize) {
    while gateway.requests_to(Risk::Send.path()).len() < count {
        std::thread::yield_now();
    }
}

/// What the call is answered with once the cancelled one is noted: until then it stands as being sent.
fn once_noted(server: &mut Server, call: &Value) -> Answer {
    let patience = Instant::now() + Duration::from_secs(20);
    loop {
        let answer = server.call("execute_request", call.clone());
        let pending = answer.error()["code"] == "duplicate_send" && answer.text().contains("right now");
        if !pending {
            return answer;
        }
        assert!(Instant::now() < patience, "a cancelled call is noted");
    }
}

fn sends_taken(gateway: &Gateway) -> usize {
    gateway.requests_to(Risk::Send.path()).iter().filter(|request| request["taken"] == true).count()
}

#[test]
fn a_send_that_is_cancelled_while_it_waits_for_its_turn_is_not_sent_and_may_go_at_once() {
    let (gateway, origin) = simulated();
    let mut server = server_to(&origin, TIMEOUT);
    let mut first = Risk::Send.call();
    server.success("execute_request", first.clone());
    // To the same chat, so it waits a second.
    first["body"]["message"] = json!("It is on its way");
    let second = first;
    let id = ask(&mut server, &second);
    cancel(&mut server, id);
    let answer = once_noted(&mut server, &second);
    assert_eq!((&answer.data()["outcome"], &answer.data()["attempts"]), (&json!("done"), &json!(1)));
    assert_eq!((gateway.requests().len(), sends_taken(&gateway)), (2, 2));
}

#[test]
fn a_send_that_is_cancelled_on_the_wire_is_unknown() {
    for (when, taken) in [("before", 0), ("after", 1)] {
        let (gateway, origin) = simulated();
        let mut server = server_to(&origin, TIMEOUT);
        gateway.fault(Risk::Send.path(), json!({"delay_ms": 600_000, "after": when}));
        let send = Risk::Send.call();
        let id = ask(&mut server, &send);
        received(&gateway, 1);
        cancel(&mut server, id);
        let answer = once_noted(&mut server, &send);
        assert_eq!(answer.error()["code"], "outcome_unknown", "{when}: {}", answer.text());
        assert_eq!((gateway.requests().len(), sends_taken(&gateway)), (1, taken), "{when}");
        // It holds nothing up, and another send goes.
        server.success("execute_request", Risk::Send.call());
        assert_eq!(server.stop().status.code(), Some(0), "{when}");
    }
}

#[test]
fn a_send_that_is_cancelled_in_the_middle_of_its_answer_is_unknown() {
    let gateway = SocketGateway::scripted(&[
        Fate(Whole, Says::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\n{\"id\": "), Stall),
        GOOD,
    ]);
    let mut server = server_to(&gateway.origin(), TIMEOUT);
    let send = Risk::Send.call();
    let id = ask(&mut server, &send);
    while gateway.requests().is_empty() {
        std::thread::yield_now();
    }
    cancel(&mut server, id);
    let answer = once_noted(&mut server, &send);
    assert_eq!(answer.error()["code"], "outcome_unknown", "{}", answer.text());
    assert_eq!((gateway.connections(), gateway.requests().len()), (1, 1));
}

#[test]
fn a_send_that_is_cancelled_between_two_attempts_was_refused_and_may_go_at_once() {
    let (gateway, origin) = simulated();
    let mut server = server_to(&origin, TIMEOUT);
    // Well before the end of the pause it is cancelled.
    gateway.fault(Risk::Send.path(), json!({"status": 429, "headers": {"Retry-After": 150}}));
    let send = Risk::Send.call();
    let id = ask(&mut server, &send);
    while gateway.requests_to(Risk::Send.path()).first().is_none_or(|request| request["status"] != 429) {
        std::thread::yield_now();
    }
    // Answers that come after the refusal: it was read before them.
    for _ in 0..3 {
        server.success("execute_request", Risk::Read.call());
    }
    cancel(&mut server, id);
    let answer = once_noted(&mut server, &send);
    assert_eq!(answer.data()["outcome"], "done", "{}", answer.text());
    assert_eq!((gateway.requests_to(Risk::Send.path()).len(), sends_taken(&gateway)), (2, 1));
}

#[test]
fn a_send_that_is_cancelled_in_its_second_attempt_is_unknown() {
    let (gateway, origin) = simulated();
    let mut server = server_to(&origin, TIMEOUT);
    gateway.fault(Risk::Send.path(), json!({"status": 429, "headers": {"Retry-After": 0}}));
    gateway.fault(Risk::Send.path(), json!({"delay_ms": 600_000, "after": "after"}));
    let send = Risk::Send.call();
    let id = ask(&mut server, &send);
    received(&gateway, 2);
    cancel(&mut server, id);
    let answer = once_noted(&mut server, &send);
    assert_eq!(answer.error()["code"], "outcome_unknown", "{}", answer.text());
    assert_eq!((gateway.requests().len(), sends_taken(&gateway)), (2, 1));
}

#[test]
fn a_read_that_is_cancelled_between_two_attempts_is_given_up() {
    let (gateway, origin) = simulated();
    let mut server = server_to(&origin, TIMEOUT);
    gateway.fault(Risk::Read.path(), json!({"status": 503, "headers": {"Retry-After": 150}}));
    let id = ask(&mut server, &Risk::Read.call());
    while gateway.requests().is_empty() {
        std::thread::yield_now();
    }
    cancel(&mut server, id);
    server.success("execute_request", Risk::Send.call());
    // The end does not wait for the pause, which is longer than any test.
    let ended = server.stop();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    assert_eq!(gateway.requests_to(Risk::Read.path()).len(), 1);
    let answers = ended.stdout.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let results = answers.filter(|answer| answer["id"] == id && answer.get("result").is_some());
    assert_eq!(results.count(), 0, "a cancelled call has no result");
}
