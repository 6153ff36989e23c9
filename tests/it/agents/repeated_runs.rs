//! Twice is once, a dry run writes nothing, and the answer says what became of each file.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::{SKILL, TARGETS, TOOL, actions, files, opened, stamp};
use crate::harness::Server;

#[test]
fn twice_is_once() {
    let (mut server, work) = opened();
    let call = json!({"targets": TARGETS});
    let first = server.success(TOOL, call.clone());
    let written = files(&work);
    assert!(actions(&first).iter().all(|(_, action)| action == "created"));
    let mut told: Vec<String> = actions(&first).into_iter().map(|(path, _)| path).collect();
    told.sort();
    let names: Vec<String> = written.iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(told, names, "each file is told, and no other is there");
    let stamps = || -> Vec<_> { names.iter().map(|name| stamp(&work.join(name))).collect() };
    let before = stamps();
    let second = server.success(TOOL, call.clone());
    assert!(actions(&second).iter().all(|(_, action)| action == "unchanged"), "{}", second.text());
    assert!(second.data()["files"].as_array().unwrap().iter().all(|file| file["diff"] == ""));
    assert_eq!((files(&work), stamps()), (written.clone(), before));
    // Another process finds the same.
    let mut other = Server::prepare().started_in(&work).open();
    assert!(actions(&other.success(TOOL, call)).iter().all(|(_, action)| action == "unchanged"));
    assert_eq!(files(&work), written);
}

#[test]
fn the_usual_targets_are_the_rules_and_the_skill() {
    let (mut server, work) = opened();
    let answer = server.success(TOOL, json!({}));
    assert!(answer.data()["dry_run"] == false && answer.text().starts_with("19 of 19 files written\n"));
    assert!(files(&work).iter().all(|(path, _)| path == ".cursorrules" || path.starts_with(SKILL)));
    assert_eq!(files(&work).len(), 19);
    for (path, action) in actions(&answer) {
        assert!(answer.text().contains(&format!("\n{action} {path}")), "{}", answer.text());
    }
}

#[test]
fn each_target_has_its_place() {
    for (target, place) in [
        ("cursorrules", ".cursorrules"),
        ("agents-md", "AGENTS.md"),
        ("claude-md", "CLAUDE.md"),
        ("cursor-rules", ".cursor/rules/wawp.mdc"),
        ("windsurf-rules", ".windsurf/rules/wawp.md"),
        ("copilot-instructions", ".github/copilot-instructions.md"),
        ("gemini-md", "GEMINI.md"),
    ] {
        let (mut server, work) = opened();
        // Named twice, it is written once.
        let answer = server.success(TOOL, json!({"targets": [target, target]}));
        assert_eq!(actions(&answer), [(place.to_owned(), "created".to_owned())]);
        let names: Vec<String> = files(&work).into_iter().map(|(path, _)| path).collect();
        assert_eq!(names, [place]);
    }
}

#[test]
fn targets_that_are_none_are_told() {
    let (mut server, work) = opened();
    let answer = server.failure(TOOL, json!({"targets": []}), "invalid_argument");
    assert_eq!(answer.error()["parameter"], "targets");
    for targets in [json!(["vscode"]), json!("skill"), json!([1]), json!(["Skill"])] {
        let answer = server.failure(TOOL, json!({"targets": targets}), "invalid_argument");
        assert!(answer.text().contains("targets"), "{}", answer.text());
    }
    server.failure(TOOL, json!({"target": ["skill"]}), "unknown_argument");
    assert!(files(&work).is_empty());
}

