//! `serve`: the server over stdio.

use std::{
    io::{self, IsTerminal},
    process::ExitCode,
    sync::Arc,
};

use tracing::Level;
use tracing_subscriber::{EnvFilter, Layer, Registry, filter::filter_fn, fmt, layer::SubscriberExt};

use super::{USAGE, failed};
use crate::{app::App, config::Flags, gateway::Gateways, server};

/// Serves until the input ends.
pub(super) async fn run(flags: &Flags) -> ExitCode {
    let app = match App::load(flags, Gateways::built_in()) {
        Ok(app) => app,
        Err(fault) => {
            eprintln!("error: {fault}");
            return ExitCode::from(USAGE);
        }
    };
    if let Err(reason) = start_logging(&app.config().log) {
        eprintln!("error: `WAWP_LOG`: {reason}; write a level (error, warn, info, debug, trace) or a filter");
        return ExitCode::from(USAGE);
    }
    for left_out in &app.config().left_out {
        tracing::warn!("{left_out}");
    }
    if io::stdin().is_terminal() {
        greet();
    }
    match server::serve(Arc::new(app)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => failed(&fault),
    }
}

/// Logs go to standard error alone: standard output is the protocol's.
fn start_logging(filter: &str) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| error.to_string())?;
    // Below this level the protocol's library repeats what clients are told anyway, and lower still it writes whole
    // messages: tokens that `set_config` gets, and what chats say. No directive of the user's opens that.
    let quieter = filter_fn(|event| !event.target().starts_with("rmcp") || *event.level() == Level::ERROR);
    let written = fmt::layer().with_writer(io::stderr).with_ansi(false).without_time().with_filter(quieter);
    let subscriber = Registry::default().with(filter).with(written);
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
