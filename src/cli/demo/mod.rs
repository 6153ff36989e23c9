//! `demo`: an AI client's conversation with the server, for a person to watch. The client, the server and the gateway
//! are real programs that talk over stdio and HTTP; only WhatsApp behind the gateway is simulated.

mod error;
mod screen;
mod story;

use std::process::ExitCode;

use super::failed;
use crate::{
    gateway::Gateways,
    sandbox::{Instance, Sandbox, Settings},
    server::Peer,
};
use error::DemoError;
use screen::Screen;
use story::{INSTANCE, Story};

/// Shows the whole story.
pub(super) async fn run() -> ExitCode {
    match show().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => failed(&fault),
    }
}

async fn show() -> Result<(), DemoError> {
    let gateways = Gateways::built_in();
    let catalog = gateways.usual().catalog()?;
    let settings = Settings {
        instances: vec![Instance { id: INSTANCE.to_owned(), paired: false }],
        ..Settings::default()
    };
    let token = settings.token.clone();
    let gateway = Sandbox::start(settings, catalog).await?;
    let origin = gateway.origin().to_string();
    let folder = tempfile::Builder::new().prefix("wawp-mcp-demo-").tempdir()?;
    std::fs::write(folder.path().join("invoice.pdf"), INVOICE)?;
    let env = [
        ("WAWP_BASE_URL", origin.as_str()),
        ("WAWP_ACCESS_TOKEN", token.as_str()),
        ("WAWP_INSTANCE_ID", INSTANCE),
        ("WAWP_TEST_NUMBER", "201012345678"),
    ];
    let peer = Peer::start(&std::env::current_exe()?, folder.path(), &env).await?;
    let mut story = Story { peer, screen: Screen::new(), gateway, step: 0 };
    let told = story.tell().await;
    story.peer.stop().await?;
    told
}

/// The smallest file that is a PDF.
const INVOICE: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
    trailer<</Root 1 0 R>>\n%%EOF\n";
