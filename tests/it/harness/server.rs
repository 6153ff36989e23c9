//! The real binary as a child; answers are matched by id.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use jsonschema::Validator;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Gateway, INSTANCE, TOKEN};

/// A test that waits longer has found a hang.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a server is started.
pub(crate) struct Start {
    env: HashMap<String, String>,
    args: Vec<String>,
    folder: TempDir,
    working_dir: PathBuf,
}

/// A running server.
pub(crate) struct Server {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    stderr: thread::JoinHandle<String>,
    others: Vec<Value>,
    seen: Vec<String>,
    next_id: u64,
    folder: TempDir,
    /// What each tool's structured content is held against, once it was listed.
    schemas: HashMap<String, Validator>,
}

/// What a stopped server leaves.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stderr: String,
    /// Every line of standard output.
    pub(crate) stdout: Vec<String>,
}

/// A tool's answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer(pub(crate) Value);

/// The program with an empty environment, but for the variable without which Windows opens no socket.
#[expect(clippy::disallowed_methods, reason = "the program does not read it; the system does")]
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wawp-mcp"));
    command.env_clear();
    if let Some(root) = std::env::var_os("SystemRoot").filter(|_| cfg!(windows)) {
        command.env("SystemRoot", root);
    }
    command
}

impl Server {
    /// A start with an empty environment and home, in an empty folder.
    pub(crate) fn prepare() -> Start {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        std::fs::create_dir_all(&home).unwrap();
        std::fs::create_dir_all(folder.path().join("work")).unwrap();
        let env = HashMap::from([("HOME".to_owned(), home.display().to_string())]);
        let working_dir = folder.path().join("work");
        Start { env, args: Vec::new(), folder, working_dir }
    }

    /// A server that is set up for a gateway, its session opened.
    pub(crate) fn of(gateway: &Gateway) -> Self {
        Self::prepare().gateway(gateway).open()
    }

    /// The server's working directory.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    pub(crate) fn write_line(&mut self, line: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(line.as_bytes()).unwrap();
        input.write_all(b"\n").unwrap();
        input.flush().unwrap();
    }

    /// Writes a last line that no line feed ends, and waits for the end.
    pub(crate) fn stop_with(mut self, line: &str) -> Ended {
        let mut input = self.input.take().unwrap();
        input.write_all(line.as_bytes()).unwrap();
        drop(input);
        self.wait()
    }

    /// Sends a request and gives its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> u64 {
        self.next_id += 1;
        let id = self.next_id;
        self.write_line(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string());
        id
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.write_line(&json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string());
    }

    /// The message that answers `id`; others are kept.
    pub(crate) fn answer_to(&mut self, id: u64) -> Value {
        if let Some(at) = self.others.iter().position(|message| message["id"] == id) {
            return self.others.remove(at);
        }
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("the server answers in time");
            let message: Value = serde_json::from_str(&line).expect("standard output holds protocol alone");
            self.seen.push(line);
            if message["id"] == id {
                return message;
            }
            self.others.push(message);
        }
    }

    /// A request and its result.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let message = self.answer_to(id);
        assert!(message.get("error").is_none(), "{method}: {message}");
        message["result"].clone()
    }

    /// Calls a tool, whatever comes of it; its structured content is held against the tool's output schema.
    pub(crate) fn call(&mut self, tool: &str, arguments: Value) -> Answer {
        let id = self.ask("tools/call", json!({"name": tool, "arguments": arguments}));
        self.answer_of(id, tool)
    }

    /// The answer to a call that was asked for before.
    pub(crate) fn answer_of(&mut self, id: u64, tool: &str) -> Answer {
        let message = self.answer_to(id);
        assert!(message.get("error").is_none(), "{tool}: {message}");
        let answer = Answer(message["result"].clone());
        let faults: Vec<String> =
            self.schema(tool).iter_errors(answer.data()).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{tool} breaks its output schema: {faults:?}\n{}", answer.0);
        answer
    }

    fn schema(&mut self, tool: &str) -> &Validator {
        if self.schemas.is_empty() {
            let list = self.request("tools/list", json!({}));
            for listed in list["tools"].as_array().unwrap() {
                let validator = jsonschema::validator_for(&listed["outputSchema"]).unwrap();
                self.schemas.insert(listed["name"].as_str().unwrap().to_owned(), validator);
            }
        }
        &self.schemas[tool]
    }

    /// Calls a tool that must succeed.
    pub(crate) fn success(&mut self, tool: &str, arguments: Value) -> Answer {
        let answer = self.call(tool, arguments);
        assert!(!answer.is_error(), "{}", answer.text());
        answer
    }

    /// Calls a tool that must fail with this code.
    pub(crate) fn failure(&mut self, tool: &str, arguments: Value, code: &str) -> Answer {
        let answer = self.call(tool, arguments);
        assert!(answer.is_error(), "{}", answer.text());
        assert_eq!(answer.error()["code"], code, "{}", answer.text());
        answer
    }

    /// Ends the input and waits for the end.
    pub(crate) fn stop(mut self) -> Ended {
        drop(self.input.take());
        self.wait()
    }

    /// Waits for the end.
    pub(crate) fn wait(mut self) -> Ended {
        self.seen.extend(self.lines.iter());
        let status = self.child.wait().unwrap();
        Ended { status, stderr: self.stderr.join().unwrap(), stdout: self.seen }
    }

    /// Sends the process a signal, by its name.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }
}

