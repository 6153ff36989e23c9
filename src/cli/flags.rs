//! Settings on the command line. No secret is among them: other users see a process's arguments.

use clap::Args;

use crate::config::{Flags, Variable};

/// Settings that flags make; a flag wins over the environment.
#[derive(Debug, Default, Args)]
pub(super) struct Settings {
    /// What may be called: full, test-number, read-only or sandbox
    #[arg(long, global = true, value_name = "MODE")]
    mode: Option<String>,
    /// Another base address than the gateway's own
    #[arg(long, global = true, value_name = "URL")]
    base_url: Option<String>,
    /// How long one attempt may take: 30, 3s, 500ms
    #[arg(long, global = true, value_name = "TIME")]
    timeout: Option<String>,
    /// What is logged to standard error: error, warn, info, debug, trace, or a filter
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
}

impl From<Settings> for Flags {
    fn from(settings: Settings) -> Self {
        let given = [
            (Variable::Mode, settings.mode),
            (Variable::BaseUrl, settings.base_url),
            (Variable::Timeout, settings.timeout),
            (Variable::Log, settings.log),
        ];
        Self(given.into_iter().filter_map(|(variable, value)| Some((variable, value?))).collect())
    }
}
