//! Where settings come from, and which source wins.

use std::path::{Path, PathBuf};

use super::{
    ConfigError, Variable,
    dotenv::{self, EnvFile},
    env::{self, FromDotenv},
};
use crate::values::{ChatId, ChatIdError};

/// Where a setting comes from, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A `set_config` call.
    Call,
    /// A flag of the command line.
    Flag,
    /// The process environment.
    Environment,
    /// A `.env` file.
    Dotenv,
    /// The user's own credentials file.
    UserFile,
    /// Nobody set it.
    Default,
}

impl Source {
    /// The word that tools show.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::Dotenv => ".env",
            Self::UserFile => "credentials file",
            Self::Default => "default",
        }
    }
}

/// A value and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub source: Source,
}

impl<T> Sourced<T> {
    pub(super) fn default_of(value: T) -> Self {
        Self { value, source: Source::Default }
    }
}

/// What the command line says.
#[derive(Clone, Debug, Default)]
pub struct Flags(pub Vec<(Variable, String)>);

/// All sources, read.
#[derive(Debug, Default)]
pub struct Sources {
    pub(super) flags: Vec<(Variable, String)>,
    pub(super) process: Vec<(Variable, String)>,
    pub(super) dotenv: EnvFile,
    pub(super) user: EnvFile,
    pub(super) left_out: Vec<String>,
    pub(super) working_dir: PathBuf,
}

impl Sources {
    /// Reads the environment and the files that stand where the program was started.
    ///
    /// # Errors
    /// A line of ours that cannot be read; a credentials file that others can read.
    pub fn read(flags: &Flags) -> Result<Self, ConfigError> {
        let working_dir = env::current_dir();
        let set = |variable: Variable| Some((variable, env::of_process(variable)?));
        let user = match env::credentials_file().filter(|file| file.is_file()) {
            Some(file) => {
                private(&file)?;
                dotenv::read(&file)?
            }
            None => EnvFile::default(),
        };
        let dotenv = dotenv::nearest(&working_dir).map(|file| dotenv::read(&file)).transpose()?;
        let mut sources = Self {
            flags: flags.0.clone(),
            process: super::VARIABLES.into_iter().filter_map(set).collect(),
            dotenv: dotenv.unwrap_or_default(),
            user,
            left_out: Vec::new(),
            working_dir,
        };
        sources.leave_out();
        Ok(sources)
    }

    /// Takes out of the `.env` what may not stand there.
    fn leave_out(&mut self) {
        let has_token = self.dotenv.values.contains_key(&Variable::AccessToken);
        for variable in super::VARIABLES {
            let why = match variable.dotenv_rule() {
                FromDotenv::No => "it is not read from there; set it in the environment",
                FromDotenv::WithToken if !has_token => {
                    "it counts there only beside a `WAWP_ACCESS_TOKEN` in the same file, so that no token goes astray"
                }
                FromDotenv::Yes | FromDotenv::Narrowing | FromDotenv::WithToken => continue,
            };
            if self.dotenv.values.remove(&variable).is_some() {
                self.left_out.push(format!(
                    "`{}` in {} is left out: {why}",
                    variable.name(),
                    self.dotenv.path.display()
                ));
            }
        }
        // A base address of the repository's would get the token of the environment.
        let token_from_above = [&self.flags, &self.process]
            .iter()
            .any(|source| source.iter().any(|(variable, _)| *variable == Variable::AccessToken));
        if token_from_above && self.dotenv.values.remove(&Variable::BaseUrl).is_some() {
            self.left_out.push(format!(
                "`WAWP_BASE_URL` in {} is left out: the token comes from the environment, and goes only where that says",
                self.dotenv.path.display()
            ));
        }
    }

