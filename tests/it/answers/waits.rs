//! How long a gateway asks to wait.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::{Pair, READ, SEND, read, send};
use crate::harness::{Gateway, Server};

/// A refusal for the rate, with this header and these details.
fn slow(header: &Value, details: &Value) -> Value {
    let body = json!({"code": "rate_limit_exceeded", "message": "Slow down", "details": details});
    let headers = if header.is_null() { json!({}) } else { json!({"Retry-After": header}) };
    json!({"status": 429, "headers": headers, "body": body})
}

fn date(from_now: i64) -> Value {
    let span = Duration::from_secs(from_now.unsigned_abs());
    let now = SystemTime::now();
    json!(httpdate::fmt_http_date(if from_now < 0 { now - span } else { now + span }))
}

#[test]
fn how_long_to_wait_is_told() {
    let gateway = Gateway::connected();
    // Longer than the whole call may take: told, not waited for.
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_TIMEOUT", "5").open();
    let body = json!({"code": "rate_limit_exceeded", "message": "Slow down"});
    gateway.fault(SEND, json!({"status": 429, "headers": {"Retry-After": 90}, "body": body}));
    let answer = server.failure("execute_request", send("1"), "rate_limit_exceeded");
    assert_eq!(answer.error()["retry_after"], 90.0);
    assert_eq!(answer.data()["outcome"], "not_sent");
    let mut told = body;
    told["details"] = json!({"retryAfter": 75});
    gateway.fault(SEND, json!({"status": 429, "body": told}));
    let answer = server.failure("execute_request", send("1"), "rate_limit_exceeded");
    assert_eq!(answer.error()["retry_after"], 75.0);
    assert!(answer.text().contains("75"), "{}", answer.text());
    assert_eq!(gateway.requests().len(), 2);
}

#[test]
fn a_long_wait_is_told_and_not_waited_for() {
    let mut pair = Pair::new();
    let none = json!({});
    for (header, details, seconds) in [
        (json!(9_999), &none, 9_999.0..=9_999.0),
        (json!("  9999 "), &none, 9_999.0..=9_999.0),
        (json!("31536000"), &none, 31_536_000.0..=31_536_000.0),
        (date(3_600), &none, 3_500.0..=3_600.0),
        (json!("Fri, 31 Dec 9999 23:59:59 GMT"), &none, 1e11..=1e12),
        (Value::Null, &json!({"retryAfter": 9_999.5}), 9_999.5..=9_999.5),
        // The header is HTTP's own, and wins.
        (json!(5_000), &json!({"retryAfter": 1}), 5_000.0..=5_000.0),
        (json!("soon"), &json!({"retryAfter": 9_999}), 9_999.0..=9_999.0),
    ] {
        let fault = slow(&header, details);
        for answer in [pair.read(fault.clone()), pair.send(fault)] {
            assert_eq!(answer.error()["code"], "rate_limit_exceeded", "{header}: {}", answer.text());
            let wait = answer.error()["retry_after"].as_f64().unwrap();
            assert!(seconds.contains(&wait), "{header}: {wait}");
            assert!(answer.text().contains("retry after: "), "{}", answer.text());
            assert_eq!(
                (&answer.data()["outcome"], &answer.data()["attempts"]),
                (&json!("not_sent"), &json!(1))
            );
        }
    }
}

#[test]
fn a_wait_that_is_over_or_means_nothing_holds_nothing_up() {
    let mut pair = Pair::new();
    let none = json!({});
    for (header, details) in [
        (json!(0), &none),
        (date(-3_600), &none),
        (json!("Thu, 01 Jan 1970 00:00:00 GMT"), &none),
        (json!("-5"), &none),
        (json!("soon"), &none),
        (json!(""), &none),
        (json!("0.5"), &none),
        (json!("1e3"), &none),
        (json!("Fri, 31 Foo 9999 99:59:59 GMT"), &none),
        (Value::Null, &json!({"retryAfter": 0})),
        (Value::Null, &json!({"retryAfter": -5})),
        (Value::Null, &json!({"retryAfter": "soon"})),
        (Value::Null, &json!({"retryAfter": null})),
        (Value::Null, &json!([])),
    ] {
        let answer = pair.read(slow(&header, details));
        assert!(!answer.is_error(), "{header} {details}: {}", answer.text());
        assert_eq!(answer.data()["attempts"], 2, "{header} {details}");
    }
    // It is over, so that each further attempt is made at once, and what is told in the end is that.
    let mut fault = slow(&date(-60), &none);
    fault["times"] = json!(4);
    let answer = pair.read(fault);
    assert_eq!((&answer.data()["attempts"], &answer.error()["retry_after"]), (&json!(4), &json!(0.0)));
    let answer = pair.send(slow(&date(-60), &none));
    assert_eq!((&answer.data()["outcome"], &answer.data()["attempts"]), (&json!("done"), &json!(2)));
}

#[test]
fn a_wait_that_no_clock_holds_is_told_and_breaks_nothing() {
    let mut pair = Pair::new();
    for (header, details) in [
        (json!(u64::MAX), json!({})),
        (json!("99999999999999999999999999"), json!({})),
        (Value::Null, json!({"retryAfter": 1e19})),
        (Value::Null, json!({"retryAfter": 1e300})),
    ] {
        let fault = slow(&header, &details);
        for answer in [pair.read(fault.clone()), pair.send(fault)] {
            assert_eq!(
                answer.error()["code"],
                "rate_limit_exceeded",
                "{header} {details}: {}",
                answer.text()
            );
            assert_eq!(
                (&answer.data()["outcome"], &answer.data()["attempts"]),
                (&json!("not_sent"), &json!(1))
            );
        }
    }
}

#[test]
fn a_wait_that_is_told_is_one_that_can_be_waited() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut fault = slow(&Value::Null, &json!({"retryAfter": -5}));
    fault["times"] = json!(9);
    gateway.fault(READ, fault);
    let answer = server.failure("execute_request", read(), "rate_limit_exceeded");
    let wait = answer.error().get("retry_after").and_then(Value::as_f64).unwrap_or_default();
    assert!(wait >= 0.0, "{}", answer.text());
}
