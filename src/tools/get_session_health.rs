//! `get_session_health`: whether WhatsApp is connected, and what to do when it is not.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Context, Effect, Reply, Tool, ToolError,
    exchange::{self, Called},
    fit::fit,
    reply::members,
};
use crate::{
    catalog::{Catalog, Health},
    guard::Consent,
    request::{Given, prepare},
    values::{Language, cut, one_line, without_controls},
};

/// The most bytes of the account that are shown.
const ACCOUNT: usize = 1_000;

/// Asks for the session's state.
pub struct GetSessionHealth;

/// Arguments of `get_session_health`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// Another session than the configured one
    instance_id: Option<String>,
}

/// Result of `get_session_health`.
#[derive(Serialize, JsonSchema)]
pub struct Output {
    connected: bool,
    status: String,
    instance_id: String,
    /// Who is logged in
    account: Map<String, Value>,
    next_step: String,
    simulated: bool,
}

impl Tool for GetSessionHealth {
    const NAME: &'static str = "get_session_health";
    const TITLE: &'static str = "Is WhatsApp connected?";
    const DESCRIPTION: &'static str = "Whether the WhatsApp session is connected, who is logged in, and the next step. Call before the first send.";
    const EFFECT: Effect = Effect::Asks;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        ask(ctx, args.instance_id).await
    }
}

/// Asks the gateway; a session that is not connected is an answer, not a failure.
pub(super) async fn ask(ctx: &Context, instance: Option<String>) -> Result<Reply, ToolError> {
    let catalog = ctx.app.catalog()?;
    let health = &catalog.provider.health;
    let operation = super::api::operation(catalog, health.method, health.path)?;
    let named = instance.as_ref().map(|id| members(json!({catalog.provider.instance: id})));
    let given = Given { path: health.path, body: named.as_ref(), ..Given::default() };
    let prepared = prepare(&catalog.provider, operation, &given)?;
    let called = exchange::call(ctx, prepared, Consent::default()).await?;
    let answer = &called.exchange.answer;
    let status =
        answer.text_at(health.status).filter(|status| answer.is_success() && !one_line(status).is_empty());
    let status = status.map(str::to_owned);
    let Some(status) = status else {
        let mut error = if answer.is_success() {
            unreadable(ctx, catalog, called)
        } else {
            exchange::gateway_error(ctx, catalog, called)
        };
        // Here `status` is the session's, a word; the number of the HTTP status stands in the message.
        error.beside.remove("status");
        return Err(error);
    };
    let instance = instance.or_else(|| ctx.app.credentials(&ctx.session)?.instance_id);
    let account = answer.data().and_then(|data| data.pointer(health.account)).cloned();
    Ok(report(ctx, catalog, &status, account, instance.as_deref().unwrap_or_default()))
}

/// An answer that does not say how the session is: neither connected nor not.
fn unreadable(ctx: &Context, catalog: &'static Catalog, called: Called) -> ToolError {
    let mut error = exchange::gateway_error(ctx, catalog, called);
    "bad_response".clone_into(&mut error.code);
    error.message =
        format!("the gateway's answer holds no session status at `{}`", catalog.provider.health.status);
    error.action("try again; if it stays, check `WAWP_BASE_URL` and look at the session in the dashboard")
}

fn report(ctx: &Context, catalog: &Catalog, status: &str, account: Option<Value>, instance: &str) -> Reply {
    let health = &catalog.provider.health;
    let connected = status == health.connected;
    let status = &without_controls(cut(status, 60)).replace(['\n', '\t'], " ");
    let next_step = next_step(health, status);
    let mut structured = members(json!({
        "connected": connected,
        "status": status,
        "instance_id": instance,
        "next_step": next_step,
        "simulated": ctx.app.is_simulated(),
    }));
    let state = if connected { "connected" } else { "not connected" };
    let mut text = format!("{state}: session `{instance}` is {status}");
    if let Some(account) = account.filter(Value::is_object) {
        // A profile picture may be among it.
        let (account, _) = fit(account, ACCOUNT);
        let _ = write!(text, "\naccount: {account}");
        structured.insert("account".to_owned(), account);
    }
    let _ = write!(text, "\nnext: {next_step}");
    if ctx.app.is_simulated() {
        text.push_str("\nSIMULATED: the built-in gateway answers");
    }
    Reply::new(text, structured)
}

fn next_step(health: &Health, status: &str) -> &'static str {
    let known = health.statuses.iter().find(|(known, _)| *known == status);
    known.map_or(
        "check again in 5 seconds; if it stays, restart it with `POST /v2/session/restart`",
        |(_, next)| next.get(Language::En),
    )
}