    /// The strongest value of a variable.
    pub(super) fn setting(&self, variable: Variable) -> Option<Sourced<String>> {
        let listed = |source: &[(Variable, String)]| {
            source.iter().find(|(known, _)| *known == variable).map(|(_, value)| value.trim().to_owned())
        };
        let filed = |file: &EnvFile| file.values.get(&variable).map(|value| value.trim().to_owned());
        let candidates = [
            (listed(&self.flags), Source::Flag),
            (listed(&self.process), Source::Environment),
            (filed(&self.dotenv), Source::Dotenv),
            (filed(&self.user), Source::UserFile),
        ];
        candidates.into_iter().find_map(|(value, source)| Some(Sourced { value: value?, source }))
    }

    /// The strongest value of a variable, checked.
    pub(super) fn checked<T>(
        &self,
        variable: Variable,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<Sourced<T>>, ConfigError> {
        let Some(found) = self.setting(variable) else { return Ok(None) };
        match parse(&found.value) {
            Ok(value) => Ok(Some(Sourced { value, source: found.source })),
            Err(reason) => Err(self.fault(variable, found.source, reason)),
        }
    }

    /// The value of a variable that a `.env` may only narrow: the stronger source's, unless the `.env` is narrower.
    pub(super) fn narrowest<T: Ord>(
        &self,
        variable: Variable,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        let strong = self.without_dotenv(variable);
        let strong = strong
            .map(|found| parse(&found.value).map_err(|reason| self.fault(variable, found.source, reason)));
        let narrowed =
            self.dotenv.values.get(&variable).map(|text| {
                parse(text.trim()).map_err(|reason| self.fault(variable, Source::Dotenv, reason))
            });
        Ok([strong.transpose()?, narrowed.transpose()?].into_iter().flatten().max())
    }

    /// A list of chats; a `.env` can take away from it and add nothing.
    pub(super) fn narrowed_list(
        &self,
        variable: Variable,
        chat: &impl Fn(&str) -> Result<ChatId, ChatIdError>,
    ) -> Result<Vec<ChatId>, ConfigError> {
        let chats = |text: &str, source| {
            text.split(',')
                .filter(|part| !part.trim().is_empty())
                .map(|part| {
                    chat(part)
                        .map_err(|fault| self.fault(variable, source, format!("`{}`: {fault}", part.trim())))
                })
                .collect::<Result<Vec<ChatId>, ConfigError>>()
        };
        let strong = match self.without_dotenv(variable) {
            Some(found) => chats(&found.value, found.source)?,
            None => Vec::new(),
        };
        match self.dotenv.values.get(&variable) {
            Some(text) => {
                let kept = chats(text, Source::Dotenv)?;
                Ok(strong.into_iter().filter(|chat| kept.contains(chat)).collect())
            }
            None => Ok(strong),
        }
    }

    fn without_dotenv(&self, variable: Variable) -> Option<Sourced<String>> {
        let listed = |source: &[(Variable, String)]| {
            source.iter().find(|(known, _)| *known == variable).map(|(_, value)| value.trim().to_owned())
        };
        let candidates = [
            (listed(&self.flags), Source::Flag),
            (listed(&self.process), Source::Environment),
            (self.user.values.get(&variable).cloned(), Source::UserFile),
        ];
        candidates.into_iter().find_map(|(value, source)| Some(Sourced { value: value?, source }))
    }

    fn fault(&self, variable: Variable, source: Source, reason: String) -> ConfigError {
        let source_name = match source {
            Source::Dotenv => self.dotenv.path.display().to_string(),
            Source::UserFile => self.user.path.display().to_string(),
            Source::Call | Source::Flag | Source::Environment | Source::Default => {
                format!("the {}", source.as_str())
            }
        };
        // A token's value never gets here: nothing checks it.
        ConfigError::Value { name: variable.name(), source_name, reason }
    }
}

/// A file with a token is the user's alone.
#[cfg(unix)]
fn private(file: &Path) -> Result<(), ConfigError> {
    use std::os::unix::fs::PermissionsExt;
    let shared = file.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0);
    if shared { Err(ConfigError::Permissions { file: file.display().to_string() }) } else { Ok(()) }
}

#[cfg(not(unix))]
fn private(_file: &Path) -> Result<(), ConfigError> {
    Ok(())
}
