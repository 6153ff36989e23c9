//! What changes between looking and writing, and what breaks on the way: nothing is half written.

use std::{
    fs,
    io::Write,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use wawp_mcp::{
    agents::{Target, plan},
    catalog::Catalog,
    docs,
    edits::{Action, EditError, FileEdit, Project, Stopped, apply},
};

use super::{TOOL, files};

fn catalog() -> Catalog {
    docs::BUILT_IN[0].catalog().unwrap()
}

/// A project with a file of the user's, and what is planned for it.
fn planned(targets: &[Target]) -> (tempfile::TempDir, Project, Vec<FileEdit>) {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap();
    fs::write(root.join("AGENTS.md"), "mine\n").unwrap();
    let project = Project::new(root);
    let edits = plan(&project, &catalog(), targets).unwrap();
    (folder, project, edits)
}

/// Plans, lets somebody else act, and applies: what stopped it, and that nothing was written.
fn stopped(targets: &[Target], meanwhile: impl Fn(&Path)) -> EditError {
    let (folder, project, edits) = planned(targets);
    meanwhile(folder.path());
    let before = files(folder.path());
    let Stopped { done, fault } = apply(&project, &edits).unwrap_err();
    assert_eq!((done, files(folder.path())), (0, before));
    fault
}

#[test]
fn a_file_that_was_changed_meanwhile_is_not_overwritten() {
    let both = [Target::Cursorrules, Target::AgentsMd];
    let changes: [fn(&Path); 4] = [
        |root| fs::write(root.join("AGENTS.md"), "mine, and more\n").unwrap(),
        |root| fs::write(root.join("AGENTS.md"), "nime\n").unwrap(),
        |root| fs::remove_file(root.join("AGENTS.md")).unwrap(),
        |root| fs::write(root.join(".cursorrules"), "").unwrap(),
    ];
    for change in changes {
        assert!(matches!(stopped(&both, change), EditError::Changed(_)));
    }
}

#[test]
fn a_place_that_was_exchanged_meanwhile_is_not_written_to() {
    let link: fn(&Path) = |root| symlink(root, root.join(".agent")).unwrap();
    assert!(matches!(stopped(&[Target::Skill], link), EditError::Link(_)));
    let file: fn(&Path) = |root| fs::write(root.join(".agent"), "").unwrap();
    assert!(matches!(stopped(&[Target::Skill], file), EditError::NotFolder(_)));
    let (folder, project, edits) = planned(&[Target::Cursorrules]);
    fs::remove_dir_all(folder.path()).unwrap();
    assert!(matches!(apply(&project, &edits).unwrap_err().fault, EditError::NotFolder(_)));
    assert!(!folder.path().exists(), "the project is not made anew");
}

#[test]
fn what_is_as_it_should_be_is_not_touched() {
    let (folder, project, edits) = planned(&[Target::AgentsMd]);
    apply(&project, &edits).unwrap();
    let again = plan(&project, &catalog(), &[Target::AgentsMd]).unwrap();
    assert_eq!((again[0].action(), again[0].diff()), (Action::Unchanged, ""));
    let before = super::stamp(&folder.path().join("AGENTS.md"));
    apply(&project, &again).unwrap();
    assert_eq!(super::stamp(&folder.path().join("AGENTS.md")), before);
}

/// The result of a call where no file may grow past 8 KiB, as on a disk that is full.
fn on_a_full_disk(work: &Path, home: &Path, arguments: Value) -> Value {
    let client = json!({"name": "tests", "version": "1"});
    let initialize = json!({"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client});
    let call = json!({"name": TOOL, "arguments": arguments});
    let lines = [
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": initialize}),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": call}),
    ];
    // Whoever writes more gets an error instead of a signal.
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\"";
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_wawp-mcp")]);
    command.env_clear().env("HOME", home).env("PATH", "/usr/bin:/bin").current_dir(work);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for line in lines {
        writeln!(input, "{line}").unwrap();
    }
    drop(input);
    let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let last: Value = serde_json::from_str(output.lines().last().unwrap()).unwrap();
    assert_eq!(last["id"], 2);
    last["result"].clone()
}

#[test]
fn when_the_disk_is_full_the_answer_says_what_is_written_and_the_rest_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (work, home) = (folder.path().join("work"), folder.path().join("home"));
    for path in [&work, &home] {
        fs::create_dir(path).unwrap();
    }
    let mine = "mine\n".repeat(2_000);
    fs::write(work.join("AGENTS.md"), &mine).unwrap();
    let result = on_a_full_disk(&work, &home, json!({"targets": ["cursorrules", "agents-md"]}));
    let data = &result["structuredContent"];
    assert_eq!((&result["isError"], &data["error"]["code"]), (&json!(true), &json!("file_not_allowed")));
    assert_eq!(data["files"], json!([{"path": ".cursorrules", "action": "created"}]));
    let message = data["error"]["message"].as_str().unwrap();
    assert!(message.starts_with("`AGENTS.md` cannot be written: "), "{message}");
    assert!(message.ends_with("; files written before it: 1"), "{message}");
    let names: Vec<String> = files(&work).into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, [".cursorrules", "AGENTS.md"], "nothing is left of what broke");
    assert_eq!(fs::read_to_string(work.join("AGENTS.md")).unwrap(), mine);
}
