//! What is shown of a large answer is true, what was left out is named, and the rest can be had.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use serde_json_path::JsonPath;

use super::{
    Pair,
    bounds::{BOUNDS, at_most, is_bounded},
    random_data,
};
use crate::harness::Answer;

/// What was kept, and of how much, by the JSON Pointer of its place.
type Cuts = HashMap<String, (usize, usize)>;

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The cuts that an answer names; each path leads to one place of the original.
fn cuts(original: &Value, answer: &Answer) -> Cuts {
    let cuts = answer.data().get("cuts").and_then(Value::as_array).cloned().unwrap_or_default();
    assert_eq!(answer.data()["truncated"], json!(!cuts.is_empty()));
    let place = |cut: &Value| {
        let path = JsonPath::parse(cut["path"].as_str().unwrap()).unwrap();
        path.query_located(original).exactly_one().unwrap().location().to_json_pointer()
    };
    cuts.iter().map(|cut| (place(cut), (number(&cut["kept"]), number(&cut["of"])))).collect()
}

/// That what is shown is a true part of the original, and that the cuts say where it is not the whole.
fn is_true_part(original: &Value, answer: &Answer) {
    let mut cuts = cuts(original, answer);
    part(original, &answer.data()["data"], "", &mut cuts);
    assert!(cuts.is_empty(), "nothing was cut at {cuts:?}");
    let data = answer.data()["data"].to_string();
    assert!(answer.text().contains(&data), "the text shows the same: {}", answer.text());
}

fn part(original: &Value, shown: &Value, at: &str, cuts: &mut Cuts) {
    let mut cut = |kept, of| assert_eq!(cuts.remove(at), Some((kept, of)), "at `{at}`");
    match (original, shown) {
        (Value::String(whole), Value::String(text)) if whole != text => {
            let head = text.strip_suffix('…').unwrap();
            assert!(whole.starts_with(head), "at `{at}`: {text}");
            cut(head.chars().count(), whole.chars().count());
        }
        (Value::Array(all), Value::Array(items)) => {
            if items.len() < all.len() {
                cut(items.len(), all.len());
            }
            assert!(items.len() <= all.len(), "at `{at}`");
            for (n, (whole, item)) in all.iter().zip(items).enumerate() {
                part(whole, item, &format!("{at}/{n}"), cuts);
            }
        }
        (Value::Object(all), Value::Object(members)) => {
            if members.len() < all.len() {
                cut(members.len(), all.len());
            }
            for (name, member) in members {
                let step = name.replace('~', "~0").replace('/', "~1");
                part(&all[name], member, &format!("{at}/{step}"), cuts);
            }
        }
        _ => assert_eq!(original, shown, "at `{at}`"),
    }
}

/// The way to the rest that the text block names.
fn way(answer: &Answer) -> Option<String> {
    let (_, after) = answer.text().rsplit_once("\n… cut:")?.1.split_once("`select` with `")?;
    Some(after.split_once('`')?.0.to_owned())
}

/// Asks for what a list lacks, each time as the answer says, and holds it against the original: to its
/// end, or for as many pages.
fn follow(pair: &mut Pair, original: &Value, cut: &Value, bytes: Option<u64>, pages: usize) {
    let (path, mut kept) = (cut["path"].as_str().unwrap(), number(&cut["kept"]));
    let found = JsonPath::parse(path).unwrap();
    let all = found.query(original).exactly_one().unwrap().as_array().unwrap();
    for _ in 0..pages {
        if kept == all.len() {
            break;
        }
        let mut arguments = at_most(bytes);
        arguments["select"] = json!(format!("{path}[{kept}:]"));
        let answer = pair.read_with(json!({"body": original}), arguments);
        is_true_part(&json!(all[kept..]), &answer);
        is_bounded(&answer, bytes);
        let more = answer.data()["data"].as_array().unwrap().len();
        assert!(more > 0, "there is no way past item {kept} of `{path}`: {}", answer.text());
        kept += more;
    }
}

