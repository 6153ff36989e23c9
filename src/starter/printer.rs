//! From a program to its text in one language.

use std::fmt::Write;

use super::{
    Expr, Language, Program, Step,
    frame::{Filling, Shared, fill},
    languages::PRINTERS,
    literal::variable,
};
use crate::catalog::{Event, Provider, Text};

/// A complete program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starter {
    /// Its language.
    pub language: Language,
    /// What it makes or takes its requests with.
    pub library: &'static str,
    /// What its file is called.
    pub filename: &'static str,
    /// Its text.
    pub code: String,
    /// How to run it, one command after the other.
    pub run: Vec<&'static str>,
    /// What it needs.
    pub requires: Vec<&'static str>,
    /// The variables that must be set; none where the program asks for what they hold.
    pub environment: Vec<&'static str>,
}

/// What a program is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// It is started, makes its calls and ends.
    Calls,
    /// It waits for events, and may make calls at each.
    Receives,
}

/// How one language and library is written.
#[derive(Clone, Copy)]
pub(super) struct Printer {
    pub(super) job: Job,
    pub(super) language: Language,
    /// The library's name, as its field writes it.
    pub(super) library: &'static str,
    pub(super) filename: &'static str,
    /// A source file with places; see [`super::frame`], and [`Printer::filled`] for their names.
    pub(super) frame: &'static str,
    /// What the frame has in common with others of its language.
    pub(super) shared: Shared,
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

/// The variables that programs read.
const TOKEN: &str = "WAWP_ACCESS_TOKEN";
const INSTANCE: &str = "WAWP_INSTANCE_ID";

/// The libraries that a language has for a job, the usual one first.
pub fn libraries(job: Job, language: Language) -> impl Iterator<Item = &'static str> {
    let fits = move |printer: &&&Printer| printer.job == job && printer.language == language;
    PRINTERS.iter().filter(fits).map(|printer| printer.library)
}

/// The languages that can do a job.
pub fn languages(job: Job) -> impl Iterator<Item = Language> {
    let mut known: Vec<Language> = Vec::new();
    for printer in PRINTERS.iter().filter(|printer| printer.job == job) {
        if !known.contains(&printer.language) {
            known.push(printer.language);
        }
    }
    known.into_iter()
}

/// Writes a program; nothing where the language has no such library for it.
#[must_use]
pub fn write(
    provider: &Provider,
    program: &Program,
    language: Language,
    library: Option<&str>,
) -> Option<Starter> {
    let is_meant = |name: &str| library.is_none_or(|library| name.eq_ignore_ascii_case(library));
    let job = program.job();
    let fits =
        |printer: &&&Printer| printer.job == job && printer.language == language && is_meant(printer.library);
    let printer = PRINTERS.iter().find(fits)?;
    let parts = parts(program);
    let extras = || {
        let is_needed = |extra: &&Extra| extra.parts.iter().any(|part| parts.contains(part));
        printer.extras.iter().filter(is_needed)
    };
    let (last, before) = printer.run.split_last()?;
    let token = (!program.steps.is_empty()).then_some(TOKEN);
    let instance = program.takes_instance().then_some(INSTANCE);
    let code = printer.filled(provider, program, &parts);
    let is_read = |name: &&str| code.contains(name);
    Some(Starter {
        language,
        library: printer.library,
        filename: printer.filename,
        run: before.iter().copied().chain(extras().filter_map(|extra| extra.get)).chain([*last]).collect(),
        requires: printer.requires.iter().copied().chain(extras().map(|extra| extra.name)).collect(),
        environment: token.into_iter().chain(instance).filter(is_read).collect(),
        code,
    })
}

/// The parts of a frame that stand in a program: `instance` (the session's id is needed), `query` (a call has one), `body`
/// (a call has one), `linked` (values are taken out of answers or the event), `linked_path` and `linked_body` (they stand
/// there), `picture` (an answer is saved as one), `show` (an answer is printed), `pause` (a person is waited for), and in
/// a receiver `calls` (it makes some), `some` (it is for some events, not all), `from_me` (what the own account wrote is
/// skipped).
fn parts(program: &Program) -> Vec<&'static str> {
    let any = |is_so: fn(&Step) -> bool| program.steps.iter().any(is_so);
    let parts = [
        ("instance", program.takes_instance()),
        ("query", any(|step| !step.query.is_empty())),
        ("body", any(|step| step.body.is_some())),
        ("linked", any(|step| step.expressions().any(Expr::is_linked))),
        ("linked_path", any(|step| step.path.iter().any(Expr::is_linked))),
        ("linked_body", any(|step| step.body.iter().flatten().any(|(_, value)| value.is_linked()))),
        ("picture", any(|step| step.picture().is_some())),
        ("show", any(|step| step.picture().is_none())),
        ("pause", any(|step| step.pause.is_some())),
        ("calls", !program.steps.is_empty()),
        ("some", program.events().is_some_and(|events| !events.is_empty())),
        // Whatever the event: a program that answers its own messages never ends.
        ("from_me", !program.steps.is_empty()),
    ];
    parts.into_iter().filter(|(_, stands)| *stands).map(|(name, _)| name).collect()
}

impl Printer {
    /// The frame, filled.
    ///
    /// Its texts: `title`, `server`, `token_header`, and in a receiver `is_wanted`, the expression that tells whether the
    /// event's `name` is one that it is for. Its blocks: `steps`, and in a receiver `fields`, comments on what the event
    /// holds. Its parts: see [`parts`].
    fn filled(&self, provider: &Provider, program: &Program, parts: &[&'static str]) -> String {
        let steps: Vec<String> =
            program.steps.iter().enumerate().map(|(at, step)| self.statements(at, step)).collect();
        let events = program.events().unwrap_or_default();
        let names: Vec<&str> = events.iter().map(|event| event.name).collect();
        let filling = Filling {
            texts: &[
                ("title", &program.title),
                ("server", provider.server),
                ("token_header", provider.security.usual().map_or("", |scheme| scheme.travels_as())),
                ("is_wanted", &(self.is_one_of)(&names)),
            ],
            blocks: &[("steps", &steps.join("\n")), ("fields", &self.fields(events))],
            parts,
            shared: self.shared,
        };
        fill(self.frame, &filling)
    }

    /// The comments and statements of one call.
    fn statements(&self, at: usize, step: &Step) -> String {
        let operation = step.operation;
        let call =
            Call { step, method: operation.method.as_str(), variable: variable(at), picture: step.picture() };
        // The path that is called: some are documented under another one.
        let (path, title) = (operation.real_path, operation.title.en);
        let mut out = format!("{} {} {path}: {title}.\n", self.comment, operation.method);
        if !step.examples.is_empty() {
            let names = step.examples.join(", ");
            let _ = writeln!(out, "{} Put in your own values; these are examples: {names}.", self.comment);
        }
        out.push_str(&(self.call)(&call));
        if let Some(pause) = step.pause {
            out.push('\n');
            out.push_str(&(self.pause)(pause));
        }
        out + "\n"
    }

    /// What the events hold, as comments.
    fn fields(&self, events: &[&Event]) -> String {
        let fields = events.iter().flat_map(|event| &event.fields);
        let line = |(name, text): &(&str, Text)| format!("{} {name}: {}\n", self.comment, text.en);
        fields.map(line).collect::<Vec<_>>().concat()
    }
}
