//! The house holds: layers, circles, doors, sizes, counts.

mod imports;

use std::{
    fs,
    path::{Path, PathBuf},
};

use imports::{Module, circles, graph};

/// What each room may use, beside itself; each row only what rows below it name.
const LAYERS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    (
        "cli",
        &["server", "tools", "app", "gateway", "sandbox", "export", "docs", "catalog", "config", "values"],
    ),
    ("server", &["tools", "reply", "resources", "app", "gateway", "catalog", "config", "values"]),
    (
        "tools",
        &[
            "reply", "app", "agents", "answer", "catalog", "client", "config", "docs", "edits", "files",
            "gateway", "guard", "net", "plan", "request", "search", "starter", "values",
        ],
    ),
    ("plan", &["starter", "request", "docs", "search", "catalog", "values"]),
    ("reply", &["answer", "request", "docs", "masking", "catalog", "values"]),
    (
        "app",
        &["gateway", "client", "guard", "docs", "sandbox", "masking", "files", "request", "config", "values"],
    ),
    ("gateway", &["docs", "sandbox", "search", "catalog", "values"]),
    ("agents", &["edits", "catalog", "config", "values"]),
    ("resources", &["export", "catalog", "values"]),
    ("client", &["guard", "answer", "net", "masking", "request", "catalog", "config", "values"]),
    ("guard", &["request", "catalog", "config", "values"]),
    ("request", &["catalog", "values"]),
    ("export", &["catalog", "values"]),
    ("docs", &["search", "catalog"]),
    ("search", &["catalog", "values"]),
    ("starter", &["catalog", "values"]),
    ("sandbox", &["catalog", "values"]),
    ("answer", &["masking", "net", "values"]),
    ("net", &["config", "values"]),
    ("masking", &["values"]),
    ("edits", &[]),
    ("catalog", &["values"]),
    ("config", &["values"]),
    ("files", &["values"]),
    ("values", &[]),
];

/// The one place that names a foreign crate or opens a secret.
const DOORS: &[(&str, &str)] = &[
    ("rmcp::", "src/server/"),
    ("tokio_util::", "src/server/"),
    ("tantivy::", "src/search/"),
    ("reqwest::", "src/net/"),
    ("axum::", "src/sandbox/"),
    ("clap::", "src/cli/"),
    ("dotenvy::", "src/config/"),
    ("std::env::var", "src/config/env.rs"),
    ("ExposeSecret", "src/client/auth.rs"),
    ("serde_saphyr::", "src/catalog/read/"),
    ("maud::", "src/export/html/"),
    ("pulldown_cmark::", "src/export/html/"),
    ("html5gum::", "src/answer/"),
    ("quick_xml::", "src/answer/"),
    ("rustls::", "src/net/"),
    ("webpki_root_certs::", "src/net/"),
    ("serde_json_path::", "src/reply/"),
    ("similar::", "src/edits/"),
    ("tempfile::", "src/cli/demo/"),
];

/// The text of a starter program in Rust.
const STARTER: &str = "starter/languages/rust/reqwest.rs";

const FILE_LINES: usize = 300;
const MAIN_LINES: usize = 50;
const README_LINES: usize = 200;

struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The room that a file stands in: its folder, or its own name.
    fn room(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap();
        below.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Lines of code: no blank ones, no comments, no tests.
    fn code(&self) -> impl Iterator<Item = &str> {
        let until_tests = self.text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
        until_tests.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.sort();
    let source = |path: PathBuf| Source {
        text: fs::read_to_string(&path).unwrap(),
        path: path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"),
    };
    files.into_iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        // A program that is written for others is none of this one's sources.
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with(STARTER) {
            files.push(path);
        }
    }
}

/// The rooms that a line names: `crate::room`, or each of `use crate::{…}` when the file is flattened.
fn named_rooms(source: &Source) -> Vec<String> {
    let code: String = source.code().collect::<Vec<_>>().join(" ");
    let mut rooms = Vec::new();
    for part in code.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(list) => rooms.extend(top_level(list)),
            None => rooms.push(word(part)),
        }
    }
    rooms.retain(|room| LAYERS.iter().any(|(known, _)| known == room));
    rooms
}

