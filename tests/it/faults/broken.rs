//! Connections that stood and then broke, answers that did not come in time, and answers that are no answers.

use serde_json::{Value, json};

use super::{Due, Risk, Row, play, scripted, simulated};
use crate::harness::{
    Ends::{Close, Reset, Stall},
    Fate, GOOD,
    Reads::{Half, Head, Nothing, Whole},
    Says::{self, Bytes, Drip, EndlessBody, EndlessHead},
};

/// Long enough for a slow machine; no row of these tables waits for it.
const LONG: &str = "5000ms";
/// What is waited for in vain.
const SHORT: &str = "500ms";

/// The connection stood, and no whole answer came.
const BROKEN: &[(&str, Fate)] = &[
    ("closed at accept", Fate(Nothing, Says::Nothing, Close)),
    ("closed after half of the request", Fate(Half, Says::Nothing, Close)),
    ("reset after half of the request", Fate(Half, Says::Nothing, Reset)),
    ("closed after the request", Fate(Whole, Says::Nothing, Close)),
    ("reset after the request", Fate(Whole, Says::Nothing, Reset)),
    ("half a status line", Fate(Whole, Bytes(b"HTTP/1.1 2"), Close)),
    ("half a head", Fate(Whole, Bytes(b"HTTP/1.1 200 OK\r\ncontent-type: appl"), Close)),
    ("half a head, then a reset", Fate(Whole, Bytes(b"HTTP/1.1 200 OK\r\ncontent-type: appl"), Reset)),
    ("half a body", Fate(Whole, Bytes(HALF_BODY), Close)),
    ("half a body, then a reset", Fate(Whole, Bytes(HALF_BODY), Reset)),
    ("chunks without the last one", Fate(Whole, Bytes(HALF_CHUNKED), Close)),
    ("half a chunk", Fate(Whole, Bytes(HALF_CHUNK), Close)),
    ("a chunk whose size is no number", Fate(Whole, Bytes(BAD_CHUNK), Close)),
    ("two lengths that differ", Fate(Whole, Bytes(TWO_LENGTHS), Close)),
    ("another protocol", Fate(Whole, Bytes(b"SSH-2.0-OpenSSH_9.9\r\n"), Close)),
    ("bytes that are no text", Fate(Whole, Bytes(b"\x00\xff\x16\x03\x01\x00\x80\r\n\r\n"), Close)),
    ("a head without an end", Fate(Whole, EndlessHead, Close)),
];

/// Nothing whole came in time.
const LATE: &[(&str, Fate)] = &[
    ("nothing is read", Fate(Nothing, Says::Nothing, Stall)),
    ("silence after half of the request", Fate(Half, Says::Nothing, Stall)),
    ("silence after the request", Fate(Whole, Says::Nothing, Stall)),
    ("silence in the status line", Fate(Whole, Bytes(b"HTTP/1.1 2"), Stall)),
    ("silence in the head", Fate(Whole, Bytes(b"HTTP/1.1 200 OK\r\ncontent-type: appl"), Stall)),
    ("silence in the body", Fate(Whole, Bytes(HALF_BODY), Stall)),
    ("silence between chunks", Fate(Whole, Bytes(HALF_CHUNKED), Stall)),
    ("a head by drops", Fate(Whole, Drip(b"", HALF_BODY), Close)),
    ("a body by drops", Fate(Whole, Drip(WHOLE_HEAD, &[b' '; 80]), Close)),
    ("told to go on, then silence", Fate(Whole, Bytes(b"HTTP/1.1 100 Continue\r\n\r\n"), Stall)),
];

