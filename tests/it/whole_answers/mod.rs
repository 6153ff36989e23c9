//! The whole answer of each tool's success and of each kind of refusal, text and data, as the program gives it over
//! stdio: a change of what an agent sees is seen in review.

mod refusals;
mod successes;

use std::{collections::BTreeSet, fmt::Write, fs, path::Path, sync::LazyLock};

use regex::Regex;
use serde_json::{Value, json};

use crate::harness::{Answer, Server, TOKEN};

/// The program's own codes: any other is the gateway's, passed on.
const CODES: [&str; 22] = [
    "bad_response",
    "confirmation_required",
    "duplicate_send",
    "file_conflict",
    "file_not_allowed",
    "file_not_found",
    "file_too_large",
    "internal",
    "invalid_argument",
    "method_not_allowed",
    "missing_argument",
    "mode_forbids",
    "network",
    "not_configured",
    "not_offered",
    "outcome_unknown",
    "recipient_not_allowed",
    "response_too_large",
    "timeout",
    "unknown_argument",
    "unknown_endpoint",
    "unsupported_media_type",
];

/// Those that no call brings about here, and why.
const UNREACHABLE: [(&str, &str); 2] = [
    (
        "internal",
        "it tells of a fault of the program itself: a panic, built-in docs that are broken, no loopback address",
    ),
    (
        "not_offered",
        "it tells of a call that a gateway lacks, and the built-in one has all that are asked for",
    ),
];

