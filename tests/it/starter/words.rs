//! The words by which tasks are understood: the compiled ones are the file's, and a fault in the file is named with its line.

use std::{
    fs,
    path::{Path, PathBuf},
};

use wawp_mcp::docs;

fn docs_index() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-index")
}

#[test]
fn the_committed_words_are_the_ones_that_the_file_gives() {
    let fresh = docs::compile_words(&docs_index().join("words.yaml")).unwrap();
    let committed = fs::read(docs_index().join("compiled/words")).unwrap();
    assert!(committed == fresh, "run `cargo run --example compile_docs`");
}

#[test]
fn a_fault_in_the_words_names_file_and_line() {
    let text = fs::read_to_string(docs_index().join("words.yaml")).unwrap();
    let line = |part: &str| text.lines().position(|line| line.contains(part)).unwrap() + 1;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("words.yaml");
    for (right, wrong, line, reason) in [
        ("  polite:\n", "  polit:\n", line("  polite:"), "polit"),
        ("openings:\n", "opening:\n", line("openings:"), "opening"),
        ("    ar: [بمجرد]\n", "    fr: [dès]\n", line("[بمجرد]"), "fr"),
        ("[new]", "[new, new]", line("[new]"), "`new` stands twice in `new`"),
        ("[new]", "[new, ' ']", line("[new]"), "empty"),
        ("[new]", "[{new: 1}]", line("[new]"), ""),
    ] {
        assert!(text.contains(right), "{right}");
        fs::write(&file, text.replacen(right, wrong, 1)).unwrap();
        let said = docs::compile_words(&file).unwrap_err().to_string();
        assert!(said.contains("words.yaml") && said.contains(reason), "{wrong}: {said}");
        assert!(said.contains(&line.to_string()), "{wrong}, line {line}: {said}");
    }
    fs::remove_file(&file).unwrap();
    assert!(docs::compile_words(&file).unwrap_err().to_string().contains("words.yaml"));
}
