//! In files that are there already each byte of the user's stays where it was.

use std::fs;

use serde_json::json;

use super::{TOOL, block, opened, stamp};
use crate::harness::Server;

const BEGIN: &str = "<!-- wawp-mcp:begin -->";
const END: &str = "<!-- wawp-mcp:end -->";

/// What becomes of a file.
enum Then {
    /// It holds these bytes; a second run changes nothing.
    Is(Vec<u8>),
    /// The call fails with these words, and nothing changes.
    Refused(&'static str),
}

struct Case {
    name: &'static str,
    old: Vec<u8>,
    then: Then,
}

fn is(name: &'static str, old: impl Into<Vec<u8>>, new: impl Into<Vec<u8>>) -> Case {
    Case { name, old: old.into(), then: Then::Is(new.into()) }
}

fn refused(name: &'static str, old: impl Into<Vec<u8>>, words: &'static str) -> Case {
    Case { name, old: old.into(), then: Then::Refused(words) }
}

fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// A block of an earlier version.
fn earlier() -> String {
    format!("{BEGIN}\nold rules\nof another version\n{END}")
}

/// Runs each case in a project of its own.
fn each(server: &mut Server, target: &str, file: &str, cases: Vec<Case>) {
    for (number, Case { name, old, then }) in cases.into_iter().enumerate() {
        let project = format!("{target}-{number}");
        let path = server.folder().join(&project).join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &old).unwrap();
        let before = stamp(&path);
        let call = json!({"project_path": project, "targets": [target]});
        match then {
            Then::Is(new) => {
                let answer = server.success(TOOL, call.clone());
                assert_eq!(answer.data()["files"][0]["action"], "updated", "{name}");
                assert!(fs::read(&path).unwrap() == new, "{name}: {}", shown(&path));
                let once = stamp(&path);
                let again = server.success(TOOL, call);
                assert_eq!(again.data()["files"][0]["action"], "unchanged", "{name}");
                assert!(fs::read(&path).unwrap() == new, "{name}, twice");
                assert_eq!(stamp(&path), once, "{name}, twice");
            }
            Then::Refused(words) => {
                let answer = server.failure(TOOL, call, "file_conflict");
                assert!(answer.text().contains(words), "{name}: {}", answer.text());
                assert!(answer.text().contains(file) && answer.error()["action"].is_string(), "{name}");
                assert!(fs::read(&path).unwrap() == old, "{name}");
                assert_eq!(stamp(&path), before, "{name}");
            }
        }
        let beside = fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 1, "{name}: nothing is left beside the file");
    }
}

fn shown(path: &std::path::Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap()).chars().take(3_000).collect()
}

#[test]
fn text_without_a_block_keeps_every_byte_and_gets_one_behind_it() {
    let (mut server, _) = opened();
    let b = block(&mut server);
    let behind = |old: &str| format!("{old}\n{b}\n");
    let crlf_behind = |old: &str| format!("{old}{}", crlf(&format!("\n{b}\n")));
    let sentence = format!("Our block begins at {BEGIN} and ends at {END}.\n");
    let alike = "<!-- wawp-mcp:begin v2 -->\n<!-- other:begin -->\n<!-- WAWP-MCP:BEGIN -->\n";
    let lines = "A rule of ours, one of many.\n".repeat(180_000);
    let line = "x".repeat(5_000_000);
    let cases = vec![
        is("empty", "", format!("{b}\n")),
        is("a mark alone", "\u{feff}", format!("\u{feff}{b}\n")),
        is("lines", "Rules\nuse tabs\n", behind("Rules\nuse tabs\n")),
        is("no last line end", "Rules\nuse tabs", format!("Rules\nuse tabs\n\n{b}")),
        is("one word", "Rules", format!("Rules\n\n{b}")),
        is("a blank line at the end", "Rules\n\n", format!("Rules\n\n{b}\n")),
        is("of another system", "Rules\r\nuse tabs\r\n", crlf_behind("Rules\r\nuse tabs\r\n")),
        is("the same, no last line end", "a\r\nb", format!("a\r\nb{}", crlf(&format!("\n\n{b}")))),
        is("a blank line there", "a\r\n\r\n", format!("a\r\n\r\n{}", crlf(&format!("{b}\n")))),
        is("a mark and lines", "\u{feff}a\r\nb\r\n", crlf_behind("\u{feff}a\r\nb\r\n")),
        is("a mark and a line", "\u{feff}a\n", behind("\u{feff}a\n")),
        is("most of another system", "a\r\nb\nc\r\n", crlf_behind("a\r\nb\nc\r\n")),
        is("some of another system", "a\nb\r\nc\n", behind("a\nb\r\nc\n")),
        is("as many of either", "a\r\nb\nc", format!("a\r\nb\nc{}", crlf(&format!("\n\n{b}")))),
        is("returns alone", "a\rb\r", format!("a\rb\r{}", format!("\n{b}\n").replace('\n', "\r"))),
        is("one line feed", "\n", format!("\n{b}\n")),
        is("line feeds", "\n\n\n", format!("\n\n\n{b}\n")),
        is("spaces", "   ", format!("   \n\n{b}")),
        is("spaces at line ends", "a  \n\tb\t\n", behind("a  \n\tb\t\n")),
        is("front matter", "---\nname: x\n---\n\nRules\n", behind("---\nname: x\n---\n\nRules\n")),
        is("Arabic and signs", "قواعد المشروع 🕌\n", behind("قواعد المشروع 🕌\n")),
        is("control characters", "a\u{1b}[31m\u{7}\u{85}b\n", behind("a\u{1b}[31m\u{7}\u{85}b\n")),
        is("the markers in a sentence", sentence.clone(), behind(&sentence)),
        is("markers that are alike", alike, behind(alike)),
        is("5 MB of lines", lines.clone(), behind(&lines)),
        is("5 MB in one line", line.clone(), format!("{line}\n\n{b}")),
    ];
    each(&mut server, "agents-md", "AGENTS.md", cases);
}

