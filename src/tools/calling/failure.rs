//! Calls that were not made or got no whole answer, as tools tell of them.

use std::fmt::Write;

use super::{Context, milliseconds, next, not_made, request_value};
use crate::{
    app::CallError,
    catalog::{Operation, Provider},
    client::{ExchangeError, Failure},
    config::Variable,
    guard::Refusal,
    net::NetError,
    reply::{CallFacts, ToolError},
};

/// Why a call was not made, or where it broke.
pub(in crate::tools) fn of_fault(
    ctx: &Context,
    provider: &Provider,
    operation: &Operation,
    fault: &CallError,
) -> ToolError {
    match fault {
        CallError::Refused { refusal, request } => {
            let request = Some(request_value(request));
            of_refusal(provider, operation, refusal).call(CallFacts { request, ..not_made(ctx) })
        }
        CallError::Failed(failed) => of_failure(provider, operation, failed).call(CallFacts {
            outcome: Some(failed.verdict.outcome),
            request: Some(request_value(&failed.request)),
            elapsed_ms: Some(milliseconds(failed.elapsed)),
            attempts: Some(failed.attempts),
            simulated: Some(ctx.app.is_simulated()),
        }),
    }
}

fn of_failure(provider: &Provider, operation: &Operation, failed: &ExchangeError) -> ToolError {
    let code = match failed.failure {
        Failure::Timeout(_) | Failure::Busy => "timeout",
        Failure::Net(
            NetError::Connect(_) | NetError::Untrusted(_) | NetError::Broken(_) | NetError::Setup(_),
        ) => "network",
        Failure::Net(NetError::TooLarge(_)) => "response_too_large",
        Failure::Net(NetError::Redirect(_)) => "bad_response",
        Failure::Token => "not_configured",
        Failure::TokenGiven => "invalid_argument",
        Failure::NoFile => "missing_argument",
    };
    let mut message = format!("`{}`: {}", operation.name(), failed.failure);
    if failed.attempts > 1 {
        let _ = write!(message, " (after {} attempts)", failed.attempts);
    }
    ToolError::new(code, message).action(next::words(provider, operation, failed.verdict.next))
}

/// What to say of a refusal: the code, the argument that would change it, and the next step.
struct Advice(&'static str, Option<&'static str>, String);

fn of_refusal(provider: &Provider, operation: &Operation, refusal: &Refusal) -> ToolError {
    let Advice(code, parameter, action) = advice(provider, refusal);
    let retry_after = match refusal {
        Refusal::Duplicate { left, .. } => Some(left.as_secs_f64().ceil()),
        Refusal::ModeForbids { .. }
        | Refusal::RecipientNotAllowed { .. }
        | Refusal::OtherGateway { .. }
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

fn advice(provider: &Provider, refusal: &Refusal) -> Advice {
    let said = |code, parameter, action: &str| Advice(code, parameter, action.to_owned());
    match refusal {
        Refusal::OtherGateway { .. } => {
            said("not_configured", Some("api"), "set credentials for this gateway")
        }
        Refusal::ModeForbids { .. } => {
            said("mode_forbids", None, "the user chose this mode by `WAWP_MODE`; ask the user")
        }
        Refusal::RecipientNotAllowed { .. } => said(
            "recipient_not_allowed",
            Some("chatId"),
            "send to `me`, or ask the user to add the chat to `WAWP_ALLOWED_RECIPIENTS`",
        ),
        Refusal::NoToken => Advice("not_configured", Some("access_token"), no_token(provider)),
        Refusal::NoInstance => Advice("not_configured", Some("instance_id"), no_session(provider)),
        Refusal::ConfirmationRequired => said(
            "confirmation_required",
            Some("confirm"),
            "show the user what will happen; after a clear yes call again with `confirm: true`",
        ),
        Refusal::Duplicate { .. } | Refusal::Pending => said(
            "duplicate_send",
            Some("allow_duplicate"),
            "it was sent; do not repeat it. If the user wants it twice, call again with `allow_duplicate: true`",
        ),
        Refusal::OutcomeUnknown => Advice(
            "outcome_unknown",
            Some("allow_duplicate"),
            format!(
                "look in the chat{} first; if it is not there, call again with `allow_duplicate: true`",
                next::how_to_look(provider)
            ),
        ),
    }
}

fn no_token(provider: &Provider) -> String {
    let [token, session] = [Variable::AccessToken, Variable::InstanceId].map(Variable::name);
    let variables = match provider.security.session {
        Some(_) => format!("`{token}` and `{session}`"),
        None => format!("`{token}`"),
    };
    format!(
        "set {variables} in this server's environment (or a `.env`), or call `set_config`; to try without an account \
         set `WAWP_MODE=sandbox`"
    )
}

fn no_session(provider: &Provider) -> String {
    let ways = "set `WAWP_INSTANCE_ID`, call `set_config` with `instance_id`";
    match provider.advice.create_session {
        Some(call) => format!("{ways}, or create one with `{call}`"),
        None => ways.replace("`, call", "`, or call"),
    }
}
