//! What `execute_request` adds to a bare HTTP request, in one run against one gateway on loopback:
//! `cargo bench --bench calls`, or `-- BINARY` for another build.

#![expect(clippy::print_stdout, reason = "the table is the result")]

mod harness;

use std::{
    path::PathBuf,
    sync::mpsc::channel,
    time::{Duration, Instant},
};

use harness::{Outcome, Program, middle, millis, times};
use reqwest::{Client, Url};
use tokio::runtime::{Builder, Runtime};
use wawp_mcp::{
    docs,
    sandbox::{Instance, Sandbox, Settings},
};

/// Calls of each kind, taken in turn, after a few that open the connections.
const CALLS: usize = 2_000;
const WARM_UP: usize = 50;
/// What is aimed at; told, never asserted, since machines differ.
const AIM: f64 = 0.3;

const INSTANCE: &str = "bench";
const TOKEN: &str = "bench-token";
const PHONE: &str = "201012345678";

fn main() -> Outcome<()> {
    // Cargo adds `--bench`.
    let given = std::env::args().skip(1).find(|argument| argument != "--bench");
    let binary = given.map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_wawp-mcp")), PathBuf::from);
    let origin = gateway()?;
    let env = vec![
        ("WAWP_BASE_URL", origin.clone()),
        ("WAWP_ACCESS_TOKEN", TOKEN.to_owned()),
        ("WAWP_INSTANCE_ID", INSTANCE.to_owned()),
    ];
    println!("{} beside a bare request, {CALLS} calls of each in turn", binary.display());
    let mut server = Program::calling(binary, env).start()?;
    server.initialize()?;
    let bare = Bare::new(&origin)?;
    let arguments =
        format!(r#"{{"path":"/v2/contacts/check-exists","method":"GET","params":{{"phone":"{PHONE}"}}}}"#);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..WARM_UP + CALLS {
        let (one, other) = (server.call(("execute_request", &arguments))?, bare.call()?);
        if round >= WARM_UP {
            ours.push(one);
            theirs.push(other);
        }
    }
    server.stop()?;
    println!("\n{:<34}{:>10}{:>10}{:>10}", "", "median", "p95", "aim");
    times("execute_request over stdio", &mut ours, "");
    times("the bare request", &mut theirs, "");
    let added = millis(middle(&mut ours)) - millis(middle(&mut theirs));
    println!("{:<34}{:>10}{:>10}{:>10}", "added", format!("{added:.3} ms"), "", format!("≤ {AIM} ms"));
    Ok(())
}

/// A simulated gateway that serves as long as the bench runs.
fn gateway() -> Outcome<String> {
    let catalog = Box::leak(Box::new(docs::BUILT_IN[0].catalog()?));
    let settings = Settings {
        token: TOKEN.to_owned(),
        instances: vec![Instance { id: INSTANCE.to_owned(), paired: true }],
        ..Settings::default()
    };
    let (sender, started) = channel();
    std::thread::spawn(move || -> Result<(), std::io::Error> {
        Builder::new_current_thread().enable_all().build()?.block_on(async {
            let sandbox = Sandbox::start(settings, catalog).await?;
            let _ = sender.send(sandbox.origin().to_string());
            std::future::pending().await
        })
    });
    Ok(started.recv()?)
}

/// The least that any client does: one request on a kept connection, its answer read as JSON.
struct Bare {
    runtime: Runtime,
    client: Client,
    url: Url,
}

impl Bare {
    fn new(origin: &str) -> Outcome<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().tls_certs_only([]).build()?;
        let query = [("phone", PHONE), ("instance_id", INSTANCE)];
        let url = Url::parse_with_params(&format!("{origin}/v2/contacts/check-exists"), query)?;
        Ok(Self { runtime, client, url })
    }

    fn call(&self) -> Outcome<Duration> {
        let begin = Instant::now();
        let body = self.runtime.block_on(async {
            let request = self.client.get(self.url.clone()).header("access-token", TOKEN);
            request.send().await?.error_for_status()?.bytes().await
        })?;
        let answer: serde_json::Value = serde_json::from_slice(&body)?;
        // A refused call would be fast for the wrong reason.
        let taken = begin.elapsed();
        answer.get("exists").map(|_| taken).ok_or_else(|| format!("answered {answer}").into())
    }
}
