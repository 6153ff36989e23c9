//! What to do next, in words.

use crate::{
    catalog::{Operation, Provider},
    client::Next,
    values::Risk,
};

/// The next step after a call of `operation`; empty where nothing is left to do.
pub(super) fn words(provider: &Provider, operation: &Operation, next: Next) -> String {
    let words = match next {
        Next::Nothing => "",
        Next::Correct => "read the endpoint's page and correct the call; nothing was changed",
        Next::CheckToken => "check the access token and what the account's plan allows; nothing was changed",
        Next::CheckIds => {
            "check the ids in the call; `get_session_health` tells whether the session exists; nothing was changed"
        }
        Next::Wait => "wait, then call again; nothing was taken",
        Next::TryAgain => "nothing was changed; try again",
        Next::TryLater => {
            "nothing was changed; try again in a minute; `get_session_health` tells whether the session is up"
        }
        Next::LookFirst if operation.risk == Risk::Send => {
            return format!(
                "it may have been sent: look in the chat{} before repeating; an identical call is refused until then \
                 unless `allow_duplicate` is true",
                how_to_look(provider)
            );
        }
        Next::LookFirst => "it may have been done: read the present state before repeating",
        Next::CheckNetwork => {
            "check the network, a proxy (`HTTPS_PROXY`) and `WAWP_BASE_URL`; nothing was sent"
        }
        Next::CheckCertificate => {
            "nothing was sent; if a company's proxy issues its own certificates, name its root in `SSL_CERT_FILE`; \
             otherwise somebody may be listening"
        }
        Next::CheckClient => "check the proxy variables and `SSL_CERT_FILE`; nothing was sent",
        Next::AskForLess => "ask for less, with `limit` and `offset`; nothing was changed",
        Next::CheckAddress => "check `WAWP_BASE_URL`: an API does not redirect; nothing was changed",
        Next::SetToken => "set the token anew, as the dashboard shows it; nothing was sent",
    };
    words.to_owned()
}

/// The call by which a chat is looked into, in brackets; nothing where the gateway has none: a phone shows it too.
pub(super) fn how_to_look(provider: &Provider) -> String {
    provider.advice.read_chat.map_or_else(String::new, |call| format!(" (`{call}`)"))
}
