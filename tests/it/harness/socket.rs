//! A gateway of raw sockets, for what no server that keeps to HTTP does. A script says what befalls each
//! connection.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
    time::Duration,
};

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::SockRef;

/// How much of a request is read before anything else happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    Nothing,
    /// Its first bytes: the rest stays unread.
    Half,
    /// Its head; the body stays unread.
    Head,
    Whole,
}

/// What is said then.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Says {
    Nothing,
    Bytes(&'static [u8]),
    /// The first part at once, then one byte in 50 ms.
    Drip(&'static [u8], &'static [u8]),
    /// Header after header, many megabytes.
    EndlessHead,
    /// A body in chunks, until the client goes away.
    EndlessBody,
}

/// What becomes of the connection then.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ends {
    /// It is closed in order.
    Close,
    /// It is torn down (RST).
    Reset,
    /// It stays open, and nothing is read or said any more.
    Stall,
    /// It stays open, and the script goes on with it.
    Open,
}

/// What befalls one connection, or one request on a connection that stays open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fate(pub(crate) Reads, pub(crate) Says, pub(crate) Ends);

/// A good answer, after which the connection is closed as announced.
pub(crate) const GOOD: Fate = Fate(
    Reads::Whole,
    Says::Bytes(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\
          content-length: 15\r\n\r\n{\"id\": \"good\"}\n",
    ),
    Ends::Close,
);
/// A good answer on a connection that stays open.
pub(crate) const KEPT: Fate = Fate(
    Reads::Whole,
    Says::Bytes(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
          content-length: 15\r\n\r\n{\"id\": \"kept\"}\n",
    ),
    Ends::Open,
);

/// A request that was read whole.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) method: String,
    /// Path and query, as they were sent.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// The gateway; its threads end with it.
pub(crate) struct SocketGateway {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
    serving: Option<JoinHandle<()>>,
}

impl SocketGateway {
    /// A gateway whose connections meet these fates in turn, and the last one ever after.
    pub(crate) fn scripted(script: &[Fate]) -> Self {
        Self::listening(script, None)
    }

    /// The same over TLS.
    pub(crate) fn over_tls(script: &[Fate], tls: Arc<ServerConfig>) -> Self {
        Self::listening(script, Some(tls))
    }

    fn listening(script: &[Fate], tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        // Small, so that what is not read soon holds the client up; connections inherit it.
        SockRef::from(&listener).set_recv_buffer_size(16 * 1024).unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let shared = Arc::new(Shared::default());
        shared.state().script = script.to_vec();
        let served = Arc::clone(&shared);
        let serving = std::thread::spawn(move || serve(&listener, &served, tls.as_ref()));
        Self { address, scheme, shared, serving: Some(serving) }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    pub(crate) fn script(&self) -> Vec<Fate> {
        self.shared.state().script.clone()
    }

    /// A new script from the next connection on; what was counted and read before is forgotten.
    pub(crate) fn play(&self, script: &[Fate]) {
        let mut state = self.shared.settled();
        state.script = script.to_vec();
        (state.played, state.connections, state.ended) = (0, 0, 0);
        state.requests.clear();
    }

    /// How many connections came.
    pub(crate) fn connections(&self) -> usize {
        self.shared.settled().connections
    }

    /// The requests that were read whole, in the order of their ends.
    pub(crate) fn requests(&self) -> Vec<Whole> {
        self.shared.settled().requests.clone()
    }

    /// Waits until as many connections were closed from this side.
    pub(crate) fn wait_for_ends(&self, count: usize) {
        drop(self.shared.wait(|state| state.ended >= count));
    }
}

impl Drop for SocketGateway {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.stopped = true;
        for (_, stream) in &state.open {
            // Wakes a thread that reads or writes; the client may have gone already.
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(state);
        self.shared.changed.notify_all();
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        let ended = self.serving.take().unwrap().join();
        // A second panic while one is unwinding would hide the first.
        assert!(ended.is_ok() || std::thread::panicking(), "the gateway's own thread ends well");
    }
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    script: Vec<Fate>,
    /// How many fates of the script were met.
    played: usize,
    connections: usize,
    /// How many connections wait for their first request.
    reading: usize,
    ended: usize,
    requests: Vec<Whole>,
    /// What must be shut down so that no thread outlives the gateway.
    open: Vec<(usize, TcpStream)>,
    numbers: usize,
    stopped: bool,
}

impl State {
    fn next_fate(&mut self) -> Fate {
        let last = self.script.len() - 1;
        let fate = self.script[self.played.min(last)];
        self.played += 1;
        fate
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, done: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        /// A test that waits longer has found a hang.
        const PATIENCE: Duration = Duration::from_secs(20);
        let waited = self.changed.wait_timeout_while(self.state(), PATIENCE, |state| !done(state));
        let (state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!timeout.timed_out(), "the gateway comes to rest");
        state
    }

    /// The state once no request is being read: a client may be answered before its request is noted.
    fn settled(&self) -> MutexGuard<'_, State> {
        self.wait(|state| state.reading == 0)
    }

    /// Notes a connection and gives its number and fate; nothing at the end.
    fn arrived(&self, stream: &TcpStream) -> Option<(usize, Fate)> {
        let mut state = self.state();
        if state.stopped {
            return None;
        }
        state.connections += 1;
        state.reading += 1;
        state.numbers += 1;
        let number = state.numbers;
        state.open.push((number, stream.try_clone().unwrap()));
        Some((number, state.next_fate()))
    }

    /// Notes what was read, and whether it was the first on its connection.
    fn has_read(&self, request: Option<Whole>, first: bool) {
        let mut state = self.state();
        state.requests.extend(request);
        state.reading -= usize::from(first);
        self.changed.notify_all();
    }

    /// Lets go of a connection, so that the drop of its own handle closes it.
    fn let_go(&self, number: usize, reset: bool) {
        let mut state = self.state();
        let position = state.open.iter().position(|(known, _)| *known == number).unwrap();
        let (_, stream) = state.open.swap_remove(position);
        if reset {
            SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
        }
    }
}

fn serve(listener: &TcpListener, shared: &Arc<Shared>, tls: Option<&Arc<ServerConfig>>) {
    let mut handlers = Vec::new();
    for stream in listener.incoming().map_while(Result::ok) {
        let Some((number, fate)) = shared.arrived(&stream) else { break };
        let (shared, tls) = (Arc::clone(shared), tls.cloned());
        handlers.push(std::thread::spawn(move || {
            let wire: Box<dyn Wire> = match tls {
                None => Box::new(stream),
                Some(tls) => Box::new(StreamOwned::new(ServerConnection::new(tls).unwrap(), stream)),
            };
            befall(&shared, number, wire, fate);
            shared.state().ended += 1;
            shared.changed.notify_all();
        }));
    }
    for handler in handlers {
        handler.join().unwrap();
    }
}

trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

/// What happens on one connection; it is closed at the end.
fn befall(shared: &Shared, number: usize, mut wire: Box<dyn Wire>, mut fate: Fate) {
    let mut first = true;
    loop {
        let Fate(reads, says, ends) = fate;
        shared.has_read(read(&mut wire, reads), std::mem::take(&mut first));
        // A client that went away has heard enough.
        let said = say(&mut wire, says).is_ok();
        match ends {
            Ends::Close => return shared.let_go(number, false),
            Ends::Reset => return shared.let_go(number, true),
            Ends::Stall => {
                let stopped = shared.changed.wait_while(shared.state(), |state| !state.stopped);
                drop(stopped.unwrap_or_else(PoisonError::into_inner));
                return shared.let_go(number, false);
            }
            Ends::Open if !said || shared.state().stopped => return shared.let_go(number, false),
            Ends::Open => fate = shared.state().next_fate(),
        }
    }
}

/// Reads as much of a request; it is given where it was read whole.
fn read(wire: &mut impl Read, reads: Reads) -> Option<Whole> {
    /// Less than any request has.
    const HALF: usize = 64;
    match reads {
        Reads::Nothing => None,
        Reads::Half => wire.read_exact(&mut [0; HALF]).ok().and(None),
        Reads::Head => head(wire).and(None),
        Reads::Whole => {
            let mut request = head(wire)?;
            let length = request.headers.iter().find(|(name, _)| name == "content-length");
            request.body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap())];
            wire.read_exact(&mut request.body).ok()?;
            Some(request)
        }
    }
}

