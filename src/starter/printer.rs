//! How one language and library is written.

use super::{Job, Step, frame::Shared};
use crate::catalog::{Carried, Carrier, Credential};

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
    /// How headers that carry credentials are set.
    pub(super) headers: Headers,
    /// The statements of one call: make it, keep the answer, show it.
    pub(super) call: fn(&StepText<'_>) -> String,
    /// The statement that asks a person for something and waits.
    pub(super) pause: fn(&str) -> String,
    /// The expression that says whether the event's name, in the variable `name`, is one of these.
    pub(super) is_one_of: fn(&[&str]) -> String,
    pub(super) run: &'static [&'static str],
    pub(super) requires: &'static [&'static str],
    /// What only some of its programs need beside that.
    pub(super) extras: &'static [Extra],
}

/// How headers that carry credentials are set at the frame's place for them, `headers`.
#[derive(Clone, Copy)]
pub(super) struct Headers {
    /// The variable that holds the token there.
    pub(super) token: &'static str,
    /// The variable that holds the session's id there.
    pub(super) session: &'static str,
    /// What sets one.
    pub(super) one: fn(&Header<'_>) -> String,
    /// What stands between two.
    pub(super) between: &'static str,
}

/// A header that carries a credential.
pub(super) struct Header<'a> {
    pub(super) name: &'a str,
    /// What its value is.
    pub(super) value: HeaderValue,
}

/// What the value of a header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderValue {
    /// What the variable holds.
    Plain(&'static str),
    /// `Bearer`, a blank, and what the variable holds.
    Bearer(&'static str),
}

impl Headers {
    /// What sets all of these.
    pub(super) fn all(&self, carried: &[Carried]) -> String {
        let headers = carried.iter().map(|carried| {
            let variable = match carried.credential {
                Credential::Token => self.token,
                Credential::Session => self.session,
            };
            let value = match carried.carrier {
                Carrier::Bearer => HeaderValue::Bearer(variable),
                Carrier::Header | Carrier::Query | Carrier::Body | Carrier::Form => {
                    HeaderValue::Plain(variable)
                }
            };
            (self.one)(&Header { name: carried.name, value })
        });
        headers.collect::<Vec<_>>().join(self.between)
    }
}

impl HeaderValue {
    /// The expression of a language that puts a text and a variable together as `join` says.
    pub(super) fn written(self, join: impl Fn(&str, &str) -> String) -> String {
        match self {
            Self::Plain(variable) => variable.to_owned(),
            Self::Bearer(variable) => join("Bearer ", variable),
        }
    }
}

/// What only programs with one of these parts of the frame need.
pub(super) struct Extra {
    pub(super) parts: &'static [&'static str],
    /// The command that gets it before the program is run.
    pub(super) get: Option<&'static str>,
    pub(super) name: &'static str,
}

/// One call to be written.
pub(super) struct StepText<'a> {
    pub(super) step: &'a Step,
    pub(super) method: &'static str,
    /// The variable that its answer is kept in.
    pub(super) variable: String,
    /// The answer's member to save as a picture.
    pub(super) picture: Option<String>,
    /// The parts that stand in the program.
    pub(super) parts: &'a [&'static str],
}
