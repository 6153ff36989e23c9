//! What a page says, gathered from the catalog in the order in which it is read: the same for answers, exports and the
//! rules of coding agents. Each of them puts it into words of its own; none walks arguments or follows references itself.

use super::{Catalog, Entry, ErrorCode, Format, Guide, Json, Kind, Operation, Place, Schema, Text};

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

    /// What its value must keep to.
    pub(crate) fn limits(&self) -> Limits<'_> {
        Limits::of(self.schema)
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

/// Where an argument travels, in a word.
pub(crate) fn place(place: Place) -> Text {
    match place {
        Place::Path => Text::new("path", "المسار"),
        Place::Query => Text::new("query", "الاستعلام"),
        Place::Header => Text::new("header", "الترويسة"),
        Place::Body => Text::new("body", "الجسم"),
    }
}

/// What a value must keep to, in parts.
pub(crate) struct Limits<'a> {
    pub(crate) format: Option<Format>,
    /// The allowed texts; empty where any is.
    pub(crate) choices: &'a [&'static str],
    pub(crate) length: Option<Span<u32>>,
    /// What its length counts.
    pub(crate) counted: Counted,
    pub(crate) range: Option<Span<f64>>,
    pub(crate) pattern: Option<&'static str>,
    /// What each item must keep to.
    pub(crate) items: Option<Box<Self>>,
    /// What the gateway takes when it is left out, as JSON.
    pub(crate) default: Option<&'static str>,
    /// A documented example, as JSON; none where members follow in rows of their own, with theirs.
    pub(crate) example: Option<&'static str>,
}

/// What a length counts.
#[derive(Clone, Copy)]
pub(crate) enum Counted {
    Items,
    Characters,
}

/// One or both ends of what is allowed.
#[derive(Clone, Copy)]
pub(crate) enum Span<T> {
    Between(T, T),
    AtLeast(T),
    AtMost(T),
}

impl<T> Span<T> {
    fn of(from: Option<T>, to: Option<T>) -> Option<Self> {
        match (from, to) {
            (Some(from), Some(to)) => Some(Self::Between(from, to)),
            (Some(from), None) => Some(Self::AtLeast(from)),
            (None, Some(to)) => Some(Self::AtMost(to)),
            (None, None) => None,
        }
    }
}

impl<'a> Limits<'a> {
    /// Those of one value.
    pub(crate) fn of(schema: &'a Schema) -> Self {
        let bounds = schema.bounds;
        let has_members = |schema: &Schema| !schema.properties.is_empty();
        let in_rows = has_members(schema) || schema.items.as_deref().is_some_and(has_members);
        Self {
            format: schema.format,
            choices: &schema.choices,
            length: Span::of(bounds.shortest, bounds.longest),
            counted: match schema.kind {
                Kind::Array => Counted::Items,
                Kind::String | Kind::Number | Kind::Integer | Kind::Boolean | Kind::Object => {
                    Counted::Characters
                }
            },
            range: Span::of(bounds.minimum, bounds.maximum),
            pattern: schema.pattern,
            items: schema.items.as_deref().map(|items| Box::new(Self::of(items))),
            default: schema.default.map(Json::as_str),
            example: schema.example.filter(|_| !in_rows).map(Json::as_str),
        }
    }
}

/// The documented errors of an operation; where none is documented, those that any call may answer.
pub(crate) fn errors<'a>(catalog: &'a Catalog, operation: &Operation) -> Vec<&'a ErrorCode> {
    let codes = if operation.errors.is_empty() { &catalog.provider.errors } else { &operation.errors };
    codes.iter().filter_map(|code| catalog.error(code)).collect()
}

/// Whether any call may answer an error, so that no page says of itself that it does.
pub(crate) fn is_general(catalog: &Catalog, code: &str) -> bool {
    catalog.provider.errors.contains(&code)
}

/// The documented codes of an operation that not every call may answer.
pub(crate) fn own_errors(catalog: &Catalog, operation: &Operation) -> Vec<&'static str> {
    operation.errors.iter().copied().filter(|code| !is_general(catalog, code)).collect()
}

/// What a page refers to.
pub(crate) fn references<'a>(entry: &Entry<'a>) -> &'a [&'static str] {
    match entry {
        Entry::Operation(operation) => &operation.related,
        Entry::Event(event) => &event.related,
        Entry::Guide(guide) => &guide.related,
        Entry::Error(_) => &[],
    }
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

/// The operation that a twin does the same as, and that is the one to use.
pub(crate) fn instead_of<'a>(catalog: &'a Catalog, twin: &Operation) -> Option<&'a Operation> {
    let same = |other: &&Operation| other.path == twin.path && Some(other.method) == twin.twin_of;
    catalog.operations.iter().find(same)
}

/// The operations without the twins: what a gateway can do, each once.
pub(crate) fn calls(catalog: &Catalog) -> impl Iterator<Item = &Operation> {
    catalog.operations.iter().filter(|operation| operation.twin_of.is_none())
}

/// Those of a category.
pub(crate) fn calls_of<'a>(catalog: &'a Catalog, category: &str) -> impl Iterator<Item = &'a Operation> {
    calls(catalog).filter(move |operation| operation.category == category)
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

/// The calls that document an error code.
pub(crate) fn answering<'a>(catalog: &'a Catalog, error: &ErrorCode) -> Vec<&'a Operation> {
    calls(catalog).filter(|operation| operation.errors.contains(&error.code)).collect()
}

/// Whether an operation's query holds a list or an object, whose writing must be said.
pub(crate) fn nests_in_query(operation: &Operation) -> bool {
    let nested = |kind| matches!(kind, Kind::Object | Kind::Array);
    operation.arguments.iter().any(|a| a.place == Place::Query && nested(a.schema.kind))
}
