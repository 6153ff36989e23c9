//! `generate_starter_code`: a complete program for an endpoint, an event or a task.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Context, Effect, Tool, pages::lookup};
use crate::{
    catalog::{Catalog, EVENTS, Entry, Event, Provider},
    docs,
    plan::{self, Plan, PlanError, Wanted},
    reply::{Reply, ToolError, members},
    starter::{self, Job, Language, Program, Starter, Trigger},
    values::{Language as Spoken, nearest},
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
    #[schemars(extend("enum" = ["GET", "POST", "PUT", "PATCH", "DELETE"]))]
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
    /// A second program, where the task waits for an event after its calls
    receiver: Map<String, Value>,
}

impl Tool for GenerateStarterCode {
    const NAME: &'static str = "generate_starter_code";
    const TITLE: &'static str = "Write a starter program";
    const DESCRIPTION: &'static str = "A complete program that makes the calls of a task, or receives an event: \
        credentials from the environment, errors handled.";
    const EFFECT: Effect = Effect::Looks;
    const EXAMPLE: &'static str = r#"{"task": "create a group and add 3 people", "path": "{path}",
        "method": "POST", "language": "python", "library": "requests",
        "arguments": {"chatId": "201012345678@c.us", "message": "Hello"}, "api": "wawp"}"#;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        generate(ctx, args)
    }
}

fn generate(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
    let gateway = ctx.gateway(args.api.as_deref())?;
    let catalog = gateway.catalog()?;
    let arguments = lookup::object("arguments", args.arguments)?.unwrap_or_default();
    let mut wanted = match (args.path, args.task) {
        (Some(path), _) => at(catalog, path, args.method.as_deref())?,
        (None, Some(task)) => {
            let sources = plan::Sources { catalog, index: gateway.index()?, words: docs::words()? };
            plan::of_task(sources, &task).map_err(|error| not_planned(error, &task))?
        }
        (None, None) => return Err(nothing_asked()),
    };
    wanted.arguments = arguments;
    wanted.test_number = ctx.session.test_number().map(|found| found.value);
    let plan = Plan::of(catalog, wanted).map_err(|error| not_planned(error, ""))?;
    let (language, library) = (args.language, args.library.as_deref());
    let starter = starter::write(&catalog.provider, &plan.program, language, library);
    let starter = starter.ok_or_else(|| no_library(&plan.program, language, library))?;
    let mut answer = Answer::new(starter, &plan.program, plan.notes);
    if let Some(receiver) = &plan.receiver {
        answer.receives(&catalog.provider, receiver, language);
    }
    Ok(answer.reply())
}

/// The program of one endpoint, or the receiver of one event.
fn at(catalog: &'static Catalog, path: String, method: Option<&str>) -> Result<Wanted, ToolError> {
    match lookup::page(catalog, &path, method, Spoken::En)? {
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

/// Why nothing was planned, and what to do about it.
fn not_planned(error: PlanError, task: &str) -> ToolError {
    let message = error.to_string();
    match error {
        PlanError::TaskLength { .. } => ToolError::invalid("task", task, message),
        PlanError::NotOffered(topic) => {
            let instead = topic.map(|topic| topic.instead.en.to_owned());
            ToolError {
                parameter: Some("task".to_owned()),
                suggestions: instead.into_iter().filter(|text| !text.is_empty()).collect(),
                ..ToolError::new("invalid_argument", message)
            }
            .action("say the task in other words, step by step, or find an endpoint with `search_docs` and give its `path`")
        }
        PlanError::NotTaken { name, known } => ToolError {
            parameter: Some("arguments".to_owned()),
            suggestions: nearest(&name, known, 1).into_iter().map(str::to_owned).collect(),
            ..ToolError::new("unknown_argument", message)
        }
        .action("correct `arguments`; values for the second call alone stand under \"2\""),
        PlanError::Call(faults) => faults.into(),
        PlanError::Search(_) => ToolError::new("internal", message),
    }
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

/// What is answered.
struct Answer {
    starter: Starter,
    steps: Vec<String>,
    notes: Vec<String>,
    /// The receiver of what happens after the calls.
    receiver: Option<Starter>,
}

impl Answer {
    fn new(starter: Starter, program: &Program, mut notes: Vec<String>) -> Self {
        let examples: Vec<&str> =
            program.steps.iter().flat_map(|step| step.examples.iter().copied()).collect();
        if !examples.is_empty() {
            notes.push(format!(
                "documented examples, to be replaced before it is run: {}",
                examples.join(", ")
            ));
        }
        let steps = events(program).iter().map(|event| event_step(event));
        let steps = steps.chain(program.steps.iter().map(|step| step.operation.name())).collect();
        Self { starter, steps, notes, receiver: None }
    }

    /// Adds the receiver of events that follow from the calls; another language's is named where this one has none.
    fn receives(&mut self, provider: &Provider, receiver: &Program, language: Language) {
        let events = events(receiver);
        self.steps.extend(events.iter().map(|event| event_step(event)));
        self.receiver = starter::write(provider, receiver, language, None);
        if self.receiver.is_none() {
            let names: Vec<&str> = events.iter().map(|event| event.name).collect();
            let others: Vec<&str> = starter::languages(Job::Receives).map(Language::as_str).collect();
            self.notes.push(format!(
                "{} comes to a webhook receiver: ask for one with `path` and one of these languages: {}",
                names.join(", "),
                others.join(", ")
            ));
        }
    }

    fn reply(self) -> Reply {
        let mut text = head(&self.starter);
        let _ = write!(text, "\ncalls: {}", self.steps.join("; "));
        for note in &self.notes {
            let _ = write!(text, "\nnote: {note}");
        }
        let _ = write!(text, "\n\n{}", self.starter.code);
        let mut structured = facts(self.starter);
        structured.extend(members(json!({"steps": self.steps, "notes": self.notes})));
        if let Some(receiver) = self.receiver {
            let _ = write!(
                text,
                "\nThe receiver, a program of its own: {}\n\n{}",
                head(&receiver),
                receiver.code
            );
            structured.insert("receiver".to_owned(), Value::Object(facts(receiver)));
        }
        Reply::new(text, structured)
    }
}

/// The events that set a program going.
fn events(program: &Program) -> &[&'static Event] {
    match &program.trigger {
        Trigger::Start => &[],
        Trigger::Events(events) => events,
    }
}

fn event_step(event: &Event) -> String {
    format!("event {}", event.name)
}

/// The facts of a program in lines.
fn head(starter: &Starter) -> String {
    let mut text = format!("{} ({}, {})", starter.filename, starter.language.as_str(), starter.library);
    for (label, items) in
        [("run", &starter.run[..]), ("requires", &starter.requires), ("environment", &starter.environment)]
    {
        if !items.is_empty() {
            let _ = write!(text, "\n{label}: {}", items.join("; "));
        }
    }
    text
}

fn facts(starter: Starter) -> Map<String, Value> {
    let Starter { language, library, filename, code, run, requires, environment } = starter;
    members(json!({
        "language": language, "library": library, "filename": filename, "code": code, "run": run,
        "requires": requires, "environment": environment,
    }))
}
