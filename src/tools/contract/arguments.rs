//! The arguments of the tools themselves: read, and when they cannot be, told in this program's words.

use serde_json::{Map, Value, json};

use super::{Context, Effect, Tool, schema::input_schema};
use crate::{
    catalog::Catalog,
    reply::ToolError,
    values::{Outcome, cut, nearest},
};

/// Reads a tool's arguments; a failure names the one that is missing, unknown or of the wrong type.
pub(super) fn read<T: Tool>(given: Map<String, Value>) -> Result<T::Args, ToolError> {
    serde_path_to_error::deserialize(Value::Object(given)).map_err(|fault| {
        let path = fault.path().to_string();
        unreadable(T::NAME, &path, &fault.into_inner().to_string())
    })
}

/// A refusal with what every refusal says: what became of the call, and of an argument of the tool's own what is right, an
/// example, the next step.
pub(super) fn helped<T: Tool>(ctx: &Context, mut error: ToolError) -> ToolError {
    if T::EFFECT == Effect::Acts {
        error.call.outcome.get_or_insert(Outcome::NotSent);
    }
    // Only of what is wrong with an argument: where a setting or the user's yes is wanted, a right value would invite to
    // go without.
    let Some(parameter) = error.parameter.clone().filter(|_| is_of_an_argument(&error.code)) else {
        return error;
    };
    let schema = Value::Object(input_schema::<T>());
    let argument = schema.get("properties").and_then(|all| all.get(&parameter));
    let is_unknown = error.code == "unknown_argument";
    if error.expected.is_none() {
        let known = || is_unknown.then(|| known(&schema));
        error.expected = argument.map(in_words).or_else(known);
    }
    if error.example.is_none() && !is_unknown {
        error.example = argument.and_then(|argument| example::<T>(ctx, &parameter, argument));
    }
    if error.action.is_none() {
        error.action = Some(format!("correct `{parameter}` and call again; nothing was sent"));
    }
    error
}

/// Whether a failure of this code is one of an argument's value.
fn is_of_an_argument(code: &str) -> bool {
    const OTHERS: [&str; 6] = [
        "confirmation_required",
        "duplicate_send",
        "mode_forbids",
        "not_configured",
        "outcome_unknown",
        "recipient_not_allowed",
    ];
    !OTHERS.contains(&code)
}

/// What the deserializer says.
fn unreadable(tool: &str, path: &str, reason: &str) -> ToolError {
    let quoted = cut(reason.split('`').nth(1).unwrap_or_default(), 200).to_owned();
    if reason.starts_with("missing field") {
        let message = format!("`{tool}` needs `{quoted}`");
        return ToolError { parameter: Some(quoted), ..ToolError::new("missing_argument", message) };
    }
    if reason.starts_with("unknown field") {
        let known: Vec<&str> = reason.split('`').skip(3).step_by(2).collect();
        let suggestions = nearest(&quoted, known.iter().copied(), 1).into_iter().map(str::to_owned).collect();
        let message = format!("`{tool}` has no argument `{quoted}`; known are `{}`", known.join("`, `"));
        let error = ToolError::new("unknown_argument", message);
        return ToolError { parameter: Some(quoted), suggestions, ..error };
    }
    let parameter = if path == "." { "arguments" } else { cut(path, 200) };
    // A token of a wrong type is a token still.
    let reason = if parameter.contains("token") { "it must be a text" } else { cut(reason, 600) };
    let message = format!("`{parameter}` of `{tool}`: {reason}");
    ToolError { parameter: Some(parameter.to_owned()), ..ToolError::new("invalid_argument", message) }
}

/// The names that a tool takes.
fn known(schema: &Value) -> String {
    let names = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
    format!("one of `{}`", names.join("`, `"))
}

/// What an argument may be, in words.
fn in_words(argument: &Value) -> String {
    let text = |name: &str| argument.get(name).and_then(Value::as_str).unwrap_or_default();
    let choices = argument.get("enum").and_then(Value::as_array).into_iter().flatten();
    let choices: Vec<&str> = choices.filter_map(Value::as_str).collect();
    let kind = if choices.is_empty() { text("type").to_owned() } else { choices.join(" or ") };
    let range = match (argument.get("minimum"), argument.get("maximum")) {
        (Some(least), Some(most)) => format!(", {least} to {most}"),
        (Some(_) | None, _) => String::new(),
    };
    let description = text("description");
    if description.is_empty() { kind + &range } else { format!("{kind}{range}: {description}") }
}

/// A value that an argument may have: the tool's own example, or one of its type; nothing for a text, of which any would
/// say nothing.
fn example<T: Tool>(ctx: &Context, parameter: &str, argument: &Value) -> Option<Value> {
    let catalog = ctx.gateway(None).ok().and_then(|gateway| gateway.catalog().ok());
    let path = catalog.map_or("/", Catalog::example_path);
    let call: Value = serde_json::from_str(&T::EXAMPLE.replace("{path}", path)).unwrap_or_default();
    let own = call.get(parameter).cloned();
    let choice = || argument.get("enum")?.get(0).cloned();
    own.or_else(choice).or_else(|| match argument.get("type").and_then(Value::as_str) {
        Some("boolean") => Some(json!(true)),
        Some("integer" | "number") => Some(argument.get("minimum").cloned().unwrap_or_else(|| json!(1))),
        Some("object") => Some(json!({})),
        Some("array") => Some(json!([])),
        _ => None,
    })
}
