//! Whatever was given, a call is refused by the names of its arguments, or is the documented request and nothing else.

use proptest::{prelude::*, test_runner::TestCaseResult};
use serde_json::{Map, Value, json};
use wawp_mcp::{
    catalog::{Argument, Format, Kind, Place, clean},
    request::{ArgumentErrors, CallInput, PreparedRequest, prepare},
    values::{ChatId, Language, Origin},
};

use super::{catalog, random_calls::Call, test_number};

/// Prepares a call.
pub(super) fn prepared(call: &Call) -> Result<PreparedRequest, ArgumentErrors> {
    let number = call.has_test_number.then(test_number);
    let given = CallInput {
        path: &call.path,
        params: call.params.as_ref(),
        body: call.body.as_ref(),
        test_number: number.as_ref(),
    };
    prepare(&catalog().provider, call.operation, &given)
}

/// Each fault is whole, and is told of an argument: one of the operation's, or one that was given.
pub(super) fn faults_name_arguments(call: &Call, faults: &ArgumentErrors) -> TestCaseResult {
    prop_assert!(!faults.faults.is_empty());
    let known = call.operation.arguments.iter().map(|argument| argument.name);
    let given = [&call.params, &call.body].into_iter().flatten().flat_map(Map::keys);
    // The query of a written path holds arguments too.
    let query =
        call.path.split('#').next().and_then(|path| path.split_once('?')).map_or("", |(_, query)| query);
    let written: Vec<String> =
        url::form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name.into_owned()).collect();
    let names: Vec<&str> =
        known.chain(given.map(String::as_str)).chain(written.iter().map(String::as_str)).collect();
    for fault in &faults.faults {
        // What stands behind a given name is told by the part of it that was understood.
        let is_it = |name: &&str| {
            let first = name.split(['[', ']', '.']).find(|part| !part.is_empty()).unwrap_or(name);
            [name, first].iter().any(|name| {
                // A long name is told by its head.
                let name = name.get(..name.floor_char_boundary(120)).unwrap_or(name);
                let rest = fault.argument.strip_prefix(name);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        };
        prop_assert!(names.iter().any(is_it), "{fault:?}");
        prop_assert!(!fault.expected.is_empty(), "{fault:?}");
    }
    prop_assert_eq!(faults.operation.clone(), call.operation.name());
    Ok(())
}

/// The request is one that the docs know, at the catalog's address, and stays the same when it is given back.
pub(super) fn is_the_documented_one(call: &Call, request: &PreparedRequest) -> TestCaseResult {
    stays_at_home(call, request)?;
    values_are_documented(call, request)?;
    nothing_is_dropped(call, request)?;
    again_is_the_same(call, request)
}

/// The address is the catalog's path under the origin, and under nothing else.
fn stays_at_home(call: &Call, request: &PreparedRequest) -> TestCaseResult {
    for home in ["https://api.wawp.net", "http://127.0.0.1:9000", "https://[::1]:8443"] {
        let url = Origin::parse(home).unwrap().join(request.path());
        prop_assert_eq!(url.origin().ascii_serialization(), home);
        prop_assert_eq!((url.username(), url.password()), ("", None));
        prop_assert_eq!((url.query(), url.fragment()), (None, None));
        // The parser of addresses changed nothing: nothing in the path meant something to it.
        prop_assert_eq!(url.path(), request.path());
        let found: Vec<&str> = url.path_segments().unwrap().collect();
        let wanted: Vec<&str> = call.operation.real_path.as_str().split('/').skip(1).collect();
        prop_assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.into_iter().zip(wanted) {
            match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                None => prop_assert_eq!(found, wanted),
                Some(name) => segment_is_the_value(call, name, found)?,
            }
        }
    }
    Ok(())
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8().unwrap().into_owned()
}

/// A filled segment is one segment to every reader, and says what was given.
fn segment_is_the_value(call: &Call, name: &str, segment: &str) -> TestCaseResult {
    let value = decoded(segment);
    let lower = segment.to_ascii_lowercase();
    prop_assert!(!matches!(lower.replace("%2e", ".").as_str(), "" | "." | ".."), "{segment}");
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~%@".contains(c);
    prop_assert!(segment.chars().all(plain), "{segment}");
    prop_assert!(!value.contains(char::is_control), "{segment}");
    let argument = call.operation.arguments.iter().find(|argument| argument.name == name).unwrap();
    if let Some(given) = given_for(call, argument) {
        prop_assert_eq!(&value, &given, "`{}` was given", name);
    }
    Ok(())
}

/// The value of a path argument, worked out apart from the program; nothing where it was spelled otherwise.
fn given_for(call: &Call, argument: &Argument) -> Option<String> {
    let written = clean(&call.path);
    let in_path = call.operation.path.values_in(&written).find(|(name, _)| *name == argument.name);
    let given = [&call.params, &call.body].into_iter().flatten().filter_map(|map| map.get(argument.name));
    let text = match in_path {
        Some((_, text)) => text,
        None => match given.into_iter().find(|value| !value.is_null())? {
            Value::String(text) => text.clone(),
            Value::Number(number) if number.is_i64() || number.is_u64() => number.to_string(),
            Value::Number(_) | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                return None;
            }
        },
    };
    let Some(format) = argument.schema.format else { return Some(text) };
    let is_test = call.has_test_number && matches!(text.trim().to_lowercase().as_str(), "me" | "test");
    let chat = if is_test { test_number() } else { ChatId::parse(&text).ok()? };
    Some(if format == Format::Phone { chat.user().to_owned() } else { chat.to_string() })
}

