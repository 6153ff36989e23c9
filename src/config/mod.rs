//! How the program is set up: flags over the process environment over `.env` over the user's own credentials
//! file; fixed once read.

mod connection;
mod credentials;
mod dotenv;
mod env;
mod mode;
mod sources;

pub use connection::{Connection, Setting, Settings};
pub use credentials::{AccessToken, Credentials, Masked};
pub use env::{VARIABLES, Variable, current_dir, extra_roots, home_dir};
pub use mode::{Confirm, Mode};
pub use sources::{Flags, Source, Sourced, Sources};

use std::path::PathBuf;

use crate::values::{ChatId, ChatIdError, ChatKind, Origin, Timeout};

/// Everything that is set, checked.
#[derive(Debug)]
pub struct Config {
    /// The gateway's id.
    pub api: Sourced<String>,
    /// Another base address than the gateway's own.
    pub base_url: Option<Sourced<Origin>>,
    /// What may be called.
    pub mode: Mode,
    /// Recipients allowed beside the test number.
    pub allowed_recipients: Vec<ChatId>,
    /// What needs a yes.
    pub confirm: Confirm,
    /// Folders that files may be read from, beside the workspace.
    pub file_roots: Vec<PathBuf>,
    /// How long one attempt may take.
    pub timeout: Timeout,
    /// What is logged: a level or filter.
    pub log: String,
    /// The credentials at the start, for the gateway that is selected.
    pub settings: Settings,
    /// The number that `me` and `test` stand for.
    pub test_number: Option<Sourced<ChatId>>,
    /// What stood in a `.env` and was left out, each with the reason.
    pub left_out: Vec<String>,
    /// The working directory.
    pub working_dir: PathBuf,
}

/// What settings are held against, and only the catalogs know.
pub struct Known<'a> {
    /// The ids of the gateways, the usual one first.
    pub gateways: &'a [&'static str],
    /// Reads a chat or a number as the gateway of this id has it.
    pub chat: &'a dyn Fn(&str, &str) -> Result<ChatId, ChatIdError>,
}

/// Why the start is stopped.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A variable has a value that it cannot have.
    #[error("`{name}` from {source_name} is wrong: {reason}")]
    Value {
        /// The variable.
        name: &'static str,
        /// Where it stands.
        source_name: String,
        /// What is wrong and what is right.
        reason: String,
    },
    /// A line of a file with settings cannot be read.
    #[error(
        "{file}, line {line}: `{name}` cannot be read; write `{name}=value`, and put a value with spaces or `#` into quotes"
    )]
    Line {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// The variable that the line seems to set.
        name: String,
    },
    /// Several people can read the file with the token.
    #[error("{file} can be read by others; run `chmod 600 {file}`")]
    Permissions {
        /// The file.
        file: String,
    },
    /// `test-number` mode without a number.
    #[error(
        "`WAWP_MODE=test-number` needs `WAWP_TEST_NUMBER`, a number in international form such as 201012345678"
    )]
    NoTestNumber,
}

impl Config {
    /// Checks what the sources hold.
    ///
    /// # Errors
    /// The first value that cannot be meant.
    pub fn from_sources(sources: Sources, known: &Known<'_>) -> Result<Self, ConfigError> {
        let api = sources.checked(Variable::Api, |text| known.api(text))?;
        let usual = || Sourced::default_of(known.gateways.first().copied().unwrap_or_default().to_owned());
        let api = api.unwrap_or_else(usual);
        let mode = sources.narrowest(Variable::Mode, Mode::parse)?.unwrap_or_default();
        let settings = Settings {
            access_token: sources.checked(Variable::AccessToken, AccessToken::parse)?,
            instance_id: sources.setting(Variable::InstanceId),
        };
        let chat = |text: &str| known.chat(&api.value, text);
        let test_number = sources.checked(Variable::TestNumber, |text| person(chat(text)))?;
        let allowed_recipients = sources.narrowed_list(Variable::AllowedRecipients, &chat)?;
        if mode == Mode::TestNumber && test_number.is_none() {
            return Err(ConfigError::NoTestNumber);
        }
        Ok(Self {
            api,
            base_url: sources
                .checked(Variable::BaseUrl, |text| Origin::parse(text).map_err(|e| e.to_string()))?,
            mode,
            allowed_recipients,
            confirm: sources.narrowest(Variable::Confirm, Confirm::parse)?.unwrap_or_default(),
            file_roots: sources
                .checked(Variable::FileRoots, roots)?
                .map(|found| found.value)
                .unwrap_or_default(),
            timeout: sources
                .checked(Variable::Timeout, |text| Timeout::parse(text).map_err(|e| e.to_string()))?
                .map(|found| found.value)
                .unwrap_or_default(),
            log: sources.setting(Variable::Log).map_or_else(|| "warn".to_owned(), |found| found.value),
            settings,
            test_number,
            left_out: sources.left_out,
            working_dir: sources.working_dir,
        })
    }
}

impl Known<'_> {
    fn api(&self, text: &str) -> Result<String, String> {
        let known = self.gateways.iter().find(|id| id.eq_ignore_ascii_case(text));
        known.map(|id| (*id).to_owned()).ok_or_else(|| {
            let verb = if self.gateways.len() == 1 { "is" } else { "are" };
            format!("`{text}` is no known gateway; `{}` {verb}", self.gateways.join("`, `"))
        })
    }

    fn chat(&self, api: &str, text: &str) -> Result<ChatId, ChatIdError> {
        (self.chat)(api, text)
    }
}

/// A chat that is a person's.
pub(crate) fn person(chat: Result<ChatId, ChatIdError>) -> Result<ChatId, String> {
    let chat = chat.map_err(|fault| fault.to_string())?;
    if chat.kind() == ChatKind::Person {
        return Ok(chat);
    }
    Err("it must be one person's number in international form, such as 201012345678".to_owned())
}

fn roots(text: &str) -> Result<Vec<PathBuf>, String> {
    let roots: Vec<PathBuf> =
        env::split_paths(text).into_iter().filter(|root| !root.as_os_str().is_empty()).collect();
    match roots.iter().find(|root| !root.is_absolute()) {
        Some(root) => Err(format!("`{}` is no absolute path", root.display())),
        None => Ok(roots),
    }
}
