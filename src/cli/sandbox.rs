//! `sandbox`: the simulated gateway alone.

use std::process::ExitCode;

use clap::Args;

use super::failed;
use crate::{
    gateway::Gateways,
    sandbox::{Instance, Sandbox, Settings},
};

/// Options of `sandbox`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The port on 127.0.0.1; any free one when left out
    #[arg(long, default_value_t = 0)]
    port: u16,
}

/// Serves until it is interrupted.
pub(super) async fn run(options: Options) -> ExitCode {
    let gateways = Gateways::built_in();
    let catalog = match gateways.usual().catalog() {
        Ok(catalog) => catalog,
        Err(fault) => return failed(&fault),
    };
    let instances = ["paired", "unpaired"].map(|id| Instance { id: id.to_owned(), paired: id == "paired" });
    let settings = Settings { port: options.port, instances: instances.to_vec(), ..Settings::default() };
    let token = settings.token.clone();
    match Sandbox::start(settings, catalog).await {
        Ok(sandbox) => {
            announce(&sandbox.origin().to_string(), &token);
            // The only way out is a signal, which ends the process.
            std::future::pending::<()>().await;
            ExitCode::SUCCESS
        }
        Err(fault) => failed(&fault),
    }
}

#[expect(clippy::print_stdout, reason = "the address is this verb's result; nothing speaks a protocol here")]
fn announce(origin: &str, token: &str) {
    println!("simulated gateway at {origin}");
    println!("WAWP_BASE_URL={origin}");
    println!("WAWP_ACCESS_TOKEN={token}");
    println!("WAWP_INSTANCE_ID=paired      (connected; `unpaired` waits for a scan)");
    println!("scan:     curl -d '{{\"scan\": \"unpaired\"}}' {origin}/__control");
    println!("requests: curl {origin}/__control/requests");
}
