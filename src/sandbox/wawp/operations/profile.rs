//! What the account shows of itself.

use serde_json::{Value, json};

use super::handler::Handler;
use crate::{
    sandbox::{behaviour::Outcome, call::Call, wawp::session::Session},
    values::Method,
};

pub(super) fn handler(method: Method, path: &str) -> Option<Handler> {
    Some(match (method, path) {
        (Method::Get, "/v2/profile") => get,
        (Method::Put, "/v2/profile/name") => set_name,
        (Method::Put, "/v2/profile/status") => set_about,
        (Method::Put, "/v2/profile/picture") => set_picture,
        (Method::Delete, "/v2/profile/picture-delete") => delete_picture,
        _ => return None,
    })
}

fn get(session: &mut Session, _call: &Call) -> Outcome {
    let profile = &session.profile;
    Ok(Some(json!({
        "id": session.account,
        "name": profile.name,
        "status": profile.about,
        "picture": profile.picture,
    })))
}

fn set_name(session: &mut Session, call: &Call) -> Outcome {
    call.text("name").clone_into(&mut session.profile.name);
    Ok(call.documented())
}

fn set_about(session: &mut Session, call: &Call) -> Outcome {
    call.text("status").clone_into(&mut session.profile.about);
    Ok(call.documented())
}

/// The picture gets a link of the right form; its content is not kept.
fn set_picture(session: &mut Session, call: &Call) -> Outcome {
    let name = call.arguments.get("file").and_then(|file| file.get("filename")).and_then(Value::as_str);
    session.profile.picture =
        Some(format!("https://pps.whatsapp.net/v/sandbox/{}", name.unwrap_or("picture")));
    Ok(call.documented())
}

fn delete_picture(session: &mut Session, call: &Call) -> Outcome {
    session.profile.picture = None;
    Ok(call.documented())
}
