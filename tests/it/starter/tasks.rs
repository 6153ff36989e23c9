//! Tasks in words, and the calls that they need.
//!
//! `everyday.jsonl` holds what people ask for most: all of it must be right. `tuned.jsonl` was read while the planner was
//! made. `strangers.jsonl` is another hand's idea of everyday: 35 English and 40 Arabic ones of 50 were right before it was
//! read. `held_out.jsonl` was written by another hand too and never read by whoever made the planner: its share is the one to
//! believe, of tasks that are hard.

#![expect(clippy::print_stdout, reason = "the shares are read by whoever changes the planner")]

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;
use wawp_mcp::{catalog::Catalog, docs, values::Method};

use super::{server, steps};

#[derive(Deserialize)]
struct Task {
    id: String,
    language: String,
    #[serde(rename = "task")]
    words: String,
    steps: Vec<String>,
    #[serde(default)]
    also: Vec<Vec<String>>,
}

/// How many of the tasks of each language were understood.
type Shares = BTreeMap<String, (u32, u32)>;

/// Planned with the tool. What is not right is printed of the tuned ones alone: the others must stay unseen.
fn planned(text: &str, catalog: &Catalog, tells: bool) -> Shares {
    let mut server = server();
    let mut shares = Shares::new();
    for line in text.lines() {
        let task: Task = serde_json::from_str(line).unwrap();
        let answer = server.call("generate_starter_code", json!({"task": task.words, "language": "python"}));
        let got = if answer.is_error() { Vec::new() } else { steps(&answer) };
        let got: Vec<String> = got.iter().map(|step| called(step, catalog)).collect();
        let is_right = [task.steps.clone()].iter().chain(&task.also).any(|steps| {
            got.iter().eq(steps.iter().map(|step| called(step, catalog)).collect::<Vec<_>>().iter())
        });
        let (right, all) = shares.entry(task.language).or_default();
        *all += 1;
        *right += u32::from(is_right);
        if !is_right && tells {
            println!("{}: {:?} instead of {:?}", task.id, got, task.steps);
        }
    }
    shares
}

/// A step by the path that is called: some documented paths are aliases.
fn called(step: &str, catalog: &Catalog) -> String {
    let named = step.split_once(' ').and_then(|(method, path)| Some((Method::parse(method)?, path)));
    let operation = named.and_then(|(method, path)| catalog.operation(method, path).ok());
    operation
        .map_or_else(|| step.to_owned(), |operation| format!("{} {}", operation.method, operation.real_path))
}

#[test]
fn tasks_become_their_calls() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let tuned = planned(include_str!("../facts/tasks/tuned.jsonl"), &catalog, true);
    let held_out = planned(include_str!("../facts/tasks/held_out.jsonl"), &catalog, false);
    let strangers = planned(include_str!("../facts/tasks/strangers.jsonl"), &catalog, true);
    println!("tuned on {tuned:?}\nheld out {held_out:?}\nstrangers {strangers:?}");
    for language in ["en", "ar"] {
        let (right, all) = tuned[language];
        assert!(all >= 130 && right >= 80, "{language}: {right} of {all}");
        let (right, all) = strangers[language];
        assert!(all == 50 && right >= 42, "strangers, {language}: {right} of {all}");
        let (right, all) = held_out[language];
        assert!(all == 25 && right * 2 >= all, "held out, {language}: {right} of {all}");
    }
}

#[test]
fn everyday_tasks_become_their_calls() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let everyday = planned(include_str!("../facts/tasks/everyday.jsonl"), &catalog, true);
    for language in ["en", "ar"] {
        let (right, all) = everyday[language];
        assert!(all >= 40 && right == all, "{language}: {right} of {all}");
    }
}

