//! Starter code: complete programs that make documented calls, and receivers of events.
//!
//! A [`Program`] says what is done, in no language. Each language has a folder in `languages/`: its `mod.rs` says how
//! calls and values are written in it, and beside that stand its programs, real source files with places for what differs.
//! What several programs of a language have in common stands in its `shared/`. Adding a language is one such folder, an
//! entry in the list of `languages/mod.rs`, and its rows in `tests/starter/languages.py`.

mod expr;
mod frame;
mod languages;
mod literal;
mod printer;
mod program;
mod step;
mod write;

pub use expr::Expr;
pub use languages::Language;
pub use program::{Job, Program, Trigger};
pub use step::{Body, LinkedArgument, Step, Travels, UnwritableError};
pub use write::{Starter, languages, libraries, write};
