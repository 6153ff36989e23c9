//! The life of a session: create, start, stop, restart, log out, delete, and what it says of itself.

use serde_json::{Value, json};

use super::handler::Handler;
use crate::{
    sandbox::{
        behaviour::Outcome,
        call::Call,
        refusal::Refusal,
        wawp::session::{Session, Status},
        wawp::sessions::Sessions,
    },
    values::Method,
};

/// How many instances the simulated plan allows.
const MOST_INSTANCES: usize = 10;

pub(super) fn handler(method: Method, path: &str) -> Option<Handler> {
    Some(match (method, path) {
        (Method::Post, "/v2/session/start" | "/v2/session/restart") => start,
        (Method::Post, "/v2/session/stop") => stop,
        (Method::Post, "/v2/session/logout") => log_out,
        (Method::Post, "/v2/session/info") => info,
        (Method::Get, "/v2/session/me") => me,
        _ => return None,
    })
}

/// Makes a session, not paired and still starting.
pub(super) fn create(sessions: &mut Sessions, call: &Call) -> Outcome {
    if sessions.all.len() >= MOST_INSTANCES {
        return Err(Refusal::own("quota_reached"));
    }
    // Twelve hexadecimal digits, as the gateway's ids have.
    let id = format!("3EB0{:08X}", call.number);
    let timing = sessions.timing;
    let number = call.number.saturating_add(1_000);
    let session = Session::new(id.clone(), number, false, call.now.saturating_add(timing.boot), timing);
    let answer = json!({
        "instance_id": id,
        "session_name": session.name,
        "status": session.status(call.now).as_str(),
        "server_name": "wawp-sandbox",
        "config": {},
    });
    sessions.all.push(session);
    Ok(Some(answer))
}

/// Removes a session with all that it holds.
pub(super) fn delete(sessions: &mut Sessions, id: &str) -> Outcome {
    let name = sessions.get(id)?.name.clone();
    sessions.all.retain(|session| session.id != id);
    Ok(Some(json!({ "name": name, "status": "DELETED", "instance_id": id })))
}

/// Start and restart end the same: the session boots. Starting one that is up changes nothing.
fn start(session: &mut Session, call: &Call) -> Outcome {
    let up = match session.status(call.now) {
        Status::Working | Status::ScanQrCode | Status::Starting => true,
        Status::Stopped | Status::Failed => false,
    };
    if !up || call.operation.path.as_str() == "/v2/session/restart" {
        session.start(call.now);
    }
    Ok(Some(state(session, call)))
}

fn stop(session: &mut Session, call: &Call) -> Outcome {
    session.stop();
    Ok(Some(state(session, call)))
}

fn log_out(session: &mut Session, call: &Call) -> Outcome {
    session.log_out(call.now);
    let status = session.status(call.now).as_str();
    Ok(Some(json!({ "name": session.name, "status": status, "instance_id": session.id })))
}

fn info(session: &mut Session, call: &Call) -> Outcome {
    let mut state = state(session, call);
    if let Value::Object(members) = &mut state {
        members.insert("me".into(), session.me(call.now));
    }
    Ok(Some(state))
}

fn me(session: &mut Session, call: &Call) -> Outcome {
    session.expect(Status::Working, call.now)?;
    Ok(Some(json!({
        "id": session.account,
        "pushName": session.profile.name,
        "platform": "android",
        "me": { "id": session.account, "name": session.profile.name },
    })))
}

/// The part that every answer about a session has.
fn state(session: &Session, call: &Call) -> Value {
    json!({
        "name": session.name,
        "status": session.status(call.now).as_str(),
        "config": { "webhooks": [], "proxy": null },
    })
}
