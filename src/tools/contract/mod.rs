//! What a tool is, and the one way in which each is run: its arguments are read, it runs, a refusal gets what helps, and
//! nothing is shown that holds a token. The server and the command line both run tools like this.

mod arguments;
mod schema;

pub use schema::{input_schema, output_schema};

use std::{future::Future, path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    app::App,
    config::Connection,
    gateway::Gateway,
    reply::{Reply, ToolError},
};

/// What a tool may use, made for each call.
#[derive(Clone)]
pub struct Context {
    /// What all calls share.
    pub app: Arc<App>,
    /// What this connection has set.
    pub connection: Arc<Connection>,
    /// The client's workspace, where it names one.
    pub workspace: Option<Vec<PathBuf>>,
}

impl Context {
    /// The gateway that a caller names, or else the one that the session means.
    pub(crate) fn gateway(&self, api: Option<&str>) -> Result<&Gateway, ToolError> {
        let selected = self.connection.api();
        let gateways = self.app.gateways();
        gateways.find(api.unwrap_or(&selected)).ok_or_else(|| {
            let known: Vec<&str> = gateways.ids().collect();
            let verb = if known.len() == 1 { "is" } else { "are" };
            let known = format!("known {verb} `{}`; leave it out for `{selected}`", known.join("`, `"));
            ToolError::invalid("api", api.unwrap_or_default(), known)
        })
    }
}

/// What a tool does to the world, as MCP's annotations tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Looks things up in the program itself.
    Looks,
    /// Asks the gateway and changes nothing.
    Asks,
    /// Changes settings of the connection, the same each time.
    Sets,
    /// Writes files of the user's project, the same each time.
    Writes,
    /// Reaches people, and may destroy.
    Acts,
}

/// A tool.
pub trait Tool: 'static {
    /// Its name; fixed, since agents and configurations use it.
    const NAME: &'static str;
    /// Its title for people.
    const TITLE: &'static str;
    /// When to use it and when not.
    const DESCRIPTION: &'static str;
    /// What it does to the world.
    const EFFECT: Effect;
    /// Right values of its arguments, as JSON; of some that are told when one of them is wrong. `{path}` stands for a
    /// documented path.
    const EXAMPLE: &'static str = "{}";
    /// Its arguments.
    type Args: DeserializeOwned + JsonSchema + Send + 'static;
    /// Its structured result: what is answered, and what the schema is made from. Every member is optional there, since
    /// failures have the same schema.
    type Output: Serialize + JsonSchema;

    /// Runs it.
    fn run(ctx: &Context, args: Self::Args) -> impl Future<Output = Result<Reply, ToolError>> + Send;
}

/// What a tool answered.
pub struct Answered {
    /// The answer.
    pub reply: Reply,
    /// Whether it is a failure.
    pub is_error: bool,
}

/// Runs a tool on arguments as a client gave them.
pub async fn answer<T: Tool>(ctx: &Context, given: Map<String, Value>) -> Answered {
    let run = async { T::run(ctx, arguments::read::<T>(given)?).await };
    let (reply, is_error) = match run.await {
        Ok(reply) => (reply, false),
        Err(error) => (arguments::helped::<T>(ctx, error).into_reply(), true),
    };
    // Last, so that nothing is shown that did not pass here.
    Answered { reply: reply.concealed(ctx.app.echoes(&ctx.connection)), is_error }
}
