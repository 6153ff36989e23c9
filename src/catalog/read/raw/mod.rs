//! The documents as they are written, before anything is checked. Unknown keys are faults: a mistyped key
//! would otherwise lose what it says.

mod provider;

pub(super) use provider::*;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;
use serde_saphyr::Spanned;

/// The file that the whole gateway shares.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Root {
    #[serde(rename = "openapi")]
    pub(super) _openapi: String,
    #[serde(rename = "info")]
    pub(super) _info: IndexMap<String, String>,
    pub(super) servers: Vec<Server>,
    #[serde(rename = "security")]
    pub(super) _security: Vec<IndexMap<String, Vec<String>>>,
    pub(super) tags: Vec<Tag>,
    pub(super) components: Components,
    #[serde(rename = "x-provider")]
    pub(super) provider: Spanned<Provider>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Server {
    pub(super) url: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tag {
    pub(super) name: String,
    #[serde(rename = "description")]
    pub(super) _description: String,
    #[serde(rename = "x-ar", default)]
    pub(super) _ar: Option<Arabic>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Components {
    #[serde(default)]
    pub(super) examples: IndexMap<String, Value>,
}

/// A file of `paths/`: path to method to operation.
pub(super) type Paths = IndexMap<String, Spanned<IndexMap<String, Spanned<Operation>>>>;

/// An OpenAPI operation, or the twin of one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Operation {
    #[serde(rename = "operationId")]
    pub(super) id: String,
    #[serde(rename = "x-same-as")]
    pub(super) same_as: Option<String>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(rename = "x-real-path")]
    pub(super) real_path: Option<String>,
    #[serde(rename = "x-title", default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) summary: String,
    #[serde(default)]
    pub(super) description: String,
    #[serde(rename = "x-ar", default)]
    pub(super) ar: Option<Arabic>,
    #[serde(rename = "x-risk")]
    pub(super) risk: Option<crate::values::Risk>,
    #[serde(rename = "x-reach")]
    pub(super) reach: Option<crate::values::Reach>,
    #[serde(rename = "x-credentials", default)]
    pub(super) credentials: Vec<String>,
    #[serde(default)]
    pub(super) parameters: Vec<Spanned<Parameter>>,
    #[serde(rename = "requestBody")]
    pub(super) body: Option<Content<BodySchema>>,
    #[serde(default)]
    pub(super) responses: IndexMap<u16, Response>,
    #[serde(rename = "x-errors", default)]
    pub(super) errors: Vec<String>,
    #[serde(rename = "x-limits", default)]
    pub(super) limits: Vec<String>,
    #[serde(rename = "x-notes", default)]
    pub(super) notes: Vec<String>,
    #[serde(rename = "x-related", default)]
    pub(super) related: Vec<String>,
    /// Sets of arguments of which exactly one is given; what a body's `oneOf` says where arguments travel otherwise.
    #[serde(rename = "x-one-of", default)]
    pub(super) one_of: Vec<Vec<String>>,
    /// Arguments that are not given without others, likewise.
    #[serde(rename = "x-dependent-required", default)]
    pub(super) dependent_required: IndexMap<String, Vec<String>>,
}

