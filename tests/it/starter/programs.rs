//! Every operation and event in every language and library.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wawp_mcp::{
    docs,
    starter::{Job, Language},
};

use super::{code, for_path, server, steps, writers};
use crate::harness::Server;

#[test]
fn every_operation_is_written_in_every_language() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let mut server = server();
    for (language, library) in writers(Job::Calls) {
        let mut filenames = BTreeSet::new();
        for operation in &catalog.operations {
            let (path, method) = (operation.path.as_str(), operation.method.as_str());
            let answer = server.success("generate_starter_code", for_path(path, method, language, library));
            let program = code(&answer);
            let what = format!("{method} {path} in {} with {library}", language.as_str());
            assert!(!program.contains("{{"), "{what}: a place is left\n{program}");
            assert!(program.ends_with('\n') && !program.ends_with("\n\n"), "{what}");
            let lines = || program.lines().enumerate();
            let trailing = lines().find(|(_, line)| line.ends_with([' ', '\t']));
            assert_eq!(trailing, None, "{what}");
            assert!(
                program.contains(method) || program.contains(&method.to_lowercase()),
                "{what}\n{program}"
            );
            let fixed = operation.real_path.as_str().split('{').next().unwrap();
            assert!(program.contains(fixed), "{what}: {fixed}\n{program}");
            assert_eq!(steps(&answer), [format!("{method} {path}")]);
            assert_eq!(answer.data()["library"], library);
            let needs = operation.takes("instance_id");
            let names = answer.data()["environment"].to_string();
            // A page asks for them in fields.
            let reads = needs && library != "jquery";
            assert_eq!(names.contains("WAWP_INSTANCE_ID"), reads, "{what}");
            assert_eq!(program.contains("WAWP_INSTANCE_ID"), reads, "{what}");
            filenames.insert(answer.data()["filename"].to_string());
        }
        assert_eq!(filenames.len(), 1, "{library} {filenames:?}");
    }
}

#[test]
fn every_event_is_received_in_every_language_that_has_a_receiver() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let mut server = server();
    let writers = writers(Job::Receives);
    for (language, library) in writers {
        for event in &catalog.events {
            let asked = json!({"path": event.name, "language": language, "library": library});
            let answer = server.success("generate_starter_code", asked);
            let program = code(&answer);
            assert!(!program.contains("{{"), "{} {library}\n{program}", event.name);
            assert!(program.contains(event.name), "{} {library}\n{program}", event.name);
            assert_eq!(steps(&answer), [format!("event {}", event.name)]);
            assert_eq!(
                answer.data()["environment"],
                json!([]),
                "a receiver that calls nothing needs no token"
            );
        }
        let any = json!({"path": "/v2/webhooks-overview", "language": language, "library": library});
        server.success("generate_starter_code", any);
    }
}

#[test]
fn no_program_holds_a_credential() {
    let secret = "cnry-tok-4f9a8b7c6d5e";
    let session = "cnrysession77";
    let mut server =
        Server::prepare().env("WAWP_ACCESS_TOKEN", secret).env("WAWP_INSTANCE_ID", session).open();
    let mut check = |arguments: Value| {
        let answer = server.call("generate_starter_code", arguments.clone());
        let whole = answer.0.to_string();
        assert!(!whole.contains(secret) && !whole.contains(session), "{arguments}\n{whole}");
    };
    for (language, library) in writers(Job::Calls) {
        check(for_path("/v2/send/text", "POST", language, library));
        let mut holding = for_path("/v2/send/text", "POST", language, library);
        holding["arguments"] = json!({"message": secret});
        check(holding.clone());
        holding["arguments"] = json!({"access_token": secret, "message": "x"});
        check(holding);
    }
    check(json!({"task": format!("send '{secret}' to 201012345678"), "language": "curl"}));
    check(json!({"task": "send a text", "language": "curl", "arguments": {"instance_id": session}}));
}