const HALF_BODY: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 30\r\n\r\n{\"id\": \"true_";
const WHOLE_HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 80\r\n\r\n";
const HALF_CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{\"id\":1\r\n";
const HALF_CHUNK: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{\"id\":1";
const BAD_CHUNK: &[u8] =
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nmany\r\n{\"id\":1}\r\n0\r\n\r\n";
const TWO_LENGTHS: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\ncontent-length: 6\r\n\r\n{\"id\":1}";

/// What must come of a broken connection.
fn broken(risk: Risk) -> Due {
    match risk {
        Risk::Read => Due::not_sent("network").after(4, 4),
        Risk::Write | Risk::Send | Risk::Destructive => Due::unknown("network"),
    }
}

/// What must come of an answer that does not come.
fn late(risk: Risk) -> Due {
    match risk {
        Risk::Read => Due::not_sent("timeout").after(2, 4),
        Risk::Write | Risk::Send | Risk::Destructive => Due::unknown("timeout"),
    }
}

fn too_large(risk: Risk) -> Due {
    match risk {
        Risk::Read => Due::not_sent("response_too_large"),
        Risk::Write | Risk::Send | Risk::Destructive => Due::unknown("response_too_large"),
    }
}

fn rows(table: &[(&str, Fate)], due: fn(Risk) -> Due) -> Vec<Row<Vec<Fate>>> {
    let cells = Risk::ALL.into_iter().flat_map(|risk| table.iter().map(move |row| (risk, row)));
    cells
        .map(|(risk, (name, fault))| Row {
            name: (*name).to_owned(),
            risk,
            fault: vec![*fault],
            due: due(risk),
            taken: u64::from(fault.0 == Whole && risk != Risk::Read),
            also: |_| true,
        })
        .collect()
}

/// Faults of the simulated gateway, each before and after the operation was carried out.
fn carried_or_not(faults: &[Value], due: fn(Risk) -> Due) -> Vec<Row<Value>> {
    let mut rows = Vec::new();
    for risk in Risk::ALL {
        for (fault, when) in faults.iter().flat_map(|fault| [(fault, "before"), (fault, "after")]) {
            let mut fault = fault.clone();
            fault["after"] = json!(when);
            fault["times"] = json!(99);
            rows.push(Row {
                name: fault.to_string(),
                risk,
                fault,
                due: due(risk),
                taken: u64::from(when == "after" && risk != Risk::Read),
                also: |_| true,
            });
        }
    }
    rows
}

#[test]
fn a_connection_that_breaks_leaves_a_change_unknown_and_a_read_is_tried_again() {
    play(LONG, 12, rows(BROKEN, broken), scripted);
}

#[test]
fn what_the_gateway_carried_out_before_it_broke_is_not_carried_out_again() {
    let faults = [json!({"drop": true}), json!({"half_body": true})];
    play(LONG, 4, carried_or_not(&faults, broken), simulated);
}

#[test]
fn an_answer_that_does_not_come_in_time_leaves_a_change_unknown() {
    play(SHORT, 12, rows(LATE, late), scripted);
}

#[test]
fn what_the_gateway_carried_out_in_silence_is_not_carried_out_again() {
    play(SHORT, 4, carried_or_not(&[json!({"delay_ms": 600_000})], late), simulated);
}

#[test]
fn an_answer_without_end_is_left_at_the_ceiling() {
    const ENDLESS: &[(&str, Fate)] = &[("a body without end", Fate(Whole, EndlessBody, Close))];
    play("60000ms", 2, rows(ENDLESS, too_large), scripted);
}

#[test]
fn an_answer_before_the_request_was_read_is_an_answer() {
    const EARLY: &[(&str, Fate)] = &[(
        "an early answer",
        Fate(
            Head,
            Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\n{\"id\":1}"),
            Stall,
        ),
    )];
    play(LONG, 4, rows(EARLY, |_| Due::DONE), scripted);
}

#[test]
fn a_connection_that_is_reset_at_accept_took_nothing() {
    const RESET: &[(&str, Fate)] = &[("reset at accept", Fate(Nothing, Says::Nothing, Reset))];
    // The system tells of the reset when it connects, or only when the request is written: both are true.
    let due = |risk| match risk {
        Risk::Read => broken(risk),
        Risk::Write | Risk::Send | Risk::Destructive => {
            Due { outcomes: &["not_sent", "unknown"], ..Due::unknown("network").after(1, 4) }
        }
    };
    let rows = (0..4).flat_map(|_| rows(RESET, due)).collect();
    play(LONG, 4, rows, scripted);
}

#[test]
fn after_a_fault_that_passes_a_read_is_answered() {
    let row = |(name, fate): &(&str, Fate)| Row {
        name: format!("{name}, twice"),
        risk: Risk::Read,
        fault: vec![*fate, *fate, GOOD],
        due: Due::DONE.after(3, 3),
        taken: 0,
        also: |answer| answer.data()["data"]["id"] == "good",
    };
    play(LONG, 8, BROKEN.iter().map(row).collect(), scripted);
}
