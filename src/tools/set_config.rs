//! `set_config`: credentials for this connection, where the environment has none.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Context, Effect, Tool, get_session_health};
use crate::{
    config::{AccessToken, Mode, Setting, Settings, Source, Sourced, Variable, person},
    gateway::Gateway,
    reply::{Reply, ToolError},
    values::{ChatId, is_word},
};

/// Sets credentials.
pub struct SetConfig;

/// Arguments of `set_config`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// The session to act for
    instance_id: Option<String>,
    /// From the dashboard
    access_token: Option<String>,
    /// What `me` and `test` stand for
    test_number: Option<String>,
    /// Gateway id
    api: Option<String>,
    /// Ask the gateway whether they work
    #[serde(default)]
    verify: bool,
}

/// Result of `set_config`.
#[derive(Serialize, JsonSchema)]
pub struct Output {
    /// By name
    #[schemars(with = "Map<String, Value>")]
    settings: IndexMap<&'static str, Shown>,
    #[serde(flatten)]
    health: get_session_health::Output,
}

/// A setting as it is shown.
#[derive(Serialize)]
struct Shown {
    set: bool,
    source: &'static str,
    /// Of a token: enough to know it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    masked: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

impl Tool for SetConfig {
    const NAME: &'static str = "set_config";
    const TITLE: &'static str = "Set credentials for this session";
    const DESCRIPTION: &'static str = "Set credentials for this connection only, when a call says not_configured. \
        Prefer the environment: WAWP_ACCESS_TOKEN and WAWP_INSTANCE_ID. Shows what is set, masked.";
    const EFFECT: Effect = Effect::Sets;
    const EXAMPLE: &'static str = r#"{"instance_id": "3EB0BCB2E3D4", "test_number": "201012345678"}"#;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        let gateway = ctx.gateway(args.api.as_deref())?;
        let verify = args.verify;
        let Change { settings, test_number } = checked(ctx, gateway, args)?;
        ctx.connection.select(gateway.id());
        ctx.connection.update(gateway.id(), settings);
        if let Some(number) = test_number {
            ctx.connection.set_test_number(number);
        }
        let shown = ctx.connection.shown(gateway.id());
        let mut lines: Vec<String> = shown.iter().map(line).collect();
        let mut output = Output {
            settings: shown.iter().map(member).collect(),
            health: get_session_health::Output::default(),
        };
        if !verify {
            return Ok(Reply::new(lines.join("\n"), &output));
        }
        let health = get_session_health::ask(ctx, gateway, None).await.map_err(|mut error| {
            // The settings stay: a gateway that is down says nothing of them.
            let any_set = shown.iter().any(|setting| setting.shown.is_some());
            let what =
                if any_set { "the settings are set, but the check failed" } else { "the check failed" };
            error.message = format!("{what}: {}", error.message);
            error.beside(&output)
        })?;
        lines.push(health.text);
        output.health = health.output;
        Ok(Reply::new(lines.join("\n"), &output))
    }
}

fn line(setting: &Setting) -> String {
    let value = setting.shown.as_deref().unwrap_or("not set");
    format!("{}: {value} (from {})", setting.name, setting.source.as_str())
}

fn member(setting: &Setting) -> (&'static str, Shown) {
    let (set, source, shown) = (setting.shown.is_some(), setting.source.as_str(), setting.shown.clone());
    let is_token = setting.name == "access_token";
    let (masked, value) = if is_token { (shown, None) } else { (None, shown) };
    (setting.name, Shown { set, source, masked, value })
}

/// What a call sets.
struct Change {
    settings: Settings,
    test_number: Option<Sourced<ChatId>>,
}

fn checked(ctx: &Context, gateway: &Gateway, args: Args) -> Result<Change, ToolError> {
    let Args { instance_id, access_token, test_number, api, verify } = args;
    if instance_id.is_none() && access_token.is_none() && test_number.is_none() && api.is_none() && !verify {
        let message = "`set_config` needs at least one of `instance_id`, `access_token`, `test_number`, `api`, `verify`";
        return Err(ToolError {
            parameter: Some("instance_id".to_owned()),
            ..ToolError::new("missing_argument", message)
        });
    }
    let access_token = access_token.map(|text| token(&text)).transpose()?;
    let instance_id = instance_id.map(|text| instance(&text)).transpose()?;
    let test_number = test_number.map(|text| self::test_number(ctx, gateway, &text)).transpose()?;
    let settings =
        Settings { access_token: access_token.map(of_call), instance_id: instance_id.map(of_call) };
    Ok(Change { settings, test_number: test_number.map(of_call) })
}

fn of_call<T>(value: T) -> Sourced<T> {
    Sourced { value, source: Source::Call }
}

/// What narrows an agent must not be the agent's to widen.
fn test_number(ctx: &Context, gateway: &Gateway, text: &str) -> Result<ChatId, ToolError> {
    if ctx.app.config().mode == Mode::TestNumber {
        let message =
            format!("in `test-number` mode the number comes from `{}` alone", Variable::TestNumber.name());
        let error = ToolError {
            parameter: Some("test_number".to_owned()),
            ..ToolError::new("mode_forbids", message)
        };
        return Err(error.action("the user chose this mode before the start; ask the user"));
    }
    let chat = ctx.app.gateways().chat(gateway.id(), text);
    person(chat).map_err(|reason| ToolError::invalid("test_number", text, reason))
}

/// A token is never repeated, not even a wrong one.
fn token(text: &str) -> Result<AccessToken, ToolError> {
    AccessToken::parse(text)
        .map_err(|expected| ToolError::invalid("access_token", "", expected).without_given())
}

/// A session's id: one run of visible ASCII characters.
fn instance(text: &str) -> Result<String, ToolError> {
    let text = text.trim();
    if text.len() <= 200 && is_word(text) {
        return Ok(text.to_owned());
    }
    let expected = "it must be one run of visible ASCII characters, as the dashboard shows it";
    Err(ToolError::invalid("instance_id", text, expected))
}
