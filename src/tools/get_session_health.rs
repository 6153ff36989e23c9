//! `get_session_health`: whether WhatsApp is connected, and what to do when it is not.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Context, Effect, Tool,
    calling::{self, Called},
    pages::lookup,
};
use crate::{
    catalog::{Catalog, Health, Provider},
    gateway::Gateway,
    guard::Consent,
    reply::{Reply, ToolError, fit, members},
    request::{CallInput, prepare},
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
    /// Another session
    instance_id: Option<String>,
    /// Gateway id
    api: Option<String>,
}

/// Result of `get_session_health`.
#[derive(Default, Serialize, JsonSchema)]
pub struct Output {
    #[serde(skip_serializing_if = "Option::is_none")]
    connected: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_step: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    simulated: Option<bool>,
    /// Who is logged in
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Map<String, Value>>")]
    account: Option<Value>,
}

/// How a session is, in words and as data.
pub(super) struct Report {
    pub(super) text: String,
    pub(super) output: Output,
}

impl Tool for GetSessionHealth {
    const NAME: &'static str = "get_session_health";
    const TITLE: &'static str = "Is WhatsApp connected?";
    const DESCRIPTION: &'static str = "Whether the WhatsApp session is connected, who is logged in, and the next step. Call before the first send.";
    const EFFECT: Effect = Effect::Asks;
    const EXAMPLE: &'static str = r#"{"instance_id": "3EB0BCB2E3D4"}"#;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        let Report { text, output } = ask(ctx, ctx.gateway(args.api.as_deref())?, args.instance_id).await?;
        Ok(Reply::new(text, &output))
    }
}

/// Asks the gateway; a session that is not connected is an answer, not a failure.
pub(super) async fn ask(
    ctx: &Context,
    gateway: &Gateway,
    instance: Option<String>,
) -> Result<Report, ToolError> {
    let catalog = gateway.catalog()?;
    let provider = &catalog.provider;
    let health = provider.health.as_ref().ok_or_else(|| no_health(provider))?;
    let operation = lookup::operation(catalog, health.method, health.path)?;
    let named = match (&instance, provider.security.session) {
        (Some(id), Some(name)) => Some(members(json!({name: id}))),
        (Some(id), None) => return Err(no_session(provider, id)),
        (None, _) => None,
    };
    let given = CallInput { path: health.path, body: named.as_ref(), ..CallInput::default() };
    let prepared = prepare(provider, operation, &given)?;
    let account = calling::account(ctx, gateway).await?;
    let called = calling::call(ctx, &account, prepared, Consent::default()).await?;
    let answer = &called.exchange.answer;
    let status =
        answer.text_at(health.status).filter(|status| answer.is_success() && !one_line(status).is_empty());
    let status = status.map(str::to_owned);
    let Some(status) = status else {
        let mut error = if answer.is_success() {
            unreadable(ctx, catalog, health, called)
        } else {
            calling::gateway_error(ctx, catalog, called)
        };
        // Here `status` is the session's, a word; the number of the HTTP status stands in the message.
        error.answer.status = None;
        return Err(error);
    };
    let instance = instance.or_else(|| account.session().map(str::to_owned));
    let account = answer.data().and_then(|data| data.pointer(health.account)).cloned();
    Ok(report(ctx, health, &status, account, instance.as_deref().unwrap_or_default()))
}

/// A gateway whose docs have no call that tells how the session is.
fn no_health(provider: &Provider) -> ToolError {
    let message = format!("{} documents no call that tells whether WhatsApp is connected", provider.name);
    ToolError::new("not_offered", message).action("a call that reads something shows whether it works")
}

fn no_session(provider: &Provider, given: &str) -> ToolError {
    let expected = format!("an account of {} has one session; leave it out", provider.name);
    ToolError::invalid("instance_id", given, expected)
}

/// An answer that does not say how the session is: neither connected nor not.
fn unreadable(ctx: &Context, catalog: &'static Catalog, health: &Health, called: Called) -> ToolError {
    let mut error = calling::gateway_error(ctx, catalog, called);
    "bad_response".clone_into(&mut error.code);
    error.message = format!("the gateway's answer holds no session status at `{}`", health.status);
    error.action("try again; if it stays, check `WAWP_BASE_URL` and look at the session in the dashboard")
}

fn report(ctx: &Context, health: &Health, status: &str, account: Option<Value>, instance: &str) -> Report {
    let connected = status == health.connected;
    let status = &without_controls(cut(status, 60)).replace(['\n', '\t'], " ");
    let next_step = next_step(health, status);
    let state = if connected { "connected" } else { "not connected" };
    let mut text = format!("{state}: session `{instance}` is {status}");
    // A profile picture may be among it.
    let account = account.filter(Value::is_object).map(|account| fit(account, ACCOUNT).0);
    if let Some(account) = &account {
        let _ = write!(text, "\naccount: {account}");
    }
    let _ = write!(text, "\nnext: {next_step}");
    if ctx.app.is_simulated() {
        text.push_str("\nSIMULATED: the built-in gateway answers");
    }
    let output = Output {
        connected: Some(connected),
        status: Some(status.clone()),
        instance_id: Some(instance.to_owned()),
        next_step: Some(next_step),
        simulated: Some(ctx.app.is_simulated()),
        account,
    };
    Report { text, output }
}

fn next_step(health: &Health, status: &str) -> &'static str {
    let known = health.statuses.iter().find(|(known, _)| *known == status);
    known.map_or(health.otherwise, |(_, next)| *next).get(Language::En)
}
