//! The only place where our words become MCP's.

use std::{future::Future, pin::Pin, sync::Arc};

use rmcp::model::{CallToolResult, ContentBlock, Tool as Model, ToolAnnotations};
use serde_json::{Map, Value};
use tokio::task::JoinSet;

use crate::{
    reply::{Reply, ToolError},
    tools::{
        Answered, Context, Effect, ExecuteRequest, GenerateStarterCode, GetEndpointDetails, GetSessionHealth,
        InstallAgentConfig, ListEndpoints, SearchDocs, SendLocalFile, SetConfig, Tool, answer, input_schema,
        output_schema,
    },
};

/// One tool: what is listed is what runs.
pub(super) struct Route {
    pub(super) name: &'static str,
    pub(super) model: fn() -> Model,
    pub(super) call: fn(Context, Map<String, Value>) -> Called,
}

/// A call under way. Dropped, it is stopped.
pub(super) type Called = Pin<Box<dyn Future<Output = CallToolResult> + Send>>;

/// Every tool, in the order of `tools/list`.
pub(super) const ROUTES: [Route; 9] = [
    of::<ExecuteRequest>(),
    of::<GenerateStarterCode>(),
    of::<GetEndpointDetails>(),
    of::<GetSessionHealth>(),
    of::<InstallAgentConfig>(),
    of::<ListEndpoints>(),
    of::<SearchDocs>(),
    of::<SendLocalFile>(),
    of::<SetConfig>(),
];

const fn of<T: Tool>() -> Route {
    Route { name: T::NAME, model: model::<T>, call: call::<T> }
}

fn model<T: Tool>() -> Model {
    Model::new(T::NAME, T::DESCRIPTION, Arc::new(input_schema::<T>()))
        .with_title(T::TITLE)
        .with_raw_output_schema(Arc::new(output_schema::<T>()))
        .with_annotations(annotations(T::EFFECT))
}

fn annotations(effect: Effect) -> ToolAnnotations {
    let (reads, destroys, repeats, reaches_out) = match effect {
        Effect::Looks => (true, false, true, false),
        Effect::Asks => (true, false, true, true),
        Effect::Sets => (false, false, true, true),
        Effect::Writes => (false, false, true, false),
        Effect::Acts => (false, true, false, true),
    };
    ToolAnnotations::from_raw(None, Some(reads), Some(destroys), Some(repeats), Some(reaches_out))
}

fn call<T: Tool>(ctx: Context, given: Map<String, Value>) -> Called {
    Box::pin(async move {
        let mut tasks = JoinSet::new();
        // A task of its own, so that a panic in it is an answer; dropped with this future, it is aborted.
        tasks.spawn(async move { answer::<T>(&ctx, given).await });
        let Some(Ok(Answered { reply, is_error })) = tasks.join_next().await else {
            let error =
                ToolError::new("internal", format!("`{}` broke; nothing is known of its effect", T::NAME));
            let error = error.action("check what was done before trying again, and report this as a bug");
            return result(error.into_reply(), true);
        };
        result(reply, is_error)
    })
}

fn result(reply: Reply, is_error: bool) -> CallToolResult {
    let (text, structured, images) = reply.into_parts();
    let mut content = vec![ContentBlock::text(text)];
    content.extend(images.into_iter().map(|image| ContentBlock::image(image.base64, image.mimetype)));
    let mut result = if is_error { CallToolResult::error(content) } else { CallToolResult::success(content) };
    result.structured_content = Some(Value::Object(structured));
    result
}
