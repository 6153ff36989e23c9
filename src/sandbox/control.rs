//! The levers of the simulation: `POST /__control`, `GET /__control/requests`, `GET /__control/state`.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    answer::Answer,
    fault::{self, Fault},
    message::{self, Message},
    record::Received,
    session::Status,
    world::World,
};
use crate::values::ChatId;

/// The path of the levers; no operation of the API begins with it.
pub(super) const PATH: &str = "/__control";

/// What can be ordered, all in one object; carried out in this order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Commands {
    reset: Option<bool>,
    advance_ms: Option<u64>,
    scan: Option<String>,
    fail: Option<String>,
    incoming: Option<Incoming>,
    fault: Option<Fault>,
}

/// A message that somebody writes to the account.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Incoming {
    /// The first instance, unless given.
    instance: Option<String>,
    from: String,
    body: String,
    /// Who wrote it, in a group.
    author: Option<String>,
}

/// Answers a request for the levers.
pub(super) fn answer(world: &mut World, request: &Received) -> Answer {
    let path = request.path.strip_prefix(PATH).unwrap_or_default();
    match (request.method.as_str(), path) {
        ("GET", "/requests") => Answer::json(200, &world.records.all()),
        ("GET", "/state") => Answer::json(200, &world.snapshot()),
        ("POST", "" | "/") => match order(world, &request.body) {
            Ok(done) => Answer::json(200, &done),
            Err(reason) => Answer::json(400, &json!({ "code": "invalid_control", "message": reason })),
        },
        _ => Answer::json(
            404,
            &json!({
                "code": "not_found",
                "message": "use `POST /__control`, `GET /__control/requests` or `GET /__control/state`",
            }),
        ),
    }
}

pub(super) fn order(world: &mut World, body: &[u8]) -> Result<Value, String> {
    const KNOWN: &str =
        "give a JSON object with one or more of `reset`, `advance_ms`, `scan`, `fail`, `incoming`, `fault`";
    let commands: Commands = serde_json::from_slice(body).map_err(|fault| format!("{fault}; {KNOWN}"))?;
    let mut done = Map::new();
    if commands.reset == Some(true) {
        world.reset();
        done.insert("reset".into(), json!(true));
    }
    if let Some(millis) = commands.advance_ms {
        world.clock.advance(Duration::from_millis(millis));
        done.insert("advance_ms".into(), json!(millis));
    }
    if let Some(instance) = commands.scan {
        done.insert("scan".into(), scan(world, &instance)?);
    }
    if let Some(instance) = commands.fail {
        known(world, &instance)?;
        world
            .sessions
            .iter_mut()
            .filter(|session| session.id == instance)
            .for_each(super::session::Session::fail);
        done.insert("fail".into(), json!(Status::Failed.as_str()));
    }
    if let Some(incoming) = commands.incoming {
        done.insert("incoming".into(), receive(world, incoming)?);
    }
    if let Some(fault) = commands.fault {
        check(&fault)?;
        world.faults.push(fault);
        done.insert("fault".into(), json!(true));
    }
    if done.is_empty() { Err(KNOWN.to_owned()) } else { Ok(json!({ "done": done })) }
}

/// That an instance is there; names the ones that are.
fn known(world: &World, instance: &str) -> Result<(), String> {
    let ids: Vec<&str> = world.sessions.iter().map(|session| session.id.as_str()).collect();
    if ids.contains(&instance) {
        return Ok(());
    }
    Err(format!("no instance `{instance}`; there is {}", ids.join(", ")))
}

fn scan(world: &mut World, instance: &str) -> Result<Value, String> {
    known(world, instance)?;
    let now = world.now();
    let session = world.session(instance).map_err(|_| format!("no instance `{instance}`"))?;
    match session.status(now) {
        Status::ScanQrCode => session.scan(),
        other @ (Status::Stopped | Status::Starting | Status::Working | Status::Failed) => {
            return Err(format!(
                "`{instance}` is {}; only a session in SCAN_QR_CODE can be scanned",
                other.as_str()
            ));
        }
    }
    Ok(json!(session.status(now).as_str()))
}

fn receive(world: &mut World, incoming: Incoming) -> Result<Value, String> {
    let first = || world.sessions.first().map(|session| session.id.clone()).unwrap_or_default();
    let instance = incoming.instance.unwrap_or_else(first);
    known(world, &instance)?;
    let chat = ChatId::parse_by(&incoming.from, &world.catalog.provider.numbers)
        .map_err(|fault| format!("`from`: {fault}"))?
        .to_string();
    let (number, now) = (world.number(), world.now());
    let session = world.session(&instance).map_err(|_| format!("no instance `{instance}`"))?;
    let extra = incoming.author.map(|author| ("author".to_owned(), json!(author)));
    let message = Message {
        from: chat.clone(),
        chat,
        from_me: false,
        key: message::key(number),
        to: session.account.clone(),
        kind: "chat",
        body: incoming.body,
        sent: now,
        seen: false,
        reaction: String::new(),
        edited: false,
        extra: extra.into_iter().collect(),
    };
    let shown = message.to_json(now);
    session.add(message);
    Ok(shown)
}

/// That a fault can be answered over HTTP.
fn check(fault: &Fault) -> Result<(), String> {
    if let Some(status) = fault.status
        && (status < 200 || StatusCode::from_u16(status).is_err())
    {
        return Err(format!("`fault.status`: {status} ends no request; use 200 to 999"));
    }
    for (name, value) in &fault.headers {
        // The server frames the body itself: an own length would break the connection, not the answer.
        let framing =
            ["content-length", "transfer-encoding"].iter().any(|own| name.eq_ignore_ascii_case(own));
        let header =
            HeaderName::try_from(name.as_str()).is_ok() && HeaderValue::try_from(fault::text(value)).is_ok();
        if framing || !header {
            return Err(format!(
                "`fault.headers`: `{name}` cannot be set; use `half_body` for a broken length"
            ));
        }
    }
    Ok(())
}
