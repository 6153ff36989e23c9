//! The words by which a task in plain words is understood: data, so that whoever speaks a language adds to it.

use serde::{Deserialize, Serialize};

/// The lists of `words.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// How a task begins before it says what is to be done.
    pub openings: Openings,
    /// Where one part of a task ends and the next begins.
    pub parts: Parts,
    /// What a part waits for.
    pub conditions: Conditions,
    /// Verbs.
    pub verbs: Verbs,
    /// What is spoken of.
    pub things: Things,
    /// Letters that Arabic writes onto a word.
    pub forms: Forms,
}

/// Words or short phrases, as they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WordList {
    /// English ones.
    pub en: Vec<String>,
    /// Arabic ones.
    pub ar: Vec<String>,
}

/// Why bytes are no words.
#[derive(Debug, thiserror::Error)]
#[error("the compiled words do not fit this program; run `cargo run --example compile_docs`: {0}")]
pub struct WordsError(#[from] postcard::Error);

impl Words {
    /// The words as bytes.
    ///
    /// # Errors
    /// When a value has no form in the format, which words have.
    pub fn encode(&self) -> Result<Vec<u8>, WordsError> {
        Ok(postcard::to_stdvec(self)?)
    }

    /// The words in `bytes`.
    ///
    /// # Errors
    /// When the bytes were written by another version of the program.
    pub fn decode(bytes: &[u8]) -> Result<Self, WordsError> {
        Ok(postcard::from_bytes(bytes)?)
    }
}

impl WordList {
    /// Whether a word, as it is compared, is one of them.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.all().any(|known| known == word)
    }

    /// All of them, the English ones first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.en.iter().chain(&self.ar).map(String::as_str)
    }
}

/// How a task begins before it says what is to be done: "please write a Python script that".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Openings {
    /// Polite words.
    pub polite: WordList,
    /// Words by which people ask for a program.
    pub asking: WordList,
    /// Words for a program: what is to be done stands behind the first of them.
    pub program: WordList,
    /// Words around it that say nothing of what it does: its size, its language, its library.
    pub little: WordList,
    /// Words that lead from a program to what it does.
    pub behind_program: WordList,
}

/// Where one part of a task ends and the next begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// Words that join two parts.
    pub joining: WordList,
    /// Words that may stand between a joining word and the verb behind it.
    pub between: WordList,
    /// How Arabic words begin whose first letter is no "and" that is written onto them.
    pub own_waw: WordList,
    /// Words that a verb is followed by, and a thing is not: "answer the customer", "the answer".
    pub objects: WordList,
    /// Words behind which a verb gives no order, so that a condition goes on: "when the message is read".
    pub before_things: WordList,
}

/// What a part waits for. `when`, `after`, `if_so`, `each` and `none` are phrases of one to three words; the longest counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// What must happen first.
    pub when: WordList,
    /// What must have been done first.
    pub after: WordList,
    /// What must be so.
    pub if_so: WordList,
    /// For what each it is to be done.
    pub each: WordList,
    /// What begins like one of them and is no condition.
    pub none: WordList,
    /// What must happen first, where a sentence begins so.
    pub when_first: WordList,
    /// The same, of which the second word belongs to what happens: "on every incoming message".
    pub on_each: WordList,
    /// Who does something that is waited for, where a sentence or part begins so.
    pub somebody: WordList,
    /// Words behind which "if" asks whether something is so.
    pub whether: WordList,
}

/// Verbs, English ones without the "s" of the third person, Arabic ones without the letters of person, tense and object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verbs {
    /// All by which people ask for calls: the other lists say more of some of them.
    pub known: WordList,
    /// Of sending: a text, where nothing else is named.
    pub send: WordList,
    /// Of showing something to many.
    pub post: WordList,
    /// That change nothing.
    pub read: WordList,
    /// Of asking for what is there.
    pub get: WordList,
    /// Of changing what is there.
    pub change: WordList,
    /// Of showing: a program shows what it is answered in any case.
    pub show: WordList,
    /// Behind which a colon may bring the very text.
    pub say: WordList,
    /// Of taking in what comes by itself.
    pub listen: WordList,
    /// Of telling: what is told is an event.
    pub tell: WordList,
    /// Of coming in.
    pub come: WordList,
    /// That are as often things: "the answer".
    pub things: WordList,
}

/// What is spoken of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Things {
    /// Words that stand for what was spoken of before.
    pub it: WordList,
    /// Words for a plain text.
    pub message: WordList,
    /// Words for the status, which is posted by other calls than what is sent to chats.
    pub status: WordList,
    /// What marks something that comes in by itself.
    pub incoming: WordList,
    /// What has not been there before.
    pub new: WordList,
    /// Words that, before `new`, speak of whatever comes.
    pub every: WordList,
    /// Words by which something is done for one thing after another.
    pub for_each: WordList,
    /// Words behind which things belong to one call.
    pub with: WordList,
    /// Words behind which stands the very word that is to be said.
    pub wording: WordList,
    /// Words behind which stands whom something is for.
    pub recipient: WordList,
    /// Words that turn the verb of noting things down into another one: "log in".
    pub in_or_out: WordList,
}

/// Letters that Arabic writes onto a word, longer ones first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// "And".
    pub and: WordList,
    /// Person and tense, before a verb.
    pub before_verb: WordList,
    /// Whom or what it is for, behind a verb.
    pub behind_verb: WordList,
    /// Those of them that are no other letters of a verb.
    pub object: WordList,
    /// Whose a thing is.
    pub owner: WordList,
}
