//! A server whose every output is looked through, and the folders that it might write into.

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Host, Watch};
use crate::harness::{Answer, INSTANCE, Server, Start};

/// The home, the working directory and the folder for temporary files of one server.
pub(super) struct Room {
    folder: TempDir,
    /// Files that the test itself wrote a secret into.
    own: RefCell<Vec<PathBuf>>,
}

impl Room {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["home", "work", "tmp"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("work/a.txt"), "Hello").unwrap();
        Self { folder, own: RefCell::default() }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file that may hold a secret, readable for nobody else.
    pub(super) fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        self.own.borrow_mut().push(path);
    }

    /// A start in these folders, which logs all there is.
    pub(super) fn start(&self) -> Start {
        let start = Server::prepare().started_in(self.path("work")).env("WAWP_LOG", "trace");
        let [home, tmp] = ["home", "tmp"].map(|name| self.path(name).display().to_string());
        start.env("HOME", &home).env("TMPDIR", &tmp)
    }

    /// A start that is set up for a gateway.
    pub(super) fn start_with(&self, host: &Host, token: &str) -> Start {
        let start = self.start().env("WAWP_BASE_URL", &host.origin()).env("WAWP_TIMEOUT", "10s");
        start.env("WAWP_ACCESS_TOKEN", token).env("WAWP_INSTANCE_ID", INSTANCE)
    }

    /// No file holds the secret in its name or in its content.
    pub(super) fn assert_clean(&self, watch: &Watch) {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        for file in files.iter().filter(|file| !self.own.borrow().contains(file)) {
            watch.assert_clean("a file's name", &file.display().to_string());
            watch.assert_clean("a file", &String::from_utf8_lossy(&fs::read(file).unwrap()));
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// A running server and the secret that it may never show.
pub(super) struct Watched {
    pub(super) server: Server,
    watch: Watch,
    room: Room,
}

impl Watched {
    pub(super) fn new(server: Server, watch: Watch, room: Room) -> Self {
        Self { server, watch, room }
    }

    /// A server that is set up for a gateway with a token, at the most talkative.
    pub(super) fn of(host: &Host, token: &str) -> Self {
        let room = Room::new();
        Self::new(room.start_with(host, token).open(), Watch::of(token), room)
    }

    /// The same, for gateways that may not answer at all.
    pub(super) fn hurried(host: &Host, token: &str) -> Self {
        let room = Room::new();
        Self::new(room.start_with(host, token).env("WAWP_TIMEOUT", "5s").open(), Watch::of(token), room)
    }

    #[cfg(target_os = "linux")]
    pub(super) fn room(&self) -> &Room {
        &self.room
    }

    /// Calls a tool; `when` is said where its answer holds the secret.
    pub(super) fn call(&mut self, tool: &str, arguments: Value, when: &str) -> Answer {
        let answer = self.server.call(tool, arguments);
        self.watch.assert_clean(&format!("{tool}, {when},"), &answer.0.to_string());
        answer
    }

    /// Makes calls side by side, since some of them wait.
    pub(super) fn call_all(&mut self, calls: &[(&'static str, Value)], when: &str) -> Vec<Answer> {
        let ask = |(tool, arguments): &(&'static str, Value)| {
            (*tool, self.server.ask("tools/call", json!({"name": tool, "arguments": arguments})))
        };
        let ids: Vec<(&str, u64)> = calls.iter().map(ask).collect();
        let answers: Vec<Answer> =
            ids.into_iter().map(|(tool, id)| self.server.answer_of(id, tool)).collect();
        for ((tool, _), answer) in calls.iter().zip(&answers) {
            self.watch.assert_clean(&format!("{tool}, {when},"), &answer.0.to_string());
        }
        answers
    }

    /// Ends the server and looks through all that it leaves; gives what it logged.
    pub(super) fn stop(self, when: &str) -> String {
        let ended = self.server.stop();
        for line in &ended.stdout {
            self.watch.assert_clean(&format!("standard output, {when},"), line);
        }
        self.watch.assert_clean(&format!("standard error, {when},"), &ended.stderr);
        self.room.assert_clean(&self.watch);
        ended.stderr
    }
}
