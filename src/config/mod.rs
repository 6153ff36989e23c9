//! How the program is set up: flags over the process environment over `.env` over the user's own credentials
//! file; fixed once read.

mod credentials;
mod dotenv;
mod env;
mod mode;
mod session;
mod sources;

pub use credentials::{AccessToken, Credentials, Masked};
pub use env::{VARIABLES, Variable, current_dir, extra_roots, home_dir};
pub use mode::{Confirm, Mode};
pub use session::{Session, Setting, Settings};
pub use sources::{Flags, Found, Source, Sources};

use std::path::PathBuf;

use crate::values::{ChatId, Origin, Timeout};

/// Everything that is set, checked.
#[derive(Debug)]
pub struct Config {
    /// The gateway's id.
    pub api: Found<String>,
    /// Another base address than the gateway's own.
    pub base_url: Option<Found<Origin>>,
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
    /// The credentials and the test number at the start.
    pub settings: Settings,
    /// What stood in a `.env` and was left out, each with the reason.
    pub left_out: Vec<String>,
    /// The working directory.
    pub working_dir: PathBuf,
}

/// Why the start is stopped.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFault {
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
    /// Reads and checks everything.
    ///
    /// # Errors
    /// The first value that cannot be meant.
    pub fn load(flags: &Flags) -> Result<Self, ConfigFault> {
        Self::from_sources(Sources::read(flags)?)
    }

    /// Checks what the sources hold.
    ///
    /// # Errors
    /// The first value that cannot be meant.
    pub fn from_sources(sources: Sources) -> Result<Self, ConfigFault> {
        let mode = sources.narrowest(Variable::Mode, Mode::parse)?.unwrap_or_default();
        let settings = Settings {
            access_token: sources.checked(Variable::AccessToken, AccessToken::parse)?,
            instance_id: sources.setting(Variable::InstanceId),
            test_number: sources.checked(Variable::TestNumber, person)?,
        };
        if mode == Mode::TestNumber && settings.test_number.is_none() {
            return Err(ConfigFault::NoTestNumber);
        }
        Ok(Self {
            api: sources.checked(Variable::Api, api)?.unwrap_or(Found::default_of("wawp".to_owned())),
            base_url: sources
                .checked(Variable::BaseUrl, |text| Origin::parse(text).map_err(|e| e.to_string()))?,
            mode,
            allowed_recipients: sources.narrowed_list(Variable::AllowedRecipients)?,
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
            left_out: sources.left_out,
            working_dir: sources.working_dir,
        })
    }
}

fn api(text: &str) -> Result<String, String> {
    match text {
        "wawp" => Ok(text.to_owned()),
        _ => Err(format!("`{text}` is no known gateway; `wawp` is")),
    }
}

/// A number that stands for a person.
pub(crate) fn person(text: &str) -> Result<ChatId, String> {
    let chat = ChatId::parse(text).map_err(|fault| fault.to_string())?;
    if chat.kind() == crate::values::ChatKind::Person {
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