#[test]
fn a_block_of_ours_is_replaced_and_nothing_else() {
    let (mut server, _) = opened();
    let b = block(&mut server);
    let (e, c) = (earlier(), crlf(&earlier()));
    let cases = vec![
        is("all of it", e.clone(), b.clone()),
        is("all of it, with a line end", format!("{e}\n"), format!("{b}\n")),
        is("at the start", format!("{e}\nmine\n"), format!("{b}\nmine\n")),
        is("in the middle", format!("mine\n{e}\n  also\n"), format!("mine\n{b}\n  also\n")),
        is("at the end", format!("mine\n\n\n{e}"), format!("mine\n\n\n{b}")),
        is("behind a mark", format!("\u{feff}{e}\nx"), format!("\u{feff}{b}\nx")),
        is("of another system", format!("a\r\n{c}\r\nb\r\n"), format!("a\r\n{}\r\nb\r\n", crlf(&b))),
        is("of another system than the rest", format!("a\n{c}\nb\n"), format!("a\n{b}\nb\n")),
        is("the rest of another system", format!("a\r\n{e}\r\n"), format!("a\r\n{}\r\n", crlf(&b))),
        is(
            "spaces around the markers",
            format!("a\n  {BEGIN} \nold\n\t{END}\t\nb\n"),
            format!("a\n{b}\nb\n"),
        ),
        is("an empty one", format!("a\n{BEGIN}\n{END}\nb"), format!("a\n{b}\nb")),
        is("one that was written in", format!("{b}\n").replacen("Care", "Carelessness", 1), format!("{b}\n")),
        is("beside a sentence", format!("{BEGIN} is ours\n{e}\n"), format!("{BEGIN} is ours\n{b}\n")),
        is("without lines around it", format!("a\n{e}\nb"), format!("a\n{b}\nb")),
    ];
    each(&mut server, "agents-md", "AGENTS.md", cases);
}

#[test]
fn markers_that_are_not_one_pair_and_bytes_that_are_no_text_are_refused() {
    let (mut server, _) = opened();
    let e = earlier();
    let wide =
        |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(order).collect() };
    let cases = vec![
        refused("two blocks", format!("{e}\n{e}\n"), "line 5: a second block begins"),
        refused("one in another", format!("a\n{BEGIN}\n{e}\n{END}\n"), "line 3: a block begins inside"),
        refused("no end", format!("a\n\n{BEGIN}\nmine\n"), "line 3: a block begins that does not end"),
        refused("no begin", format!("a\n{END}\n"), "line 2: a block ends that did not begin"),
        refused("the wrong way around", format!("{END}\n{BEGIN}\n"), "line 1: a block ends that did not"),
        refused("an end too many", format!("{e}\r\n{END}"), "line 5: a block ends that did not begin"),
        refused("a begin too many", format!("{e}\r{BEGIN}"), "line 5: a second block begins"),
        refused("bytes", (0..=255).collect::<Vec<u8>>(), "no UTF-8 text"),
        refused("Latin 1", b"caf\xe9\n".to_vec(), "no UTF-8 text"),
        refused("a half character", b"abc\xd9".to_vec(), "no UTF-8 text"),
        refused("NUL characters", "a\0b\n", "no UTF-8 text"),
        refused("UTF-16", wide("\u{feff}Rules\n", u16::to_le_bytes), "no UTF-8 text"),
        refused("UTF-16, the other way", wide("\u{feff}Rules\n", u16::to_be_bytes), "no UTF-8 text"),
        refused("UTF-16 without a mark", wide("Rules\n", u16::to_le_bytes), "no UTF-8 text"),
        refused("a block in Latin 1", [e.as_bytes(), b"\ncaf\xe9\n"].concat(), "no UTF-8 text"),
    ];
    each(&mut server, "agents-md", "AGENTS.md", cases);
}

#[test]
fn a_file_at_a_path_of_ours_is_written_where_it_is_ours() {
    let (mut server, _) = opened();
    let (b, e) = (block(&mut server), earlier());
    let other = "---\ndescription: mine\nalwaysApply: true\n---\n";
    for (target, file) in
        [("cursor-rules", ".cursor/rules/wawp.mdc"), ("windsurf-rules", ".windsurf/rules/wawp.md")]
    {
        let usual = {
            server.success(TOOL, json!({"targets": [target]}));
            fs::read_to_string(server.folder().join(file)).unwrap()
        };
        assert!(usual.starts_with("---\n") && usual.ends_with(&format!("---\n\n{b}\n")), "{usual}");
        let cases = vec![
            is("empty", "", usual),
            is("front matter of the user's", format!("{other}{e}\n"), format!("{other}{b}\n")),
            is(
                "text of the user's",
                format!("{other}mine\n{e}\nmine\n"),
                format!("{other}mine\n{b}\nmine\n"),
            ),
            is("no front matter", format!("{e}\n"), format!("{b}\n")),
            refused("somebody else's", "# Wawp\nmine\n", "is somebody else's"),
            refused("somebody else's front matter", other, "is somebody else's"),
            refused("a line end", "\n", "is somebody else's"),
            refused("a mark", "\u{feff}", "is somebody else's"),
        ];
        each(&mut server, target, file, cases);
    }
}
