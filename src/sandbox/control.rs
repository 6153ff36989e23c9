//! The levers of the simulation: `POST /__control`, `GET /__control/requests`, `GET /__control/state`.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    answer::Answer,
    behaviour::Incoming,
    error_body::ErrorBody,
    fault::{self, Fault},
    record::Received,
    refusal::Refusal,
    world::World,
};

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

/// Answers a request for the levers.
pub(super) fn answer(world: &mut World, request: &Received) -> Answer {
    let path = request.path.strip_prefix(PATH).unwrap_or_default();
    match (request.method.as_str(), path) {
        ("GET", "/requests") => Answer::json(200, &world.records.all()),
        ("GET", "/state") => Answer::json(200, &world.snapshot()),
        ("POST", "" | "/") => match order(world, &request.body) {
            Ok(done) => Answer::json(200, &done),
            Err(reason) => {
                let shape = &world.catalog.provider.answer;
                let mut body = ErrorBody::new(shape, "invalid_control", None);
                body.say(Some(&reason), "");
                Answer::json(400, &body.into_value())
            }
        },
        _ => Refusal::not_found()
            .saying("use `POST /__control`, `GET /__control/requests` or `GET /__control/state`")
            .answer(world.catalog, None),
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
        let now = world.now();
        done.insert("scan".into(), world.behaviour.scan(&instance, now)?);
    }
    if let Some(instance) = commands.fail {
        done.insert("fail".into(), world.behaviour.fail(&instance)?);
    }
    if let Some(incoming) = commands.incoming {
        let now = world.now();
        done.insert("incoming".into(), world.behaviour.incoming(incoming, &mut world.numbers, now)?);
    }
    if let Some(fault) = commands.fault {
        check(&fault)?;
        world.faults.push(fault);
        done.insert("fault".into(), json!(true));
    }
    if done.is_empty() { Err(KNOWN.to_owned()) } else { Ok(json!({ "done": done })) }
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
