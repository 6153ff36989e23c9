//! Schemas and arguments.

use indexmap::IndexMap;
use serde_json::Value;
use serde_saphyr::Spanned;

use super::{raw, source::Source};
use crate::catalog::{
    Argument, Bounds, Json, Kind, Place, Property, Rule, Schema, Text,
    read::{DocumentError, pages::text},
    text::{leak, leak_all},
};

/// The arguments of an operation: parameters first, then the members of the body.
pub(super) fn arguments(source: &Source, operation: &raw::Operation) -> Result<Vec<Argument>, DocumentError> {
    let mut out = Vec::new();
    for parameter in &operation.parameters {
        let raw = &parameter.value;
        let mut schema = self::schema(source, &raw.schema)?;
        schema.description = text(&raw.description, raw.ar.as_ref().map(|ar| &ar.description));
        schema.example = schema.example.or(raw.example.as_ref().map(Json::of));
        described(source, parameter, &raw.name, schema.description)?;
        out.push(Argument { name: leak(&*raw.name), place: raw.place, required: raw.required, schema });
    }
    if let Some(body) = body(operation) {
        for property in self::schema(source, &body.schema)?.properties {
            let Property { name, required, schema } = property;
            out.push(Argument { name, place: Place::Body, required, schema });
        }
    }
    Ok(out)
}

/// What the operation's body holds: its first media type counts.
fn body(operation: &raw::Operation) -> Option<&raw::BodySchema> {
    operation.body.as_ref().and_then(|body| body.content.values().next())
}

/// The limits between an operation's arguments, as its body's schema or the operation itself says them.
pub(super) fn rules_between(source: &Source, operation: &raw::Operation) -> Result<Vec<Rule>, DocumentError> {
    let mut out = body(operation).map(|body| rules(&body.schema.value)).unwrap_or_default();
    out.extend(either_or(operation.one_of.iter(), &operation.dependent_required));
    let named = out.iter().flat_map(|rule| match rule {
        Rule::OneOf(sets) => sets.concat(),
        Rule::Needs { member, others } => [&[*member], others.as_slice()].concat(),
        Rule::UniqueItems | Rule::Distinct(_) | Rule::AtMost { .. } | Rule::After { .. } => Vec::new(),
    });
    let members = body(operation).map(|body| &body.schema.value.properties);
    let is_known = |name: &str| {
        members.is_some_and(|members| members.contains_key(name))
            || operation.parameters.iter().any(|parameter| parameter.value.name == name)
    };
    match named.into_iter().find(|name| !is_known(name)) {
        Some(name) => {
            let reason = format!("`{name}` stands in a rule of `{}` and is no argument of it", operation.id);
            Err(source.fault_near(&operation.id, reason))
        }
        None => Ok(out),
    }
}

/// `oneOf` and `dependentRequired`.
fn either_or<'r>(
    one_of: impl ExactSizeIterator<Item = &'r Vec<String>>,
    dependent_required: &IndexMap<String, Vec<String>>,
) -> Vec<Rule> {
    let mut out = Vec::new();
    if one_of.len() > 0 {
        out.push(Rule::OneOf(one_of.map(|set| leak_all(set)).collect()));
    }
    let needs = |(member, others): (&String, &Vec<String>)| Rule::Needs {
        member: leak(&**member),
        others: leak_all(others),
    };
    out.extend(dependent_required.iter().map(needs));
    out
}

fn schema(source: &Source, spanned: &Spanned<raw::Schema>) -> Result<Schema, DocumentError> {
    let raw = &spanned.value;
    for name in &raw.required {
        if !raw.properties.contains_key(name) {
            return Err(source.fault(spanned, format!("`{name}` is required but not among the properties")));
        }
    }
    let mut properties = Vec::new();
    for (name, member) in &raw.properties {
        let schema = self::schema(source, member)?;
        described(source, member, name, schema.description)?;
        properties.push(Property { name: leak(&**name), required: raw.required.contains(name), schema });
    }
    let items = raw.items.as_ref().map(|items| self::schema(source, items)).transpose()?;
    if (raw.kind == Kind::Array) != items.is_some() {
        return Err(source.fault(spanned, "an array, and nothing else, has `items`".to_owned()));
    }
    if let Some(Err(error)) = raw.pattern.as_deref().map(regex::Regex::new) {
        return Err(source.fault(spanned, format!("`pattern` is no regular expression: {error}")));
    }
    Ok(Schema {
        kind: raw.kind,
        format: raw.format,
        description: text(&raw.description, raw.ar.as_ref().map(|ar| &ar.description)),
        choices: leak_all(&raw.choices),
        default: raw.default.as_ref().map(Json::of),
        example: example(&raw.examples),
        bounds: Bounds {
            shortest: raw.min_length.or(raw.min_items),
            longest: raw.max_length.or(raw.max_items),
            minimum: raw.minimum,
            maximum: raw.maximum,
        },
        pattern: raw.pattern.as_deref().map(leak),
        properties,
        items: items.map(Box::new),
        rules: rules(raw),
    })
}

fn rules(raw: &raw::Schema) -> Vec<Rule> {
    let mut out = Vec::new();
    out.extend(raw.unique_items.then_some(Rule::UniqueItems));
    out.extend(raw.distinct.as_deref().map(|path| Rule::Distinct(leak(path))));
    out.extend(raw.at_most.iter().map(|(of, count)| Rule::AtMost { of: leak(&**of), count: *count }));
    out.extend(either_or(raw.one_of.iter().map(|set| &set.required), &raw.dependent_required));
    out.extend(
        raw.after
            .iter()
            .map(|(later, earlier)| Rule::After { later: leak(&**later), earlier: leak(&**earlier) }),
    );
    out
}

fn example(examples: &[Value]) -> Option<Json> {
    examples.first().map(Json::of)
}

/// An argument without a description is one that an agent guesses at.
fn described<T>(
    source: &Source,
    at: &Spanned<T>,
    name: &str,
    description: Text,
) -> Result<(), DocumentError> {
    if description.en.is_empty() {
        Err(source.fault(at, format!("`{name}` has no description")))
    } else {
        Ok(())
    }
}
