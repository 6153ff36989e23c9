//! What a gateway or a network does with a call, the token in all that it says.

use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::{
    echo_places::{PLACES, Place},
    token_spellings::forms,
};

/// The refusal after which the token stands in addresses too.
pub(super) const MISSED: &str = "the token is missed";

/// Every fault of the matrix, each with its name.
pub(super) fn faults(token: &str) -> Vec<(String, Value)> {
    let mut all = answers(token);
    all.extend(members(token));
    all.extend(headers(token));
    all.extend(redirects(token));
    all.extend(files(token));
    all.extend(breaks(token));
    all
}

/// Three that differ most: an answer that says it all, an address, and no answer.
pub(super) fn telling(token: &str) -> Vec<(String, Value)> {
    let drop = ("a lost connection".to_owned(), json!({"drop": true}));
    vec![answers(token).swap_remove(3), redirects(token).swap_remove(0), drop]
}

/// Statuses that a gateway answers with, and then each kind of body.
fn answers(token: &str) -> Vec<(String, Value)> {
    let forms = forms(token);
    let [value, others @ ..] = &PLACES;
    let named =
        |status: u16, place: &Place| (format!("{status}, {}", place.name), place.fault(status, &forms));
    let statuses = [200, 201, 202, 400, 401, 403, 404, 409, 422, 429, 500, 503, 999];
    let statuses = statuses.into_iter().map(|status| named(status, value));
    let bodies =
        others.iter().zip([200, 404].into_iter().cycle()).map(|(place, status)| named(status, place));
    statuses.chain(bodies).collect()
}

/// Members that the program reads by itself: codes, messages, states, ids.
fn members(token: &str) -> Vec<(String, Value)> {
    let fault = |status: u16, body: Value| json!({"status": status, "body": body});
    let missing = json!({"missing": [token], "param": token, "retryAfter": token});
    let missed =
        json!({"code": "missing_param", "message": token, "details": {"missing": ["access_token", token]}});
    let state = json!({"status": token, "me": {"id": token, "pushName": token}, "instance_id": token});
    let sent = json!({"id": token, "messageId": token, "key": {"id": token}, "body": token, "from": token});
    [
        ("a code that is the token", fault(400, json!({"code": token, "message": "x"}))),
        (
            "a message with the token",
            fault(403, json!({"code": "x", "message": format!("bad {token}"), "details": missing})),
        ),
        // From here on it travels in the query as well.
        (MISSED, fault(400, missed)),
        ("a state that is the token", fault(200, state)),
        ("an id that is the token", fault(201, sent)),
    ]
    .map(|(name, fault)| (name.to_owned(), fault))
    .into()
}

fn headers(token: &str) -> Vec<(String, Value)> {
    const NAMES: [&str; 14] = [
        "location",
        "retry-after",
        "www-authenticate",
        "set-cookie",
        "x-echo",
        "link",
        "content-location",
        "server",
        "content-disposition",
        "warning",
        "refresh",
        "etag",
        "access-token",
        "authorization",
    ];
    let percent = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
    let base64 = STANDARD.encode(format!("user:{token}"));
    let values =
        [token.to_owned(), format!("Bearer {token}"), format!("/?t={percent}"), format!("Basic {base64}")];
    let pairs = NAMES.iter().zip(values.iter().cycle());
    let mut headers: Map<String, Value> =
        pairs.map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    // A name has no room for signs: it travels in small letters, and percent-encoded.
    headers.insert(format!("x-{percent}"), json!("1"));
    let fault = |status: u16| {
        let name = format!("{status} with the token in each header");
        (name, json!({"status": status, "headers": headers, "body": "no", "content_type": "text/plain"}))
    };
    let mut all: Vec<(String, Value)> = [200, 307, 400, 401, 407, 429, 503].map(fault).into();
    for kind in ["text/plain; charset", "application/json; profile", "multipart/mixed; boundary"] {
        let content_type = format!("{kind}={token}");
        all.push((
            format!("{kind} that is the token"),
            json!({"status": 400, "content_type": content_type, "body": "no"}),
        ));
    }
    all
}

fn redirects(token: &str) -> Vec<(String, Value)> {
    let percent = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
    let addresses = [
        (302, format!("http://127.0.0.1:1/?access_token={percent}")),
        (301, format!("/v2/session/info?access_token={token}")),
        (308, format!("http://user:{percent}@127.0.0.1:1/")),
        (303, token.to_owned()),
    ];
    let fault = |(status, location): (u16, String)| {
        let name = format!("a redirect ({status}) to {location}");
        (name, json!({"status": status, "headers": {"location": location}, "body": token}))
    };
    addresses.map(fault).into()
}

/// Files and addresses of files, which are shown as pictures or left out.
fn files(token: &str) -> Vec<(String, Value)> {
    let base64 = STANDARD.encode(format!("\u{1}PNG{token}"));
    let percent = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
    let picture = format!("{base64}{}", "A".repeat(64));
    let data = json!({
        "qr": format!("data:image/png;base64,{base64}"),
        "text": format!("data:text/plain,{percent}"),
        "odd": format!("data:image/{token};base64,AAAA"),
        "svg": format!("data:image/svg+xml,<svg id='{token}'/>"),
        "media": {"mimetype": "image/png", "data": picture, "filename": token},
    });
    let bytes = STANDARD.encode([&b"\0\xff\xfe"[..], token.as_bytes()].concat());
    vec![
        ("the token in data: addresses".to_owned(), json!({"status": 200, "body": data})),
        (
            "bytes that hold the token".to_owned(),
            json!({"status": 200, "body_base64": bytes, "content_type": "application/octet-stream"}),
        ),
    ]
}

/// What breaks on the way.
pub(super) fn breaks(token: &str) -> Vec<(String, Value)> {
    let body = json!({"token": token, "again": token}).to_string();
    [
        ("a lost connection", json!({"drop": true})),
        ("a connection that is lost after the work", json!({"drop": true, "after": "after"})),
        ("half of a body", json!({"half_body": true, "body": body})),
        ("half of a refusal", json!({"half_body": true, "status": 400, "body": body})),
        ("silence", json!({"delay_ms": 60_000})),
        ("an answer that comes late", json!({"delay_ms": 100, "body": body})),
    ]
    .map(|(name, fault)| (name.to_owned(), fault))
    .into()
}
