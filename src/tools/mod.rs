//! The tools, one file each, and their list. They know nothing of MCP: `server/` makes them into its words.
//!
//! What they share lies one floor down: `contract` says what a tool is and runs it, `calling` makes calls and tells what
//! became of them, `pages` finds pages and shows them.

mod calling;
mod contract;
mod execute_request;
mod generate_starter_code;
mod get_endpoint_details;
mod get_session_health;
mod install_agent_config;
mod list_endpoints;
mod pages;
mod search_docs;
mod send_local_file;
mod set_config;

pub use contract::{Answered, Context, Effect, Tool, answer, input_schema, output_schema};
pub use execute_request::ExecuteRequest;
pub use generate_starter_code::GenerateStarterCode;
pub use get_endpoint_details::GetEndpointDetails;
pub use get_session_health::GetSessionHealth;
pub use install_agent_config::InstallAgentConfig;
pub use list_endpoints::ListEndpoints;
pub use search_docs::SearchDocs;
pub use send_local_file::SendLocalFile;
pub use set_config::SetConfig;
