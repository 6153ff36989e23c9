//! Operations and their twins.

use indexmap::IndexMap;
use serde_json::Value;
use serde_saphyr::Spanned;

use super::{
    DocumentError,
    pages::{list, text},
    raw, schema,
    source::Source,
};
use crate::{
    catalog::{Body, Json, Operation, PathTemplate, Place, Success, text::leak},
    values::{Method, Reach, Risk},
};

/// The operations of one file.
pub(super) fn operations(
    source: &Source,
    paths: &raw::Paths,
    examples: &IndexMap<String, Value>,
) -> Result<Vec<Operation>, DocumentError> {
    let mut out = Vec::new();
    for (key, item) in paths {
        let path = &path_of(key);
        let mut same: Vec<Operation> = Vec::new();
        for (method, raw) in &item.value {
            let method = Method::parse(method).ok_or_else(|| {
                source.fault(raw, format!("`{method}` is none of get, post, put, patch, delete"))
            })?;
            let operation = match &raw.value.same_as {
                Some(other) => twin(source, raw, method, other, &same)?,
                None => operation(source, raw, method, path, examples)?,
            };
            same.push(operation);
        }
        out.append(&mut same);
    }
    Ok(out)
}

/// The path that a key names: itself, or `NAME under /BASE` for one of several settings below a long base.
fn path_of(key: &str) -> String {
    match key.split_once(" under ") {
        Some((name, base)) => format!("{base}/{name}"),
        None => key.to_owned(),
    }
}

fn operation(
    source: &Source,
    spanned: &Spanned<raw::Operation>,
    method: Method,
    path: &str,
    examples: &IndexMap<String, Value>,
) -> Result<Operation, DocumentError> {
    let raw = &spanned.value;
    let template = |path: &str| {
        PathTemplate::parse(leak(path)).map_err(|reason| source.fault(spanned, format!("`{path}`: {reason}")))
    };
    let ar = raw.ar.as_ref();
    let risk = raw.risk.ok_or_else(|| source.fault(spanned, "`x-risk` is missing".to_owned()))?;
    let reach = match (risk, raw.reach) {
        (Risk::Read, None) => Reach::Own,
        (_, Some(reach)) => reach,
        (_, None) => return Err(source.fault(spanned, "`x-reach` is missing".to_owned())),
    };
    let [category] = raw.tags.as_slice() else {
        return Err(source.fault(spanned, "`tags` names exactly one category".to_owned()));
    };
    Ok(Operation {
        id: leak(&*raw.id),
        method,
        path: template(path)?,
        real_path: template(raw.real_path.as_deref().unwrap_or(path))?,
        twin_of: None,
        category: leak(&**category),
        title: text(&raw.title, ar.map(|ar| &ar.title)),
        summary: text(&raw.summary, ar.map(|ar| &ar.summary)),
        description: text(&raw.description, ar.map(|ar| &ar.description)),
        risk,
        reach,
        credentials: raw.credentials.iter().map(|name| leak(&**name)).collect(),
        body: body(raw, method),
        arguments: schema::arguments(source, raw)?,
        rules: schema::rules_between(source, raw)?,
        success: success(source, spanned, examples)?,
        errors: raw.errors.iter().map(|code| leak(&**code)).collect(),
        limits: list(&raw.limits, ar.map(|ar| &ar.limits)),
        notes: list(&raw.notes, ar.map(|ar| &ar.notes)),
        related: raw.related.iter().map(|reference| leak(&**reference)).collect(),
    })
}

/// The same operation by another method: everything is taken over, the body's arguments go into the query.
fn twin(
    source: &Source,
    spanned: &Spanned<raw::Operation>,
    method: Method,
    other: &str,
    same: &[Operation],
) -> Result<Operation, DocumentError> {
    let first = same.iter().find(|operation| Some(operation.method) == Method::parse(other));
    let first = first
        .ok_or_else(|| source.fault(spanned, format!("`x-same-as: {other}` names no method above it")))?;
    let mut operation = first.clone();
    operation.id = leak(&*spanned.value.id);
    operation.method = method;
    operation.twin_of = Some(first.method);
    operation.body = first.body.filter(|_| method.has_body());
    for argument in &mut operation.arguments {
        if argument.place == Place::Body && operation.body.is_none() {
            argument.place = Place::Query;
        }
    }
    Ok(operation)
}

/// What the body is: as documented, and an empty JSON object where a method has one and nothing is said of it.
fn body(raw: &raw::Operation, method: Method) -> Option<Body> {
    let documented = raw.body.as_ref().and_then(|body| body.content.keys().next());
    let documented = documented.map(|media_type| Body::of_media_type(media_type));
    documented.or(method.has_body().then_some(Body::Json))
}

fn success(
    source: &Source,
    spanned: &Spanned<raw::Operation>,
    examples: &IndexMap<String, Value>,
) -> Result<Success, DocumentError> {
    let responses = &spanned.value.responses;
    let (status, response) = responses
        .first()
        .ok_or_else(|| source.fault(spanned, "`responses` holds no success answer".to_owned()))?;
    let example = response.content.get("application/json").and_then(|json| json.example.as_ref());
    let example = match example.and_then(|example| example.get("$ref")).and_then(Value::as_str) {
        Some(reference) => Some(
            reference
                .strip_prefix("#/components/examples/")
                .and_then(|name| examples.get(name))
                .ok_or_else(|| source.fault(spanned, format!("`{reference}` is not in openapi.yaml")))?,
        ),
        None => example,
    };
    Ok(Success {
        status: *status,
        description: text(&response.description, response.ar.as_ref().map(|ar| &ar.description)),
        example: example.map(Json::of),
        media_types: response.content.keys().map(|name| leak(&**name)).collect(),
    })
}
