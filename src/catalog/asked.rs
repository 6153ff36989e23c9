//! What people ask.

/// What people ask when they mean a page: made part of the index, not of the catalog that the program carries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Words that the page does not hold.
    pub words: Vec<String>,
    /// Questions that it answers.
    pub questions: Vec<String>,
}
