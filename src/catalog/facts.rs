//! What a page says, gathered from the catalog in the order in which it is read: the same for answers, exports and the
//! rules of coding agents.

use super::{Catalog, Entry, ErrorCode, Guide, Kind, Operation, Place, Schema};

/// One argument, or a member of one by its dotted name.
pub(crate) struct Row<'a> {
    pub(crate) name: String,
    pub(crate) required: bool,
    /// Where it travels; none of a member, which travels with its object.
    pub(crate) place: Option<Place>,
    /// How deep it lies in its argument.
    pub(crate) depth: usize,
    pub(crate) schema: &'a Schema,
}

impl Row<'_> {
    /// Its type in words: `array of string`.
    pub(crate) fn kind(&self) -> String {
        kind(self.schema)
    }
}

fn kind(schema: &Schema) -> String {
    match &schema.items {
        Some(items) => format!("array of {}", kind(items)),
        None => schema.kind.as_str().to_owned(),
    }
}

/// The arguments of an operation, each followed by its members.
pub(crate) fn rows(operation: &Operation) -> Vec<Row<'_>> {
    let mut out = Vec::new();
    for argument in &operation.arguments {
        let name = argument.name.to_owned();
        let row = Row {
            name,
            required: argument.required,
            place: Some(argument.place),
            depth: 0,
            schema: &argument.schema,
        };
        push(row, &mut out);
    }
    out
}

fn push<'a>(row: Row<'a>, out: &mut Vec<Row<'a>>) {
    let (name, depth, schema) = (row.name.clone(), row.depth + 1, row.schema);
    out.push(row);
    let (mut inner, mut prefix) = (schema, name);
    while let Some(items) = &inner.items {
        inner = items;
        prefix.push_str("[]");
    }
    for property in &inner.properties {
        let name = format!("{prefix}.{}", property.name);
        push(Row { name, required: property.required, place: None, depth, schema: &property.schema }, out);
    }
}

/// The documented errors of an operation; where none is documented, those that any call may answer.
pub(crate) fn errors<'a>(catalog: &'a Catalog, operation: &Operation) -> Vec<&'a ErrorCode> {
    let codes = if operation.errors.is_empty() { &catalog.provider.errors } else { &operation.errors };
    codes.iter().filter_map(|code| catalog.error(code)).collect()
}

/// The pages that belong beside one.
pub(crate) fn related<'a>(catalog: &'a Catalog, references: &[&'static str]) -> Vec<Entry<'a>> {
    references.iter().filter_map(|reference| catalog.referred(reference)).collect()
}

/// The operation that does the same by another method and is not the one to use.
pub(crate) fn twin<'a>(catalog: &'a Catalog, operation: &Operation) -> Option<&'a Operation> {
    let same = |other: &&Operation| other.path == operation.path && other.twin_of == Some(operation.method);
    catalog.operations.iter().find(same)
}

/// The operations of a category, twins among them.
pub(crate) fn operations<'a>(catalog: &'a Catalog, category: &str) -> impl Iterator<Item = &'a Operation> {
    catalog.operations.iter().filter(move |operation| operation.category == category)
}

/// The guides of a category.
pub(crate) fn guides<'a>(catalog: &'a Catalog, category: &str) -> impl Iterator<Item = &'a Guide> {
    catalog.guides.iter().filter(move |guide| guide.category == category)
}

/// The categories that hold operations.
pub(crate) fn categories(catalog: &Catalog) -> impl Iterator<Item = &'static str> {
    catalog.categories.iter().copied().filter(|category| operations(catalog, category).next().is_some())
}

/// The operations that document an error code.
pub(crate) fn answering<'a>(catalog: &'a Catalog, error: &ErrorCode) -> Vec<&'a Operation> {
    let answers =
        |operation: &&Operation| operation.twin_of.is_none() && operation.errors.contains(&error.code);
    catalog.operations.iter().filter(answers).collect()
}

/// Whether an operation's query holds a list or an object, whose writing must be said.
pub(crate) fn nests_in_query(operation: &Operation) -> bool {
    let nested = |kind| matches!(kind, Kind::Object | Kind::Array);
    operation.arguments.iter().any(|a| a.place == Place::Query && nested(a.schema.kind))
}
