//! From a program to its text in one language.

use std::fmt::Write;

use super::{
    Expr, Job, Language, Program, Step,
    frame::{Filling, fill},
    literal::variable,
    printer::{Extra, Printer, StepText},
};
use crate::catalog::{Credential, Environment, Event, Provider, Text};

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
    let gateway = Gateway { server: provider.server, environment: provider.environment };
    let parts = [parts(program).as_slice(), printer.parts].concat();
    let extras = || {
        let is_needed = |extra: &&Extra| extra.parts.iter().any(|part| parts.contains(part));
        printer.extras.iter().filter(is_needed)
    };
    let (last, before) = printer.run.split_last()?;
    let token = program.takes(Credential::Token).then_some(gateway.environment.token);
    let session = program.takes(Credential::Session).then_some(gateway.environment.session);
    let code = printer.filled(&gateway, program, &parts);
    let is_read = |name: &&str| code.contains(name);
    Some(Starter {
        language,
        library: printer.library,
        filename: printer.filename,
        run: before.iter().copied().chain(extras().filter_map(|extra| extra.get)).chain([*last]).collect(),
        requires: printer.requires.iter().copied().chain(extras().map(|extra| extra.name)).collect(),
        environment: token.into_iter().chain(session).filter(is_read).collect(),
        code,
    })
}

/// What a program knows of the gateway.
struct Gateway {
    server: &'static str,
    environment: Environment,
}

/// The parts of a frame that stand in a program.
///
/// `token` (the token is needed) and `instance` (the session's id is), `headers` (credentials travel
/// in some; `session_header`: the session's id does), `query` (a call has one; `token_query`: the token travels there;
/// `query_beside_body`: a call has both), `json` and `form` (a call's body is one), `linked` (values are taken out of
/// answers or the event), `linked_path` and `linked_json` (they stand there), `picture` (an answer is saved as one), `show`
/// (an answer is printed), `pause` (a person is waited for), `started` (it is no
/// receiver), and in a receiver `calls` (it makes some), `some` (it is for
/// some events, not all), `from_me` (what the own account wrote is skipped). A printer adds its own.
fn parts(program: &Program) -> Vec<&'static str> {
    let any = |is_so: fn(&Step) -> bool| program.steps.iter().any(is_so);
    let headers = program.headers();
    let parts = [
        ("token", program.takes(Credential::Token)),
        ("instance", program.takes(Credential::Session)),
        ("headers", !headers.is_empty()),
        ("session_header", headers.iter().any(|carried| carried.credential == Credential::Session)),
        ("query", any(|step| !step.query.is_empty())),
        ("token_query", any(|step| step.query.iter().any(|(_, value)| *value == Expr::Token))),
        ("query_beside_body", any(|step| !step.query.is_empty() && step.body.is_some())),
        ("json", any(|step| step.body.as_ref().is_some_and(|body| body.json().is_some()))),
        ("form", any(|step| step.body.as_ref().is_some_and(|body| body.form().is_some()))),
        ("linked", any(|step| step.expressions().any(Expr::is_linked))),
        ("linked_path", any(|step| step.path.iter().any(Expr::is_linked))),
        ("linked_json", any(Step::has_linked_json)),
        ("picture", any(|step| step.picture().is_some())),
        ("show", any(|step| step.picture().is_none())),
        ("pause", any(|step| step.pause.is_some())),
        ("started", program.job() == Job::Calls),
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
    /// Its texts: `title`, `server`, the environment variables `token_variable`, `session_variable` and `server_variable`,
    /// `headers`, what sets those that carry credentials, and in a receiver `is_wanted`, the expression that tells whether
    /// the event's `name` is one that it is for. Its blocks: `headers` too, `steps`, and in a receiver `fields`, comments on
    /// what the event holds. Its parts: see [`parts`].
    fn filled(&self, gateway: &Gateway, program: &Program, parts: &[&'static str]) -> String {
        let steps = program.steps.iter().enumerate().map(|(at, step)| self.statements(at, step, parts));
        let steps: Vec<String> = steps.collect();
        let headers = self.headers.all(&program.headers());
        let events = program.events().unwrap_or_default();
        let names: Vec<&str> = events.iter().map(|event| event.name).collect();
        let filling = Filling {
            texts: &[
                ("title", &program.title),
                ("server", gateway.server),
                ("token_variable", gateway.environment.token),
                ("session_variable", gateway.environment.session),
                ("server_variable", gateway.environment.base_url),
                ("headers", &headers),
                ("is_wanted", &(self.is_one_of)(&names)),
            ],
            blocks: &[("headers", &headers), ("steps", &steps.join("\n")), ("fields", &self.fields(events))],
            parts,
            shared: self.shared,
        };
        fill(self.frame, &filling)
    }

    /// The comments and statements of one call.
    fn statements(&self, at: usize, step: &Step, parts: &[&'static str]) -> String {
        let operation = step.operation;
        let method = operation.method.as_str();
        let call = StepText { step, method, variable: variable(at), picture: step.picture(), parts };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalog::{Carried, Carrier},
        docs,
        starter::Trigger,
    };

    #[test]
    fn no_program_names_a_variable_or_a_header_of_another_gateway() {
        let catalog = Box::leak(Box::new(docs::BUILT_IN[0].catalog().unwrap()));
        let operation = catalog.operations.iter().find(|operation| operation.method.has_body()).unwrap();
        let header = |credential| Carried { credential, carrier: Carrier::Header, name: "x-key" };
        let step = Step {
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: vec![header(Credential::Token), header(Credential::Session)],
            body: None,
            examples: Vec::new(),
            pause: None,
        };
        let environment = Environment { token: "H_TOKEN", session: "H_SESSION", base_url: "H_SERVER" };
        let gateway = Gateway { server: "https://hermes.example", environment };
        for (job, trigger) in [(Job::Calls, Trigger::Start), (Job::Receives, Trigger::Events(Vec::new()))] {
            let program = Program { title: "A call".to_owned(), trigger, steps: vec![step.clone()] };
            for printer in languages(job).flat_map(|language| printers(job, language)) {
                let parts = [parts(&program).as_slice(), printer.parts].concat();
                let code = printer.filled(&gateway, &program, &parts);
                // A receiver's own secret is no credential of the gateway.
                let rest = code.replace("WAWP_WEBHOOK_SECRET", "");
                assert!(!rest.contains("WAWP_") && !rest.contains("access-token"), "{code}");
                assert!(code.contains("https://hermes.example"), "{code}");
                let is_page = printer.library == "jquery";
                for variable in ["H_TOKEN", "H_SESSION", "H_SERVER"] {
                    assert_eq!(code.contains(variable), !is_page, "{variable}\n{code}");
                }
            }
        }
    }
}
