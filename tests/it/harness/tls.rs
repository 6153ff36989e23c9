//! Certificates of a test's own, and a proxy that tunnels.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::{
    ServerConfig,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

/// An authority that nobody trusts unless told to.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "authority of a test");
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// What `SSL_CERT_FILE` takes.
    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A server that proves to be `name`.
    pub(crate) fn server(&self, name: &str) -> Arc<ServerConfig> {
        self.signed(CertificateParams::new([name.to_owned()]).unwrap())
    }

    /// A server whose certificate for `name` ran out long ago.
    pub(crate) fn expired_server(&self, name: &str) -> Arc<ServerConfig> {
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2020, 12, 31));
        self.signed(params)
    }

    fn signed(&self, params: CertificateParams) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap().der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(ring).with_safe_default_protocol_versions().unwrap();
        Arc::new(config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap())
    }
}

/// A proxy that tunnels every `CONNECT` to one address, whatever it names, and keeps what clients say.
pub(crate) struct ConnectProxy {
    address: SocketAddr,
    shared: Arc<Mutex<Heard>>,
    serving: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Heard {
    /// The head of each connection's request.
    heads: Vec<String>,
    /// Every byte that clients said, heads included.
    bytes: Vec<u8>,
    open: Vec<TcpStream>,
    stopped: bool,
}

impl ConnectProxy {
    pub(crate) fn to(upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Mutex::new(Heard::default()));
        let heard = Arc::clone(&shared);
        let serving = std::thread::spawn(move || {
            let mut handlers = Vec::new();
            for stream in listener.incoming().map_while(Result::ok) {
                if lock(&heard).stopped {
                    break;
                }
                let heard = Arc::clone(&heard);
                handlers.push(std::thread::spawn(move || {
                    // A client or a gateway that goes away ends the tunnel, and nothing more.
                    let _ = tunnel(&heard, stream, upstream);
                }));
            }
            for handler in handlers {
                handler.join().unwrap();
            }
        });
        Self { address, shared, serving: Some(serving) }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The head of each request for a tunnel.
    pub(crate) fn heads(&self) -> Vec<String> {
        lock(&self.shared).heads.clone()
    }

    /// Whether a client said this where the proxy could read it.
    pub(crate) fn overheard(&self, text: &str) -> bool {
        lock(&self.shared).bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }
}

impl Drop for ConnectProxy {
    fn drop(&mut self) {
        let mut heard = lock(&self.shared);
        heard.stopped = true;
        for stream in &heard.open {
            // It may be closed already.
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(heard);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        let ended = self.serving.take().unwrap().join();
        assert!(ended.is_ok() || std::thread::panicking(), "the proxy's own thread ends well");
    }
}

fn lock(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps a handle by which the end of the proxy closes the connection.
fn keep_open(heard: &Mutex<Heard>, stream: &TcpStream) -> std::io::Result<()> {
    let mut heard = lock(heard);
    if heard.stopped {
        return Err(ErrorKind::ConnectionAborted.into());
    }
    heard.open.push(stream.try_clone()?);
    Ok(())
}

fn tunnel(heard: &Mutex<Heard>, mut client: TcpStream, upstream: SocketAddr) -> std::io::Result<()> {
    keep_open(heard, &client)?;
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte)?;
        asked.extend(byte);
    }
    let text = String::from_utf8_lossy(&asked).into_owned();
    let connects = text.starts_with("CONNECT ");
    {
        let mut heard = lock(heard);
        heard.bytes.extend(asked);
        heard.heads.push(text);
    }
    if !connects {
        return client.write_all(b"HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n");
    }
    let mut gateway = TcpStream::connect(upstream)?;
    keep_open(heard, &gateway)?;
    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    let (mut back_from, mut back_to) = (gateway.try_clone()?, client.try_clone()?);
    let back = std::thread::spawn(move || {
        // Either side may go away first; the other learns of it.
        let _ = std::io::copy(&mut back_from, &mut back_to);
        let _ = back_to.shutdown(Shutdown::Write);
    });
    let mut piece = [0; 4096];
    while let Ok(count @ 1..) = client.read(&mut piece) {
        lock(heard).bytes.extend(&piece[..count]);
        if gateway.write_all(&piece[..count]).is_err() {
            break;
        }
    }
    let _ = gateway.shutdown(Shutdown::Write);
    back.join().map_err(|_| ErrorKind::Other.into())
}