#[test]
fn conditions_and_repetitions_that_a_program_leaves_out_are_said() {
    let mut server = server();
    let mut notes = |task: &str| {
        let asked = json!({"task": task, "language": "python"});
        server.success("generate_starter_code", asked).data()["notes"].to_string()
    };
    let note = "the program does not check this; add it: it is not connected";
    assert!(notes("restart the session if it is not connected").contains(note));
    assert!(notes("if it is not connected, restart the session").contains(note));
    let note = "the program does this once; repeat it: ";
    assert!(notes("get all groups and send a message to each one").contains(note));
    assert!(notes("for each group, send 'hi' to it").contains(note));
    assert!(!notes("reply 'thanks' to every incoming message").contains(note));
    assert!(!notes("reject every call").contains(note));
    // `check if` asks for a call.
    assert!(!notes("check if a number exists on WhatsApp and send it a message").contains("does not check"));
}

#[test]
fn what_is_to_be_said_stands_behind_with() {
    let mut server = server();
    for task in ["answer every incoming message with thanks", "رد على كل رسالة واردة بكلمة شكرا"]
    {
        let answer = server.success("generate_starter_code", json!({"task": task, "language": "javascript"}));
        let said = task.rsplit(' ').next().unwrap();
        assert!(super::code(&answer).contains(&format!("message: \"{said}\"")), "{task}");
    }
}

#[test]
fn what_a_task_says_stands_in_its_program() {
    let mut server = server();
    let answer = server.success(
        "generate_starter_code",
        json!({"language": "python", "task": "create a group called 'Atlas' and add +201012345678 and \
            966501234567 to it, then send 'Welcome, and then hello' to the group"}),
    );
    let calls = ["POST /v2/groups/create", "POST /v2/groups/{id}/participants/add", "POST /v2/send/text"];
    assert_eq!(steps(&answer), calls);
    let code = super::code(&answer);
    for part in [
        r#""name": "Atlas""#,
        r#""/v2/groups/" + segment(pick(answer, "id")) + "/participants/add""#,
        r#""chatId": pick(answer, "id")"#,
        r#""message": "Welcome, and then hello""#,
    ] {
        assert!(code.contains(part), "{part}\n{code}");
    }
    // Those who are added are in the group from the start: nobody else is, not even an example.
    let people = r#""participants": [{"id": "201012345678@c.us"}, {"id": "966501234567@c.us"}]"#;
    assert_eq!(code.matches(people).count(), 2, "{code}");
}

#[test]
fn a_chat_that_a_call_reached_is_the_next_calls_chat() {
    let mut server = server();
    let task = "send the text 'hi' to 447700900123 and then delete it";
    let answer = server.success("generate_starter_code", json!({"task": task, "language": "python"}));
    assert_eq!(steps(&answer), ["POST /v2/send/text", "DELETE /v2/messages/delete"]);
    let code = super::code(&answer);
    assert_eq!(code.matches(r#""chatId": "447700900123@c.us""#).count(), 2, "{code}");
    assert!(code.contains(r#""messageId": pick(answer, "id", "_serialized")"#), "{code}");
}

#[test]
fn a_part_that_is_not_offered_is_said_beside_the_rest() {
    let mut server = server();
    let task = "pair, then send a poll and read the votes";
    let answer = server.success("generate_starter_code", json!({"task": task, "language": "javascript"}));
    let steps = steps(&answer);
    assert!(steps[0].starts_with("POST /v2/auth/"), "{steps:?}");
    assert_eq!(steps[1..], ["POST /v2/send/poll"]);
    let notes = answer.data()["notes"].to_string();
    assert!(notes.contains("does not offer this part: read the votes"), "{notes}");
    assert!(super::code(&answer).contains("await pause("), "the phone is linked between the two");
}

#[test]
fn what_a_task_says_and_no_call_may_hold_is_left_out_and_said() {
    let mut server = server();
    let asked = json!({"task": "send 'a\u{0}b' to 201012345678", "language": "python"});
    let answer = server.success("generate_starter_code", asked);
    let code = super::code(&answer);
    assert!(code.contains(r#""chatId": "201012345678@c.us""#) && !code.contains("a\\x00b"), "{code}");
    let notes = answer.data()["notes"].to_string();
    assert!(notes.contains("`message` is not what the task says, which cannot be sent"), "{notes}");
}
