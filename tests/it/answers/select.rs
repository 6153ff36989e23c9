//! The part of an answer that a caller asks for.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Pair, bytes, once, read};
use crate::harness::{Gateway, Server};

fn data() -> Value {
    json!({
        "list": [
            {"id": 1, "name": "Ali", "tags": ["a"]},
            {"id": 2, "name": "Sara", "tags": []},
            {"id": 3, "name": "Omar", "tags": ["a", "b"]},
        ],
        "a*b": {"c?d": [5], "e..f": {"g,h": 6}},
        "total": 3,
    })
}

#[test]
fn the_data_can_be_narrowed() {
    let Pair { gateway, mut server } = Pair::new();
    gateway
        .fault("/v2/chats/overview", json!({"times": 4, "body": [{"id": "a", "n": 1}, {"id": "b", "n": 2}]}));
    for (select, expected) in [
        ("$[*].id", json!(["a", "b"])),
        ("$[1].n", json!(2)),
        ("$[?@.n > 1]", json!([{"id": "b", "n": 2}])),
        ("$.nothing", json!([])),
    ] {
        let mut call = read();
        call["select"] = json!(select);
        assert_eq!(server.success("execute_request", call).data()["data"], expected, "{select}");
    }
}

#[test]
fn a_path_finds_what_it_says() {
    let mut pair = Pair::new();
    for (path, found) in [
        ("$", data()),
        ("$.total", json!(3)),
        ("$['a*b']['c?d'][0]", json!(5)),
        ("$[\"a*b\"][\"e..f\"][\"g,h\"]", json!(6)),
        ("$.list[0]", json!({"id": 1, "name": "Ali", "tags": ["a"]})),
        ("$.list[-1].id", json!(3)),
        ("$.list[1].tags", json!([])),
        ("$.list[*].name", json!(["Ali", "Sara", "Omar"])),
        ("$.list[1:].id", json!([2, 3])),
        ("$.list[::2].id", json!([1, 3])),
        ("$.list[2:9].id", json!([3])),
        ("$.list[0,2].id", json!([1, 3])),
        ("$.list[0]['id','name']", json!([1, "Ali"])),
        ("$.list[?@.id > 1].name", json!(["Sara", "Omar"])),
        ("$.list[?@.id > 1 && @.tags[0]].name", json!(["Omar"])),
        ("$.list[?@.name == 'Sara']", json!([{"id": 2, "name": "Sara", "tags": []}])),
        ("$.list[?length(@.tags) > 1].id", json!([3])),
        ("$.list[?count(@.tags[*]) == 1].id", json!([1])),
        ("$.list[?value(@.name) == 'Ali'].id", json!([1])),
        ("$.list[?match(@.name, 'S.*')].id", json!([2])),
        ("$.list[?search(@.name, 'a')].id", json!([2, 3])),
        ("$..id", json!([1, 2, 3])),
        ("$..['c?d']", json!([[5]])),
        ("$.list[*].tags[*]", json!(["a", "a", "b"])),
    ] {
        let answer = pair.read_with(json!({"body": data()}), json!({"select": path}));
        assert_eq!(answer.data()["data"], found, "{path}: {}", answer.text());
        assert!(answer.text().contains(&found.to_string()), "{path}: {}", answer.text());
        assert_eq!(
            (&answer.data()["truncated"], &answer.data()["notes"]),
            (&json!(false), &Value::Null),
            "{path}"
        );
    }
}

#[test]
fn nothing_found_is_an_empty_list_and_what_there_is() {
    let mut pair = Pair::new();
    for (body, path, words) in [
        (data(), "$.lists", vec!["`list`", "`a*b`", "`total`"]),
        (data(), "$.list[7]", vec!["`list`"]),
        (data(), "$.list[?@.id > 9]", vec!["`list`"]),
        (json!([{"id": 1, "name": "x"}]), "$.data.id", vec!["list of 1", "`id`", "`name`"]),
        (json!([1, 2]), "$[2]", vec!["list of 2"]),
        (json!([]), "$[0]", vec!["list of 0"]),
        (json!({}), "$.id", vec!["empty"]),
        (json!("words"), "$.id", vec!["text"]),
        (json!(""), "$.id", vec!["no data"]),
        (json!("5"), "$.id", vec!["single value"]),
    ] {
        let answer = pair.read_with(json!({"body": body}), json!({"select": path}));
        assert_eq!(
            (&answer.data()["outcome"], &answer.data()["data"]),
            (&json!("done"), &json!([])),
            "{path}"
        );
        let note = answer.data()["notes"][0].as_str().unwrap_or_default();
        for word in words.iter().chain([&"`select`"]) {
            assert!(note.contains(word), "{path}: {note}");
        }
        assert!(answer.text().contains(note), "{}", answer.text());
    }
    let answer = pair.send(json!({"body": data()}));
    assert_eq!(answer.data()["data"], data(), "a send is shown as a read is");
}

