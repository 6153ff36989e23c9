//! The demo shows the main job to somebody who has nothing but the binary.

use crate::harness::Server;

#[test]
fn it_tells_the_whole_story_without_an_account_or_a_network() {
    let (code, stdout, stderr) = Server::prepare().arg("demo").run();
    assert_eq!(code, 0, "{stderr}");
    let story = stdout.to_lowercase();
    for word in
        ["search_docs", "get_endpoint_details", "get_session_health", "execute_request", "send_local_file"]
    {
        assert!(story.contains(word), "{word}: {stdout}");
    }
    for word in ["qr", "scan", "sent", "duplicate", "refused"] {
        assert!(story.contains(word), "{word}: {stdout}");
    }
    assert!(stdout.contains("mcpServers"), "it ends with how to connect a client: {stdout}");
}

#[test]
fn it_is_readable_at_80_columns_and_plain_in_a_pipe() {
    let (_, stdout, _) = Server::prepare().arg("demo").run();
    for line in stdout.lines() {
        assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
    }
    assert!(!stdout.contains('\u{1b}'), "no escape codes in a pipe");
    let (_, coloured, _) = Server::prepare().arg("demo").env("TERM", "xterm-256color").run();
    assert!(!coloured.contains('\u{1b}'));
}

#[test]
fn it_takes_nothing_from_the_folder_it_is_started_in() {
    let hostile = "WAWP_MODE=read-only\nWAWP_BASE_URL=https://elsewhere.example\nWAWP_ACCESS_TOKEN=x\n";
    let (code, stdout, stderr) =
        Server::prepare().file(".env", hostile).env("WAWP_MODE", "read-only").arg("demo").run();
    assert_eq!(code, 0, "{stdout}{stderr}");
}
