//! Gateways that know a canary, that answer what no gateway should, or that nothing may reach.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, OnceLock},
    thread,
};

use serde_json::{Value, json};
use tokio::sync::oneshot;
use wawp_mcp::{
    catalog::Catalog,
    docs,
    sandbox::{Instance, Sandbox, Settings},
};

use crate::harness::INSTANCE;

/// A simulated gateway whose one token is a canary.
pub(super) struct Host {
    sandbox: Sandbox,
    // Its thread serves until this is dropped.
    _stop: oneshot::Sender<()>,
}

impl Host {
    pub(super) fn of(token: &str) -> Self {
        static CATALOG: OnceLock<Catalog> = OnceLock::new();
        let catalog = CATALOG.get_or_init(|| docs::catalog().unwrap());
        let settings = Settings {
            token: token.to_owned(),
            instances: vec![Instance { id: INSTANCE.to_owned(), paired: true }],
            ..Settings::default()
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let (sender, started) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                sender.send(Sandbox::start(settings, catalog).await.unwrap()).unwrap();
                let _ = stopped.await;
            });
        });
        Self { sandbox: started.recv().unwrap(), _stop: stop }
    }

    pub(super) fn origin(&self) -> String {
        self.sandbox.origin().to_string()
    }

    /// Every request from now on meets this fault; what was received before is forgotten.
    pub(super) fn strikes(&self, fault: &Value) {
        let mut fault = fault.clone();
        fault["times"] = json!(10_000);
        self.sandbox.control(&json!({"reset": true, "fault": fault})).unwrap();
    }

    /// From now on it answers as it should.
    pub(super) fn heals(&self) {
        self.sandbox.control(&json!({"reset": true})).unwrap();
    }

    pub(super) fn requests(&self) -> Vec<Value> {
        self.sandbox.requests().as_array().unwrap().clone()
    }
}

/// A server that gives every connection the same bytes, whether they are HTTP or not.
pub(super) struct Raw {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Raw {
    pub(super) fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (bytes, seen) = (bytes.into(), Arc::clone(&heads));
        // It ends with the process: nobody connects any more.
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let _ = answer(stream, &bytes, &seen);
            }
        });
        Self { address, heads }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The heads of what it received.
    pub(super) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// Reads a request to its end, since a connection that is closed with unread bytes loses the answer as well.
fn answer(mut stream: TcpStream, bytes: &[u8], heads: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let (mut received, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let count = stream.read(&mut buffer)?;
        received.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&received).to_lowercase();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            if count == 0 {
                return Ok(());
            }
            continue;
        };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) || count == 0 {
            break;
        }
    }
    heads.lock().unwrap().push(String::from_utf8_lossy(&received).into_owned());
    stream.write_all(bytes)?;
    stream.flush()
}

/// An address that nothing may ever reach.
pub(super) struct Trap(TcpListener);

impl Trap {
    pub(super) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.0.local_addr().unwrap()
    }

    /// The system takes connections for a listener that does not: none is waiting.
    pub(super) fn assert_untouched(&self, after: &str) {
        match self.0.accept() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            other => panic!("{after} reached the other address: {other:?}"),
        }
    }
}
