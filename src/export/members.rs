//! Members of JSON objects.

use serde_json::Value;

/// Sets a member of an object; of anything else nothing is changed.
pub(super) fn set(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value.into());
    }
}
