//! What the tools that speak of endpoints share: finding one, and checking the names that callers give.

use serde_json::{Map, Value};

use super::Page;
use crate::{
    catalog::{Catalog, Entry, Lookup, Miss, Operation, clean},
    reply::ToolError,
    values::{Language, Method, nearest},
};

/// A method as callers write it.
pub(in crate::tools) fn method(given: &str) -> Result<Method, ToolError> {
    Method::parse(given)
        .ok_or_else(|| ToolError::invalid("method", given, "it must be one of GET, POST, PUT, PATCH, DELETE"))
}

/// The operation that a method and path name.
pub(in crate::tools) fn operation(
    catalog: &'static Catalog,
    given: Method,
    path: &str,
) -> Result<&'static Operation, ToolError> {
    catalog.operation(given, path).map_err(|miss| missed(catalog, miss, path, Some(given)))
}

/// The page that a path, an event's name or an error code stands for.
pub(in crate::tools) fn page(
    catalog: &'static Catalog,
    path: &str,
    method: Option<&str>,
    language: Language,
) -> Result<Entry<'static>, ToolError> {
    if path.trim().is_empty() {
        let expected = format!("it must name a page, like `{}`", catalog.example_path());
        return Err(ToolError::invalid("path", path, expected));
    }
    let (named, path) = named_method(path);
    let method = method.or(named).map(self::method).transpose()?;
    match catalog.find(path, method).map_err(|miss| missed(catalog, miss, path, method))? {
        Lookup::One(entry) => Ok(entry),
        Lookup::Several(operations) => Err(several(path, &operations, language)),
    }
}

/// The method and the path of `METHOD /path`, as other answers name a page.
pub(in crate::tools) fn named_method(path: &str) -> (Option<&str>, &str) {
    let named = path.trim().split_once(' ').filter(|(method, _)| Method::parse(method).is_some());
    named.map_or((None, path), |(method, path)| (Some(method), path))
}

/// One path, several methods that do different things: all are named, and the caller picks.
fn several(path: &str, operations: &[&Operation], language: Language) -> ToolError {
    let lines: Vec<String> = operations
        .iter()
        .map(|operation| format!("{} — {}", operation.name(), operation.title.get(language)))
        .collect();
    let methods: Vec<&str> = operations.iter().map(|operation| operation.method.as_str()).collect();
    ToolError {
        parameter: Some("method".to_owned()),
        given: None,
        expected: Some(methods.join(" or ")),
        suggestions: operations.iter().map(|operation| operation.name()).collect(),
        ..ToolError::new(
            "missing_argument",
            format!("`{path}` does different things by method:\n{}", lines.join("\n")),
        )
    }
    .action("call again with `method`")
    .beside(Page { path: operations.first().map(|operation| operation.path.as_str()), ..Page::default() })
}

/// Why a page was not found.
pub(in crate::tools) fn missed(
    catalog: &Catalog,
    miss: Miss,
    path: &str,
    method: Option<Method>,
) -> ToolError {
    // Without what stands before and behind the path: user-info and a query may hold a secret.
    let shown = crate::values::without_controls(crate::values::cut(&clean(path), 200));
    match miss {
        Miss::Unknown { nearest } => ToolError {
            parameter: Some("path".to_owned()),
            given: Some(shown.clone()),
            expected: Some(format!("a documented path, such as `{}`", catalog.example_path())),
            suggestions: nearest,
            ..ToolError::new(
                "unknown_endpoint",
                format!("`{shown}` is no documented path, event, guide or error code"),
            )
        }
        .action("search with `search_docs`, or list all with `list_endpoints`"),
        Miss::Method { path, allowed } => {
            let allowed: Vec<&str> = allowed.iter().map(|method| method.as_str()).collect();
            let given = method.map_or("this method", Method::as_str);
            ToolError {
                parameter: Some("method".to_owned()),
                given: Some(given.to_owned()),
                expected: Some(allowed.join(" or ")),
                suggestions: allowed.iter().map(|method| format!("{method} {path}")).collect(),
                ..ToolError::new(
                    "method_not_allowed",
                    format!("`{path}` has no {given}; it has {}", allowed.join(", ")),
                )
            }
            .action("call again with one of these methods; nothing was sent")
            .see(path)
        }
    }
}

/// Arguments that may come as an object or, from some clients, as JSON text of one.
pub(in crate::tools) fn object(
    name: &str,
    given: Option<Value>,
) -> Result<Option<Map<String, Value>>, ToolError> {
    // What was given is not repeated: whoever writes `access_token=…` here means it as an argument.
    let fault = || {
        let expected = "it must be an object of arguments, like `{\"chatId\": \"201012345678@c.us\"}`";
        Err(ToolError::invalid(name, "", expected).without_given())
    };
    match given {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(Value::String(text)) => match serde_json::from_str(&text) {
            Ok(Value::Object(members)) => Ok(Some(members)),
            Ok(_) | Err(_) => fault(),
        },
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_)) => fault(),
    }
}

/// The category of this name, in any letter case.
pub(in crate::tools) fn known_category(catalog: &Catalog, given: &str) -> Result<&'static str, ToolError> {
    let known = catalog.categories.iter().copied();
    known.clone().find(|category| category.eq_ignore_ascii_case(given.trim())).ok_or_else(|| {
        let expected = format!("it must be one of: {}", catalog.categories.join(", "));
        let suggestions = nearest(given, known, 3).into_iter().map(str::to_owned).collect();
        ToolError { suggestions, ..ToolError::invalid("category", given, expected) }
    })
}
