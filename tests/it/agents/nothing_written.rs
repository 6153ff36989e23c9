//! Nothing is written outside of the project, through links, into read-only places, or over what is no file.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    path::Path,
    process::Command,
};

use serde_json::json;

use super::{SKILL, TOOL, files, opened};
use crate::harness::{Answer, Server};

/// A call that is refused, and leaves the workspace and all around it as it was.
fn refused(server: &mut Server, arguments: serde_json::Value, code: &str, words: &str) -> Answer {
    let around = server.folder().parent().unwrap().to_path_buf();
    let before = listed(&around);
    let answer = server.failure(TOOL, arguments.clone(), code);
    assert!(answer.text().contains(words), "{arguments}: {}", answer.text());
    assert!(answer.error()["action"].is_string(), "{arguments}");
    assert_eq!(listed(&around), before, "{arguments}");
    answer
}

/// Everything below a folder, links not followed.
fn listed(folder: &Path) -> String {
    let (mut lines, mut paths) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(path) = paths.pop() {
        let is = fs::symlink_metadata(&path).unwrap();
        let written = is.modified().unwrap();
        let target = fs::read_link(&path).ok();
        let (mode, size, file) = (is.mode(), is.size(), is.ino());
        lines.push(format!("{} {mode:o} {size} {written:?} {file} {target:?}", path.display()));
        if is.is_dir() {
            paths.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    lines.sort_unstable();
    lines.join("\n")
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_project_lies_in_the_workspace() {
    let (mut server, work) = opened();
    fs::create_dir_all(work.join("inner/deep")).unwrap();
    fs::create_dir(work.parent().unwrap().join("elsewhere")).unwrap();
    fs::write(work.join("file.txt"), "x").unwrap();
    symlink("../elsewhere", work.join("out")).unwrap();
    symlink("inner", work.join("in")).unwrap();
    let elsewhere = work.parent().unwrap().join("elsewhere").display().to_string();
    for path in ["..", "../elsewhere", "inner/../../elsewhere", "out", "/", "/tmp", "../home", &elsewhere] {
        let answer = refused(
            &mut server,
            json!({"project_path": path}),
            "file_not_allowed",
            "outside of the workspace",
        );
        assert_eq!(answer.error()["parameter"], "project_path");
    }
    for path in ["nothing", "inner/nothing", "file.txt/x"] {
        refused(&mut server, json!({"project_path": path}), "file_not_found", "is not there");
    }
    refused(&mut server, json!({"project_path": "a\u{0}b"}), "file_not_allowed", "cannot be read");
    refused(&mut server, json!({"project_path": "file.txt"}), "file_not_found", "is no folder");
    refused(&mut server, json!({"project_path": 1}), "invalid_argument", "project_path");
    let absolute = work.join("inner").display().to_string();
    for (path, at) in [
        ("inner", "inner"),
        ("./inner/deep/", "inner/deep"),
        ("inner/../inner/deep/..", "inner"),
        (absolute.as_str(), "inner"),
        // A link that stays inside is a way like any other.
        ("in", "inner"),
        ("", ""),
        (".", ""),
    ] {
        server.success(TOOL, json!({"project_path": path, "targets": ["agents-md"]}));
        fs::remove_file(work.join(at).join("AGENTS.md")).unwrap_or_else(|_| panic!("{path}"));
    }
}

#[test]
fn without_a_project_nothing_is_written() {
    let start = Server::prepare();
    let home = start.folder().join("home");
    let roots = start.folder().join("roots");
    fs::create_dir(&roots).unwrap();
    // Folders that files may be sent from are not folders to write to.
    let mut server = start.env("WAWP_FILE_ROOTS", roots.to_str().unwrap()).started_in(&home).open();
    for arguments in [json!({}), json!({"project_path": roots}), json!({"project_path": "."})] {
        let answer = server.failure(TOOL, arguments, "file_not_allowed");
        assert!(
            answer.text().contains("no project is open") && answer.text().contains("start this server in")
        );
    }
    assert!(files(&home).is_empty() && files(&roots).is_empty());
}

#[test]
fn nothing_is_written_through_a_link() {
    let (mut server, work) = opened();
    let outside = work.parent().unwrap().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("AGENTS.md"), "mine\n").unwrap();
    fs::write(work.join("real.md"), "mine\n").unwrap();
    symlink("../outside/AGENTS.md", work.join("AGENTS.md")).unwrap();
    symlink("real.md", work.join("CLAUDE.md")).unwrap();
    symlink("../outside/nothing.md", work.join("GEMINI.md")).unwrap();
    symlink("../outside", work.join(".github")).unwrap();
    symlink("../outside", work.join(".agent")).unwrap();
    fs::create_dir(work.join(".cursor")).unwrap();
    symlink("../../outside", work.join(".cursor/rules")).unwrap();
    symlink(".windsurf", work.join(".windsurf")).unwrap();
    for (target, link) in [
        ("agents-md", "`AGENTS.md` is a link"),
        ("claude-md", "`CLAUDE.md` is a link"),
        ("gemini-md", "`GEMINI.md` is a link"),
        ("copilot-instructions", "`.github` is a link"),
        ("skill", "`.agent` is a link"),
        ("cursor-rules", "`.cursor/rules` is a link"),
        ("windsurf-rules", "`.windsurf` is a link"),
    ] {
        refused(&mut server, json!({"targets": [target]}), "file_not_allowed", link);
        // One file that cannot be written keeps all from being written.
        refused(&mut server, json!({"targets": ["cursorrules", target]}), "file_not_allowed", link);
    }
}

#[test]
fn a_second_name_of_a_file_is_not_left_behind() {
    let (mut server, work) = opened();
    fs::write(work.join("first.md"), "mine\n").unwrap();
    fs::hard_link(work.join("first.md"), work.join("AGENTS.md")).unwrap();
    refused(&mut server, json!({"targets": ["agents-md"]}), "file_not_allowed", "a second name");
    fs::remove_file(work.join("first.md")).unwrap();
    server.success(TOOL, json!({"targets": ["agents-md"]}));
}

#[test]
fn read_only_places_stay_as_they_are_for_a_superuser_too() {
    let (mut server, work) = opened();
    let args = || json!({"targets": ["agents-md"]});
    fs::write(work.join("AGENTS.md"), "mine\n").unwrap();
    mode(&work.join("AGENTS.md"), 0o444);
    refused(&mut server, args(), "file_not_allowed", "`AGENTS.md` is read-only");
    mode(&work.join("AGENTS.md"), 0o644);
    mode(&work, 0o555);
    refused(&mut server, args(), "file_not_allowed", "`.` is read-only");
    refused(&mut server, json!({}), "file_not_allowed", "`.` is read-only");
    mode(&work, 0o755);
    for folder in [".cursor", ".cursor/rules"] {
        fs::create_dir(work.join(folder)).unwrap();
        mode(&work.join(folder), 0o555);
        let words = format!("`{folder}` is read-only");
        refused(&mut server, json!({"targets": ["cursor-rules"]}), "file_not_allowed", &words);
        mode(&work.join(folder), 0o755);
    }
    // What is not written to may be read-only.
    mode(&work.join(".cursor"), 0o555);
    server.success(TOOL, json!({"targets": ["cursor-rules"]}));
    mode(&work.join(".cursor"), 0o755);
}

#[test]
fn what_is_no_file_is_not_replaced() {
    let (mut server, work) = opened();
    fs::create_dir(work.join("AGENTS.md")).unwrap();
    fs::write(work.join("AGENTS.md/mine"), "x").unwrap();
    let pipe = Command::new("mkfifo").arg(work.join("CLAUDE.md")).status().unwrap();
    assert!(pipe.success());
    let _socket = std::os::unix::net::UnixListener::bind(work.join("GEMINI.md")).unwrap();
    for (target, file) in [("agents-md", "AGENTS.md"), ("claude-md", "CLAUDE.md"), ("gemini-md", "GEMINI.md")]
    {
        let words = format!("`{file}` is no regular file");
        refused(&mut server, json!({"targets": [target]}), "file_not_allowed", &words);
    }
    fs::write(work.join(".agent"), "a file").unwrap();
    refused(&mut server, json!({"targets": ["skill"]}), "file_not_allowed", "`.agent` is no folder");
    fs::create_dir(work.join(".cursor")).unwrap();
    fs::write(work.join(".cursor/rules"), "a file").unwrap();
    refused(
        &mut server,
        json!({"targets": ["cursor-rules"]}),
        "file_not_allowed",
        "`.cursor/rules` is no folder",
    );
}

#[test]
fn a_file_larger_than_any_rules_is_not_read() {
    let (mut server, work) = opened();
    let file = fs::File::create(work.join("AGENTS.md")).unwrap();
    file.set_len(1 << 40).unwrap();
    refused(&mut server, json!({"targets": ["agents-md"]}), "file_not_allowed", "files of up to 16777216");
}

#[test]
fn a_file_keeps_its_permissions_and_a_new_one_has_the_usual() {
    let (mut server, work) = opened();
    let at = |name: &str| work.join(name);
    for (name, bits) in [("AGENTS.md", 0o600), ("CLAUDE.md", 0o755), ("GEMINI.md", 0o664)] {
        fs::write(at(name), "mine\n").unwrap();
        mode(&at(name), bits);
    }
    fs::write(at("usual"), "").unwrap();
    server.success(TOOL, json!({"targets": ["agents-md", "claude-md", "gemini-md", "cursorrules", "skill"]}));
    let bits = |name: &str| fs::metadata(at(name)).unwrap().mode() & 0o7777;
    assert_eq!([bits("AGENTS.md"), bits("CLAUDE.md"), bits("GEMINI.md")], [0o600, 0o755, 0o664]);
    assert_eq!(bits(".cursorrules"), bits("usual"));
    assert_eq!(bits(&format!("{SKILL}/SKILL.md")), bits("usual"));
}

#[test]
fn a_file_keeps_its_owner() {
    let (mut server, work) = opened();
    let path = work.join("AGENTS.md");
    fs::write(&path, "mine\n").unwrap();
    // Only a superuser can give a file away; for others it is their own already.
    let given = std::os::unix::fs::chown(&path, Some(12_345), Some(54_321)).is_ok();
    let before = fs::metadata(&path).unwrap();
    server.success(TOOL, json!({"targets": ["agents-md"]}));
    let after = fs::metadata(&path).unwrap();
    assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    assert_eq!(given, after.uid() == 12_345);
}

#[test]
fn every_file_at_fault_is_named() {
    let (mut server, work) = opened();
    fs::create_dir(work.join("AGENTS.md")).unwrap();
    fs::write(work.join("CLAUDE.md"), "<!-- wawp-mcp:begin -->\n").unwrap();
    fs::write(work.join("GEMINI.md"), b"\xff").unwrap();
    let all = json!({"targets": ["gemini-md", "cursorrules", "claude-md", "agents-md"]});
    let answer = refused(&mut server, all, "file_not_allowed", "nothing was written");
    for words in ["`AGENTS.md` is no regular file", "`CLAUDE.md`, line 1", "`GEMINI.md` is no UTF-8 text"] {
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    let codes: Vec<&str> = answer.error()["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["file_not_allowed", "file_conflict", "file_conflict"]);
}
