//! Programs that speak MCP over stdio, and what is told of their times.

#![expect(clippy::print_stdout, reason = "the table is the result")]
#![expect(dead_code, reason = "each bench uses its part")]

use std::{
    error::Error,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

pub(crate) const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}"#;
const INITIALIZED: &str = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;

/// A program that speaks MCP over stdio.
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    argument: Option<&'static str>,
    env: Vec<(&'static str, String)>,
}

/// One that was started.
pub(crate) struct Running {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    line: String,
}

impl Program {
    /// One that needs no gateway.
    pub(crate) fn simulated(path: PathBuf, argument: Option<&'static str>) -> Self {
        Self { path, argument, env: vec![("WAWP_MODE", "sandbox".to_owned())] }
    }

    /// One that calls a gateway.
    pub(crate) fn calling(path: PathBuf, env: Vec<(&'static str, String)>) -> Self {
        Self { path, argument: None, env }
    }

    pub(crate) fn start(&self) -> Outcome<Running> {
        let mut command = Command::new(&self.path);
        command.args(self.argument).env_clear().envs(self.env.clone()).env("HOME", std::env::temp_dir());
        command.current_dir(std::env::temp_dir()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (input, output) = (input.ok_or("no input")?, BufReader::new(output.ok_or("no output")?));
        Ok(Running { child, input, output, line: String::new() })
    }
}

impl Running {
    pub(crate) fn tell(&mut self, message: &str) -> io::Result<()> {
        self.input.write_all(format!("{message}\n").as_bytes())
    }

    pub(crate) fn ask(&mut self, message: &str) -> Outcome<()> {
        self.tell(message)?;
        self.line.clear();
        self.output.read_line(&mut self.line)?;
        // A refused call would be fast for the wrong reason.
        let fine = self.line.contains(r#""result""#) && !self.line.contains(r#""isError":true"#);
        if fine { Ok(()) } else { Err(format!("{message} was answered {}", self.line).into()) }
    }

    /// The first answer, and the word that it came.
    pub(crate) fn initialize(&mut self) -> Outcome<()> {
        self.ask(INITIALIZE)?;
        self.is_initialized()
    }

    pub(crate) fn is_initialized(&mut self) -> Outcome<()> {
        Ok(self.tell(INITIALIZED)?)
    }

    /// How long one call of a tool takes.
    pub(crate) fn call(&mut self, (name, arguments): (&str, &str)) -> Outcome<Duration> {
        let params = format!(r#"{{"name":"{name}","arguments":{arguments}}}"#);
        let message = format!(r#"{{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{params}}}"#);
        let begin = Instant::now();
        self.ask(&message)?;
        Ok(begin.elapsed())
    }

    /// Memory in MiB by its name in `/proc/PID/status`, where the system tells it.
    pub(crate) fn memory(&self, name: &str) -> Option<f64> {
        let status = Path::new("/proc").join(self.child.id().to_string()).join("status");
        let status = std::fs::read_to_string(status).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim_matches([':', ' ', '\t', 'k', 'B']).parse::<f64>().ok()? / 1024.0)
    }

    pub(crate) fn stop(mut self) -> Outcome<()> {
        drop(self.input);
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("it ended with {status}").into()) }
    }
}

/// One line of a table.
pub(crate) fn times(what: &str, samples: &mut [Duration], aim: &str) {
    let (median, late) = (millis(middle(samples)), millis(quantile(samples, 95)));
    println!("{what:<34}{:>10}{:>10}{aim:>10}", format!("{median:.3} ms"), format!("{late:.3} ms"));
}

pub(crate) fn middle(samples: &mut [Duration]) -> Duration {
    quantile(samples, 50)
}

pub(crate) fn quantile(samples: &mut [Duration], percent: usize) -> Duration {
    samples.sort_unstable();
    let last = samples.len().saturating_sub(1);
    samples.get(last * percent / 100).copied().unwrap_or_default()
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
