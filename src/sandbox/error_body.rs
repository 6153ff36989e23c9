//! The body of an error: its documented example, with the parts of the case at hand where the gateway has each.

use serde_json::{Map, Value, json};

use crate::catalog::{AnswerShape, Json};

/// The body so far.
pub(super) struct ErrorBody<'a> {
    shape: &'a AnswerShape,
    value: Value,
}

impl<'a> ErrorBody<'a> {
    /// The documented example of a code; without one there is nothing yet.
    pub(super) fn new(shape: &'a AnswerShape, code: &str, example: Option<Json>) -> Self {
        let mut body = Self { shape, value: example.map(Json::value).unwrap_or_default() };
        // An example has it as it travels: as a number, for instance.
        let documented = body.value.pointer(shape.code).map(|code| match code {
            Value::String(text) => text.clone(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                code.to_string()
            }
        });
        if documented.as_deref() != Some(code) {
            body.put(shape.code, json!(code));
        }
        body
    }

    /// Says this; where `words` is nothing, what the example says, or else what `otherwise` has.
    pub(super) fn say(&mut self, words: Option<&str>, otherwise: &str) {
        match words {
            Some(words) => self.put(self.shape.message, json!(words)),
            None if self.value.pointer(self.shape.message).is_none() => {
                self.put(self.shape.message, json!(otherwise));
            }
            None => {}
        }
    }

    /// Lists the names of what is missing, where the gateway does.
    pub(super) fn lack(&mut self, names: &[String]) {
        if let Some(pointer) = self.shape.missing {
            self.put(pointer, json!(names));
        }
    }

    /// Tells details, where the gateway does.
    pub(super) fn detail(&mut self, details: Value) {
        if let Some(pointer) = self.shape.details {
            self.put(pointer, details);
        }
    }

    /// Tells what is wrong with an argument: in the details, where the gateway has them, else in the message.
    pub(super) fn explain(&mut self, details: Option<Value>, words: &str) {
        match self.shape.details {
            Some(pointer) => self.put(pointer, details.unwrap_or_else(|| json!(words))),
            None => self.put(self.shape.message, json!(words)),
        }
    }

    /// Adds members to the details; what was told there in words gives way to them.
    pub(super) fn add_details(&mut self, details: Map<String, Value>) {
        let Some(pointer) = self.shape.details else { return };
        match self.value.pointer_mut(pointer) {
            Some(Value::Object(own)) => own.extend(details),
            _ if details.is_empty() => {}
            _ => self.put(pointer, Value::Object(details)),
        }
    }

    /// Puts a value at the place of a JSON Pointer (RFC 6901), with the objects that lead there.
    pub(super) fn put(&mut self, pointer: &str, value: Value) {
        let mut place = &mut self.value;
        for token in pointer.split('/').skip(1) {
            let is_item = place.is_array() && place.pointer(&format!("/{token}")).is_some();
            if !is_item && !place.is_object() {
                *place = Value::Object(Map::new());
            }
            let inner = match place {
                Value::Object(members) => {
                    Some(members.entry(token.replace("~1", "/").replace("~0", "~")).or_insert(Value::Null))
                }
                items @ Value::Array(_) => items.pointer_mut(&format!("/{token}")),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
            };
            let Some(inner) = inner else { return };
            place = inner;
        }
        *place = value;
    }

    pub(super) fn into_value(self) -> Value {
        self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(code: &'static str, details: Option<&'static str>) -> AnswerShape {
        AnswerShape {
            code,
            message: "/errors/0/text",
            details,
            missing: Some("/errors/0/lacks"),
            retry_after: None,
            message_id: Vec::new(),
            outside_text: Vec::new(),
        }
    }

    #[test]
    fn parts_stand_where_the_shape_has_them() {
        let example = Json::of(&json!({"errors": [{"id": 400, "text": "Wrong."}], "ok": false}));
        let shape = shape("/errors/0/id", Some("/why"));
        let mut body = ErrorBody::new(&shape, "400", Some(example));
        body.say(None, "unused");
        body.lack(&["to".to_owned()]);
        body.explain(None, "it is wrong");
        body.add_details(Map::from_iter([("who".to_owned(), json!("nobody"))]));
        let whole = json!({
            "errors": [{"id": 400, "text": "Wrong.", "lacks": ["to"]}],
            "ok": false,
            "why": {"who": "nobody"},
        });
        assert_eq!(body.into_value(), whole);
    }

    #[test]
    fn without_an_example_the_objects_on_the_way_are_made() {
        let shape = shape("/a~1b/c~0d", None);
        let mut body = ErrorBody::new(&shape, "not_found", None);
        body.say(None, "Not Found");
        body.explain(Some(json!({"unused": true})), "it is wrong");
        body.add_details(Map::new());
        let whole = json!({"a/b": {"c~d": "not_found"}, "errors": {"0": {"text": "it is wrong"}}});
        assert_eq!(body.into_value(), whole);
    }
}