/// The Arabic beside the English, under the same names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Arabic {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) meaning: String,
    pub(super) action: String,
    pub(super) when: String,
    pub(super) rule: String,
    pub(super) next: String,
    pub(super) limits: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) payload: IndexMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parameter {
    pub(super) name: String,
    #[serde(rename = "in")]
    pub(super) place: crate::catalog::Place,
    #[serde(default)]
    pub(super) required: bool,
    pub(super) description: String,
    #[serde(rename = "x-ar", default)]
    pub(super) ar: Option<Arabic>,
    pub(super) schema: Spanned<Schema>,
    pub(super) example: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Content<T> {
    pub(super) content: IndexMap<String, T>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodySchema {
    pub(super) schema: Spanned<Schema>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Response {
    pub(super) description: String,
    #[serde(rename = "x-ar", default)]
    pub(super) ar: Option<Arabic>,
    #[serde(default)]
    pub(super) content: IndexMap<String, Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    pub(super) example: Option<Value>,
}

/// The part of JSON Schema that the docs use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Schema {
    #[serde(rename = "type")]
    pub(super) kind: crate::catalog::Kind,
    pub(super) format: Option<crate::catalog::Format>,
    #[serde(default)]
    pub(super) description: String,
    #[serde(rename = "x-ar", default)]
    pub(super) ar: Option<Arabic>,
    #[serde(rename = "enum", default)]
    pub(super) choices: Vec<String>,
    pub(super) default: Option<Value>,
    #[serde(default)]
    pub(super) examples: Vec<Value>,
    pub(super) min_length: Option<u32>,
    pub(super) max_length: Option<u32>,
    pub(super) min_items: Option<u32>,
    pub(super) max_items: Option<u32>,
    pub(super) minimum: Option<f64>,
    pub(super) maximum: Option<f64>,
    pub(super) pattern: Option<String>,
    #[serde(default)]
    pub(super) required: Vec<String>,
    #[serde(default)]
    pub(super) properties: IndexMap<String, Spanned<Schema>>,
    pub(super) items: Option<Box<Spanned<Schema>>>,
    #[serde(default)]
    pub(super) unique_items: bool,
    #[serde(default)]
    pub(super) one_of: Vec<RequiredSet>,
    #[serde(default)]
    pub(super) dependent_required: IndexMap<String, Vec<String>>,
    /// The path below the items whose texts all differ.
    #[serde(rename = "x-distinct")]
    pub(super) distinct: Option<String>,
    /// How many items the lists under a member of the items hold together.
    #[serde(rename = "x-at-most", default)]
    pub(super) at_most: IndexMap<String, u32>,
    /// Members that are greater than others.
    #[serde(rename = "x-after", default)]
    pub(super) after: IndexMap<String, String>,
}

/// One of the sets of members of which exactly one is there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredSet {
    pub(super) required: Vec<String>,
}

/// `webhooks.yaml`: event to `post` to operation.
pub(super) type Webhooks = IndexMap<String, Spanned<IndexMap<String, Spanned<Event>>>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    #[serde(rename = "operationId")]
    pub(super) _id: String,
    #[serde(rename = "tags")]
    pub(super) _tags: Vec<String>,
    #[serde(rename = "x-title")]
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) description: String,
    #[serde(rename = "x-ar", default)]
    pub(super) ar: Option<Arabic>,
    #[serde(rename = "requestBody")]
    pub(super) body: Content<Example>,
    #[serde(rename = "x-payload", default)]
    pub(super) payload: IndexMap<String, String>,
    #[serde(rename = "x-limits", default)]
    pub(super) limits: Vec<String>,
    #[serde(rename = "x-notes", default)]
    pub(super) notes: Vec<String>,
    #[serde(rename = "x-related", default)]
    pub(super) related: Vec<String>,
}

/// `errors.yaml`: code to what is known of it.
pub(super) type Errors = IndexMap<String, Spanned<ErrorCode>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorCode {
    pub(super) status: u16,
    pub(super) meaning: String,
    pub(super) action: String,
    pub(super) retry: crate::catalog::Retry,
    #[serde(rename = "documented", default)]
    pub(super) _documented: Option<String>,
    #[serde(rename = "x-ar", default)]
    pub(super) ar: Option<Arabic>,
    pub(super) body: Option<Value>,
    #[serde(default)]
    pub(super) variants: Vec<Variant>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    pub(super) when: String,
    pub(super) rule: String,
    pub(super) example: Value,
    #[serde(rename = "x-ar", default)]
    pub(super) ar: Option<Arabic>,
}

/// The head of a guide.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GuideHead {
    pub(super) path: String,
    pub(super) category: String,
    pub(super) title: String,
    pub(super) summary: String,
    #[serde(default)]
    pub(super) related: Vec<String>,
}
