//! A real MCP client, for the demo: starts a server as a child and talks to it over stdio.

use std::path::Path;

use rmcp::{
    RoleClient, ServiceExt,
    model::{CallToolRequestParams, ContentBlock},
    service::RunningService,
    transport::TokioChildProcess,
};
use serde_json::{Map, Value};
use tokio::process::Command;

/// A client that is connected to a server of its own.
pub struct Peer {
    running: RunningService<RoleClient, ()>,
}

/// A tool as the server lists it.
#[derive(Debug)]
pub struct PeerTool {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
}

/// A tool's answer.
#[derive(Debug)]
pub struct PeerAnswer {
    /// The text.
    pub text: String,
    /// The structured content.
    pub structured: Value,
    /// The media types of its pictures.
    pub images: Vec<String>,
    /// Whether the tool failed.
    pub is_error: bool,
}

/// Why a client cannot talk to its server.
#[derive(Debug, thiserror::Error)]
#[error("the server cannot be talked to: {0}")]
pub struct PeerError(String);

impl Peer {
    /// Starts `program` in `folder` with nothing of this process's environment but `env`.
    ///
    /// # Errors
    /// When it cannot be started or does not speak MCP.
    pub async fn start(program: &Path, folder: &Path, env: &[(&str, &str)]) -> Result<Self, PeerError> {
        let mut command = Command::new(program);
        command.current_dir(folder).env_clear().envs(env.iter().copied());
        let child = TokioChildProcess::new(command).map_err(fault)?;
        let running = ().serve(child).await.map_err(fault)?;
        Ok(Self { running })
    }

    /// What the server says of itself: name and version.
    #[must_use]
    pub fn server(&self) -> Option<(String, String)> {
        let info = self.running.peer_info()?;
        let server = info.server_info.as_ref()?;
        Some((server.name.clone(), server.version.clone()))
    }

    /// The server's tools.
    ///
    /// # Errors
    /// When the connection broke.
    pub async fn tools(&self) -> Result<Vec<PeerTool>, PeerError> {
        let tools = self.running.list_all_tools().await.map_err(fault)?;
        let tool = |tool: rmcp::model::Tool| PeerTool {
            name: tool.name.into_owned(),
            title: tool.title.unwrap_or_default(),
        };
        Ok(tools.into_iter().map(tool).collect())
    }

    /// Calls a tool.
    ///
    /// # Errors
    /// When the connection broke; a tool that failed is an answer.
    pub async fn call(
        &self,
        tool: &'static str,
        arguments: Map<String, Value>,
    ) -> Result<PeerAnswer, PeerError> {
        let request = CallToolRequestParams::new(tool).with_arguments(arguments);
        let result = self.running.call_tool(request).await.map_err(fault)?;
        let mut answer = PeerAnswer {
            text: String::new(),
            structured: result.structured_content.unwrap_or_default(),
            images: Vec::new(),
            is_error: result.is_error.unwrap_or_default(),
        };
        for block in result.content {
            if let ContentBlock::Text(text) = block {
                answer.text.push_str(&text.text);
            } else if let ContentBlock::Image(image) = block {
                answer.images.push(image.mime_type);
            }
        }
        Ok(answer)
    }

    /// Ends the server.
    ///
    /// # Errors
    /// When its task broke.
    pub async fn stop(self) -> Result<(), PeerError> {
        self.running.cancel().await.map(|_| ()).map_err(fault)
    }
}

fn fault(error: impl std::fmt::Display) -> PeerError {
    PeerError(error.to_string())
}
