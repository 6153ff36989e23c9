//! How one language and library is written.

use super::{Job, Step, frame::Shared};

/// How one language and library is written.
#[derive(Clone, Copy)]
pub(super) struct Printer {
    pub(super) job: Job,
    /// The library's name, as its field writes it.
    pub(super) library: &'static str,
    pub(super) filename: &'static str,
    /// A source file with places; see [`super::frame`], and [`super::write`] for their names.
    pub(super) frame: &'static str,
    /// What the frame has in common with others.
    pub(super) shared: Shared,
    /// The parts of the frame, and of what it shares, that stand in every program of this printer.
    pub(super) parts: &'static [&'static str],
    /// How a comment line begins.
    pub(super) comment: &'static str,
    /// The statements of one call: make it, keep the answer, show it.
    pub(super) call: fn(&Call<'_>) -> String,
    /// The statement that asks a person for something and waits.
    pub(super) pause: fn(&str) -> String,
    /// The expression that says whether the event's name, in the variable `name`, is one of these.
    pub(super) is_one_of: fn(&[&str]) -> String,
    pub(super) run: &'static [&'static str],
    pub(super) requires: &'static [&'static str],
    /// What only some of its programs need beside that.
    pub(super) extras: &'static [Extra],
}

/// What only programs with one of these parts of the frame need.
pub(super) struct Extra {
    pub(super) parts: &'static [&'static str],
    /// The command that gets it before the program is run.
    pub(super) get: Option<&'static str>,
    pub(super) name: &'static str,
}

/// One call to be written.
pub(super) struct Call<'a> {
    pub(super) step: &'a Step,
    pub(super) method: &'static str,
    /// The variable that its answer is kept in.
    pub(super) variable: String,
    /// The answer's member to save as a picture.
    pub(super) picture: Option<String>,
}
