//! Starter code: complete programs that make documented calls, and receivers of events.
//!
//! A [`Program`] says what is done, in no language. A printer for each language and library turns it into text: a real
//! source file with places for the calls, and a table of how the language writes values. Adding a language is one file
//! in `languages/`, its frame in `programs/`, and a row in the tests. `programs/shared/` holds what frames have in common.

mod frame;
mod language;
mod languages;
mod literal;
mod printer;
mod program;

pub use language::Language;
pub use printer::{Job, Starter, languages, libraries, write};
pub use program::{Expr, Link, Program, Step, Travels, Trigger};
