//! Where a call broke.

use std::time::Duration;

use crate::{answer::Answer, net::NetError};

/// Where a call broke.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The token cannot be placed.
    #[error("the access token holds characters that no header can carry")]
    Token,
    /// An argument holds the token.
    #[error("an argument holds the access token, which is never sent as content; leave it out")]
    TokenGiven,
    /// The call is one that carries a file, and it has none.
    #[error("the body of this call is a file, and none was given")]
    NoFile,
    /// So many calls are under way that this one had no turn.
    #[error("too many calls are under way at once, and none ended in time")]
    Busy,
    /// No answer in time.
    #[error("no answer within {} seconds", .0.as_secs_f32())]
    Timeout(Duration),
    /// The exchange broke.
    #[error(transparent)]
    Net(#[from] NetError),
}

/// One attempt: an answer of any status, or a failure.
pub(super) type Attempt = Result<Answer, Failure>;
