//! `generate_starter_code`: a complete program for an endpoint, an event or a task.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Context, Effect, Reply, Tool, ToolError, api,
    calls::{self, Wanted},
    own_arguments, plan,
    reply::members,
};
use crate::{
    catalog::{Catalog, EVENTS, Entry},
    starter::{self, Job, Language, Program, Starter, Trigger},
    values::Language as Spoken,
};

/// Writes programs.
pub struct GenerateStarterCode;

/// Arguments of `generate_starter_code`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// What the program does, in English or Arabic
    task: Option<String>,
    /// Instead of `task`: endpoint, or event for a webhook receiver
    path: Option<String>,
    #[schemars(extend("enum" = ["GET", "POST", "PUT", "DELETE"]))]
    method: Option<String>,
    language: Language,
    /// Such as axios, httpx, guzzle, express
    library: Option<String>,
    /// Values for the calls; the docs' examples when left out
    #[schemars(with = "Option<Map<String, Value>>")]
    arguments: Option<Value>,
    /// Gateway id
    api: Option<String>,
}

/// Result of `generate_starter_code`.
#[derive(Serialize, JsonSchema)]
pub struct Output {
    language: Language,
    library: String,
    filename: String,
    code: String,
    /// Commands, in order
    run: Vec<String>,
    requires: Vec<String>,
    /// Variables that must be set
    environment: Vec<String>,
    /// The calls, as `METHOD /path`
    steps: Vec<String>,
    notes: Vec<String>,
}

impl Tool for GenerateStarterCode {
    const NAME: &'static str = "generate_starter_code";
    const TITLE: &'static str = "Write a starter program";
    const DESCRIPTION: &'static str = "A complete program that makes the calls of a task, or receives an event: \
        credentials from the environment, errors handled.";
    const EFFECT: Effect = Effect::Looks;
    const EXAMPLE: &'static str = r#"{"task": "create a group and add 3 people", "path": "/v2/send/text",
        "method": "POST", "language": "python", "library": "requests",
        "arguments": {"chatId": "201012345678@c.us", "message": "Hello"}, "api": "wawp"}"#;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        generate(ctx, args).map_err(own_arguments::of_tool::<Self>)
    }
}

fn generate(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
    let catalog = api::catalog(ctx, args.api.as_deref())?;
    let arguments = api::object("arguments", args.arguments)?.unwrap_or_default();
    let mut wanted = match (args.path, args.task) {
        (Some(path), _) => at(catalog, path, args.method.as_deref())?,
        (None, Some(task)) => plan::of_task(ctx, catalog, &task)?,
        (None, None) => return Err(nothing_asked()),
    };
    if arguments.contains_key(catalog.provider.instance) {
        wanted.notes.push(format!("{} comes from WAWP_INSTANCE_ID", catalog.provider.instance));
    }
    wanted.arguments = arguments;
    wanted.test_number = ctx.session.test_number().map(|found| found.value);
    let program = program(catalog, &wanted)?;
    let starter = starter::write(&catalog.provider, &program, args.language, args.library.as_deref());
    let starter = starter.ok_or_else(|| no_library(&program, args.language, args.library.as_deref()))?;
    Ok(answer(starter, &program, wanted.notes))
}

/// The program of one endpoint, or the receiver of one event.
fn at(catalog: &'static Catalog, path: String, method: Option<&str>) -> Result<Wanted, ToolError> {
    match api::page(catalog, &path, method, Spoken::En)? {
        Entry::Operation(operation) => {
            Ok(Wanted { calls: vec![(operation, Map::new())], path, ..Wanted::default() })
        }
        Entry::Event(event) => Ok(Wanted { events: Some(vec![event]), ..Wanted::default() }),
        Entry::Guide(guide) if guide.category == EVENTS => {
            Ok(Wanted { events: Some(Vec::new()), ..Wanted::default() })
        }
        page @ (Entry::Guide(_) | Entry::Error(_)) => {
            let expected = format!("{} is a page to read; give an endpoint or an event", page.path());
            Err(ToolError::invalid("path", &path, expected).see(page.path()))
        }
    }
}

fn program(catalog: &'static Catalog, wanted: &Wanted) -> Result<Program, ToolError> {
    let steps = calls::steps(catalog, wanted)?;
    let mut does: Vec<&str> = Vec::new();
    let trigger = match &wanted.events {
        None => Trigger::Start,
        Some(events) => {
            does.push("On an event");
            does.extend(events.iter().map(|event| event.title.en));
            Trigger::Events(events.clone())
        }
    };
    does.extend(steps.iter().map(|step| step.operation.title.en));
    Ok(Program { title: does.join("; "), trigger, steps })
}

fn nothing_asked() -> ToolError {
    let message = "`generate_starter_code` needs `task`, or `path` and `method`";
    ToolError { parameter: Some("task".to_owned()), ..ToolError::new("missing_argument", message) }
        .action("say in `task` what the program does, or give `path` and `method` of an endpoint")
}

/// The language has no such library for this, or nothing at all.
fn no_library(program: &Program, language: Language, library: Option<&str>) -> ToolError {
    let job = program.job();
    let known: Vec<&str> = starter::libraries(job, language).collect();
    if known.is_empty() {
        let others: Vec<&str> = starter::languages(job).map(Language::as_str).collect();
        let expected = format!("webhook receivers are written in {}", others.join(", "));
        return ToolError::invalid("language", language.as_str(), expected);
    }
    let what = match job {
        Job::Calls => "calls",
        Job::Receives => "receives events",
    };
    let expected =
        format!("{} {what} by {}; leave it out for the first", language.as_str(), known.join(", "));
    ToolError::invalid("library", library.unwrap_or_default(), expected)
}

fn answer(starter: Starter, program: &Program, mut notes: Vec<String>) -> Reply {
    let examples: Vec<&str> = program.steps.iter().flat_map(|step| step.examples.iter().copied()).collect();
    if !examples.is_empty() {
        notes.push(format!("documented examples, to be replaced before it is run: {}", examples.join(", ")));
    }
    let steps: Vec<String> = program.steps.iter().map(|step| step.operation.name()).collect();
    let mut text = format!("{} ({}, {})", starter.filename, starter.language.as_str(), starter.library);
    for (label, items) in
        [("run", starter.run), ("requires", &starter.requires[..]), ("environment", &starter.environment[..])]
    {
        if !items.is_empty() {
            let _ = write!(text, "\n{label}: {}", items.join("; "));
        }
    }
    for note in &notes {
        let _ = write!(text, "\nnote: {note}");
    }
    let _ = write!(text, "\n\n{}", starter.code);
    let Starter { language, library, filename, code, run, requires, environment } = starter;
    let structured = members(json!({
        "language": language, "library": library, "filename": filename, "code": code, "run": run,
        "requires": requires, "environment": environment, "steps": steps, "notes": notes,
    }));
    Reply::new(text, structured)
}
