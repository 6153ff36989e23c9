//! The command line: one file a verb.

mod code;
mod demo;
mod export;
mod flags;
mod sandbox;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The exit code of wrong usage, as clap gives it.
const USAGE: u8 = 2;

/// MCP server through which AI agents find, understand and safely call a WhatsApp API.
///
/// Without a command it serves MCP over standard input and output, which is how clients start it.
#[derive(Debug, Parser)]
#[command(name = "wawp-mcp", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    flags: flags::Settings,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve MCP over standard input and output (the default)
    Serve,
    /// Watch a real MCP client use the server, against a simulated gateway: no account, no network
    Demo,
    /// Write a starter program for an endpoint, an event or a task
    Code(code::Options),
    /// Run the simulated gateway alone, for trying client code
    Sandbox(sandbox::Options),
    /// Write the documentation to standard output in another form
    Export(export::Options),
}

/// Runs the program: reads the command line, does the verb, gives the exit code.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        eprintln!("error: the system gives no event loop");
        return ExitCode::FAILURE;
    };
    let code = runtime.block_on(async {
        match cli.verb.unwrap_or(Verb::Serve) {
            Verb::Serve => serve::run(&cli.flags.into()).await,
            Verb::Code(options) => code::run(options, &cli.flags.into()).await,
            Verb::Demo => demo::run().await,
            Verb::Sandbox(options) => sandbox::run(options).await,
            Verb::Export(options) => export::run(&options),
        }
    });
    // A read of standard input may never return; nothing is lost by not waiting for it.
    runtime.shutdown_background();
    code
}

/// Says why a verb failed.
fn failed(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}