/// What differs between two runs, and what stands in its place.
const VARYING: [(&str, &str); 9] = [
    (r"127\.0\.0\.1:\d+", "127.0.0.1:[port]"),
    (r"\b\d+ ms\b", "[milliseconds] ms"),
    (r#""elapsed_ms": \d+"#, r#""elapsed_ms": "[milliseconds]""#),
    (r"\b\d+ s ago\b", "[seconds] s ago"),
    // What is left of the minute for which the same is refused; what a gateway asks for is longer.
    (r"retry after: \d\d? s", "retry after: [seconds] s"),
    (r#""retry_after": \d\d?\.0\b"#, r#""retry_after": "[seconds]""#),
    (r#""timestamp":( ?)\d+"#, r#""timestamp":$1"[timestamp]""#),
    (r"\(os error \d+\)", "(os error [number])"),
    // A code to scan holds the time.
    (r"image/png, \d+ bytes, shown", "image/png, [number] bytes, shown"),
];

/// A tool, and what it is called with.
type Call<'a> = (&'a str, Value);

/// Makes a call that must succeed, and holds its answer against the snapshot that is named as the test is; `when` says
/// what is so at that time, for who reads it.
fn succeeds(name: &str, when: &str, server: &mut Server, call: Call) {
    let answer = server.success(call.0, call.1.clone());
    hold("snapshots/successes", name, &shown(when, &call, &answer, server));
}

/// The same of a call that must be refused with this code.
fn is_refused(name: &str, code: &str, when: &str, server: &mut Server, call: Call) {
    let answer = server.failure(call.0, call.1.clone(), code);
    hold("snapshots/refusals", name, &shown(when, &call, &answer, server));
}

fn hold(folder: &str, name: &str, shown: &str) {
    insta::with_settings!({
        snapshot_path => folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, shown) });
}

/// A call with its answer, all that is the same in each run: texts as they are read, pictures by their type, and the
/// data.
fn shown(when: &str, (tool, arguments): &Call, answer: &Answer, server: &Server) -> String {
    let mut out = format!("when: {when}\ncall: {tool} {arguments}\n");
    for (member, value) in answer.0.as_object().unwrap() {
        if member != "content" {
            let _ = write!(out, "\n{member}:\n{value:#}\n");
            continue;
        }
        for block in value.as_array().unwrap() {
            let kind = block["type"].as_str().unwrap();
            let content = if kind == "text" { &block["text"] } else { &block["mimeType"] };
            let _ = write!(out, "\n{kind}:\n{}\n", content.as_str().unwrap());
        }
    }
    assert!(!out.contains(TOKEN), "{out}");
    let folder = server.folder().parent().unwrap().display().to_string();
    VARYING.iter().fold(out.replace(&folder, "[folder]"), |out, (pattern, placeholder)| {
        Regex::new(pattern).unwrap().replace_all(&out, *placeholder).into_owned()
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The snapshots of one folder: their names and what they hold.
fn snapshots(folder: &str) -> Vec<(String, String)> {
    let folder = root().join("tests/it/whole_answers/snapshots").join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let snapshots = files.filter(|path| path.extension().is_some_and(|ending| ending == "snap"));
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    snapshots.map(|path| (name(&path), fs::read_to_string(path).unwrap())).collect()
}

/// The codes that a source gives to refusals, as far as they can be told from other texts.
fn codes_in(source: &str) -> BTreeSet<String> {
    /// How they are written.
    const WRITTEN: [&str; 7] = [
        r#"ToolError::new\(\s*"([a-z_]+)""#,
        r#"Self::new\(\s*"([a-z_]+)", "#,
        r#"\b(?:Advice|said)\(\s*"([a-z_]+)""#,
        r#"\bcode: "([a-z_]+)""#,
        r#""([a-z_]+)"\.clone_into\(&mut error\.code\)"#,
        r#"\b(?:Failure|FaultKind)::[^"=;]*=> "([a-z_]+)""#,
        r#""(file_(?:conflict|[a-z]+_[a-z]+))""#,
    ];
    static FOUND: LazyLock<[Regex; 7]> =
        LazyLock::new(|| WRITTEN.map(|pattern| Regex::new(pattern).unwrap()));
    let found = FOUND.iter().flat_map(|pattern| pattern.captures_iter(source));
    found.map(|found| found[1].to_owned()).collect()
}

/// The texts of the program's own files below a folder.
fn sources(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("src/sandbox") && !path.ends_with("starter/programs") {
            texts.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
    texts
}

#[test]
fn the_codes_are_those_that_the_program_has() {
    // The simulated gateway's codes are the gateway's.
    let sources = sources(&root().join("src"));
    for code in CODES {
        let literal = format!("\"{code}\"");
        assert!(sources.iter().any(|source| source.contains(&literal)), "`{code}` is no code any more");
    }
    for code in sources.iter().flat_map(|source| codes_in(source)) {
        assert!(CODES.contains(&code.as_str()), "`{code}` is new: give it its place here, and a snapshot");
    }
}

#[test]
fn every_tool_has_a_snapshot_of_its_success() {
    let listed = Server::prepare().open().request("tools/list", json!({}));
    let tools = listed["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap());
    let snapshots = snapshots("successes");
    for tool in tools {
        let shown = snapshots.iter().find(|(name, _)| name == tool);
        let (_, shown) = shown.unwrap_or_else(|| panic!("`{tool}` has no snapshot of its success"));
        assert!(
            shown.contains(&format!("\ncall: {tool} ")) && shown.contains("\nisError:\nfalse"),
            "{shown}"
        );
    }
}

#[test]
fn every_code_has_a_snapshot_of_its_refusal_or_a_reason_why_it_has_none() {
    let snapshots = snapshots("refusals");
    let shown = |code: &str| snapshots.iter().any(|(_, shown)| shown.contains(&format!("\nerror {code}: ")));
    for code in CODES {
        let unreachable = UNREACHABLE.iter().any(|(known, _)| *known == code);
        assert_ne!(shown(code), unreachable, "`{code}` has a snapshot, or else a reason, and not both");
    }
}

#[test]
fn no_snapshot_is_left_of_a_test_that_is_gone() {
    for (folder, source) in
        [("successes", include_str!("successes.rs")), ("refusals", include_str!("refusals.rs"))]
    {
        for (name, _) in snapshots(folder) {
            assert!(source.contains(&format!("\nfn {name}() {{")), "`{name}` is left among the {folder}");
        }
    }
}
