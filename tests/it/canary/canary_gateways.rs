//! Gateways that know a canary, that answer what no gateway should, or that nothing may reach.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use serde_json::{Value, json};

use crate::harness::Gateway;

/// A simulated gateway whose one token is a canary.
pub(super) struct Host(Gateway);

impl Host {
    pub(super) fn of(token: &str) -> Self {
        Self(Gateway::of(token))
    }

    pub(super) fn origin(&self) -> String {
        self.0.origin()
    }

    /// Every request from now on meets this fault; what was received before is forgotten.
    pub(super) fn strikes(&self, fault: &Value) {
        let mut fault = fault.clone();
        fault["times"] = json!(10_000);
        self.0.control(&json!({"reset": true, "fault": fault}));
    }

    /// From now on it answers as it should.
    pub(super) fn heals(&self) {
        self.0.control(&json!({"reset": true}));
    }

    pub(super) fn requests(&self) -> Vec<Value> {
        self.0.requests()
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
