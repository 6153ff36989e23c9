//! Calls that were not made or got no whole answer, as tools tell of them.

use std::fmt::Write;

use serde_json::json;

use super::{Context, ToolError, next, reply::members};
use crate::{
    app::CallFault,
    catalog::Operation,
    client::{CallError, Failure},
    guard::Refusal,
};

/// Why a call was not made, or where it broke.
pub(super) fn of_fault(ctx: &Context, operation: &Operation, fault: &CallFault) -> ToolError {
    let mut beside = members(json!({"outcome": "not_sent", "simulated": ctx.app.is_simulated()}));
    let error = match fault {
        CallFault::Refused(refusal) => of_refusal(operation, refusal),
        CallFault::Failed(failed) => {
            beside.insert("outcome".to_owned(), json!(failed.verdict.outcome));
            beside.insert("attempts".to_owned(), json!(failed.attempts));
            beside.insert(
                "elapsed_ms".to_owned(),
                json!(u64::try_from(failed.elapsed.as_millis()).unwrap_or(u64::MAX)),
            );
            of_failure(operation, failed)
        }
        CallFault::Sandbox(_) | CallFault::Docs(_) | CallFault::Address => {
            ToolError::new("internal", fault.to_string())
        }
    };
    error.beside(beside)
}

fn of_failure(operation: &Operation, failed: &CallError) -> ToolError {
    let code = match failed.failure {
        Failure::Timeout(_) | Failure::Busy => "timeout",
        Failure::Connect(_) | Failure::Untrusted(_) | Failure::Broken(_) | Failure::Setup(_) => "network",
        Failure::TooLarge(_) => "response_too_large",
        Failure::Redirect(_) => "bad_response",
        Failure::Token => "not_configured",
        Failure::TokenGiven => "invalid_argument",
    };
    let mut message = format!("`{}`: {}", operation.name(), failed.failure);
    if failed.attempts > 1 {
        let _ = write!(message, " (after {} attempts)", failed.attempts);
    }
    ToolError::new(code, message).action(next::words(operation, failed.verdict.next))
}

/// What to say of a refusal: the code, the argument that would change it, and the next step.
struct Advice(&'static str, Option<&'static str>, &'static str);

fn of_refusal(operation: &Operation, refusal: &Refusal) -> ToolError {
    let Advice(code, parameter, action) = advice(refusal);
    let retry_after = match refusal {
        Refusal::Duplicate { left, .. } => Some(left.as_secs_f64().ceil()),
        Refusal::ModeForbids { .. }
        | Refusal::RecipientNotAllowed { .. }
        | Refusal::NoToken
        | Refusal::NoInstance
        | Refusal::ConfirmationRequired
        | Refusal::Pending
        | Refusal::OutcomeUnknown => None,
    };
    let message = format!("`{}`: {refusal}", operation.name());
    ToolError { parameter: parameter.map(str::to_owned), retry_after, ..ToolError::new(code, message) }
        .action(action)
}

fn advice(refusal: &Refusal) -> Advice {
    match refusal {
        Refusal::ModeForbids { .. } => {
            Advice("mode_forbids", None, "the user chose this mode by `WAWP_MODE`; ask the user")
        }
        Refusal::RecipientNotAllowed { .. } => Advice(
            "recipient_not_allowed",
            Some("chatId"),
            "send to `me`, or ask the user to add the chat to `WAWP_ALLOWED_RECIPIENTS`",
        ),
        Refusal::NoToken => Advice(
            "not_configured",
            Some("access_token"),
            "set `WAWP_ACCESS_TOKEN` and `WAWP_INSTANCE_ID` in this server's environment (or a `.env`), or call \
             `set_config`; to try without an account set `WAWP_MODE=sandbox`",
        ),
        Refusal::NoInstance => Advice(
            "not_configured",
            Some("instance_id"),
            "set `WAWP_INSTANCE_ID`, call `set_config` with `instance_id`, or create one with `POST /v2/session/create`",
        ),
        Refusal::ConfirmationRequired => Advice(
            "confirmation_required",
            Some("confirm"),
            "show the user what will happen; after a clear yes call again with `confirm: true`",
        ),
        Refusal::Duplicate { .. } | Refusal::Pending => Advice(
            "duplicate_send",
            Some("allow_duplicate"),
            "it was sent; do not repeat it. If the user wants it twice, call again with `allow_duplicate: true`",
        ),
        Refusal::OutcomeUnknown => Advice(
            "outcome_unknown",
            Some("allow_duplicate"),
            "look in the chat (`GET /v2/chats/messages`) first; if it is not there, call again with \
             `allow_duplicate: true`",
        ),
    }
}