/// Body and query hold documented arguments alone, each at its place, each as its schema has it.
fn values_are_documented(call: &Call, request: &PreparedRequest) -> TestCaseResult {
    let at = |place: Place| call.operation.arguments.iter().filter(move |argument| argument.place == place);
    prop_assert_eq!(request.body().is_some(), call.operation.method.has_body());
    let body = request.body().cloned().unwrap_or_default();
    for name in body.keys() {
        prop_assert!(at(Place::Body).any(|argument| argument.name == name), "`{}` in the body", name);
    }
    for argument in at(Place::Body) {
        match body.get(argument.name) {
            Some(value) => conforms(argument, value)?,
            None => prop_assert!(!argument.required, "`{}` is missing", argument.name),
        }
    }
    for (name, _) in request.query() {
        let first = name.split('[').next().unwrap_or_default();
        prop_assert!(at(Place::Query).any(|argument| argument.name == first), "`{}` in the query", name);
        prop_assert_eq!(
            request.query().iter().filter(|(other, _)| other == name).count(),
            1,
            "`{}` twice",
            name
        );
    }
    for argument in at(Place::Query) {
        let given = request.query().iter().find(|(name, _)| name == argument.name);
        if let Some((_, text)) = given {
            conforms(argument, &of_text(argument.schema.kind, text))?;
        }
        let is_nested = matches!(argument.schema.kind, Kind::Object | Kind::Array);
        prop_assert!(given.is_some() || is_nested || !argument.required, "`{}` is missing", argument.name);
    }
    Ok(())
}

/// Whatever was given stands in the request: an argument that is unknown or misspelled is not dropped.
fn nothing_is_dropped(call: &Call, request: &PreparedRequest) -> TestCaseResult {
    let given = [&call.params, &call.body].into_iter().flatten().flatten();
    for (name, _) in given.filter(|(_, value)| !value.is_null()) {
        let first = name.split(['[', ']', '.']).find(|part| !part.is_empty()).unwrap_or_default();
        if Some(name.as_str()) == catalog().provider.security.session {
            prop_assert!(request.instance().is_some(), "`{}` is dropped", name);
            continue;
        }
        let known = call.operation.arguments.iter().find(|argument| argument.name == first);
        let Some(argument) = known else {
            return Err(TestCaseError::fail(format!("`{name}` is dropped")));
        };
        let stands = match argument.place {
            Place::Path => true,
            Place::Body => request.body().is_some_and(|body| body.contains_key(first)),
            Place::Header => request.headers().iter().any(|(name, _)| *name == first),
            Place::Query => request.query().iter().any(|(name, _)| name.split('[').next() == Some(first)),
        };
        // An object of which nothing was given has no pairs in a query.
        let is_empty = argument.place == Place::Query && argument.schema.kind == Kind::Object;
        prop_assert!(stands || is_empty, "`{}` is dropped", name);
    }
    Ok(())
}

/// What a text of the query says.
fn of_text(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::String => json!(text),
        Kind::Array => json!(text.split(',').collect::<Vec<_>>()),
        Kind::Number | Kind::Integer | Kind::Boolean | Kind::Object => {
            serde_json::from_str(text).unwrap_or(Value::Null)
        }
    }
}

fn conforms(argument: &Argument, value: &Value) -> TestCaseResult {
    // Items that hold commas are joined with them: the docs leave no other way.
    if argument.place == Place::Query && argument.schema.kind == Kind::Array {
        return Ok(());
    }
    let schema = argument.schema.to_json_schema(Language::En);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(value).map(|fault| fault.to_string()).collect();
    prop_assert!(faults.is_empty(), "`{}`: {faults:?}", argument.name);
    Ok(())
}

/// What was prepared is taken as it is when it is given back.
fn again_is_the_same(call: &Call, request: &PreparedRequest) -> TestCaseResult {
    let listed =
        call.operation.arguments.iter().any(|a| a.place == Place::Query && a.schema.kind == Kind::Array);
    if listed {
        return Ok(());
    }
    let mut params: Map<String, Value> =
        request.query().iter().map(|(name, text)| (name.clone(), json!(text))).collect();
    let segments = call.operation.real_path.as_str().split('/').zip(request.path().split('/'));
    for (wanted, found) in segments.filter(|(wanted, _)| wanted.starts_with('{')) {
        params.insert(wanted.trim_matches(['{', '}']).to_owned(), json!(decoded(found)));
    }
    params.extend(
        request.instance().map(|id| (catalog().provider.security.session.unwrap().to_owned(), json!(id))),
    );
    let given = CallInput {
        path: call.operation.path.as_str(),
        params: Some(&params),
        body: request.body(),
        test_number: None,
    };
    let again = prepare(&catalog().provider, call.operation, &given);
    let again = again.map_err(|faults| TestCaseError::fail(format!("given back: {faults}")))?;
    prop_assert_eq!(again.path(), request.path());
    prop_assert_eq!(again.query(), request.query());
    prop_assert_eq!(again.body(), request.body());
    prop_assert_eq!(again.instance(), request.instance());
    prop_assert_eq!(again.recipient(), request.recipient());
    prop_assert!(again.identity() == request.identity(), "it is another call");
    Ok(())
}
