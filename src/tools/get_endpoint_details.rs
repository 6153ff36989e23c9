//! `get_endpoint_details`: one page, whole enough to make the call right.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Context, Effect, Tool,
    pages::{details, lookup},
};
use crate::{
    catalog::{Entry, EntryKind},
    reply::{Reply, ToolError},
    values::{Language, Risk},
};

/// Shows one page.
pub struct GetEndpointDetails;

/// Arguments of `get_endpoint_details`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// Endpoint path, event, guide path or error code
    path: String,
    #[schemars(extend("enum" = ["GET", "POST", "PUT", "PATCH", "DELETE"]))]
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
    const EXAMPLE: &'static str = r#"{"path": "{path}"}"#;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        let catalog = ctx.gateway(args.api.as_deref())?.catalog()?;
        let language = args.language.unwrap_or_default();
        let view = details::View { catalog, language, include: &args.include };
        Ok(match lookup::page(catalog, &args.path, args.method.as_deref(), language)? {
            Entry::Operation(operation) => details::operation(&view, operation),
            Entry::Event(event) => details::event(&view, event),
            Entry::Guide(guide) => details::guide(&view, guide),
            Entry::Error(error) => details::error(&view, error),
        })
    }
}
