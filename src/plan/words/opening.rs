//! What a task begins with before it says what is to be done: "please write a Python script that".

use super::{
    tokens::Token,
    vocabulary::{ASKING, BEHIND_PROGRAM, LITTLE, POLITE, PROGRAM, is_one, verb},
};

/// A longer beginning says more than that a program is wanted.
const LONGEST: usize = 16;

/// The number of the token at which the task itself begins.
pub(super) fn after_opening(tokens: &[Token]) -> usize {
    let words: Vec<String> = tokens.iter().take(LONGEST).map(Token::plain).collect();
    after_program(&words).unwrap_or_else(|| after_polite(&words))
}

/// Behind "write a script that".
fn after_program(words: &[String]) -> Option<usize> {
    let asks = words.iter().position(|word| is_one(word, ASKING))?;
    if words.iter().take(asks).any(|word| verb(word).is_some() && !is_one(word, ASKING)) {
        return None;
    }
    let is_program = |(at, word): &(usize, &String)| *at > asks && is_one(word, PROGRAM);
    let (program, _) = words.iter().enumerate().find(is_program)?;
    let between = words.get(asks + 1..program).unwrap_or_default();
    if !between.iter().all(|word| word.is_empty() || is_one(word, LITTLE) || is_one(word, ASKING)) {
        return None;
    }
    let is_little = |word: &str| word.is_empty() || is_one(word, BEHIND_PROGRAM) || is_one(word, LITTLE);
    (program + 1..words.len()).find(|at| words.get(*at).is_some_and(|word| !is_little(word)))
}

/// Behind "please" and the like.
fn after_polite(words: &[String]) -> usize {
    words.iter().position(|word| !word.is_empty() && !is_one(word, POLITE)).unwrap_or(0)
}
