//! The one place that reads the environment, and the one list of what is read there.

#![expect(clippy::disallowed_methods, reason = "this file is the door to the environment")]

use std::path::PathBuf;

/// A variable that the program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variable {
    /// The access token.
    AccessToken,
    /// The session to act for.
    InstanceId,
    /// The number that `me` and `test` stand for.
    TestNumber,
    /// The gateway.
    Api,
    /// The base address.
    BaseUrl,
    /// What may be called.
    Mode,
    /// Recipients allowed beside the test number.
    AllowedRecipients,
    /// What needs a yes.
    Confirm,
    /// Folders that files may be read from.
    FileRoots,
    /// The bound on one attempt.
    Timeout,
    /// What is logged.
    Log,
}

/// What a `.env` in a working directory may say of a variable: a cloned repository must not be able to send the
/// user's token elsewhere or to widen what is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FromDotenv {
    /// Anything.
    Yes,
    /// Only what narrows.
    Narrowing,
    /// Only beside a token of its own.
    WithToken,
    /// Nothing.
    No,
}

/// Every variable, in the order of the documentation.
pub const VARIABLES: [Variable; 11] = [
    Variable::AccessToken,
    Variable::InstanceId,
    Variable::TestNumber,
    Variable::Api,
    Variable::BaseUrl,
    Variable::Mode,
    Variable::AllowedRecipients,
    Variable::Confirm,
    Variable::FileRoots,
    Variable::Timeout,
    Variable::Log,
];

impl Variable {
    /// Its name in the environment.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "WAWP_ACCESS_TOKEN",
            Self::InstanceId => "WAWP_INSTANCE_ID",
            Self::TestNumber => "WAWP_TEST_NUMBER",
            Self::Api => "WAWP_API",
            Self::BaseUrl => "WAWP_BASE_URL",
            Self::Mode => "WAWP_MODE",
            Self::AllowedRecipients => "WAWP_ALLOWED_RECIPIENTS",
            Self::Confirm => "WAWP_CONFIRM",
            Self::FileRoots => "WAWP_FILE_ROOTS",
            Self::Timeout => "WAWP_TIMEOUT",
            Self::Log => "WAWP_LOG",
        }
    }

    pub(super) fn dotenv_rule(self) -> FromDotenv {
        match self {
            Self::AccessToken
            | Self::InstanceId
            | Self::TestNumber
            | Self::Api
            | Self::Timeout
            | Self::Log => FromDotenv::Yes,
            Self::Mode | Self::AllowedRecipients | Self::Confirm => FromDotenv::Narrowing,
            Self::BaseUrl => FromDotenv::WithToken,
            Self::FileRoots => FromDotenv::No,
        }
    }
}

/// The variable's value in the process environment; an empty one counts as not set.
pub(super) fn of_process(variable: Variable) -> Option<String> {
    std::env::var(variable.name()).ok().filter(|value| !value.trim().is_empty())
}

/// The working directory; `/` where there is none any more.
#[must_use]
pub fn current_dir() -> PathBuf {
    std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"))
}

/// The user's home directory.
#[must_use]
pub fn home_dir() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// A file of certificates to trust beside the usual ones, by the variable that other programs read too.
#[must_use]
pub fn extra_roots() -> Option<PathBuf> {
    std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The file with the user's own credentials: `wawp-mcp/credentials.env` in the config directory.
pub(super) fn credentials_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("wawp-mcp").join("credentials.env"))
}

/// Splits a list of paths by the platform's separator.
pub(super) fn split_paths(text: &str) -> Vec<PathBuf> {
    std::env::split_paths(text).collect()
}