impl Start {
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn arg(mut self, arg: &str) -> Self {
        self.args.push(arg.to_owned());
        self
    }

    /// The environment of a user of this gateway.
    pub(crate) fn gateway(self, gateway: &Gateway) -> Self {
        let start = self.env("WAWP_BASE_URL", &gateway.origin());
        start.env("WAWP_ACCESS_TOKEN", TOKEN).env("WAWP_INSTANCE_ID", INSTANCE)
    }

    /// Writes a file into the working directory.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.working_dir.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder that it starts in.
    pub(crate) fn work(&self) -> &Path {
        &self.working_dir
    }

    /// Starts in another folder.
    pub(crate) fn started_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.working_dir = folder.into();
        self
    }

    fn command(&self) -> Command {
        let mut command = program();
        command.args(&self.args).envs(&self.env).current_dir(&self.working_dir);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs to the end with nothing on standard input: exit code, standard output, standard error.
    pub(crate) fn run(self) -> (i32, String, String) {
        let output = self.command().stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    /// Starts the server and says nothing to it.
    pub(crate) fn spawn(self) -> Server {
        let mut child = self.command().spawn().unwrap();
        let (sender, lines) = channel();
        let stdout = child.stdout.take().unwrap();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut stderr = child.stderr.take().unwrap();
        let stderr = thread::spawn(move || {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text);
            text
        });
        let input = child.stdin.take();
        let folder = self.folder;
        Server {
            child,
            input,
            lines,
            stderr,
            others: Vec::new(),
            seen: Vec::new(),
            next_id: 0,
            folder,
            schemas: HashMap::new(),
        }
    }

    /// Starts the server and opens a session, as clients up to 2025-11-25 do.
    pub(crate) fn open(self) -> Server {
        let mut server = self.spawn();
        let client = json!({"name": "tests", "version": "1"});
        server.request(
            "initialize",
            json!({"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client}),
        );
        server.notify("notifications/initialized", json!({}));
        server
    }
}

impl Answer {
    pub(crate) fn is_error(&self) -> bool {
        self.0["isError"] == true
    }

    /// The text block.
    pub(crate) fn text(&self) -> &str {
        self.0["content"][0]["text"].as_str().unwrap_or_default()
    }

    /// The structured content.
    pub(crate) fn data(&self) -> &Value {
        &self.0["structuredContent"]
    }

    pub(crate) fn error(&self) -> &Value {
        &self.0["structuredContent"]["error"]
    }

    /// The pictures: media type and base64.
    pub(crate) fn images(&self) -> Vec<(String, String)> {
        let blocks = self.0["content"].as_array().unwrap().iter().filter(|block| block["type"] == "image");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        blocks.map(|block| (text(&block["mimeType"]), text(&block["data"]))).collect()
    }
}
