//! Making a call and telling what became of it: what every tool that calls the gateway shares.

mod failure;
mod next;

pub(super) use failure::of_fault;

use std::time::Duration;

use serde_json::{Value, json};

use super::Context;
use crate::{
    answer::{Answer, Remark},
    app::CallError,
    catalog::{Catalog, Operation, Provider},
    client::{Exchange, Redacted},
    gateway::Gateway,
    guard::{Account, Consent, Refusal},
    reply::{CallFacts, Pictures, Shape, ToolError, fit, members},
    request::PreparedRequest,
    values::{Outcome, Risk, cut, one_line},
};

/// The most bytes of a shown request: the caller knows what it asked for.
const REQUEST: usize = 6_000;

/// A call that was made and answered with success or failure.
pub(super) struct Called {
    pub(super) exchange: Exchange,
    pub(super) operation: &'static Operation,
}

/// Whose calls to a gateway are.
pub(super) async fn account(ctx: &Context, gateway: &Gateway) -> Result<Account, ToolError> {
    let account = ctx.app.account(&ctx.connection, gateway).await;
    account.map_err(|error| ToolError::new("internal", error.to_string()).call(not_made(ctx)))
}

/// Makes a prepared call.
pub(super) async fn call(
    ctx: &Context,
    account: &Account,
    prepared: PreparedRequest,
    consent: Consent,
) -> Result<Called, ToolError> {
    let operation = prepared.operation();
    let recipient = prepared.recipient().map(ToString::to_string);
    match ctx.app.call(prepared, account, consent).await {
        Ok(exchange) => Ok(Called { exchange, operation }),
        Err(fault) => {
            let mut error = of_fault(ctx, account.provider(), operation, &fault);
            if let CallError::Refused { refusal: Refusal::ConfirmationRequired, .. } = fault {
                let whom = recipient.map(|chat| format!(" for {chat}")).unwrap_or_default();
                error.message =
                    format!("`{}`{whom} needs the user's yes: {}", operation.name(), operation.title.en);
            }
            Err(error)
        }
    }
}

/// What was called, as data.
pub(super) fn request_value(request: &Redacted) -> Value {
    let mut out = members(json!({"method": request.method, "url": request.url, "query": request.query}));
    out.extend(request.body.clone().map(|body| ("body".to_owned(), Value::Object(body))));
    fit(Value::Object(out), REQUEST).0
}

/// What is told of a call that was not made.
pub(super) fn not_made(ctx: &Context) -> CallFacts {
    CallFacts {
        outcome: Some(Outcome::NotSent),
        simulated: Some(ctx.app.is_simulated()),
        ..CallFacts::default()
    }
}

/// What is told of every answered call.
pub(super) fn facts(ctx: &Context, exchange: &Exchange) -> CallFacts {
    CallFacts {
        outcome: Some(exchange.verdict.outcome),
        request: Some(request_value(&exchange.request)),
        elapsed_ms: Some(milliseconds(exchange.elapsed)),
        attempts: Some(exchange.attempts),
        simulated: Some(ctx.app.is_simulated()),
    }
}

fn milliseconds(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
}

/// The failure that the gateway answered, with what the docs say to do about it.
pub(super) fn gateway_error(ctx: &Context, catalog: &'static Catalog, called: Called) -> ToolError {
    let provider = &catalog.provider;
    let Called { exchange, operation } = called;
    let call = facts(ctx, &exchange);
    let answer = exchange.answer;
    let status = answer.status;
    let code = answer.text_at(provider.answer.code).map(one_line).filter(|code| !code.is_empty());
    let code = code.unwrap_or_else(|| format!("http_{status}"));
    let message = answer.text_at(provider.answer.message).map(|text| one_line(cut(text, 600)));
    let message = message.unwrap_or_else(|| format!("the gateway answered with status {status}"));
    let known = catalog.error(&code);
    let retry_after = answer.retry_after.map(|wait| wait.as_secs_f64());
    let parameter = first_missing(&answer, provider);
    let next = next::words(provider, operation, exchange.verdict.next);
    let action = match known {
        // What is not known outweighs what the code means.
        Some(known) if exchange.verdict.outcome == Outcome::Unknown => format!("{next}; {}", known.action.en),
        Some(known) => known.action.en.to_owned(),
        None => next,
    };
    let notes = answer.remark.iter().map(remark).collect();
    let (data, _) = Pictures::described_in(answer.content);
    let told = Shape::of_error().of(data).told(status, notes);
    let message = format!("`{}`, status {status}: {message}", operation.name());
    let answer = Box::new(told);
    ToolError { parameter, retry_after, answer, ..ToolError::new(cut(&code, 100), message) }
        .action(action)
        .see(known.map_or_else(|| operation.name(), |known| known.code.to_owned()))
        .call(call)
}

/// What a reader should know of how an answer was read.
pub(super) fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Malformed { announced } => {
            format!("the gateway calls this `{}`, but it is not: it is shown as text", cut(announced, 60))
        }
        Remark::BadUtf8 => "bytes that are no UTF-8 are shown as `\u{fffd}`".to_owned(),
        Remark::NoWords => "this is a page without words: it shows nothing without a browser".to_owned(),
    }
}

fn first_missing(answer: &Answer, provider: &Provider) -> Option<String> {
    let missing = answer.data()?.pointer(provider.answer.missing?)?;
    missing.as_array()?.first()?.as_str().map(|name| one_line(cut(name, 100)))
}

/// The names among an answer's members whose text people outside wrote.
pub(super) fn outside_text(provider: &Provider, data: &Value) -> Vec<&'static str> {
    /// A text, or one in a list or, in XML, beside attributes.
    fn is_text(value: &Value) -> bool {
        match value {
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => items.iter().any(is_text),
            Value::Object(members) => members.get("#text").is_some_and(is_text),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
    fn holds(value: &Value, name: &str) -> bool {
        match value {
            Value::Object(members) => {
                [members.get(name), members.get(&format!("@{name}"))].into_iter().flatten().any(is_text)
                    || members.values().any(|value| holds(value, name))
            }
            Value::Array(items) => items.iter().any(|item| holds(item, name)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        }
    }
    provider.answer.outside_text.iter().copied().filter(|name| holds(data, name)).collect()
}

/// A sent message's id. What other calls answer under the same name is a group's, a label's, a person's.
pub(super) fn message_id(provider: &Provider, operation: &Operation, data: &Value) -> Option<String> {
    if operation.risk != Risk::Send {
        return None;
    }
    provider.answer.message_id.iter().find_map(|pointer| data.pointer(pointer)?.as_str().map(str::to_owned))
}
