//! How requests travel: timeouts, proxies, trust, connections that are kept. Made at the first call.

use std::{sync::OnceLock, time::Duration};

use reqwest::{
    Certificate, Client, Request,
    header::{CONTENT_TYPE, RETRY_AFTER},
    redirect::Policy,
};

use super::{Incoming, NetError, Outgoing, body};
use crate::{
    config::extra_roots,
    values::{Method, Origin, Timeout},
};

/// What a connection may take: a name is resolved and a handshake made well within it.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection is kept without use. Servers close idle ones after 5 seconds and more; a send that meets the
/// closing has an outcome that nobody knows.
const KEPT: Duration = Duration::from_secs(4);
/// How many connections are kept.
const KEPT_AT_MOST: usize = 8;

/// The two pools: to this machine and to the world.
#[derive(Default)]
pub(crate) struct Pools {
    local: OnceLock<Pool>,
    outward: OnceLock<Pool>,
}

/// Connections that are kept, and how new ones are made.
pub(crate) struct Pool(Client);

impl Pools {
    /// The pool for an origin. A gateway on this machine is never spoken to through a proxy, which would carry the
    /// token off it.
    pub(crate) fn to(&self, origin: &Origin, timeout: Timeout) -> Result<&Pool, NetError> {
        let pool = if origin.is_loopback() { &self.local } else { &self.outward };
        if let Some(pool) = pool.get() {
            return Ok(pool);
        }
        let _ = rustls::crypto::ring::default_provider().install_default();
        let attempt = timeout.get();
        let mut builder = Client::builder()
            .user_agent(concat!("wawp-mcp/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            // Ends before the attempt does, so that a connection that never stood is known as such.
            .connect_timeout(CONNECT_TIMEOUT.min(attempt.mul_f64(0.75)))
            .read_timeout(attempt)
            .timeout(attempt)
            .pool_idle_timeout(KEPT)
            .pool_max_idle_per_host(KEPT_AT_MOST);
        if origin.is_loopback() {
            builder = builder.no_proxy();
        }
        builder = if origin.is_encrypted() {
            builder.tls_certs_merge(roots())
        } else {
            // Nothing to trust: reading the system's certificates would take longer than the call.
            builder.tls_certs_only([])
        };
        let client = builder.build().map_err(NetError::Setup)?;
        Ok(pool.get_or_init(|| Pool(client)))
    }
}

impl Pool {
    /// One exchange.
    pub(crate) async fn exchange(&self, outgoing: Outgoing) -> Result<Incoming, NetError> {
        let mut request = Request::new(verb(outgoing.method), outgoing.url);
        request.headers_mut().extend(outgoing.headers);
        *request.body_mut() = outgoing.body.map(Into::into);
        let response = self.0.execute(request).await.map_err(NetError::of_request)?;
        let status = response.status();
        if status.is_redirection() {
            return Err(NetError::Redirect(status.as_u16()));
        }
        let header =
            |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (content_type, retry_after) = (header(CONTENT_TYPE), header(RETRY_AFTER));
        let bytes = body::read(response).await?;
        Ok(Incoming { status: status.as_u16(), content_type, retry_after, bytes })
    }
}

fn verb(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

/// Roots beside the system's: the usual ones, since a small container has none, and those that the user names.
fn roots() -> Vec<Certificate> {
    let usual = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    let mut roots: Vec<Certificate> = usual.filter_map(|der| Certificate::from_der(der).ok()).collect();
    if let Some(file) = extra_roots() {
        match std::fs::read(&file).map(|pem| Certificate::from_pem_bundle(&pem)) {
            Ok(Ok(own)) if !own.is_empty() => roots.extend(own),
            Ok(_) | Err(_) => {
                tracing::warn!("`SSL_CERT_FILE` names `{}`, which holds no certificates", file.display());
            }
        }
    }
    roots
}
