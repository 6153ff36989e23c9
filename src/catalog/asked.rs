//! What the search is made from beside the pages: part of the index, not of the catalog that the program carries.

use std::collections::BTreeMap;

/// Words that mean the same to somebody who searches, by concept.
pub type Synonyms = BTreeMap<String, Vec<String>>;

/// What people ask when they mean a page, in both languages together: the index keeps them apart by their letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Words that the page does not hold.
    pub words: Vec<String>,
    /// Questions that it answers.
    pub questions: Vec<String>,
    /// Short ways to ask for it.
    pub phrases: Vec<String>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchData {
    /// Shared by all gateways.
    pub synonyms: Synonyms,
    /// For each page of the catalog, in the order of [`super::Catalog::entries`].
    pub pages: Vec<Asked>,
    /// For each topic of [`super::Catalog::not_offered`], how people ask for it.
    pub not_offered: Vec<Vec<String>>,
}
