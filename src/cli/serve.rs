//! `serve`: the server over stdio.

use std::{
    io::{self, IsTerminal},
    process::ExitCode,
    sync::Arc,
};

use tracing_subscriber::{EnvFilter, fmt};

use super::{USAGE, failed};
use crate::{
    app::App,
    config::{Config, Flags},
    server,
};

/// Serves until the input ends.
pub(super) async fn run(flags: &Flags) -> ExitCode {
    let config = match Config::load(flags) {
        Ok(config) => config,
        Err(fault) => {
            eprintln!("error: {fault}");
            return ExitCode::from(USAGE);
        }
    };
    if let Err(reason) = start_logging(&config.log) {
        eprintln!("error: `WAWP_LOG`: {reason}; write a level (error, warn, info, debug, trace) or a filter");
        return ExitCode::from(USAGE);
    }
    for left_out in &config.left_out {
        tracing::warn!("{left_out}");
    }
    if io::stdin().is_terminal() {
        greet();
    }
    match server::serve(Arc::new(App::new(config))).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => failed(&fault),
    }
}

/// Logs go to standard error alone: standard output is the protocol's.
fn start_logging(filter: &str) -> Result<(), String> {
    let mut filter = EnvFilter::try_new(filter).map_err(|error| error.to_string())?;
    // Below this level the protocol's library repeats what clients are told anyway, and lower still it writes whole
    // messages: tokens that `set_config` gets, and what chats say.
    if let Ok(quieter) = "rmcp=error".parse() {
        filter = filter.add_directive(quieter);
    }
    let subscriber =
        fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(false).without_time().finish();
    tracing::subscriber::set_global_default(subscriber).map_err(|error| error.to_string())
}

/// A person who starts it by hand sees nothing happen otherwise.
fn greet() {
    eprintln!(
        "wawp-mcp {} speaks MCP on standard input and output; an AI client starts it by itself.\n\
         Connect one: add {{\"mcpServers\": {{\"wawp\": {{\"command\": \"wawp-mcp\"}}}}}} to its configuration.\n\
         See it work: wawp-mcp demo. Options: wawp-mcp --help. End: Ctrl-D.",
        env!("CARGO_PKG_VERSION")
    );
}
