//! The places in an operation's arguments: each argument, each member, the first item of each list.

use serde_json::{Map, Value, json};
use wawp_mcp::catalog::{Operation, Place, Schema};

/// A place where a value stands.
pub(super) struct ArgumentPlace {
    /// Its name as faults spell it: `participants[0].id`.
    pub(super) name: String,
    /// Its JSON Pointer in the arguments.
    pub(super) pointer: String,
    pub(super) schema: &'static Schema,
    pub(super) required: bool,
    /// Whether its value becomes a segment of the path.
    pub(super) in_path: bool,
}

/// Every argument at its documented example, with every member of every object.
pub(super) fn whole(operation: &'static Operation) -> Value {
    let values = operation.arguments.iter();
    json!(
        values.map(|a| (a.name.to_owned(), filled(&a.schema, a.schema.right_value()))).collect::<Map<_, _>>()
    )
}

/// A value with all that its schema knows in it.
pub(super) fn filled(schema: &Schema, mut value: Value) -> Value {
    for property in &schema.properties {
        let known = value.get(property.name).cloned().unwrap_or_else(|| property.schema.right_value());
        value[property.name] = filled(&property.schema, known);
    }
    if let (Some(item), Some(items)) = (&schema.items, value.as_array_mut()) {
        if items.is_empty() {
            items.push(item.right_value());
        }
        for known in items {
            *known = filled(item, known.take());
        }
    }
    value
}

/// A call of an operation with these arguments, each in its documented place.
pub(super) fn call(operation: &Operation, arguments: &Value) -> Value {
    let (mut params, mut body) = (Map::new(), Map::new());
    for (name, value) in arguments.as_object().unwrap() {
        let known = operation.arguments.iter().find(|argument| argument.name == name);
        let in_body = known.map_or(operation.method.has_body(), |argument| argument.place == Place::Body);
        let into = if in_body { &mut body } else { &mut params };
        into.insert(name.clone(), value.clone());
    }
    json!({"path": operation.path, "method": operation.method.as_str(), "params": params, "body": body})
}

/// Every place of an operation, arguments before their members.
pub(super) fn all(operation: &'static Operation) -> Vec<ArgumentPlace> {
    let mut places = Vec::new();
    for argument in &operation.arguments {
        let place = ArgumentPlace {
            name: argument.name.to_owned(),
            pointer: format!("/{}", argument.name),
            schema: &argument.schema,
            required: argument.required,
            in_path: argument.place == Place::Path,
        };
        below(place, &mut places);
    }
    places
}

fn below(place: ArgumentPlace, places: &mut Vec<ArgumentPlace>) {
    let (name, pointer, schema) = (place.name.clone(), place.pointer.clone(), place.schema);
    places.push(place);
    for property in &schema.properties {
        let (name, pointer) = (format!("{name}.{}", property.name), format!("{pointer}/{}", property.name));
        let (schema, required) = (&property.schema, property.required);
        below(ArgumentPlace { name, pointer, schema, required, in_path: false }, places);
    }
    if let Some(schema) = &schema.items {
        let (name, pointer) = (format!("{name}[0]"), format!("{pointer}/0"));
        below(ArgumentPlace { name, pointer, schema, required: false, in_path: false }, places);
    }
}

impl ArgumentPlace {
    /// The arguments with another value here.
    pub(super) fn with(&self, arguments: &Value, value: Value) -> Value {
        let mut out = arguments.clone();
        *out.pointer_mut(&self.pointer).unwrap() = value;
        out
    }

    /// The arguments without a value here.
    pub(super) fn without(&self, arguments: &Value) -> Value {
        let mut out = arguments.clone();
        self.parent(&mut out).shift_remove(self.last()).unwrap();
        out
    }

    /// The arguments with another name beside this one, for the same value.
    pub(super) fn beside(&self, arguments: &Value, name: &str) -> Value {
        let mut out = arguments.clone();
        let value = out.pointer(&self.pointer).unwrap().clone();
        self.parent(&mut out).insert(name.to_owned(), value);
        out
    }

    fn parent<'a>(&self, arguments: &'a mut Value) -> &'a mut Map<String, Value> {
        let (parent, _) = self.pointer.rsplit_once('/').unwrap();
        arguments.pointer_mut(parent).unwrap().as_object_mut().unwrap()
    }

    /// Its own name, the last part.
    pub(super) fn last(&self) -> &str {
        self.pointer.rsplit('/').next().unwrap()
    }

    /// Whether it has a name of its own, which items have not.
    pub(super) fn is_named(&self) -> bool {
        !self.name.ends_with(']')
    }
}