/// The first words of the items of a `use` list, whose nested lists are passed over.
fn top_level(list: &str) -> Vec<String> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ if depth == 0 => items.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    items.iter().map(|item| word(item.trim())).collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn a_room_uses_only_what_its_row_names() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.path != "src/lib.rs") {
        let row = LAYERS.iter().find(|(room, _)| *room == source.room());
        let (room, allowed) = row.unwrap_or_else(|| panic!("{} stands in no room of the table", source.path));
        for named in named_rooms(source) {
            if named != *room && !allowed.contains(&named.as_str()) {
                faults.push(format!("{}: `{room}` may not use `{named}`", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_row_names_only_rooms_of_rows_below_it() {
    for (number, (room, allowed)) in LAYERS.iter().enumerate() {
        let below = &LAYERS[number + 1..];
        for named in *allowed {
            assert!(
                below.iter().any(|(known, _)| known == named),
                "`{room}` may use `{named}`, which is not below it"
            );
        }
    }
}

/// The files of the crate as modules.
fn modules() -> Vec<Module> {
    let code = |source: &Source| source.code().collect::<Vec<_>>().join("\n");
    sources().iter().map(|source| Module::new(&source.path, code(source))).collect()
}

#[test]
fn no_file_takes_names_from_one_that_takes_names_from_it() {
    let modules = modules();
    let graph = graph(&modules);
    let arrows: usize = graph.values().map(std::collections::BTreeSet::len).sum();
    // A reader of imports that reads none would find no circle.
    assert!(arrows > 500, "{arrows}");
    let circles: Vec<String> = circles(&graph).iter().map(|circle| circle.join(" <-> ")).collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found_over_re_exports_and_over_a_third_file() {
    let module = |file: &str, code: &str| Module::new(file, code.to_owned());
    let modules = [
        module("src/lib.rs", "pub mod room;\npub mod low;"),
        module("src/room/mod.rs", "mod one;\nmod two;\nmod three;\npub use one::One;"),
        module("src/room/one.rs", "use super::two::Two;\npub struct One;"),
        module(
            "src/room/two.rs",
            "use std::fmt;\nuse crate::{low::Low, room::{three::{self, Three}}};\npub struct Two;",
        ),
        module("src/room/three.rs", "fn f() -> super::One { todo() }"),
        module("src/low.rs", "pub struct Low;"),
    ];
    let found = circles(&graph(&modules));
    assert_eq!(found, [["src/room/one.rs", "src/room/three.rs", "src/room/two.rs"]]);
}

#[test]
fn a_foreign_crate_has_one_door() {
    let mut faults = Vec::new();
    for source in sources() {
        for (name, door) in DOORS {
            if !source.path.starts_with(door) && source.code().any(|line| line.contains(name)) {
                faults.push(format!("{} names `{name}`, whose door is {door}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_carried_where_stands_in_one_file() {
    let doors = ["src/catalog/security.rs", "src/catalog/read/"];
    for source in sources().iter().filter(|source| !doors.iter().any(|door| source.path.starts_with(door))) {
        let asks = |line: &str| line.contains("security.token.") || line.contains("asked_by");
        let asking: Vec<&str> = source.code().filter(|line| asks(line)).collect();
        assert!(asking.is_empty(), "{} knows where the token travels: {asking:?}", source.path);
        // Nor does any file name a place of this or that gateway.
        let names = ["access-token", "\"instance_id\"", "missing_param"];
        let speaking: Vec<&str> =
            source.code().filter(|line| names.iter().any(|name| line.contains(name))).collect();
        // What the Wawp gateway does of its own, tests, names of the tools' own arguments, and of variables in programs.
        let others = [
            "src/sandbox/wawp/",
            "src/sandbox/tests/",
            "src/tools/",
            "src/config/",
            "src/starter/languages/",
        ];
        let is_other = others.iter().any(|other| source.path.starts_with(other));
        assert!(speaking.is_empty() || is_other, "{}: {speaking:?}", source.path);
    }
}

#[test]
fn files_stay_small() {
    let mut faults = Vec::new();
    for source in sources() {
        let most = if source.path == "src/main.rs" { MAIN_LINES } else { FILE_LINES };
        let lines = source.code().count();
        if lines > most {
            faults.push(format!("{} has {lines} lines of code, {most} are allowed: two ideas?", source.path));
        }
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap().lines().count();
    assert!(readme <= README_LINES, "README.md has {readme} lines");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn exceptions_from_lints_carry_their_reason() {
    for source in sources() {
        assert!(!source.text.contains("#[allow("), "{}: use `#[expect(…, reason = …)]`", source.path);
    }
}

#[test]
fn the_catalog_holds_what_the_readme_counts() {
    let catalog = wawp_mcp::docs::BUILT_IN[0].catalog().unwrap();
    assert_eq!((catalog.operations.len(), catalog.events.len(), catalog.guides.len()), (123, 24, 17));
    let mut paths: Vec<&str> = catalog.operations.iter().map(|operation| operation.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    // Six of them are documented once for each of their methods: 107 endpoints.
    assert_eq!(paths.len(), 100);
}
