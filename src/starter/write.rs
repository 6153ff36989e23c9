//! From a program to its text in one language.

use std::fmt::Write;

use super::{
    Expr, Job, Language, Program, Step,
    frame::{Filling, fill},
    literal::variable,
    printer::{Call, Extra, Printer},
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

/// The variables that programs read.
const TOKEN: &str = "WAWP_ACCESS_TOKEN";
const INSTANCE: &str = "WAWP_INSTANCE_ID";

/// The libraries that a language has for a job, the usual one first.
pub fn libraries(job: Job, language: Language) -> impl Iterator<Item = &'static str> {
    printers(job, language).map(|printer| printer.library)
}

/// The languages that can do a job.
pub fn languages(job: Job) -> impl Iterator<Item = Language> {
    Language::ALL.iter().copied().filter(move |language| printers(job, *language).next().is_some())
}

fn printers(job: Job, language: Language) -> impl Iterator<Item = &'static Printer> {
    language.printers().iter().copied().filter(move |printer| printer.job == job)
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
    let printer = printers(program.job(), language).find(|printer| is_meant(printer.library))?;
    let parts = [parts(program).as_slice(), printer.parts].concat();
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
/// skipped). A printer adds its own.
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
                ("token_header", provider.token.header),
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
