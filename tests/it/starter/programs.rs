//! Every operation and event in every language and library.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wawp_mcp::{docs, starter::Job};

use super::{code, for_path, server, steps, writers};
use crate::harness::Server;

#[test]
fn every_operation_is_written_in_every_language() {
    let catalog = docs::catalog().unwrap();
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
    let catalog = docs::catalog().unwrap();
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