#[test]
fn a_long_answer_is_cut_and_says_how_to_get_the_rest() {
    let Pair { gateway, mut server } = Pair::new();
    let long: Vec<Value> = (0..4_000).map(|n| json!({"id": n, "name": "محمد"})).collect();
    gateway.fault("/v2/chats/overview", json!({"times": 4, "body": long}));
    let mut call = super::read();
    let answer = server.success("execute_request", call.clone());
    assert_eq!(answer.data()["truncated"], true);
    assert!(answer.text().len() <= 24_000, "{}", answer.text().len());
    call["max_bytes"] = json!(1_000);
    let answer = server.success("execute_request", call.clone());
    assert!(answer.text().len() <= 2_000, "{}", answer.text().len());
    assert!(answer.text().contains("… cut:") && answer.text().contains("`select`"), "{}", answer.text());
    assert!(answer.data().to_string().len() < 4_000, "the data is cut too");
    // What is left is data still, and the rest can be asked for as the answer says.
    let kept = answer.data()["data"].as_array().unwrap().len();
    assert_eq!(answer.data()["cuts"], json!([{"path": "$", "kept": kept, "of": 4_000}]));
    call["select"] = json!(format!("$[{kept}:]"));
    assert!(answer.text().contains(&format!("`$[{kept}:]`")), "{}", answer.text());
    let rest = server.success("execute_request", call.clone());
    assert_eq!(rest.data()["data"][0]["id"], kept);
    call["select"] = json!("$[3].name");
    assert_eq!(server.success("execute_request", call).data()["truncated"], false);
}

#[test]
fn a_list_can_be_read_to_its_end_as_each_answer_says() {
    let chats: Vec<Value> = (0..300).map(|n| json!({"id": n, "name": "محمد 🎉", "on": n % 2 == 0})).collect();
    let mut pair = Pair::new();
    for (original, path) in [
        (json!(chats), "$"),
        (json!({"total": 300, "items": chats}), "$.items"),
        (json!({"result": {"the items": [chats]}}), "$.result[\"the items\"][0]"),
    ] {
        for bytes in BOUNDS {
            let answer = pair.read_with(json!({"body": original}), at_most(bytes));
            is_true_part(&original, &answer);
            let cuts = answer.data().get("cuts").cloned().unwrap_or(json!([]));
            let Some(cut) = cuts.as_array().unwrap().first() else { continue };
            assert_eq!((&cut["path"], &cut["of"]), (&json!(path), &json!(300)));
            let kept = number(&cut["kept"]);
            assert_eq!(way(&answer), Some(format!("{path}[{kept}:]")), "{}", answer.text());
            follow(&mut pair, &original, cut, bytes, usize::MAX);
        }
    }
}

#[test]
fn small_members_stay_whole_beside_large_ones() {
    let mut pair = Pair::new();
    let body =
        json!({"id": "3EB0", "ok": true, "text": "x".repeat(50_000), "list": vec!["y"; 20_000], "n": 7});
    for bytes in BOUNDS {
        let answer = pair.read_with(json!({"body": body}), at_most(bytes));
        let told = &answer.data()["data"];
        assert_eq!((&told["id"], &told["ok"], &told["n"]), (&json!("3EB0"), &json!(true), &json!(7)));
        assert!(told["text"].as_str().unwrap().len() > 300 && told["list"].as_array().unwrap().len() > 70);
        is_true_part(&body, &answer);
    }
}

#[test]
fn what_is_shown_of_any_data_is_true_and_the_rest_can_be_had() {
    let mut pair = Pair::new();
    let (mut whole, mut cut) = (0, 0);
    for seed in 0..50 {
        let original = random_data::data(seed);
        for bytes in [Some(1_000), Some(5_000), None] {
            let answer = pair.read_with(json!({"body": original}), at_most(bytes));
            is_bounded(&answer, bytes);
            is_true_part(&original, &answer);
            let cuts = answer.data().get("cuts").and_then(Value::as_array).cloned().unwrap_or_default();
            if cuts.is_empty() {
                whole += 1;
                assert_eq!(answer.data()["data"], original);
                continue;
            }
            cut += 1;
            let list = cuts.iter().find(|cut| {
                let path = JsonPath::parse(cut["path"].as_str().unwrap()).unwrap();
                path.query(&original).exactly_one().unwrap().is_array()
            });
            if let Some(list) = list {
                follow(&mut pair, &original, list, bytes, 4);
            }
        }
    }
    assert!(whole > 15 && cut > 60, "the seeds are worth it: {whole} whole, {cut} cut");
}

