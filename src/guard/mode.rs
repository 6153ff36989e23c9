//! What a mode forbids.

use super::{Refusal, Rules};
use crate::{
    config::Mode,
    request::PreparedRequest,
    values::{Reach, Risk},
};

/// Whether the mode lets the call through.
pub(super) fn check(rules: &Rules, prepared: &PreparedRequest) -> Result<(), Refusal> {
    let operation = prepared.operation();
    match rules.mode {
        Mode::Full | Mode::Sandbox => Ok(()),
        _ if operation.risk == Risk::Read => Ok(()),
        Mode::ReadOnly => Err(Refusal::ModeForbids { mode: rules.mode, operation: operation.name() }),
        Mode::TestNumber => match (operation.reach, prepared.recipient()) {
            (Reach::Own, _) => Ok(()),
            (Reach::Recipient, Some(chat)) if rules.recipients.contains(chat) => Ok(()),
            (Reach::Recipient, chat) => {
                Err(Refusal::RecipientNotAllowed { recipient: chat.map(ToString::to_string) })
            }
            (Reach::Others, _) => Err(Refusal::RecipientNotAllowed { recipient: None }),
        },
    }
}
