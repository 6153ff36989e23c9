//! `get_endpoint_details`: one page, whole enough to make the call right.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Context, Effect, Tool,
    pages::{Page, details, lookup},
};
use crate::{
    catalog::Entry,
    reply::{Reply, ToolError},
    values::Language,
};

/// Shows one page.
pub struct GetEndpointDetails;

/// Arguments of `get_endpoint_details`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// Endpoint path, event, guide path or error code
    path: String,
    method: Option<String>,
    /// Parts wanted in full
    #[serde(default)]
    include: Vec<details::Include>,
    language: Option<Language>,
    /// Gateway id
    api: Option<String>,
}

impl Tool for GetEndpointDetails {
    const NAME: &'static str = "get_endpoint_details";
    const TITLE: &'static str = "Read an API page";
    const DESCRIPTION: &'static str = "Arguments, limits, an example call, the answer and the errors of one endpoint. \
        Read it before execute_request. Also takes an event (message.ack), a guide path or an error code.";
    const EFFECT: Effect = Effect::Looks;
    const EXAMPLE: &'static str = r#"{"path": "{path}"}"#;
    type Args = Args;
    type Output = Page;

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
