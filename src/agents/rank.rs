//! Which calls matter most, by what the docs themselves say: the more pages lead to a call, the more it is used.

use std::collections::HashMap;

use crate::catalog::{Catalog, Entry, Operation, facts};

/// How often other pages lead to each operation.
pub(super) struct Ranks<'a> {
    catalog: &'a Catalog,
    /// By the operation's id.
    counts: HashMap<&'static str, usize>,
}

impl<'a> Ranks<'a> {
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        let mut counts = HashMap::new();
        for page in catalog.entries().flat_map(|entry| facts::related(catalog, facts::references(&entry))) {
            if let Entry::Operation(operation) = page {
                *counts.entry(operation.id).or_default() += 1;
            }
        }
        Self { catalog, counts }
    }

    /// The calls of a category, those that are led to most often first; twins are left out.
    pub(super) fn of_category(&self, category: &str) -> Vec<&'a Operation> {
        let mut operations: Vec<&Operation> = facts::calls_of(self.catalog, category).collect();
        // In the order of the docs where the counts are equal: the sort is stable.
        operations
            .sort_by_key(|operation| std::cmp::Reverse(self.counts.get(operation.id).copied().unwrap_or(0)));
        operations
    }
}
