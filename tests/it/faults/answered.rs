//! Answers that refuse, fail, lead elsewhere, ask to wait, or cannot be read.

use std::time::{Duration, SystemTime};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{Due, Risk, Row, play, simulated};
use crate::harness::{Answer, GOOD, SocketGateway};

/// Long enough for a slow machine, and for a wait of some seconds.
const TIMEOUT: &str = "5000ms";

/// The code in the body of every refusal here: it comes from the gateway, and is passed on.
const TOLD: &str = "told_by_the_gateway";

const ONCE: Due = Due::not_sent(TOLD);
const AGAIN: Due = Due::not_sent(TOLD).after(4, 4);
const PERHAPS: Due = Due::unknown(TOLD);

/// Statuses, what must come of a read, and of a change.
const STATUSES: &[(&[u16], Due, Due)] = &[
    (&[301, 302, 303, 307, 308], Due::not_sent("bad_response"), Due::unknown("bad_response")),
    (&[400, 401, 403, 404, 409, 422], ONCE, ONCE),
    (&[408], AGAIN, ONCE),
    // Refused before anything was taken.
    (&[425, 429], AGAIN, AGAIN),
    (&[500, 502, 503, 504, 599], AGAIN, PERHAPS),
];

/// How a gateway asks for a pause.
#[derive(Clone, Copy)]
enum Wait {
    Unsaid,
    Seconds(u64),
    /// A date so many seconds ahead.
    Date(u64),
    /// `details.retryAfter` of the body.
    Details(u64),
}

impl Wait {
    fn named(self) -> String {
        match self {
            Self::Unsaid => "no wait".to_owned(),
            Self::Seconds(seconds) => format!("a wait of {seconds} s"),
            Self::Date(seconds) => format!("a date {seconds} s ahead"),
            Self::Details(seconds) => format!("`details.retryAfter` of {seconds}"),
        }
    }

    fn fault(self, status: u16) -> Value {
        let mut fault = refusal(status);
        match self {
            Self::Unsaid => {}
            Self::Seconds(seconds) => fault["headers"] = json!({"Retry-After": seconds}),
            Self::Date(seconds) => {
                let at = SystemTime::now() + Duration::from_secs(seconds);
                fault["headers"] = json!({"Retry-After": httpdate::fmt_http_date(at)});
            }
            Self::Details(seconds) => fault["body"]["details"] = json!({"retryAfter": seconds}),
        }
        fault
    }

    /// Whether a call took as long as it was asked to wait.
    fn was_waited(self) -> fn(&Answer) -> bool {
        match self {
            Self::Seconds(1) | Self::Details(1) => {
                |answer| answer.data()["elapsed_ms"].as_u64() >= Some(1_000)
            }
            Self::Unsaid | Self::Seconds(_) | Self::Date(_) | Self::Details(_) => |_| true,
        }
    }
}

fn refusal(status: u16) -> Value {
    json!({"status": status, "body": {"code": TOLD, "message": "No.", "details": {}}})
}

fn row(name: String, risk: Risk, fault: Value, due: Due) -> Row<Value> {
    Row { name, risk, fault, due, taken: u64::from(due.code.is_none() && risk != Risk::Read), also: |_| true }
}

#[test]
fn every_status_is_told_for_what_it_means() {
    let elsewhere = SocketGateway::scripted(&[GOOD]);
    let mut rows = Vec::new();
    for (statuses, read, change) in STATUSES {
        for (status, risk) in statuses.iter().flat_map(|status| Risk::ALL.map(|risk| (*status, risk))) {
            let due = if risk == Risk::Read { *read } else { *change };
            let mut fault = refusal(status);
            fault["times"] = json!(99);
            if (300..400).contains(&status) {
                fault["headers"] = json!({"Location": format!("{}/v2/elsewhere", elsewhere.origin())});
            }
            rows.push(row(status.to_string(), risk, fault.clone(), due));
            // Carried out all the same, where the status leaves that open.
            if due.outcomes == ["unknown"] {
                fault["after"] = json!("after");
                let carried = row(format!("{status}, carried out"), risk, fault, due);
                rows.push(Row { taken: 1, ..carried });
            }
        }
    }
    play(TIMEOUT, 10, rows, simulated);
    assert_eq!(elsewhere.connections(), 0, "no redirect is followed, and no token goes there");
}