#[test]
fn a_cut_of_a_selection_counts_what_was_selected() {
    let mut pair = Pair::new();
    let body = json!({"items": (0..9_000).map(|n| json!({"id": n})).collect::<Vec<_>>()});
    for (path, first, of) in
        [("$.items[*].id", json!(0), 9_000), ("$.items[5000:]", json!({"id": 5_000}), 4_000)]
    {
        let answer = pair.read_with(json!({"body": body}), json!({"select": path, "max_bytes": 1_000}));
        let told = &answer.data()["data"];
        let kept = told.as_array().unwrap().len();
        assert_eq!(
            (&told[0], &answer.data()["cuts"]),
            (&first, &json!([{"path": "$", "kept": kept, "of": of}]))
        );
        assert!(answer.text().contains("`select`"), "{}", answer.text());
    }
}

/// Lists keyed by id come as objects: all groups of an account, say.
#[test]
fn members_that_were_left_out_can_be_had_as_the_answer_says() {
    let mut pair = Pair::new();
    let group =
        |n: usize| (format!("12036302{n:010}@g.us"), json!({"subject": format!("Group {n}"), "size": n}));
    for (name, body) in [
        ("numbers", Value::Object((0..5_000).map(|n| (format!("m{n}"), json!(n))).collect::<Map<_, _>>())),
        ("groups", Value::Object((0..500).map(group).collect::<Map<_, _>>())),
    ] {
        let answer = pair.read(json!({"body": body}));
        is_true_part(&body, &answer);
        let members = answer.data()["data"].as_object().unwrap();
        let whole = members.iter().filter(|(name, member)| body[name.as_str()] == **member).count();
        assert!(whole > 50, "{name}: there is room for many, and {whole} came: {:.300}", answer.text());
        let Some(path) = way(&answer) else { panic!("{name}: no way is named") };
        let rest = pair.read_with(json!({"body": body}), json!({"select": path}));
        assert_ne!(rest.data()["data"], json!([]), "{name}: `{path}` finds nothing");
    }
}

#[test]
fn a_text_that_was_cut_short_by_a_small_bound_can_be_had_whole() {
    let mut pair = Pair::new();
    let body = json!({"id": 1, "body": "x".repeat(5_000) + "end"});
    let answer = pair.read_with(json!({"body": body}), at_most(Some(1_000)));
    is_true_part(&body, &answer);
    let path = way(&answer).unwrap();
    // The same bound would cut the same text again.
    assert!(answer.text().contains("`max_bytes`"), "{}", answer.text());
    let answer = pair.read_with(json!({"body": body}), json!({"select": path}));
    assert_eq!(answer.data()["data"], body["body"]);
}

#[test]
fn a_way_to_the_rest_of_a_long_text_is_named_only_where_there_is_one() {
    let mut pair = Pair::new();
    let text = "x".repeat(60_000) + "end";
    for fault in [json!({"body": {"body": text}}), json!({"body": text})] {
        let mut seen = pair.read(fault.clone());
        let mut steps = 0;
        while let Some(path) = way(&seen) {
            steps += 1;
            assert!(steps < 5, "the way leads nowhere: {}", &seen.text()[seen.text().len() - 150..]);
            seen = pair.read_with(fault.clone(), json!({"select": path}));
            assert!(!seen.is_error(), "{}", seen.text());
        }
        assert!(
            seen.text().contains("end\"") || !seen.text().contains("to get the rest"),
            "the end is promised and never shown: {}",
            &seen.text()[seen.text().len() - 150..]
        );
    }
}

#[test]
fn a_way_that_is_named_can_be_gone_however_deep() {
    let mut pair = Pair::new();
    for levels in [1, 5, 15, 20, 40] {
        let list = json!((0..9_000).collect::<Vec<u32>>());
        let body = (0..levels).fold(list, |data, _| json!({"a member of the next level": data}));
        let answer = pair.read(json!({"body": body}));
        is_true_part(&body, &answer);
        assert!(answer.text().contains("… cut"), "{levels}: what was cut is announced");
        let Some(path) = way(&answer) else { continue };
        let rest = pair.read_with(json!({"body": body}), json!({"select": path}));
        assert!(!rest.is_error(), "{levels}: {}", rest.text());
        assert_ne!(rest.data()["data"], json!([]), "{levels}: {path}");
    }
}
