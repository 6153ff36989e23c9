//! A connection that is kept is used again, and one that breaks or was closed meanwhile makes no change twice.

use serde_json::json;

use super::{Risk, server_to};
use crate::harness::{
    Ends::{Close, Open, Reset},
    Fate, GOOD, KEPT,
    Reads::{Half, Nothing, Whole},
    Says, SocketGateway,
};

const TIMEOUT: &str = "3000ms";
const CHANGES: [Risk; 3] = [Risk::Write, Risk::Send, Risk::Destructive];

#[test]
fn an_idle_connection_that_the_gateway_closes_costs_no_call() {
    for (ends, risk) in [Close, Reset].into_iter().flat_map(|ends| Risk::ALL.map(|risk| (ends, risk))) {
        let gateway = SocketGateway::scripted(&[KEPT, Fate(Nothing, Says::Nothing, ends), GOOD]);
        let mut server = server_to(&gateway.origin(), TIMEOUT);
        server.success("execute_request", Risk::Read.call());
        gateway.wait_for_ends(1);
        // The end of the connection was on its way before this question, and is known after the answer.
        server.success("search_docs", json!({"query": "poll"}));
        let answer = server.success("execute_request", risk.call());
        assert_eq!(answer.data()["attempts"], 1, "{ends:?} {risk:?}");
        let requests = gateway.requests();
        assert_eq!((gateway.connections(), requests.len()), (2, 2), "{ends:?} {risk:?}");
        assert!(requests[1].target.starts_with(risk.path()), "{ends:?} {risk:?}");
    }
}

#[test]
fn a_connection_that_is_kept_is_used_again() {
    let gateway = SocketGateway::scripted(&[KEPT]);
    let mut server = server_to(&gateway.origin(), TIMEOUT);
    for risk in Risk::ALL {
        server.success("execute_request", risk.call());
    }
    assert_eq!((gateway.connections(), gateway.requests().len()), (1, 4));
}

#[test]
fn a_change_that_breaks_on_a_kept_connection_is_not_made_again() {
    for fate in [
        Fate(Whole, Says::Nothing, Close),
        Fate(Whole, Says::Nothing, Reset),
        Fate(Half, Says::Nothing, Reset),
        Fate(Whole, Says::Bytes(b"HTTP/1.1 200"), Close),
    ] {
        let whole = usize::from(fate.0 == Whole);
        for risk in CHANGES {
            let gateway = SocketGateway::scripted(&[KEPT, fate, GOOD]);
            let mut server = server_to(&gateway.origin(), TIMEOUT);
            server.success("execute_request", Risk::Read.call());
            let answer = server.failure("execute_request", risk.call(), "network");
            assert_eq!(answer.data()["outcome"], "unknown", "{fate:?} {risk:?}");
            assert_eq!(answer.data()["attempts"], 1, "{fate:?} {risk:?}");
            server.success("execute_request", Risk::Read.call());
            let requests = gateway.requests();
            let arrived = requests.iter().filter(|request| request.target.starts_with(risk.path())).count();
            assert_eq!((gateway.connections(), arrived), (2, whole), "{fate:?} {risk:?}");
        }
        let gateway = SocketGateway::scripted(&[KEPT, fate, GOOD]);
        let mut server = server_to(&gateway.origin(), TIMEOUT);
        server.success("execute_request", Risk::Read.call());
        let answer = server.success("execute_request", Risk::Read.call());
        assert_eq!((&answer.data()["attempts"], gateway.connections()), (&json!(2), 2), "{fate:?}");
    }
}

#[test]
fn a_second_answer_belongs_to_no_call() {
    const TWO: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"id\":\"first\"}\
                         HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{\"id\":\"second\"}";
    for risk in Risk::ALL {
        let gateway = SocketGateway::scripted(&[Fate(Whole, Says::Bytes(TWO), Open), GOOD]);
        let mut server = server_to(&gateway.origin(), TIMEOUT);
        let answer = server.success("execute_request", risk.call());
        assert_eq!(answer.data()["data"]["id"], "first", "{risk:?}");
        let answer = server.success("execute_request", risk.call());
        assert_eq!(answer.data()["data"]["id"], "good", "{risk:?}: it gets an answer of its own");
        assert_eq!(gateway.requests().len(), 2, "{risk:?}");
    }
}
