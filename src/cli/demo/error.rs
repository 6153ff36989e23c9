//! What can go wrong in the demo.

use crate::{docs, server::PeerError};

/// Why the demo could not be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum DemoError {
    #[error(transparent)]
    Docs(#[from] docs::DocsError),
    #[error("the demo needs loopback and a temporary folder: {0}")]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Peer(#[from] PeerError),
    #[error("step {step} went wrong: {answer}")]
    Step { step: usize, answer: String },
    #[error("the simulated gateway took no order: {0}")]
    Control(String),
}
