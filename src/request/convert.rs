//! Bringing a value to the type that is asked for, where what was given says the same.

use serde_json::{Map, Number, Value};

use crate::catalog::{Format, Kind, Schema};

/// The greatest whole number up to which a double is exact: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value as the type of `schema`: a number for a text, a number, boolean, list or object that came as text, a list
/// that came as numbered members. Otherwise the value comes back as it was.
pub(super) fn converted(schema: &Schema, value: Value) -> Result<Value, Value> {
    match (schema.kind, value) {
        (Kind::String, value @ Value::String(_))
        | (Kind::Number, value @ Value::Number(_))
        | (Kind::Boolean, value @ Value::Bool(_))
        | (Kind::Object, value @ Value::Object(_))
        | (Kind::Array, value @ Value::Array(_)) => Ok(value),
        (Kind::String, Value::Number(number)) => text(schema, &number).ok_or(Value::Number(number)),
        (Kind::Integer, Value::Number(number)) => {
            whole(&number).map(Value::Number).ok_or(Value::Number(number))
        }
        (Kind::Array, Value::Object(members)) => numbered(members).map_err(Value::Object),
        (Kind::Boolean, Value::String(text)) => match text.trim().to_ascii_lowercase().as_str() {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(Value::String(text)),
        },
        (Kind::Number | Kind::Integer | Kind::Object | Kind::Array, Value::String(text)) => {
            let parsed: Option<Value> = serde_json::from_str(text.trim()).ok();
            match (schema.kind, parsed) {
                (Kind::Number, Some(parsed @ Value::Number(_)))
                | (Kind::Object, Some(parsed @ Value::Object(_)))
                | (Kind::Array, Some(parsed @ Value::Array(_))) => Ok(parsed),
                (Kind::Integer, Some(Value::Number(number))) => {
                    whole(&number).map(Value::Number).ok_or(Value::String(text))
                }
                _ => Err(Value::String(text)),
            }
        }
        (_, value) => Err(value),
    }
}

/// A number as text. An id is never a fraction: its decimals would be read as further digits.
fn text(schema: &Schema, number: &Number) -> Option<Value> {
    let id = match schema.format {
        Some(
            Format::ChatId
            | Format::ContactId
            | Format::GroupId
            | Format::ChannelId
            | Format::Lid
            | Format::Phone
            | Format::PhonePlus,
        ) => true,
        Some(Format::Uri | Format::Decimal | Format::MediaType) | None => false,
    };
    match (whole(number), number.as_f64()) {
        (Some(whole), _) => Some(Value::String(whole.to_string())),
        // In plain digits: `1e-7` is no decimal text.
        (None, Some(fraction)) if !id => Some(Value::String(fraction.to_string())),
        (None, _) => None,
    }
}

/// A number without a fraction, however it was written: `5.0` and `2e3` are whole.
#[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53: checked on the line before")]
fn whole(number: &Number) -> Option<Number> {
    if number.is_i64() || number.is_u64() {
        return Some(number.clone());
    }
    let value = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() <= EXACT)?;
    Some(Number::from(value as i64))
}

/// `{"0": …, "1": …}`, which `name[0]` and `name[1]` make, as a list.
fn numbered(mut members: Map<String, Value>) -> Result<Value, Map<String, Value>> {
    let complete = !members.is_empty() && (0..members.len()).all(|at| members.contains_key(&at.to_string()));
    if !complete {
        return Err(members);
    }
    Ok((0..members.len()).filter_map(|at| members.shift_remove(&at.to_string())).collect())
}
