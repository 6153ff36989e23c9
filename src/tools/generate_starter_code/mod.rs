//! `generate_starter_code`: a complete program for an endpoint, an event or a task.

mod steps;

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use self::steps::{StepArgs, no_program};
use super::{Context, Effect, Tool, pages::lookup};
use crate::{
    catalog::{Catalog, EVENTS, Entry, Event, Provider},
    docs,
    gateway::Gateway,
    plan::{self, Plan, PlanError, StepCallError, StepError, Wanted},
    reply::{Reply, ToolError, members},
    starter::{self, Job, Language, Program, Starter, Trigger},
    values::Language as Spoken,
};

/// Writes programs.
pub struct GenerateStarterCode;

/// Arguments of `generate_starter_code`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// Calls in order
    #[schemars(with = "Option<Vec<StepArgs>>")]
    steps: Option<Value>,
    /// What the program does, in English or Arabic
    task: Option<String>,
    /// One endpoint or event
    path: Option<String>,
    method: Option<String>,
    language: Language,
    /// Like axios, httpx, guzzle
    library: Option<String>,
    /// Values; else the docs' examples
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
    const DESCRIPTION: &'static str = "A complete program that makes calls or receives events; credentials from the \
        environment. `steps` is the exact way, `task` the rough one.";
    const EFFECT: Effect = Effect::Looks;
    const EXAMPLE: &'static str = r#"{"steps": [{"path": "{path}"}], "task": "create a group and add 3 people", "path": "{path}",
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
    let (language, library) = (args.language, args.library.clone());
    let library = library.as_deref();
    let plan = planned(ctx, gateway, args)?;
    let starter = starter::write(&catalog.provider, &plan.program, language, library);
    let starter = starter.ok_or_else(|| no_library(&plan.program, language, library))?;
    let mut answer = Answer::new(starter, &plan);
    if let Some(receiver) = &plan.receiver {
        answer.receives(&catalog.provider, receiver, language)?;
    }
    Ok(answer.reply())
}

/// What the program does, in the one way that it is said.
fn planned(ctx: &Context, gateway: &Gateway, args: Args) -> Result<Plan, ToolError> {
    let catalog = gateway.catalog()?;
    said_once(&args)?;
    let arguments = lookup::object("arguments", args.arguments)?.unwrap_or_default();
    let test_number = ctx.connection.test_number().map(|found| found.value);
    let of = |error| not_planned(error, args.task.as_deref().unwrap_or_default());
    let path = args.path.filter(|path| args.task.is_none() || !path.trim().is_empty());
    let wanted = match (args.steps.filter(is_said), path, &args.task) {
        (Some(steps), _, _) => {
            let steps = steps::named(catalog, steps)?;
            return plan::of_steps(catalog, &steps, test_number.as_ref()).map_err(of);
        }
        (None, Some(path), _) => at(catalog, &path, args.method.as_deref())?,
        (None, None, Some(task)) => {
            let sources = plan::Sources { catalog, index: gateway.index()?, words: docs::words()? };
            plan::of_task(sources, task).map_err(of)?
        }
        (None, None, None) => return Err(nothing_asked()),
    };
    Plan::of(catalog, Wanted { arguments, test_number, ..wanted }).map_err(of)
}

/// What the program does is said in one way: clients that fill in every argument leave the others blank.
fn said_once(args: &Args) -> Result<(), ToolError> {
    let is_text = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    let said = [
        ("steps", args.steps.as_ref().is_some_and(is_said)),
        ("path", is_text(&args.path)),
        ("task", is_text(&args.task)),
        ("arguments", args.arguments.as_ref().is_some_and(is_said)),
        ("method", is_text(&args.method)),
    ];
    let mut said = said.into_iter().filter(|(_, is_said)| *is_said).map(|(name, _)| name);
    let (first, second) = (said.next(), said.next());
    let (second, message) = match (first, second) {
        (Some("steps"), Some(second @ ("arguments" | "method"))) => {
            (second, format!("each of `steps` has its own `{second}`: write it there"))
        }
        (Some(first @ ("steps" | "path")), Some(second @ ("path" | "task"))) => {
            (second, format!("`{first}` and `{second}` both say what the program does: leave out `{second}`"))
        }
        _ => return Ok(()),
    };
    let parameter = Some(second.to_owned());
    Err(ToolError { parameter, ..ToolError::new("invalid_argument", message) }
        .action(format!("leave out `{second}` and call again; nothing was sent")))
}

