//! From a call's answer to a tool's: what every tool that calls the gateway shares.

use serde_json::{Map, Value, json};

use super::{
    Context, ToolError,
    failure::of_fault,
    reply::{Image, members},
};
use crate::{
    app::CallFault,
    catalog::{Catalog, Operation, Provider},
    client::{Answer, Content, Exchange, Redacted},
    guard::{Consent, Refusal},
    request::PreparedRequest,
    values::{Outcome, cut},
};

/// A call that was made and answered with success or failure.
pub(super) struct Called {
    pub(super) exchange: Exchange,
    pub(super) request: Redacted,
    pub(super) operation: &'static Operation,
}

/// Makes a prepared call.
pub(super) async fn call(
    ctx: &Context,
    prepared: PreparedRequest,
    consent: Consent,
) -> Result<Called, ToolError> {
    let operation = prepared.operation();
    let rehearsed = ctx.app.rehearse(&ctx.session, &prepared).await;
    let request = rehearsed.map_err(|fault| of_fault(ctx, operation, &fault))?;
    let recipient = prepared.recipient().map(ToString::to_string);
    match ctx.app.call(&ctx.session, prepared, consent).await {
        Ok(exchange) => Ok(Called { exchange, request, operation }),
        Err(fault) => {
            let mut error = of_fault(ctx, operation, &fault);
            if matches!(fault, CallFault::Refused(Refusal::ConfirmationRequired)) {
                let whom = recipient.map(|chat| format!(" for {chat}")).unwrap_or_default();
                error.message =
                    format!("`{}`{whom} needs the user's yes: {}", operation.name(), operation.title.en);
            }
            error.beside.insert("request".to_owned(), request_value(&request));
            Err(error)
        }
    }
}

/// What was called, as data.
pub(super) fn request_value(request: &Redacted) -> Value {
    let mut out = members(json!({"method": request.method, "url": request.url, "query": request.query}));
    out.extend(request.body.clone().map(|body| ("body".to_owned(), Value::Object(body))));
    Value::Object(out)
}

/// The members that every answered call has.
pub(super) fn facts(ctx: &Context, called: &Called) -> Map<String, Value> {
    let exchange = &called.exchange;
    members(json!({
        "outcome": exchange.outcome,
        "status": exchange.answer.status,
        "request": request_value(&called.request),
        "elapsed_ms": u64::try_from(exchange.elapsed.as_millis()).unwrap_or(u64::MAX),
        "attempts": exchange.attempts,
        "simulated": ctx.app.is_simulated(),
    }))
}

/// The failure that the gateway answered, with what the docs say to do about it.
pub(super) fn gateway_error(ctx: &Context, catalog: &'static Catalog, called: &Called) -> ToolError {
    let provider = &catalog.provider;
    let answer = &called.exchange.answer;
    let code =
        answer.text_at(provider.answer.code).map_or_else(|| format!("http_{}", answer.status), str::to_owned);
    let message = answer.text_at(provider.answer.message).map(str::to_owned);
    let message = message.unwrap_or_else(|| format!("the gateway answered with status {}", answer.status));
    let known = catalog.error(&code);
    let retry_after = answer
        .retry_after
        .map(|wait| wait.as_secs_f64())
        .or_else(|| answer.data()?.pointer(provider.answer.retry_after)?.as_f64());
    let mut action =
        known.map_or_else(|| usual_action(answer.status).to_owned(), |known| known.action.en.to_owned());
    if called.exchange.outcome == Outcome::Unknown {
        action = format!(
            "it may have been sent: look with `POST /v2/messages/get` or in the chat before repeating; {action}"
        );
    }
    let mut beside = facts(ctx, called);
    beside.insert("data".to_owned(), data(&answer.content));
    ToolError {
        retry_after,
        parameter: first_missing(answer, provider),
        ..ToolError::new(
            &code,
            format!("`{}`, status {}: {}", called.operation.name(), answer.status, cut(&message, 600)),
        )
    }
    .action(action)
    .see(known.map_or_else(|| called.operation.name(), |known| known.code.to_owned()))
    .beside(beside)
}

fn first_missing(answer: &Answer, provider: &Provider) -> Option<String> {
    let missing = answer.data()?.pointer(provider.answer.details)?.get("missing")?;
    missing.as_array()?.first()?.as_str().map(str::to_owned)
}

fn usual_action(status: u16) -> &'static str {
    match status {
        401 | 403 => "check the access token and what the account's plan allows",
        404 => "check the ids in the call; `get_session_health` tells whether the session exists",
        429 => "wait and try again",
        500.. => "try again in a minute; `get_session_health` tells whether the session is up",
        _ => "read the endpoint's page and correct the call",
    }
}

/// The answer's content as data.
pub(super) fn data(content: &Content) -> Value {
    match content {
        Content::Data(data) => data.clone(),
        Content::Text(text) => json!(text),
        Content::Image { mimetype, size, .. } => json!({"mimetype": mimetype, "size": size}),
        Content::Binary { mimetype, size } => {
            json!({"mimetype": mimetype, "size": size, "note": "not text; left out"})
        }
        Content::Empty => Value::Null,
    }
}

/// The picture in an answer: the answer itself, or a `data:` address among its members, which is taken out of the data.
pub(super) fn take_image(content: &Content, data: &mut Value) -> Option<Image> {
    if let Content::Image { mimetype, base64, .. } = content {
        return Some(Image { mimetype: mimetype.clone(), base64: base64.clone() });
    }
    let members = data.as_object_mut()?;
    for value in members.values_mut() {
        let Some((head, base64)) = value.as_str().and_then(|text| text.split_once(";base64,")) else {
            continue;
        };
        let Some(mimetype) = head.strip_prefix("data:").filter(|mimetype| mimetype.starts_with("image/"))
        else {
            continue;
        };
        let image = Image { mimetype: mimetype.to_owned(), base64: base64.to_owned() };
        *value = json!(format!("({mimetype}, shown as an image, {} bytes)", image.base64.len() / 4 * 3));
        return Some(image);
    }
    None
}

/// The names among an answer's members whose text people outside wrote.
pub(super) fn outside_text(provider: &Provider, data: &Value) -> Vec<&'static str> {
    fn holds(value: &Value, name: &str) -> bool {
        match value {
            Value::Object(members) => {
                members.get(name).is_some_and(|text| text.as_str().is_some_and(|text| !text.is_empty()))
                    || members.values().any(|value| holds(value, name))
            }
            Value::Array(items) => items.iter().any(|item| holds(item, name)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        }
    }
    provider.answer.outside_text.iter().copied().filter(|name| holds(data, name)).collect()
}

/// A sent message's id.
pub(super) fn message_id(provider: &Provider, data: &Value) -> Option<String> {
    provider.answer.message_id.iter().find_map(|pointer| data.pointer(pointer)?.as_str().map(str::to_owned))
}
