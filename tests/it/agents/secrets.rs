//! No credential is written or shown, wherever it comes from.

use std::fs;

use serde_json::json;

use super::{TARGETS, TOOL, files};
use crate::harness::{Server, TOKEN};

const OTHERS: [&str; 4] = ["canary-instance", "canary-dotenv", "201099999999", "canary-host"];

fn assert_clean(what: &str, text: &str) {
    for secret in [TOKEN, "7f3a+b", "7f3a%2Bb"].iter().chain(&OTHERS) {
        assert!(!text.contains(secret), "{what} holds {secret}: {text}");
    }
}

#[test]
fn no_credential_is_written_or_shown() {
    let start = Server::prepare()
        .env("WAWP_ACCESS_TOKEN", TOKEN)
        .env("WAWP_INSTANCE_ID", OTHERS[0])
        .env("WAWP_TEST_NUMBER", OTHERS[2])
        .env("WAWP_BASE_URL", "https://canary-host.example")
        .env("WAWP_LOG", "trace")
        .file(".env", format!("WAWP_ACCESS_TOKEN={}\n", OTHERS[1]));
    let work = start.work().to_path_buf();
    let mut server = start.open();
    for dry_run in [true, false, false] {
        server.success(TOOL, json!({"targets": TARGETS, "dry_run": dry_run}));
    }
    server.failure(TOOL, json!({"project_path": ".."}), "file_not_allowed");
    for (path, bytes) in files(&work).into_iter().filter(|(path, _)| path != ".env") {
        assert_clean(&path, std::str::from_utf8(&bytes).unwrap());
    }
    let ended = server.stop();
    for line in &ended.stdout {
        assert_clean("standard output", line);
    }
    assert_clean("the log", &ended.stderr);
}

#[test]
fn a_token_that_stands_in_the_users_files_is_masked_in_what_is_shown_and_stays_in_the_file() {
    let own = format!("my token {TOKEN}\n");
    let block = format!("<!-- wawp-mcp:begin -->\n{TOKEN}\n<!-- wawp-mcp:end -->\n");
    let start = Server::prepare().env("WAWP_ACCESS_TOKEN", TOKEN);
    let start = start.file("AGENTS.md", &own).file("CLAUDE.md", format!("{own}{block}"));
    let work = start.work().to_path_buf();
    let mut server = start.open();
    for dry_run in [true, false] {
        let answer = server.success(TOOL, json!({"targets": ["agents-md", "claude-md"], "dry_run": dry_run}));
        assert!(answer.data()["files"][0]["diff"].as_str().unwrap().contains("my token"));
    }
    server.call(TOOL, json!({"project_path": TOKEN}));
    server.call(TOOL, json!({"targets": [TOKEN]}));
    for name in ["AGENTS.md", "CLAUDE.md"] {
        let text = fs::read_to_string(work.join(name)).unwrap();
        assert!(text.starts_with(&own) && text.matches(TOKEN).count() == 1, "{text}");
    }
    let ended = server.stop();
    for line in &ended.stdout {
        assert_clean("standard output", line);
    }
}
