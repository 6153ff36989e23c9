//! `export`: the documentation in a form for other programs and people.

use std::{
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::failed;
use crate::{export, gateway::Gateways, values};

/// Options of `export`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The form
    format: Format,
    /// The language of the texts; `html` holds both and begins with this one
    #[arg(long, value_enum, default_value_t = Language::En)]
    language: Language,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// OpenAPI 3.1 in JSON, events under `webhooks`
    Openapi,
    /// One Markdown document
    Markdown,
    /// One page for a browser, in both languages, that works offline
    Html,
    /// A Postman collection
    Postman,
    /// An index for agents (llms.txt)
    Llms,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    En,
    Ar,
}

/// Writes the documentation to standard output.
pub(super) fn run(options: &Options) -> ExitCode {
    let gateways = Gateways::built_in();
    let catalog = match gateways.usual().catalog() {
        Ok(catalog) => catalog,
        Err(fault) => return failed(&fault),
    };
    let text = export::render(catalog, options.format.into(), options.language.into());
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has enough, as `head` does.
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => failed(&fault),
    }
}

impl From<Format> for export::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Openapi => Self::Openapi,
            Format::Markdown => Self::Markdown,
            Format::Html => Self::Html,
            Format::Postman => Self::Postman,
            Format::Llms => Self::Llms,
        }
    }
}

impl From<Language> for values::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Ar => Self::Ar,
        }
    }
}
