//! `code`: a starter program, written to standard output.

use std::{
    io::{self, Write},
    process::ExitCode,
    sync::Arc,
};

use clap::Args;
use serde_json::{Map, Value, json};

use super::{USAGE, failed};
use crate::{
    app::App,
    config::Flags,
    gateway::Gateways,
    tools::{Answered, Context, GenerateStarterCode, answer},
    values::Method,
};

/// Options of `code`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// An endpoint (/v2/send/text), an event (message.ack), or a task in words
    #[arg(required_unless_present = "steps")]
    what: Option<String>,
    /// curl, javascript, typescript, python, php, go, csharp, java, kotlin, ruby, rust, swift, dart, powershell
    #[arg(long, short, value_name = "LANGUAGE")]
    language: String,
    /// Such as axios, httpx, guzzle, express; the usual one when left out
    #[arg(long, value_name = "LIBRARY")]
    library: Option<String>,
    /// Where a path has several
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    /// Values for the calls, as a JSON object
    #[arg(long, value_name = "JSON")]
    arguments: Option<String>,
    /// The exact calls, as a JSON list of {"path", "method", "arguments", "when"}
    #[arg(long, value_name = "JSON")]
    steps: Option<String>,
    /// Everything that the tool answers, as JSON
    #[arg(long)]
    json: bool,
}

/// Writes the program to standard output, and how to run it to standard error.
pub(super) async fn run(options: Options, flags: &Flags) -> ExitCode {
    let app = match App::load(flags, Gateways::built_in()) {
        Ok(app) => Arc::new(app),
        Err(fault) => {
            eprintln!("error: {fault}");
            return ExitCode::from(USAGE);
        }
    };
    let connection = Arc::new(app.connection());
    let ctx = Context { app, connection, workspace: None };
    let Answered { reply, is_error } = answer::<GenerateStarterCode>(&ctx, asked(&options)).await;
    if is_error {
        eprintln!("{}", reply.text());
        return ExitCode::FAILURE;
    }
    show(reply.structured(), options.json)
}

/// The tool's arguments. One word, or a method before one, names a page; more words are a task.
fn asked(options: &Options) -> Map<String, Value> {
    let mut asked = Map::new();
    if let Some(what) = options.what.as_deref().map(str::trim) {
        let (first, rest) = what.split_once(char::is_whitespace).unwrap_or((what, ""));
        let is_page = rest.is_empty() || Method::parse(first).is_some() && rest.trim_start().starts_with('/');
        asked.insert(if is_page { "path" } else { "task" }.to_owned(), json!(what));
    }
    asked.insert("language".to_owned(), json!(options.language.to_lowercase()));
    let others = [
        ("library", &options.library),
        ("method", &options.method),
        ("arguments", &options.arguments),
        ("steps", &options.steps),
    ];
    let others =
        others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), json!(value.as_ref()?))));
    asked.extend(others);
    asked
}

fn show(structured: &Map<String, Value>, json: bool) -> ExitCode {
    let text = |name: &str| structured.get(name).and_then(Value::as_str).unwrap_or_default();
    let list = |name: &str| {
        let items = structured.get(name).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).collect::<Vec<_>>()
    };
    let whole = Value::Object(structured.clone()).to_string() + "\n";
    let mut out = io::stdout().lock();
    let written =
        out.write_all(if json { &whole } else { text("code") }.as_bytes()).and_then(|()| out.flush());
    match written {
        Ok(()) => {}
        // Whoever reads has enough, as `head` does.
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(fault) => return failed(&fault),
    }
    if !json {
        eprintln!("save as: {}", text("filename"));
        for name in ["run", "requires", "environment", "notes"] {
            for item in list(name) {
                eprintln!("{name}: {item}");
            }
        }
        if let Some(receiver) = structured.get("receiver").and_then(|receiver| receiver.get("filename")) {
            eprintln!("note: its receiver is a second program; --json shows it ({receiver})");
        }
    }
    ExitCode::SUCCESS
}
