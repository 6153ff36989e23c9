//! Rules of single messages that a schema cannot say; the documentation states each of them.

use serde_json::Value;

use crate::sandbox::{receive::Call, refusal::Refusal};

/// The most rows of a list, over all its sections.
const MOST_ROWS: usize = 10;

/// Refuses a message that no phone would show.
pub(super) fn check(call: &Call) -> Result<(), Refusal> {
    match call.operation.path.as_str() {
        "/v2/send/text" => blank(call),
        "/v2/send/list" => rows(call),
        "/v2/send/event" => times(call),
        "/v2/send/location" => position(call),
        "/v2/send/poll" => options(call),
        _ => Ok(()),
    }
}

fn blank(call: &Call) -> Result<(), Refusal> {
    if call.text("message").trim().is_empty() { Err(Refusal::invalid("message", "blank")) } else { Ok(()) }
}

fn rows(call: &Call) -> Result<(), Refusal> {
    let sections = call.arguments.get("message").and_then(|message| message.get("sections"));
    let sections = sections.and_then(Value::as_array).into_iter().flatten();
    let rows = sections.filter_map(|section| section.get("rows")?.as_array()).flatten();
    let ids: Vec<&str> = rows.filter_map(|row| row.get("rowId")?.as_str()).collect();
    if ids.len() > MOST_ROWS {
        return Err(Refusal::invalid("message[sections]", "too_many_rows"));
    }
    if has_twins(&ids) { Err(Refusal::invalid("message[sections]", "row_id_not_unique")) } else { Ok(()) }
}

fn times(call: &Call) -> Result<(), Refusal> {
    let time = |name| call.arguments.get("event").and_then(|event| event.get(name)).and_then(Value::as_f64);
    match (time("startTime"), time("endTime")) {
        (Some(start), Some(end)) if end <= start => Err(Refusal::invalid("event[endTime]", "before_start")),
        _ => Ok(()),
    }
}

fn position(call: &Call) -> Result<(), Refusal> {
    for (name, most) in [("latitude", 90.0), ("longitude", 180.0)] {
        let degrees: Option<f64> = call.text(name).parse().ok();
        if !degrees.is_some_and(|degrees| degrees.abs() <= most) {
            return Err(Refusal::invalid(name, "out_of_range"));
        }
    }
    Ok(())
}

fn options(call: &Call) -> Result<(), Refusal> {
    let options = call.arguments.get("poll").and_then(|poll| poll.get("options"));
    let options = options.and_then(Value::as_array).into_iter().flatten();
    let texts: Vec<&str> = options.filter_map(Value::as_str).collect();
    if has_twins(&texts) { Err(Refusal::invalid("poll[options]", "not_unique")) } else { Ok(()) }
}

fn has_twins(texts: &[&str]) -> bool {
    let mut sorted = texts.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).any(|pair| pair.first() == pair.last())
}
