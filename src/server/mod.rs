//! MCP, and the only room that knows rmcp: routes, both eras of the protocol, the stdio transport, the demo's client.

mod handler;
mod lines;
mod panics;
mod peer;
mod resources;
mod route;
mod stdio;

pub use peer::{Peer, PeerAnswer, PeerError, PeerTool};

use std::{sync::Arc, time::Duration};

use rmcp::service::{QuitReason, ServerInitializeError, serve_server_with_ct};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use handler::Handler;

/// How long calls in flight may take after a signal; a client waits five seconds before it kills.
const GRACE: Duration = Duration::from_secs(4);

/// Why the server stopped other than at the end of its input.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The standard streams cannot be used.
    #[error("standard input or output cannot be used: {0}")]
    Stdio(#[from] std::io::Error),
    /// The client did not speak the protocol.
    // The library's own words repeat the whole message, and a message may hold a token.
    #[error("the client does not speak the protocol: its first message must be `initialize` or a request")]
    Protocol,
    /// The serving task broke.
    #[error("the server broke: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// Serves MCP on standard input and output until the input ends or a signal comes.
///
/// # Errors
/// When the streams cannot be used or the client's first message is no MCP.
pub async fn serve(app: Arc<App>) -> Result<(), ServeError> {
    panics::stay_quiet();
    let (asked, at_once) = (CancellationToken::new(), CancellationToken::new());
    let (ask, cut) = (asked.clone(), at_once.clone());
    tokio::spawn(async move {
        signal().await;
        ask.cancel();
        tokio::time::sleep(GRACE).await;
        cut.cancel();
    });
    let started = serve_server_with_ct(Handler::new(app), stdio::open(asked)?, at_once).await;
    let running = match started {
        Ok(running) => running,
        // The client went away, or was asked to, before it began: nothing is lost.
        Err(ServerInitializeError::ConnectionClosed(_) | ServerInitializeError::Cancelled) => return Ok(()),
        Err(_) => return Err(ServeError::Protocol),
    };
    if let QuitReason::JoinError(error) = running.waiting().await? {
        return Err(ServeError::Broken(error));
    }
    Ok(())
}

/// The signals by which clients and people end a server; a second one ends it at once.
async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminate), Ok(mut interrupt)) =
            (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
