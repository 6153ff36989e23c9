//! Rules and a skill in a user's project: what is written is true and short, and the user's text stays.

mod contents;
#[cfg(unix)]
mod interrupted;
#[cfg(unix)]
mod nothing_written;
mod repeated_runs;
mod secrets;
mod users_bytes_stay;

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use serde_json::{Value, json};

use crate::harness::{Answer, Server};

const TOOL: &str = "install_agent_config";
const TARGETS: [&str; 8] = [
    "cursorrules",
    "skill",
    "agents-md",
    "claude-md",
    "cursor-rules",
    "windsurf-rules",
    "copilot-instructions",
    "gemini-md",
];
const SKILL: &str = ".agent/skills/wawp-api-integration";

/// A server without a gateway, and its workspace.
fn opened() -> (Server, PathBuf) {
    let server = Server::prepare().open();
    let work = server.folder();
    (server, work)
}

/// A server whose workspace has everything installed.
fn installed() -> (Server, PathBuf) {
    let (mut server, work) = opened();
    server.success(TOOL, json!({"targets": TARGETS}));
    (server, work)
}

/// Every file below a folder, by its path below it; of a link, where it leads.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let below = path.strip_prefix(folder).unwrap().display().to_string();
            if let Ok(target) = fs::read_link(&path) {
                all.push((below, target.display().to_string().into_bytes()));
            } else if path.is_dir() {
                folders.push(path);
            } else {
                all.push((below, fs::read(&path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

/// When a file was written, and which file it is: replacing it with the same bytes makes another one.
fn stamp(path: &Path) -> (SystemTime, u64) {
    let metadata = fs::metadata(path).unwrap();
    #[cfg(unix)]
    let file = std::os::unix::fs::MetadataExt::ino(&metadata);
    // The standard library does not tell it elsewhere.
    #[cfg(not(unix))]
    let file = 0;
    (metadata.modified().unwrap(), file)
}

/// What became of each file.
fn actions(answer: &Answer) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let files = answer.data()["files"].as_array().unwrap();
    files.iter().map(|file| (text(&file["path"]), text(&file["action"]))).collect()
}

/// Our block as it stands in a new file, lines ended by line feeds, without the last.
fn block(server: &mut Server) -> String {
    let project = server.folder().join("fresh");
    fs::create_dir_all(&project).unwrap();
    server.success(TOOL, json!({"project_path": "fresh", "targets": ["agents-md"]}));
    let whole = fs::read_to_string(project.join("AGENTS.md")).unwrap();
    fs::remove_dir_all(project).unwrap();
    whole.strip_suffix('\n').unwrap().to_owned()
}
