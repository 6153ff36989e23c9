//! The regular expressions of the docs, each compiled when it is first needed.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use regex::Regex;

/// Whether a text matches a documented pattern. What does not compile matches nothing; the docs' reader refuses it.
#[must_use]
pub fn is_match(pattern: &'static str, text: &str) -> bool {
    static COMPILED: Mutex<Option<HashMap<&'static str, Option<Regex>>>> = Mutex::new(None);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let known = compiled.get_or_insert_default();
    let regex = known.entry(pattern).or_insert_with(|| Regex::new(pattern).ok());
    regex.as_ref().is_some_and(|regex| regex.is_match(text))
}
