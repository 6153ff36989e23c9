//! `generate_starter_code`: a complete program for an endpoint, an event or a task.

mod calls;
mod clauses;
mod conditions;
mod links;
mod meaning;
mod opening;
mod plan;
mod tokens;
mod told;
mod vocabulary;

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use self::calls::Wanted;
use super::{Context, Effect, Reply, Tool, ToolError, api, own_arguments, reply::members};
use crate::{
    catalog::{Catalog, EVENTS, Entry, Event},
    starter::{self, Job, Language, Program, Starter, Trigger},
    values::{Language as Spoken, Risk},
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
    /// A second program, where the task waits for an event after its calls
    receiver: Map<String, Value>,
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
    let program = program(catalog, &mut wanted)?;
    let starter = starter::write(&catalog.provider, &program, args.language, args.library.as_deref());
    let starter = starter.ok_or_else(|| no_library(&program, args.language, args.library.as_deref()))?;
    wanted.notes.extend(may_repeat(&program));
    let mut answer = Answer::new(starter, &program, wanted.notes);
    if !wanted.afterwards.is_empty() {
        answer.receives(catalog, &wanted.afterwards, args.language);
    }
    Ok(answer.reply())
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

fn program(catalog: &'static Catalog, wanted: &mut Wanted) -> Result<Program, ToolError> {
    let steps = calls::steps(catalog, wanted)?;
    let does: Vec<&str> = steps.iter().map(|step| step.operation.title.en).collect();
    let does = does.join("; ");
    let (trigger, title) = match &wanted.events {
        None => (Trigger::Start, does),
        Some(events) => {
            let titles: Vec<&str> = events.iter().map(|event| event.title.en).collect();
            let on = if events.is_empty() { "Every event".to_owned() } else { titles.join("; ") };
            let title = if does.is_empty() { on } else { format!("{on}: {does}") };
            (Trigger::Events(events.clone()), title)
        }
    };
    Ok(Program { title, trigger, steps })
}

/// A warning of programs that may set themselves going: a message that is sent has receipts and reactions too.
fn may_repeat(program: &Program) -> Option<String> {
    let Trigger::Events(events) = &program.trigger else { return None };
    let sends = program.steps.iter().any(|step| step.operation.risk == Risk::Send);
    // Where an event says whose message it is, the program skips the account's own.
    let tells_own = |event: &&&Event| event.fields.iter().any(|(name, _)| *name == "fromMe");
    let others = events.iter().filter(|event| !tells_own(event)).map(|event| event.name);
    let others: Vec<&str> = others.collect();
    let may = sends && (events.is_empty() || !others.is_empty());
    may.then(|| {
        let which = if others.is_empty() { "an event".to_owned() } else { others.join(", ") };
        format!("what it sends may bring about {which} again: add a condition, or it goes on for ever")
    })
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
        let events = match &program.trigger {
            Trigger::Start => &[][..],
            Trigger::Events(events) => events,
        };
        let steps = events.iter().map(|event| event_step(event));
        let steps = steps.chain(program.steps.iter().map(|step| step.operation.name())).collect();
        Self { starter, steps, notes, receiver: None }
    }

    /// Adds the receiver of events that follow from the calls; another language's is named where this one has none.
    fn receives(&mut self, catalog: &Catalog, events: &[&'static Event], language: Language) {
        self.steps.extend(events.iter().map(|event| event_step(event)));
        let titles: Vec<&str> = events.iter().map(|event| event.title.en).collect();
        let program = Program {
            title: titles.join("; "),
            trigger: Trigger::Events(events.to_vec()),
            steps: Vec::new(),
        };
        self.receiver = starter::write(&catalog.provider, &program, language, None);
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
