//! What can only be checked when all files are read: links, codes, categories, and names used once.

use std::collections::HashSet;

use super::{DocumentError, source::Source};
use crate::{
    catalog::{Catalog, Entry, Operation, Place},
    values::Method,
};

/// Checks the whole catalog.
pub(super) fn whole(catalog: &Catalog, sources: &[Source]) -> Result<(), DocumentError> {
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    for operation in &catalog.operations {
        if !ids.insert(operation.id) {
            return Err(fault(sources, operation.id, format!("`{}` names two operations", operation.id)));
        }
        if !names.insert((operation.method, operation.path)) {
            return Err(fault(
                sources,
                operation.path.as_str(),
                format!("`{}` stands twice", operation.name()),
            ));
        }
        codes(catalog, sources, operation)?;
        path_arguments(sources, operation)?;
    }
    for entry in catalog.listed() {
        texts(sources, &entry)?;
        category(catalog, sources, &entry)?;
        links(catalog, sources, &entry)?;
    }
    for topic in &catalog.not_offered {
        if let Some(reference) = topic.see.iter().find(|reference| catalog.referred(reference).is_none()) {
            let reason = format!("`{reference}`, beside `{}`, is no entry", topic.title.en);
            return Err(fault(sources, topic.title.en, reason));
        }
    }
    provider(catalog, sources)?;
    Ok(())
}

/// What the provider's links, pairing, nouns, advices and refusals name is there.
fn provider(catalog: &Catalog, sources: &[Source]) -> Result<(), DocumentError> {
    let provider = &catalog.provider;
    let is_operation = |id: &str| catalog.operations.iter().any(|operation| operation.id == id);
    let is_source = |id: &str| is_operation(id) || catalog.events.iter().any(|event| event.name == id);
    let is_argument = |name: &str| {
        let head = name.split('.').next().unwrap_or(name);
        let mut operations = catalog.operations.iter();
        operations
            .any(|operation| operation.takes(head) || operation.arguments.iter().any(|a| a.name == head))
    };
    let links = provider.links.iter();
    let froms = links.clone().flat_map(|link| &link.from).filter(|id| !is_source(id));
    let tos = links.clone().flat_map(|link| &link.to).filter(|name| !is_argument(name));
    let pairing = provider.pairing.iter().chain(&provider.text).filter(|id| !is_operation(id));
    let is_category = |category: &&str| catalog.categories.contains(category);
    let nouns = provider.nouns.iter().map(|(category, _)| category);
    let categories = links.filter_map(|link| link.category.as_ref()).chain(nouns);
    let unknown = categories.filter(|category| !is_category(category));
    let named = froms.chain(tos).chain(pairing).chain(unknown).copied();
    match named.chain(unknown_calls(catalog)).chain(unknown_codes(catalog)).next() {
        Some(name) => Err(fault(sources, name, format!("`{name}` in `x-provider` is nothing that is known"))),
        None => Ok(()),
    }
}

/// The calls by which the provider names files, health and advices that are none.
fn unknown_calls(catalog: &Catalog) -> impl Iterator<Item = &'static str> {
    let provider = &catalog.provider;
    let is_call = |method, path: &str| catalog.operation(method, path).is_ok();
    let health = provider.health.iter().filter(move |health| !is_call(health.method, health.path));
    let files = provider.files.iter().filter(move |route| !is_call(Method::Post, route.path));
    let advice = [provider.advice.create_session, provider.advice.read_chat].into_iter().flatten();
    let advice = advice.filter(|call| catalog.referred(call).is_none());
    health.map(|health| health.path).chain(files.map(|route| route.path)).chain(advice)
}

/// The error codes that the provider names and that are none.
fn unknown_codes(catalog: &Catalog) -> impl Iterator<Item = &'static str> {
    let provider = &catalog.provider;
    let refusals = &provider.refusals;
    let refused = [
        refusals.missing_argument,
        refusals.invalid_argument,
        refusals.recipient,
        refusals.token,
        refusals.session,
    ];
    let asked = provider.security.asks_for_token().map(|(asked, _)| asked.code);
    let codes = refused.into_iter().flatten().chain(asked).chain(provider.errors.iter().copied());
    codes.filter(|code| catalog.error(code).is_none())
}

fn codes(catalog: &Catalog, sources: &[Source], operation: &Operation) -> Result<(), DocumentError> {
    match operation.errors.iter().find(|code| catalog.error(code).is_none()) {
        Some(code) => {
            Err(fault(sources, code, format!("`{code}` of `{}` is not in errors.yaml", operation.name())))
        }
        None => Ok(()),
    }
}

/// Every placeholder has its argument and every path argument its placeholder, in both paths.
fn path_arguments(sources: &[Source], operation: &Operation) -> Result<(), DocumentError> {
    let arguments = operation.arguments.iter().filter(|a| a.place == Place::Path);
    let declared: HashSet<&str> = arguments.map(|a| a.name).collect();
    for path in [operation.path, operation.real_path] {
        let used: HashSet<&str> = path.placeholders().collect();
        if used != declared {
            let reason =
                format!("`{}`: the placeholders of `{path}` and the path arguments differ", operation.name());
            return Err(fault(sources, operation.path.as_str(), reason));
        }
    }
    Ok(())
}

fn texts(sources: &[Source], entry: &Entry<'_>) -> Result<(), DocumentError> {
    let language = crate::values::Language::En;
    for (what, text) in [("title", entry.title(language)), ("summary", entry.summary(language))] {
        if text.is_empty() {
            let reason = format!("`{} {}` has no {what}", entry.method(), entry.path());
            return Err(fault(sources, entry.path(), reason));
        }
    }
    Ok(())
}

fn category(catalog: &Catalog, sources: &[Source], entry: &Entry<'_>) -> Result<(), DocumentError> {
    if catalog.categories.contains(&entry.category()) {
        return Ok(());
    }
    let reason = format!("the category `{}` is not among the `tags` of openapi.yaml", entry.category());
    Err(fault(sources, entry.category(), reason))
}

fn links(catalog: &Catalog, sources: &[Source], entry: &Entry<'_>) -> Result<(), DocumentError> {
    let related = match entry {
        Entry::Operation(operation) => &operation.related,
        Entry::Event(event) => &event.related,
        Entry::Guide(guide) => &guide.related,
        Entry::Error(_) => return Ok(()),
    };
    match related.iter().find(|reference| catalog.referred(reference).is_none()) {
        Some(reference) => Err(fault(
            sources,
            reference,
            format!("`{reference}`, related to `{}`, is no entry", entry.path()),
        )),
        None => Ok(()),
    }
}

/// A fault in the file that holds `needle`.
fn fault(sources: &[Source], needle: &str, reason: String) -> DocumentError {
    let holder = sources.iter().find(|source| source.text.contains(needle)).or(sources.first());
    match holder {
        Some(source) => source.fault_near(needle, reason),
        None => DocumentError::Content { file: "docs-index".into(), line: 1, reason },
    }
}