/// Reads a head, and not a byte of what follows.
fn head(wire: &mut impl Read) -> Option<Whole> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        wire.read_exact(&mut byte).ok()?;
        bytes.extend(byte);
    }
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.trim_end().lines();
    let mut words = lines.next()?.split(' ').map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Some(Whole { method, target, headers, body: Vec::new() })
}

fn say(wire: &mut impl Write, says: Says) -> std::io::Result<()> {
    const DRIP: Duration = Duration::from_millis(50);
    const PIECE: usize = 64 * 1024;
    /// More than any client takes for a head: 16 MB.
    const HEADERS: usize = 256;
    match says {
        Says::Nothing => {}
        Says::Bytes(bytes) => wire.write_all(bytes)?,
        Says::Drip(bytes, drops) => {
            wire.write_all(bytes)?;
            for byte in drops {
                wire.write_all(&[*byte])?;
                wire.flush()?;
                std::thread::sleep(DRIP);
            }
        }
        Says::EndlessHead => {
            wire.write_all(b"HTTP/1.1 200 OK\r\n")?;
            let line = format!("x-filler: {}\r\n", "a".repeat(PIECE));
            (0..HEADERS).try_for_each(|_| wire.write_all(line.as_bytes()))?;
        }
        Says::EndlessBody => {
            wire.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            let chunk = format!("{PIECE:x}\r\n{}\r\n", "a".repeat(PIECE));
            loop {
                wire.write_all(chunk.as_bytes())?;
            }
        }
    }
    wire.flush()
}
