//! The documentation's own examples are calls that the simulated gateway takes.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::{CATALOG, call, control, run, start};
use crate::{
    catalog::{Operation, Place},
    values::Method,
};

/// Every operation, called with the documentation's own examples, in both spellings of a GET.
#[test]
fn every_documented_example_is_taken() {
    run(async {
        let sandbox = start(None).await;
        for operation in &CATALOG.operations {
            control(&sandbox, json!({ "reset": true })).await;
            // Codes are for an instance without a phone.
            let instance = if operation.path.as_str().starts_with("/v2/auth/") { "new" } else { "main" };
            let (target, body) = example(operation, instance);
            let (status, answer) = call(&sandbox, operation.method.as_str(), &target, body.clone()).await;
            assert_eq!(status, operation.success.status, "{} {target} {body}: {answer}", operation.name());
        }
    });
}

fn example(operation: &Operation, instance: &str) -> (String, Value) {
    let value = |name: &str| {
        let argument = operation.arguments.iter().find(|argument| argument.name == name);
        argument.and_then(|argument| argument.schema.example_value()).unwrap_or_default()
    };
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut target = operation.real_path.fill(|name| plain(&value(name)));
    let (mut body, mut query) = (Map::new(), Vec::new());
    if operation.takes("instance_id") {
        query.push(("instance_id".to_owned(), json!(instance)));
        body.insert("instance_id".into(), json!(instance));
    }
    for argument in operation.arguments.iter().filter(|argument| argument.place != Place::Path) {
        match (value(argument.name), argument.place) {
            (Value::Null, _) => {}
            (value, Place::Body) => drop(body.insert(argument.name.into(), value)),
            (Value::Object(members), _) if !members.is_empty() => {
                query.extend(
                    members.into_iter().map(|(name, value)| (format!("{}[{name}]", argument.name), value)),
                );
            }
            (value, _) => query.push((argument.name.to_owned(), value)),
        }
    }
    if matches!(operation.method, Method::Post | Method::Put) {
        return (target, Value::Object(body));
    }
    for (index, (name, value)) in query.iter().enumerate() {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let sign = if index == 0 { "?" } else { "&" };
        target.extend([sign, &encoded(name), "=", &encoded(&plain(value))]);
    }
    (target, Value::Null)
}
