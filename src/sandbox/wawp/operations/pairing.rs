//! Linking a phone: by a QR code, or by a code that is typed on the phone.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use super::handler::Handler;
use crate::{
    sandbox::{behaviour::Outcome, call::Call, refusal::Refusal, wawp::qr, wawp::session::Session},
    values::Method,
};

pub(super) fn handler(method: Method, path: &str) -> Option<Handler> {
    Some(match (method, path) {
        (Method::Post, "/v2/auth/qr") => raw,
        (Method::Post, "/v2/auth/qr-image") => image,
        (Method::Post, "/v2/auth/request-code") => code,
        _ => return None,
    })
}

fn raw(session: &mut Session, call: &Call) -> Outcome {
    let (value, expiry) = session.pairing_code(call.now)?;
    let data = json!({ "value": value, "expiry": expiry.as_secs() });
    let data = STANDARD.encode(data.to_string());
    Ok(Some(json!({ "mimetype": "application/json; charset=utf-8", "data": data })))
}

fn image(session: &mut Session, call: &Call) -> Outcome {
    let (value, _) = session.pairing_code(call.now)?;
    let url = qr::data_url(&value).ok_or_else(|| Refusal::own("server_error"))?;
    Ok(Some(json!({ "qr": url })))
}

fn code(session: &mut Session, call: &Call) -> Outcome {
    session.pairing_code(call.now)?;
    // Four letters and four digits that follow from the call: the same run gives the same codes.
    let mut rest = call.number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
    let mut digit = |base: u64| {
        let digit = rest % base;
        rest /= base;
        u8::try_from(digit).unwrap_or_default()
    };
    let letters: String = (0..4).map(|_| char::from(b'A' + digit(26))).collect();
    let digits: String = (0..4).map(|_| char::from(b'0' + digit(10))).collect();
    Ok(Some(json!({ "code": format!("{letters}-{digits}") })))
}
