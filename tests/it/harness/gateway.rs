//! A simulated gateway of one test's own.

use std::sync::OnceLock;

use serde_json::{Value, json};
use tokio::sync::oneshot;
use wawp_mcp::{
    catalog::Catalog,
    docs,
    sandbox::{Instance, Sandbox, Settings},
};

use super::{INSTANCE, TOKEN};

pub(crate) struct Gateway {
    sandbox: Sandbox,
    // Its thread serves until this is dropped.
    _stop: oneshot::Sender<()>,
}

impl Gateway {
    /// A gateway whose one session is connected.
    pub(crate) fn connected() -> Self {
        Self::with(TOKEN, true)
    }

    /// A gateway whose one session is connected, and whose one token is this.
    pub(crate) fn of(token: &str) -> Self {
        Self::with(token, true)
    }

    /// A gateway whose one session waits for a scan.
    pub(crate) fn unpaired() -> Self {
        Self::with(TOKEN, false)
    }

    fn with(token: &str, paired: bool) -> Self {
        static CATALOG: OnceLock<Catalog> = OnceLock::new();
        Self::playing(CATALOG.get_or_init(|| docs::BUILT_IN[0].catalog().unwrap()), token, paired)
    }

    /// The gateway of any catalog.
    pub(crate) fn playing(catalog: &'static Catalog, token: &str, paired: bool) -> Self {
        let settings = Settings {
            token: token.to_owned(),
            instances: vec![Instance { id: INSTANCE.to_owned(), paired }],
            ..Settings::default()
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let (sender, started) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                sender.send(Sandbox::start(settings, catalog).await.unwrap()).unwrap();
                let _ = stopped.await;
            });
        });
        Self { sandbox: started.recv().unwrap(), _stop: stop }
    }

    pub(crate) fn origin(&self) -> String {
        self.sandbox.origin().to_string()
    }

    pub(crate) fn control(&self, commands: &Value) {
        self.sandbox.control(commands).unwrap();
    }

    /// The next request to `path` meets this fault.
    pub(crate) fn fault(&self, path: &str, mut fault: Value) {
        fault["path"] = json!(path);
        self.control(&json!({ "fault": fault }));
    }

    /// Every request that arrived.
    pub(crate) fn requests(&self) -> Vec<Value> {
        self.sandbox.requests().as_array().unwrap().clone()
    }

    /// The requests that arrived at one path.
    pub(crate) fn requests_to(&self, path: &str) -> Vec<Value> {
        self.requests().into_iter().filter(|request| request["path"] == path).collect()
    }
}
