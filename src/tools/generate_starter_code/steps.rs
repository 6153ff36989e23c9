//! The steps of a program, as callers write them.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    catalog::{Catalog, Entry, Event},
    plan::NamedStep,
    reply::ToolError,
    tools::pages::lookup,
    values::{Language, cut, nearest},
};

// One of `steps`. What a doc comment says of its members every session of a client pays for, so there are few.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(super) struct StepArgs {
    path: String,
    method: Option<String>,
    /// {step: 1, path: id} is from an earlier answer, {event: from} from the event
    #[schemars(with = "Option<Map<String, Value>>")]
    arguments: Option<Value>,
    /// Webhook event that starts it
    when: Option<String>,
    // As `execute_request` takes them.
    #[schemars(skip)]
    params: Option<Value>,
    #[schemars(skip)]
    body: Option<Value>,
}

/// The members of a step.
const KNOWN: [&str; 4] = ["path", "method", "arguments", "when"];
/// More calls than a person reads through.
const MOST: usize = 50;

/// The steps: a list, one alone, or either as JSON text.
pub(super) fn named(catalog: &'static Catalog, steps: Value) -> Result<Vec<NamedStep>, ToolError> {
    let parsed = steps.as_str().map(serde_json::from_str);
    let steps = match parsed.and_then(Result::ok).unwrap_or(steps) {
        Value::Array(steps) => steps,
        step @ Value::Object(_) => vec![step],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let expected =
                "it must be a list of steps, like `[{\"path\": \"/v2/groups\", \"method\": \"GET\"}]`";
            return Err(ToolError::invalid("steps", "", expected).without_given());
        }
    };
    if steps.len() > MOST {
        let expected = format!("a program has at most {MOST} steps; these are {}", steps.len());
        return Err(ToolError::invalid("steps", "", expected).without_given());
    }
    let steps = (1..).zip(steps);
    steps.map(|(number, step)| named_step(catalog, step).map_err(|error| of_step(number, error))).collect()
}

/// What is wrong with one of the steps.
pub(super) fn of_step(number: usize, error: ToolError) -> ToolError {
    let message = format!("step {number}: {}", error.message);
    ToolError { parameter: Some("steps".to_owned()), message, ..error }
}

/// A page that no program is made of.
pub(super) fn no_program(page: &Entry<'_>, path: &str) -> ToolError {
    let expected = format!("{} is a page to read; give an endpoint or an event", page.path());
    ToolError::invalid("path", path, expected).see(page.path())
}

fn named_step(catalog: &'static Catalog, step: Value) -> Result<NamedStep, ToolError> {
    let step = match step {
        // `POST /v2/send/text`, as steps are told.
        Value::String(path) => StepArgs { path, ..StepArgs::default() },
        step @ Value::Object(_) => read(step)?,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            let message = format!("it must be an object of `{}`", KNOWN.join("`, `"));
            return Err(ToolError::new("invalid_argument", message));
        }
    };
    let mut arguments = Map::new();
    for (name, given) in [("arguments", step.arguments), ("params", step.params), ("body", step.body)] {
        arguments.extend(lookup::object(name, given)?.unwrap_or_default());
    }
    let when = step.when.filter(|name| !name.trim().is_empty());
    let when = when.map(|name| event(catalog, &name)).transpose()?;
    match page(catalog, &step.path, step.method.as_deref())? {
        Entry::Operation(operation) => {
            let path = lookup::named_method(&step.path).1.to_owned();
            Ok(NamedStep { call: Some((operation, path)), arguments, when })
        }
        Entry::Event(_) if !arguments.is_empty() => {
            let expected = "an event takes none; they stand in the step that makes a call";
            Err(ToolError::invalid("arguments", "", expected).without_given())
        }
        Entry::Event(event) => Ok(NamedStep { when: Some(when.unwrap_or(event)), ..NamedStep::default() }),
        page @ (Entry::Guide(_) | Entry::Error(_)) => Err(no_program(&page, &step.path)),
    }
}

/// The members of one step.
fn read(step: Value) -> Result<StepArgs, ToolError> {
    let unknown = step.as_object().and_then(|members| {
        let fits =
            |name: &&String| KNOWN.contains(&name.as_str()) || matches!(name.as_str(), "params" | "body");
        members.keys().find(|name| !fits(name)).cloned()
    });
    if let Some(name) = unknown {
        let name = cut(&name, 100);
        let message = format!("a step has no `{name}`; it has `{}`", KNOWN.join("`, `"));
        let suggestions = nearest(name, KNOWN, 1).into_iter().map(str::to_owned).collect();
        return Err(ToolError { suggestions, ..ToolError::new("unknown_argument", message) });
    }
    serde_path_to_error::deserialize(step).map_err(|fault| {
        let path = fault.path().to_string();
        let reason = fault.into_inner().to_string();
        let place = if path == "." { String::new() } else { format!("`{path}`: ") };
        ToolError::new("invalid_argument", format!("{place}{reason}"))
    })
}

fn event(catalog: &'static Catalog, name: &str) -> Result<&'static Event, ToolError> {
    match page(catalog, name, None)? {
        Entry::Event(event) => Ok(event),
        page @ (Entry::Operation(_) | Entry::Guide(_) | Entry::Error(_)) => {
            Err(ToolError::invalid("when", name, format!("{} is no event; one is `message`", page.path())))
        }
    }
}

/// The page of a path or an event's name; `event message` is how steps are told.
fn page(catalog: &'static Catalog, path: &str, method: Option<&str>) -> Result<Entry<'static>, ToolError> {
    let bare = path.trim().strip_prefix("event ").unwrap_or(path);
    lookup::page(catalog, bare, method, Language::En)
}
