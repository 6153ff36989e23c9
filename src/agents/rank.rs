//! Which calls matter most, by what the docs themselves say: the more pages lead to a call, the more it is used.

use std::collections::HashMap;

use crate::catalog::{Catalog, Entry, Operation};

/// How often other pages lead to each operation.
pub(super) struct Ranks<'a> {
    catalog: &'a Catalog,
    /// By the operation's id.
    counts: HashMap<&'static str, usize>,
}

impl<'a> Ranks<'a> {
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        let mut counts = HashMap::new();
        for reference in catalog.entries().flat_map(|entry| related(&entry)) {
            if let Some(Entry::Operation(operation)) = catalog.referred(reference) {
                *counts.entry(operation.id).or_default() += 1;
            }
        }
        Self { catalog, counts }
    }

    /// The calls of a category, those that are led to most often first; twins are left out.
    pub(super) fn of_category(&self, category: &str) -> Vec<&'a Operation> {
        let mut operations: Vec<&Operation> = operations(self.catalog, category).collect();
        // In the order of the docs where the counts are equal: the sort is stable.
        operations
            .sort_by_key(|operation| std::cmp::Reverse(self.counts.get(operation.id).copied().unwrap_or(0)));
        operations
    }
}

fn related(entry: &Entry<'_>) -> Vec<&'static str> {
    match entry {
        Entry::Operation(operation) => operation.related.clone(),
        Entry::Event(event) => event.related.clone(),
        Entry::Guide(guide) => guide.related.clone(),
        Entry::Error(_) => Vec::new(),
    }
}

/// The categories that hold calls, in the order of listings.
pub(super) fn categories(catalog: &Catalog) -> impl Iterator<Item = &'static str> {
    catalog.categories.iter().copied().filter(|category| operations(catalog, category).next().is_some())
}

/// The calls of a category, without those that do what another method of the same path does.
pub(super) fn operations<'a>(catalog: &'a Catalog, category: &str) -> impl Iterator<Item = &'a Operation> {
    let wanted = move |operation: &&Operation| operation.category == category && operation.twin_of.is_none();
    catalog.operations.iter().filter(wanted)
}