#[test]
fn a_dry_run_writes_nothing_and_shows_the_difference() {
    let (mut server, work) = opened();
    fs::write(work.join("AGENTS.md"), "alpha\nbeta\nthird").unwrap();
    let old = "gamma\nnear\n<!-- wawp-mcp:begin -->\nold\n<!-- wawp-mcp:end -->\nbehind\ndelta\n";
    fs::write(work.join("CLAUDE.md"), old).unwrap();
    let before = files(&work);
    let call = json!({"targets": ["agents-md", "claude-md", "cursorrules"], "dry_run": true});
    let answer = server.success(TOOL, call);
    assert_eq!(files(&work), before);
    assert!(answer.data()["dry_run"] == true && answer.text().contains("dry run"));
    let [rules, agents, claude] = [0, 1, 2].map(|at| answer.data()["files"][at].clone());
    assert_eq!((&rules["action"], &agents["action"]), (&json!("created"), &json!("updated")));
    let diff = |file: &Value| file["diff"].as_str().unwrap().to_owned();
    assert!(diff(&rules).starts_with("--- /dev/null\n+++ b/.cursorrules\n@@ -0,0 +1"), "{}", diff(&rules));
    assert!(diff(&agents).starts_with("--- a/AGENTS.md\n+++ b/AGENTS.md\n"), "{}", diff(&agents));
    assert!(
        diff(&agents).contains("-third\n\\ No newline at end of file\n+third\n+\n+<!-- wawp-mcp:begin -->\n")
    );
    assert!(diff(&claude).contains("\n-old\n"), "{}", diff(&claude));
    // No more of the user's text is shown than where our lines go.
    assert!(
        !diff(&claude).contains("gamma")
            && !diff(&claude).contains("delta")
            && !diff(&agents).contains("alpha")
    );
    for file in [rules, agents, claude] {
        assert!(answer.text().contains(&diff(&file)), "{}", answer.text());
    }
}

#[test]
fn the_difference_is_what_makes_the_new_file_of_the_old() {
    let (mut server, work) = opened();
    for (name, old) in [
        ("one", "a\nb\n"),
        ("two", "a\r\nb"),
        ("three", "x\n<!-- wawp-mcp:begin -->\nold\n<!-- wawp-mcp:end -->\ny\n"),
        ("four", "\u{feff}a\r\n"),
    ] {
        fs::create_dir(work.join(name)).unwrap();
        fs::write(work.join(name).join("AGENTS.md"), old).unwrap();
        let call =
            |dry_run: bool| json!({"project_path": name, "targets": ["agents-md"], "dry_run": dry_run});
        let shown = server.success(TOOL, call(true)).data()["files"][0]["diff"].clone();
        assert_eq!(fs::read_to_string(work.join(name).join("AGENTS.md")).unwrap(), old);
        let written = server.success(TOOL, call(false)).data()["files"][0]["diff"].clone();
        assert_eq!(shown, written);
        let new = fs::read_to_string(work.join(name).join("AGENTS.md")).unwrap();
        assert_eq!(patched(old, shown.as_str().unwrap()), new, "{name}");
    }
}

/// What a unified diff makes of a text.
fn patched(old: &str, diff: &str) -> String {
    let mut rest = old.split_inclusive('\n');
    let (mut out, mut at) = (String::new(), 1);
    let mut lines = diff.split_inclusive('\n').skip(2).peekable();
    while let Some(line) = lines.next() {
        let (sign, body) = line.split_at(1);
        let ends_open = lines.next_if(|next| next.starts_with('\\')).is_some();
        let body = if ends_open { body.strip_suffix('\n').unwrap() } else { body };
        match sign {
            "@" => {
                let start: usize = body
                    .split(['-', ',', ' '])
                    .find_map(|word| word.parse().ok())
                    .expect("a hunk's first line");
                while at < start {
                    out.push_str(rest.next().unwrap());
                    at += 1;
                }
            }
            "+" => out.push_str(body),
            " " | "-" => {
                assert_eq!(rest.next().unwrap(), body);
                at += 1;
                if sign == " " {
                    out.push_str(body);
                }
            }
            _ => panic!("{line:?}"),
        }
    }
    out + &rest.collect::<String>()
}

#[test]
fn answers_are_bounded() {
    let (mut server, work) = opened();
    fs::write(work.join("AGENTS.md"), "x".repeat(100_000)).unwrap();
    fs::write(work.join("GEMINI.md"), "a\r\n".repeat(10_000)).unwrap();
    let call = |dry_run: bool| json!({"targets": TARGETS, "dry_run": dry_run});
    for dry_run in [true, false] {
        let answer = server.success(TOOL, call(dry_run));
        assert!(
            answer.text().len() <= 24_000 && !answer.text().contains("cut here"),
            "{}",
            answer.text().len()
        );
        assert!(answer.data().to_string().len() <= 30_000, "{}", answer.data().to_string().len());
        assert!(answer.data().to_string().contains(" more lines"));
        assert!(!answer.text().contains("\\u000d"), "a carriage return is spelled out");
        assert_eq!(answer.text().contains("+++ b/GEMINI.md"), dry_run);
    }
    assert!(Path::new(&work.join("GEMINI.md")).exists());
}
