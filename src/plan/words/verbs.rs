//! Verbs and the forms that English and Arabic give them, and other words without what is written onto them.
//!
//! Words are given in their plain form, lower-cased, hamza and other spellings as one, but where their letters are told.

use crate::{
    catalog::{WordList, Words},
    search::plain,
};

/// What is left of an Arabic word of fewer letters is another word.
const SHORTEST: usize = 3;

impl Words {
    /// The verb that people ask for something with, where `word` is one.
    pub(super) fn verb(&self, word: &str) -> Option<&str> {
        let known = &self.verbs.known;
        if word.is_ascii() {
            let y = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
            let forms = [Some(word), word.strip_suffix('s'), word.strip_suffix("es"), y.as_deref()];
            return forms.into_iter().flatten().find_map(|form| one_of(&known.en, form));
        }
        let none = || [""].into_iter();
        none().chain(self.forms.behind_verb.all()).filter_map(|ending| word.strip_suffix(ending)).find_map(
            |bare| {
                none()
                    .chain(self.forms.before_verb.all())
                    .filter_map(|beginning| bare.strip_prefix(beginning))
                    .find_map(|form| one_of(&known.ar, form))
            },
        )
    }

    /// The verb of a word that may have the Arabic "and" written onto it.
    pub(super) fn joined_verb(&self, word: &str) -> Option<&str> {
        let rest = self.without_and(word)?;
        (rest.chars().count() >= 2 && !self.things.incoming.has(word)).then_some(rest)?;
        self.verb(rest)
    }

    /// The verb that a word is, as it was written.
    pub(super) fn verb_of(&self, word: &str) -> Option<&str> {
        let form = plain(word);
        self.verb(&form).or_else(|| self.joined_verb(&form))
    }

    /// Whether words, as they were written, begin with one of these verbs.
    pub(super) fn begin_with(&self, words: &[String], verbs: &WordList) -> bool {
        words.first().and_then(|word| self.verb_of(word)).is_some_and(|verb| verbs.has(verb))
    }

    /// The verb without what it is for, as it was written, where that is written onto it: `امسحها`, `حطله`.
    pub(super) fn without_object<'w>(&self, word: &'w str) -> Option<&'w str> {
        let bare = self.without_and(word).unwrap_or(word);
        let bare = self.forms.object.all().find_map(|ending| bare.strip_suffix(ending))?;
        (bare.chars().count() >= 2 && self.verb(&plain(bare)).is_some()).then_some(bare)
    }

    /// An Arabic word without its owner: `صورتها`.
    pub(super) fn without_owner(&self, word: &str) -> String {
        let bare = self.forms.owner.all().find_map(|owner| word.strip_suffix(owner));
        match bare.filter(|bare| bare.chars().count() >= SHORTEST) {
            Some(bare) => bare.strip_suffix('ت').map_or_else(|| bare.to_owned(), |stem| format!("{stem}ة")),
            None => word.to_owned(),
        }
    }

    /// A word without the Arabic "and", where that is written onto it.
    fn without_and<'w>(&self, word: &'w str) -> Option<&'w str> {
        self.forms.and.all().find_map(|and| word.strip_prefix(and))
    }
}

/// An Arabic word without the ending of an indefinite object: `صورا`.
pub(super) fn without_case(word: &str) -> &str {
    let bare = word.strip_suffix(['\u{64b}', 'ا']).map(|bare| bare.trim_end_matches(['\u{64b}', 'ا']));
    bare.filter(|bare| bare.chars().count() >= SHORTEST && !bare.ends_with('ه')).unwrap_or(word)
}

fn one_of<'v>(verbs: &'v [String], form: &str) -> Option<&'v str> {
    verbs.iter().map(String::as_str).find(|verb| *verb == form)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::docs;

    /// Every text in a value.
    fn texts(value: &Value) -> Vec<&str> {
        match value {
            Value::String(text) => vec![text],
            Value::Array(items) => items.iter().flat_map(texts).collect(),
            Value::Object(members) => members.values().flat_map(texts).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
        }
    }

    #[test]
    fn every_word_is_written_as_it_is_compared() {
        let words = serde_json::to_value(docs::words().unwrap()).unwrap();
        assert!(texts(&words).len() > 800);
        for word in texts(&words) {
            assert_eq!(word, plain(word), "it would never be met");
        }
    }

    #[test]
    fn verbs_are_known_in_their_forms() {
        let words = docs::words().unwrap();
        for (form, verb) in [
            ("sends", "send"),
            ("replies", "reply"),
            ("هيبعتله", "بعت"),
            ("امسحها", "امسح"),
            ("ابعت", "ابعت"),
        ] {
            assert_eq!(words.verb(form), Some(verb), "{form}");
        }
        assert_eq!(words.joined_verb("وابعت"), Some("ابعت"));
        assert_eq!(words.joined_verb("وارده"), None);
        assert_eq!(words.verb("banana"), None);
    }
}
