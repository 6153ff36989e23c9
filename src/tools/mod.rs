//! The tools, one file each. They know nothing of MCP: `server/` makes them into its words.

mod api;
mod details;
mod error;
mod exchange;
mod execute_request;
mod failure;
mod fit;
mod generate_starter_code;
mod get_endpoint_details;
mod get_session_health;
mod install_agent_config;
mod list_endpoints;
mod next;
mod own_arguments;
mod pictures;
mod reply;
mod schema;
mod search_docs;
mod select;
mod send_local_file;
mod set_config;
mod shape;
mod steps;

pub use error::ToolError;
pub use execute_request::ExecuteRequest;
pub use generate_starter_code::GenerateStarterCode;
pub use get_endpoint_details::GetEndpointDetails;
pub use get_session_health::GetSessionHealth;
pub use install_agent_config::InstallAgentConfig;
pub use list_endpoints::ListEndpoints;
pub use own_arguments::arguments;
pub use reply::{Image, Reply};
pub use schema::{input_schema, output_schema};
pub use search_docs::SearchDocs;
pub use send_local_file::SendLocalFile;
pub use set_config::SetConfig;

use std::{future::Future, path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::{app::App, config::Session};

/// What a tool may use, made for each call.
#[derive(Clone)]
pub struct Context {
    /// What all calls share.
    pub app: Arc<App>,
    /// What this connection has set.
    pub session: Arc<Session>,
    /// The client's workspace, where it names one.
    pub workspace: Option<Vec<PathBuf>>,
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
    /// Right values of its arguments, as JSON; of some that are told when one of them is wrong.
    const EXAMPLE: &'static str = "{}";
    /// Its arguments.
    type Args: DeserializeOwned + JsonSchema + Send + 'static;
    /// Its structured result, for the schema: every member is optional, since failures have the same schema.
    type Output: JsonSchema;

    /// Runs it.
    fn run(ctx: &Context, args: Self::Args) -> impl Future<Output = Result<Reply, ToolError>> + Send;
}