#[test]
fn what_is_no_path_is_refused_before_the_call() {
    let mut pair = Pair::new();
    let long = format!("$.{}", "a".repeat(511));
    for wrong in [
        "",
        "id",
        ".id",
        "@.id",
        "$[",
        "$.a b",
        "$.list[?",
        "$[?@.id ~ 1]",
        "$.list[?nope(@)]",
        "jq .x",
        &long,
    ] {
        for mut call in [read(), super::send("Hello")] {
            call["select"] = json!(wrong);
            let answer = pair.server.failure("execute_request", call, "invalid_argument");
            assert_eq!(answer.error()["parameter"], "select", "{wrong}");
            let expected = answer.error()["expected"].as_str().unwrap();
            let right =
                if wrong == long { "512 are allowed" } else { "it must be a JSONPath (RFC 9535) like" };
            assert!(expected.contains(right), "{}", answer.text());
            assert!(answer.text().len() < 1_500, "{}", answer.text());
        }
    }
    for wrong in [json!(7), json!(["$.id"]), json!({})] {
        let mut call = read();
        call["select"] = wrong;
        let answer = pair.server.failure("execute_request", call, "invalid_argument");
        assert_eq!(answer.error()["parameter"], "select");
    }
    assert!(pair.gateway.requests().is_empty());
    let longest = json!({"select": format!("$.{}", "a".repeat(510))});
    assert!(!pair.read_with(json!({"body": data()}), longest).is_error());
}

#[test]
fn a_path_is_measured_in_characters_as_its_refusal_says() {
    let mut pair = Pair::new();
    let path = json!({"select": format!("$['{}']", "م".repeat(500))});
    let answer = pair.read_with(json!({"body": data()}), path);
    assert!(!answer.is_error(), "506 characters: {}", answer.text());
}

#[test]
fn a_path_that_would_take_too_long_is_left_out_and_the_call_stays_done() {
    let mut pair = Pair::new();
    let items: Vec<Value> = (0..6_000).map(|n| json!({"id": n})).collect();
    for path in ["$..[?@..id]", "$[?$..id]", "$[?@.id == $[5999].id]"] {
        let answer = pair.read_with(json!({"body": items}), json!({"select": path}));
        assert!(!answer.is_error(), "{}", answer.text());
        assert_eq!((&answer.data()["outcome"], &answer.data()["truncated"]), (&json!("done"), &json!(true)));
        assert_eq!(answer.data()["data"][7]["id"], 7, "the whole is shown instead, as far as there is room");
        assert!(answer.data()["notes"][0].as_str().unwrap().contains("`select` was left out"), "{path}");
    }
    for (path, count) in [("$..id", 6_000), ("$[?@.id < 5]", 5), ("$[?@.id == 5999].id", 1)] {
        let answer = pair.read_with(json!({"body": items}), json!({"select": path}));
        let kept = answer.data()["data"].as_array().unwrap().len();
        let of = answer.data()["cuts"][0]["of"].as_u64().unwrap_or(kept as u64);
        assert_eq!(of, count, "{path}: {}", answer.text());
    }
}

/// Every comparison reads the expression anew, and a long one takes milliseconds.
#[test]
fn a_search_by_expression_ends_within_the_time_of_the_call() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_TIMEOUT", "1s").open();
    let items: Vec<Value> = (0..60).map(|n| json!({"name": format!("n{n}")})).collect();
    gateway.fault("/v2/chats/overview", json!({"body": items}));
    let mut call = read();
    // Compiled anew for each item, a counted repetition would take minutes: it is not taken at all.
    call["select"] = json!("$[?search(@.name, '\\\\w{50}')]");
    server.failure("execute_request", call.clone(), "invalid_argument");
    assert!(gateway.requests().is_empty());
    call["select"] = json!("$[?search(@.name, '\\\\w\\\\w+')]");
    let started = Instant::now();
    let answer = server.success("execute_request", call);
    // `WAWP_TIMEOUT` bounds one attempt, and four times it the whole call.
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    assert_eq!(answer.data()["outcome"], "done");
}

#[test]
fn texts_and_pictures_can_be_narrowed_and_errors_are_shown_whole() {
    let mut pair = Pair::new();
    let png = bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png");
    let answer = pair.read_with(png, json!({"select": "$.size"}));
    assert_eq!(answer.data()["data"], 16);
    let answer = pair.read_with(json!({"body": "plain words"}), json!({"select": "$"}));
    assert_eq!(answer.data()["data"], "plain words");
    let xml = json!({"body": "<r><id>7</id></r>", "content_type": "text/xml"});
    assert_eq!(pair.read_with(xml, json!({"select": "$.r.id"})).data()["data"], "7");
    let body = json!({"code": "odd", "message": "No", "details": {"list": [1, 2]}});
    let fault = |status: u16| once(json!({"status": status, "body": body}));
    for status in [400, 404, 500] {
        let answer = pair.read_with(fault(status), json!({"select": "$.list[*].id", "max_bytes": 1_000}));
        assert_eq!((&answer.error()["code"], &answer.data()["data"]), (&json!("odd"), &body));
    }
}