/// How definitions begin, in the languages that have a word or a type before the name.
const DEFINES: [&str; 14] = [
    "def ",
    "async def ",
    "function ",
    "async function ",
    "fn ",
    "async fn ",
    "func ",
    "fun ",
    "static ",
    "void ",
    "String ",
    "Future<",
    "Object? ",
    "Never ",
];

/// The functions that a program defines; of a shell script's, those are lines such as `name() {`.
fn defined(program: &str) -> impl Iterator<Item = &str> {
    program.lines().map(str::trim_start).filter_map(|line| {
        let is_definition = DEFINES.iter().any(|start| line.starts_with(start)) || line.ends_with("() {");
        let (head, _) = line.split_once(['(', '{']).filter(|_| is_definition)?;
        head.split_whitespace()
            .next_back()
            .filter(|name| name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)))
    })
}

/// Calls of every shape: values in the body, the query and the path, taken from answers, pictures, a person who is waited for.
fn shapes(job: Job) -> Vec<Value> {
    match job {
        Job::Calls => vec![
            json!({"path": "/v2/send/text", "method": "POST"}),
            json!({"path": "/v2/chats", "method": "GET"}),
            json!({"path": "/v2/auth/qr-image", "method": "GET"}),
            json!({"task": "pair, then send a poll"}),
            json!({"task": "create a session, start it and get the QR code"}),
            json!({"task": "create a group and add 201012345678 to it"}),
            json!({"task": "send the text 'hi' to 447700900123 and then delete it"}),
        ],
        Job::Receives => vec![
            json!({"path": "message"}),
            json!({"task": "when a message arrives, answer 'thanks'"}),
            json!({"task": "when a message arrives, mark the chat as read"}),
        ],
    }
}

#[test]
fn a_program_defines_nothing_that_it_does_not_use() {
    // What a language or a library calls by itself.
    const CALLED_BY_OTHERS: [&str; 6] =
        ["main", "receive", "do_POST", "do_GET", "log_message", "version_string"];
    let mut server = server();
    let mut found = Vec::new();
    let mut check = |(language, library): (Language, &'static str), asked: &Value| {
        let mut asked = asked.clone();
        asked["language"] = json!(language);
        asked["library"] = json!(library);
        let answer = server.success("generate_starter_code", asked.clone());
        let program = code(&answer);
        let is_word = |c: char| c.is_alphanumeric() || "_-".contains(c);
        let uses = |name: &str| program.split(|c| !is_word(c)).filter(|word| *word == name).count();
        let unused = defined(program).filter(|name| uses(name) < 2 && !CALLED_BY_OTHERS.contains(name));
        found.extend(unused.map(|name| format!("{asked}: {name}")));
        assert!(defined(program).count() > 2, "{asked}: its functions are not found\n{program}");
    };
    for job in [Job::Calls, Job::Receives] {
        for (writer, asked) in
            writers(job).iter().flat_map(|writer| shapes(job).into_iter().map(move |asked| (writer, asked)))
        {
            check(*writer, &asked);
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_what_a_program_needs_is_installed() {
    let mut server = server();
    for (asked, needed) in [
        (json!({"path": "message", "language": "python", "library": "flask"}), [false, false, false]),
        (
            json!({"task": "answer every incoming message with thanks", "language": "python", "library": "flask"}),
            [true, false, false],
        ),
        (json!({"path": "/v2/send/text", "language": "rust"}), [false, false, false]),
        (json!({"path": "/v2/auth/qr-image", "language": "rust"}), [false, true, false]),
        (json!({"task": "create a group and add 201012345678", "language": "rust"}), [false, false, true]),
    ] {
        let answer = server.success("generate_starter_code", asked.clone());
        for (name, needed) in ["requests", "base64", "percent-encoding"].into_iter().zip(needed) {
            for list in ["run", "requires"] {
                assert_eq!(answer.data()[list].to_string().contains(name), needed, "{asked}: {list}, {name}");
            }
        }
    }
}
