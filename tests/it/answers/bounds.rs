//! An answer is never larger than asked for, whatever comes.

use serde_json::{Map, Value, json};

use super::{Pair, bytes};
use crate::harness::Answer;

/// The bounds that a caller may set; nothing is the default.
pub(super) const BOUNDS: [Option<u64>; 4] = [Some(1_000), Some(5_000), Some(24_000), None];

/// The arguments that set a bound.
pub(super) fn at_most(bytes: Option<u64>) -> Value {
    bytes.map_or_else(|| json!({}), |bytes| json!({"max_bytes": bytes}))
}

/// That an answer keeps to its bound: room for head, notes and hints, and never more than any answer has.
pub(super) fn is_bounded(answer: &Answer, bytes: Option<u64>) {
    let most = bytes.map_or(24_000, |bytes| 24_000.min(usize::try_from(bytes).unwrap() + 1_500));
    let (text, data) = (answer.text().len(), answer.data().to_string().len());
    assert!(text <= most, "{bytes:?}: {text} bytes of text: {}", answer.text());
    assert!(data <= 2 * most, "{bytes:?}: {data} bytes of data: {}", answer.text());
}

/// That a read of this keeps to every bound.
fn bounded(name: &str, fault: &Value, more: &Value) {
    let mut pair = Pair::new();
    for bytes in BOUNDS {
        let mut arguments = at_most(bytes);
        arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = pair.read_with(fault.clone(), arguments);
        assert!(!answer.is_error(), "{name}: {}", answer.text());
        is_bounded(&answer, bytes);
    }
}

fn wide(count: usize, name: impl Fn(usize) -> String, value: &Value) -> Value {
    Value::Object((0..count).map(|n| (name(n), value.clone())).collect::<Map<_, _>>())
}

#[test]
fn large_data_of_any_shape_keeps_to_its_bound() {
    let chat = json!({"id": "201012345678@c.us", "name": "محمد 🎉", "body": "word ".repeat(60), "n": 7});
    for (name, body) in [
        ("a list of objects", json!(vec![chat.clone(); 400])),
        ("a list of numbers", json!((0..20_000).collect::<Vec<u32>>())),
        ("a list of empty lists", json!(vec![json!([]); 20_000])),
        (
            "long texts",
            json!({"a": "x".repeat(60_000), "b": "م".repeat(60_000), "c": "\u{1}".repeat(60_000), "d": 1}),
        ),
        ("one long item", json!([chat, "x".repeat(60_000)])),
        ("objects by id", wide(30, |n| format!("{n}@g.us"), &chat)),
        ("many members", wide(5_000, |n| format!("member{n}"), &json!(7))),
        ("long names", wide(50, |n| format!("{n}{}", "long".repeat(500)), &json!(7))),
    ] {
        bounded(name, &json!({"body": body}), &json!({}));
    }
    for (name, fault) in [
        ("a text", json!({"body": "plain words ".repeat(6_000)})),
        ("quotation marks", json!({"body": "\"\\\n".repeat(20_000)})),
        (
            "a page",
            json!({"body": format!("<html><p>{}</p>", "word ".repeat(9_000)), "content_type": "text/html"}),
        ),
        ("bad bytes", bytes(&vec![0xff; 60_000], "text/plain")),
        (
            "XML",
            json!({"body": format!("<r>{}</r>", "<a b='1'>x</a>".repeat(5_000)), "content_type": "text/xml"}),
        ),
    ] {
        bounded(name, &fault, &json!({}));
    }
}

#[test]
fn what_was_cut_where_keeps_to_the_bound_too() {
    let texts = wide(500, |n| format!("m{n}"), &json!("x".repeat(1_000)));
    bounded("many cuts", &json!({"body": texts}), &json!({}));
    let named = json!({"a name that is as long as a sentence may be, since a gateway chooses it": texts});
    bounded("many cuts below a long name", &json!({"body": named}), &json!({}));
    let deep = (0..60).fold(json!("x".repeat(60_000)), |data, _| json!({"a member of the next level": data}));
    bounded("a cut at a long path", &json!({"body": deep}), &json!({}));
    let nested =
        (0..60).fold(json!("x".repeat(9_000)), |data, n| json!({"n": n, "in": [data, "y".repeat(900)]}));
    bounded("cuts at many levels", &json!({"body": nested}), &json!({}));
}

#[test]
fn what_is_noted_keeps_to_the_bound_too() {
    let names = wide(25, |n| format!("{n}{}", "x".repeat(5_000)), &json!(1));
    bounded("names of what there is", &json!({"body": names}), &json!({"select": "$.nothing"}));
}

#[test]
fn what_was_asked_keeps_to_the_bound_too() {
    let mut pair = Pair::new();
    pair.gateway.fault("/v2/send/text", json!({"body": {"id": "3EB0"}}));
    let body = json!({"chatId": crate::harness::AHMED, "message": "word ".repeat(800)});
    let call = json!({"path": "/v2/send/text", "method": "POST", "body": body, "max_bytes": 1_000});
    is_bounded(&pair.server.success("execute_request", call), Some(1_000));
}

#[test]
fn a_bound_outside_its_range_is_refused_before_the_call() {
    let mut pair = Pair::new();
    for wrong in [json!(999), json!(24_001), json!(0), json!(-1), json!(1_000.5), json!("2000"), json!(1e12)]
    {
        let mut call = super::read();
        call["max_bytes"] = wrong;
        let answer = pair.server.failure("execute_request", call, "invalid_argument");
        assert_eq!(answer.error()["parameter"], "max_bytes", "{}", answer.text());
    }
    assert!(pair.gateway.requests().is_empty());
}