#[test]
fn a_refusal_for_the_rate_is_waited_out_by_reads_and_changes_alike() {
    let twice = Due::DONE.after(2, 2);
    let waits = [Wait::Unsaid, Wait::Seconds(0), Wait::Seconds(1), Wait::Details(1)];
    let mut rows = Vec::new();
    for (wait, risk) in waits.iter().flat_map(|wait| Risk::ALL.map(|risk| (*wait, risk))) {
        let asked = row(format!("429 with {}", wait.named()), risk, wait.fault(429), twice);
        rows.push(Row { also: wait.was_waited(), ..asked });
    }
    for wait in waits {
        let asked = row(format!("503 with {}", wait.named()), Risk::Read, wait.fault(503), twice);
        rows.push(Row { also: wait.was_waited(), ..asked });
    }
    for risk in Risk::ALL {
        rows.push(row("425, then well".to_owned(), risk, refusal(425), twice));
    }
    play(TIMEOUT, 6, rows, simulated);
}

#[test]
fn a_date_to_wait_for_is_waited_for() {
    let (gateway, origin) = simulated();
    let mut server = super::server_to(&origin, TIMEOUT);
    let fault = Wait::Date(3).fault(429);
    let date = httpdate::parse_http_date(fault["headers"]["Retry-After"].as_str().unwrap()).unwrap();
    let asked = Risk::ALL.map(|risk| {
        gateway.fault(risk.path(), fault.clone());
        server.ask("tools/call", json!({"name": "execute_request", "arguments": risk.call()}))
    });
    for (id, risk) in asked.into_iter().zip(Risk::ALL) {
        let answer = server.answer_of(id, "execute_request");
        assert_eq!(
            (&answer.data()["outcome"], &answer.data()["attempts"]),
            (&json!("done"), &json!(2)),
            "{risk:?}"
        );
        assert!(SystemTime::now() >= date, "{risk:?}: not before the date");
    }
}

#[test]
fn a_wait_beyond_the_deadline_is_told_and_not_waited_for() {
    // The deadline is 20 s. An hour may have lost what the call itself took; the last two fit into no clock.
    let told: fn(&Answer) -> bool = |answer| {
        let wait = answer.error()["retry_after"].as_f64().unwrap_or_default();
        (20.5..=21.0).contains(&wait) || (3_500.0..=3_600.0).contains(&wait) || wait > 1e18
    };
    let mut rows = Vec::new();
    for wait in [Wait::Seconds(21), Wait::Seconds(3_600), Wait::Date(3_600), Wait::Details(3_600)] {
        for risk in Risk::ALL {
            rows.push(row(format!("429 with {}", wait.named()), risk, wait.fault(429), ONCE));
        }
        rows.push(row(format!("503 with {}", wait.named()), Risk::Read, wait.fault(503), ONCE));
    }
    for (wait, risk) in [Wait::Seconds(u64::MAX), Wait::Details(1 << 62)].map(|wait| (wait, Risk::Send)) {
        rows.push(row(format!("429 with {}", wait.named()), risk, wait.fault(429), ONCE));
    }
    play(TIMEOUT, 4, rows.into_iter().map(|row| Row { also: told, ..row }).collect(), simulated);
}

#[test]
fn a_whole_answer_of_success_is_done_whatever_it_holds() {
    let bodies = [
        ("broken JSON", json!({"body": "{\"id\": ", "content_type": "application/json"})),
        ("text under the type of JSON", json!({"body": "sent", "content_type": "application/json"})),
        ("JSON under the type of a picture", json!({"body": {"id": 1}, "content_type": "image/png"})),
        ("broken XML", json!({"body": "<a><b></a>", "content_type": "application/xml"})),
        ("a page", json!({"body": "<!doctype html><html><p>Welcome", "content_type": "text/html"})),
        ("nothing", json!({"body": ""})),
        ("nothing, as announced", json!({"status": 204, "body": ""})),
        (
            "no UTF-8",
            json!({"body_base64": STANDARD.encode(b"{\"id\": \"\xff\""), "content_type": "application/json"}),
        ),
        ("bytes of no type", json!({"body_base64": STANDARD.encode([0_u8, 1, 2, 255]), "content_type": ""})),
        ("another success", json!({"status": 299, "body": {"id": 1}})),
    ];
    let mut rows = Vec::new();
    for ((name, body), risk) in bodies.iter().flat_map(|body| Risk::ALL.map(|risk| (body, risk))) {
        let mut fault = body.clone();
        fault["after"] = json!("after");
        fault["status"] = fault.get("status").cloned().unwrap_or(json!(200));
        rows.push(row((*name).to_owned(), risk, fault, Due::DONE));
    }
    play(TIMEOUT, 4, rows, simulated);
}
