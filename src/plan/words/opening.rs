//! What a task begins with before it says what is to be done: "please write a Python script that".

use super::tokens::Token;
use crate::catalog::Words;

/// A longer beginning says more than that a program is wanted.
const LONGEST: usize = 16;

/// The number of the token at which the task itself begins.
pub(super) fn after_opening(tokens: &[Token], words: &Words) -> usize {
    let begin: Vec<String> = tokens.iter().take(LONGEST).map(Token::plain).collect();
    after_program(&begin, words).unwrap_or_else(|| after_polite(&begin, words))
}

/// Behind "write a script that".
fn after_program(begin: &[String], words: &Words) -> Option<usize> {
    let known = &words.openings;
    let asks = begin.iter().position(|word| known.asking.has(word))?;
    if begin.iter().take(asks).any(|word| words.verb(word).is_some() && !known.asking.has(word)) {
        return None;
    }
    let is_program = |(at, word): &(usize, &String)| *at > asks && known.program.has(word);
    let (program, _) = begin.iter().enumerate().find(is_program)?;
    let between = begin.get(asks + 1..program).unwrap_or_default();
    let says_little = |word: &str| word.is_empty() || known.little.has(word);
    if !between.iter().all(|word| says_little(word) || known.asking.has(word)) {
        return None;
    }
    let is_behind = |word: &str| says_little(word) || known.behind_program.has(word);
    (program + 1..begin.len()).find(|at| begin.get(*at).is_some_and(|word| !is_behind(word)))
}

/// Behind "please" and the like.
fn after_polite(begin: &[String], words: &Words) -> usize {
    begin.iter().position(|word| !word.is_empty() && !words.openings.polite.has(word)).unwrap_or(0)
}