/// Whether an argument is there and holds something.
fn is_said(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// The program of one endpoint, or the receiver of one event.
fn at(catalog: &'static Catalog, path: &str, method: Option<&str>) -> Result<Wanted, ToolError> {
    match lookup::page(catalog, path, method, Spoken::En)? {
        Entry::Operation(operation) => {
            let path = lookup::named_method(path).1.to_owned();
            Ok(Wanted { calls: vec![(operation, Map::new())], path, ..Wanted::default() })
        }
        Entry::Event(event) => Ok(Wanted { events: Some(vec![event]), ..Wanted::default() }),
        Entry::Guide(guide) if guide.category == EVENTS => {
            Ok(Wanted { events: Some(Vec::new()), ..Wanted::default() })
        }
        page @ (Entry::Guide(_) | Entry::Error(_)) => Err(no_program(&page, path)),
    }
}

/// Why nothing was planned, and what to do about it.
fn not_planned(error: PlanError, task: &str) -> ToolError {
    let (message, suggestions) = (error.to_string(), error.suggestions());
    let of = |parameter: &str, code| ToolError {
        parameter: Some(parameter.to_owned()),
        suggestions,
        ..ToolError::new(code, message.clone())
    };
    match error {
        PlanError::TaskLength { .. } => ToolError::invalid("task", task, message),
        PlanError::NotOffered(_) => of("task", "invalid_argument")
            .action("say the task in other words, step by step, or find an endpoint with `search_docs` and give its `path`"),
        PlanError::NotTaken { .. } => of("arguments", "unknown_argument")
            .action("correct `arguments`; values for the second call alone stand under \"2\""),
        PlanError::Call(error) => of_call(error),
        PlanError::Step { number, error: StepError::Call(error) } => steps::of_step(number, of_call(error)),
        PlanError::Step { .. } => of("steps", "invalid_argument"),
        PlanError::Search(_) => ToolError::new("internal", message),
    }
}

/// Why a program makes no such call.
fn of_call(error: StepCallError) -> ToolError {
    match error {
        StepCallError::NotAllowed(faults) => faults.into(),
        StepCallError::NotWritten(error) => ToolError::new("not_offered", error.to_string())
            .action("make the call with `execute_request`, or write this part of the program by hand"),
    }
}

fn nothing_asked() -> ToolError {
    let message = "`generate_starter_code` needs `steps`, a `task`, or `path` and `method`";
    ToolError { parameter: Some("task".to_owned()), ..ToolError::new("missing_argument", message) }
        .action("name the calls in `steps`, say in `task` what the program does, or give `path` and `method` of an endpoint")
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
    fn new(starter: Starter, plan: &Plan) -> Self {
        let mut notes = plan.notes.clone();
        let programs = [Some(&plan.program), plan.receiver.as_ref()].into_iter().flatten();
        let examples = programs.clone().flat_map(|program| &program.steps).flat_map(|step| &step.examples);
        let examples: Vec<&str> = examples.copied().collect();
        if !examples.is_empty() {
            notes.push(format!(
                "documented examples, to be replaced before it is run: {}",
                examples.join(", ")
            ));
        }
        let steps = programs.flat_map(|program| {
            let events = events(program).iter().map(|event| format!("event {}", event.name));
            events.chain(program.steps.iter().map(|step| step.operation.name()))
        });
        Self { starter, steps: steps.collect(), notes, receiver: None }
    }

    /// Adds the receiver of events behind the calls. One that makes no calls is only named where this language has none.
    fn receives(
        &mut self,
        provider: &Provider,
        receiver: &Program,
        language: Language,
    ) -> Result<(), ToolError> {
        self.receiver = starter::write(provider, receiver, language, None);
        if self.receiver.is_some() {
            return Ok(());
        }
        if !receiver.steps.is_empty() {
            return Err(no_library(receiver, language, None));
        }
        let names: Vec<&str> = events(receiver).iter().map(|event| event.name).collect();
        let others: Vec<&str> = starter::languages(Job::Receives).map(Language::as_str).collect();
        self.notes.push(format!(
            "{} comes to a webhook receiver: ask for one with `path` and one of these languages: {}",
            names.join(", "),
            others.join(", ")
        ));
        Ok(())
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
