//! What the program gives out besides answers of tools holds no secret either: resources, exports, the demo, and
//! what the system shows of its process.

use std::thread;

use serde_json::json;

use super::{CANARIES, Host, Watch, Watched, canaries::SIGNS, watched_server::Room};
use crate::harness::INSTANCE;

#[test]
fn no_resource_and_no_list_holds_the_token() {
    let host = Host::of(SIGNS.token);
    let mut server = Watched::of(&host, SIGNS.token);
    for method in ["tools/list", "resources/list", "resources/templates/list"] {
        server.server.request(method, json!({}));
    }
    for uri in ["wawp://llms.txt", "wawp://docs/errors", "wawp://openapi.json", "wawp://docs/guide/v2/start"]
    {
        server.server.request("resources/read", json!({"uri": uri}));
    }
    let id = server.server.ask("resources/read", json!({"uri": "wawp://docs/nothing"}));
    server.server.answer_to(id);
    // All of standard output is looked through.
    server.stop("after resources");
}

#[test]
fn no_export_and_no_other_verb_holds_the_token() {
    let [signs, ..] = CANARIES;
    let verbs: [&[&str]; 9] = [
        &["export", "openapi"],
        &["export", "markdown", "--language", "ar"],
        &["export", "html"],
        &["export", "postman"],
        &["export", "llms"],
        &["demo"],
        &["--help"],
        &["--version"],
        &["serve", "--nothing"],
    ];
    thread::scope(|scope| {
        for verb in verbs {
            scope.spawn(move || {
                let room = Room::new();
                let start =
                    room.start().env("WAWP_ACCESS_TOKEN", signs.token).env("WAWP_INSTANCE_ID", INSTANCE);
                let start = verb.iter().fold(start, |start, word| start.arg(word));
                let (_, stdout, stderr) = start.run();
                let watch = Watch::of(signs.token);
                watch.assert_clean(&format!("{verb:?}"), &stdout);
                watch.assert_clean(&format!("{verb:?}"), &stderr);
                room.assert_clean(&watch);
            });
        }
    });
}

/// A child would inherit the environment, and a command line is everybody's to read.
#[cfg(target_os = "linux")]
#[test]
fn the_server_starts_no_process_and_shows_no_token_in_its_command_line() {
    use std::fs;

    use super::canaries::PLAIN;
    let host = Host::of(PLAIN.token);
    let mut server = Watched::of(&host, PLAIN.token);
    let file = json!({"file_path": "a.txt", "chatId": "201012345678"});
    let calls = [
        ("get_session_health", json!({})),
        ("send_local_file", file),
        ("search_docs", json!({"query": "send"})),
    ];
    server.call_all(&calls, "before a look at the processes");
    let folder = server.room().path("work");
    // A child begins where its parent is.
    let here =
        |process: &fs::DirEntry| fs::read_link(process.path().join("cwd")).is_ok_and(|cwd| cwd == folder);
    let processes: Vec<fs::DirEntry> = fs::read_dir("/proc").unwrap().flatten().filter(here).collect();
    let [process] = processes.as_slice() else { panic!("{} processes are in its folder", processes.len()) };
    for children in fs::read_dir(process.path().join("task")).unwrap().flatten() {
        assert_eq!(fs::read_to_string(children.path().join("children")).unwrap_or_default(), "");
    }
    let line = fs::read(process.path().join("cmdline")).unwrap();
    Watch::of(PLAIN.token).assert_clean("the command line", &String::from_utf8_lossy(&line));
    server.stop("after a look at the processes");
}
