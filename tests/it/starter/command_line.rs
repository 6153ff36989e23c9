//! `wawp-mcp code`: the program on standard output, how to run it on standard error.

use serde_json::Value;

use crate::harness::Server;

fn run(args: &[&str]) -> (i32, String, String) {
    let start = args.iter().fold(Server::prepare().arg("code"), |start, arg| start.arg(arg));
    start.run()
}

#[test]
fn a_pipe_gets_the_program_and_nothing_else() {
    let (status, out, told) = run(&["/v2/send/text", "--language", "python"]);
    assert_eq!(status, 0, "{told}");
    assert!(out.starts_with("#!/usr/bin/env python3\n") && out.ends_with('\n'), "{out}");
    for line in ["save as: main.py", "run: python main.py", "environment: WAWP_ACCESS_TOKEN"] {
        assert!(told.contains(line), "{told}");
    }
}

#[test]
fn an_endpoint_an_event_and_a_task_are_told_apart() {
    for (what, part) in [
        ("POST /v2/send/poll", "\"/v2/send/poll\""),
        ("message.ack", "\"message.ack\""),
        ("create a group and rename it", "\"/v2/groups/\""),
        ("أنشئ مجموعة", "\"/v2/groups\""),
    ] {
        let (status, out, told) = run(&[what, "-l", "JavaScript"]);
        assert_eq!(status, 0, "{what}: {told}");
        assert!(out.contains(part), "{what}\n{out}");
    }
}

#[test]
fn steps_are_given_as_json() {
    // The README's own.
    let readme = include_str!("../../../README.md");
    let (_, behind) = readme.split_once("name the calls exactly: `").unwrap();
    let (steps, _) = behind.split_once('`').unwrap();
    let (status, out, told) = run(&["--steps", steps, "-l", "python"]);
    assert_eq!(status, 0, "{told}");
    assert!(out.contains(r#""chatId": pick(answer, "id")"#), "{out}");
    let (status, out, told) = run(&["create a group", "--steps", steps, "-l", "python"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(told.contains("leave out `task`"), "{told}");
}

#[test]
fn all_that_the_tool_answers_is_had_as_json() {
    let arguments = r#"{"chatId": "201012345678", "message": "Hi"}"#;
    let (status, out, _) =
        run(&["/v2/send/text", "-l", "go", "--method", "POST", "--arguments", arguments, "--json"]);
    assert_eq!(status, 0);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&answer["language"], &answer["filename"]), (&"go".into(), &"main.go".into()));
    assert!(answer["code"].as_str().unwrap().contains("\"201012345678@c.us\""));
    assert_eq!(answer["notes"], serde_json::json!([]));
}

#[test]
fn refusals_and_wrong_usage_leave_standard_output_empty() {
    for (args, status, tells) in [
        (&["/v2/send/text"][..], 2, "--language"),
        (&["-l", "go"], 2, "<WHAT>"),
        (&["-l", "go", "--steps", "{"], 1, "a list of steps"),
        (&["/v2/send/text", "-l", "cobol"], 1, "csharp"),
        (&["/v2/send/nothing", "-l", "go"], 1, "unknown_endpoint"),
        (&["book me a flight", "-l", "go"], 1, "does not offer"),
        (&["/v2/send/text", "-l", "go", "--arguments", "{"], 1, "an object of arguments"),
        (&["/v2/send/text", "-l", "go", "--arguments", r#"{"massage": 1}"#], 1, "did you mean"),
    ] {
        let (code, out, told) = run(args);
        assert_eq!((code, out.as_str()), (status, ""), "{args:?}: {told}");
        assert!(told.contains(tells), "{args:?}: {told}");
    }
}
