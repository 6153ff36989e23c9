//! `get_endpoint_details`: one page, whole enough to make the call right.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Context, Effect, Reply, Tool, ToolError, api, details, reply::members};
use crate::{
    catalog::{Entry, EntryKind, Found, Operation},
    values::{Language, Method, Risk},
};

/// Shows one page.
pub struct GetEndpointDetails;

/// Arguments of `get_endpoint_details`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// Endpoint path, event, guide path or error code
    path: String,
    #[schemars(extend("enum" = ["GET", "POST", "PUT", "DELETE"]))]
    method: Option<String>,
    /// Parts wanted in full
    #[serde(default)]
    include: Vec<details::Include>,
    language: Option<Language>,
    /// Gateway id
    api: Option<String>,
}

/// Result of `get_endpoint_details`.
#[derive(Serialize, JsonSchema)]
pub struct Output {
    kind: EntryKind,
    method: String,
    path: String,
    title: String,
    summary: String,
    risk: Risk,
    /// JSON Schema of the arguments for `execute_request`
    arguments: serde_json::Map<String, Value>,
    filled_in: Vec<String>,
    limits: Vec<String>,
    notes: Vec<String>,
    example: serde_json::Map<String, Value>,
    response: serde_json::Map<String, Value>,
    errors: Vec<ErrorRow>,
    related: Vec<Related>,
    payload: serde_json::Map<String, Value>,
}

#[derive(Serialize, JsonSchema)]
struct ErrorRow {
    status: u16,
    code: String,
    meaning: String,
    action: String,
}

#[derive(Serialize, JsonSchema)]
struct Related {
    kind: EntryKind,
    method: String,
    path: String,
    title: String,
}

impl Tool for GetEndpointDetails {
    const NAME: &'static str = "get_endpoint_details";
    const TITLE: &'static str = "Read an API page";
    const DESCRIPTION: &'static str = "Arguments, limits, an example call, the answer and the errors of one endpoint. \
        Read it before execute_request. Also takes an event (message.ack), a guide path or an error code.";
    const EFFECT: Effect = Effect::Looks;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        let catalog = api::catalog(ctx, args.api.as_deref())?;
        if args.path.trim().is_empty() {
            return Err(ToolError::invalid("path", &args.path, "it must name a page, like `/v2/send/text`"));
        }
        // Other answers name a page as `METHOD /path`.
        let named = args.path.trim().split_once(' ').filter(|(method, _)| Method::parse(method).is_some());
        let (named, path) = named.map_or((None, args.path.as_str()), |(method, path)| (Some(method), path));
        let method = args.method.as_deref().or(named).map(api::method).transpose()?;
        let view =
            details::View { catalog, language: args.language.unwrap_or_default(), include: &args.include };
        match catalog.find(path, method).map_err(|miss| api::missed(miss, path, method))? {
            Found::One(Entry::Operation(operation)) => Ok(details::operation(&view, operation)),
            Found::One(Entry::Event(event)) => Ok(details::event(&view, event)),
            Found::One(Entry::Guide(guide)) => Ok(details::guide(&view, guide)),
            Found::One(Entry::Error(error)) => Ok(details::error(&view, error)),
            Found::Several(operations) => Err(several(path, &operations, view.language)),
        }
    }
}

/// One path, several methods that do different things: all are named, and the caller picks.
fn several(path: &str, operations: &[&Operation], language: Language) -> ToolError {
    let lines: Vec<String> = operations
        .iter()
        .map(|operation| format!("{} — {}", operation.name(), operation.title.get(language)))
        .collect();
    let methods: Vec<&str> = operations.iter().map(|operation| operation.method.as_str()).collect();
    ToolError {
        parameter: Some("method".to_owned()),
        given: None,
        expected: Some(methods.join(" or ")),
        suggestions: operations.iter().map(|operation| operation.name()).collect(),
        ..ToolError::new(
            "missing_argument",
            format!("`{path}` does different things by method:\n{}", lines.join("\n")),
        )
    }
    .action("call again with `method`")
    .beside(members(json!({"path": operations.first().map(|operation| operation.path.as_str())})))
}
