//! The simulated gateway: a real HTTP server on loopback that behaves as the documented Wawp API does, and is
//! strict where the gateway may only be strict. Nothing that is sent to it leaves the machine.
//!
//! The way of a request: `server` reads it, `record` keeps it, `fault` may break it on order of `control`,
//! `receive` checks it against the catalog, `operations` carries it out on the `world`.

mod answer;
mod clock;
mod control;
mod fault;
mod message;
mod operations;
mod qr;
mod receive;
mod record;
mod refusal;
mod server;
mod session;
mod socket;
#[cfg(test)]
mod tests;
mod world;

use std::{io, time::Duration};

use serde_json::Value;
use tokio::{net::TcpListener, sync::oneshot};

use crate::{catalog::Catalog, values::Origin};

/// What a simulated gateway is started with.
#[derive(Clone)]
pub struct Settings {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// The one access token that is accepted.
    pub token: String,
    /// The sessions that exist from the start.
    pub instances: Vec<Instance>,
    /// After how long a QR or pairing code that was shown is used by itself; `None` where a person or a test
    /// does it.
    pub scan_after: Option<Duration>,
    /// How long a started session stays `STARTING`.
    pub boot_time: Duration,
}

impl Default for Settings {
    /// Any port, an obvious dummy token, no session, and nobody who scans. A started session is up after a moment,
    /// long enough to be seen starting.
    fn default() -> Self {
        Self {
            port: 0,
            token: "simulated-token".to_owned(),
            instances: Vec::new(),
            scan_after: None,
            boot_time: Duration::from_millis(300),
        }
    }
}

/// A session that exists from the start.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The `instance_id`.
    pub id: String,
    /// Whether a phone is linked: then the session is `WORKING`, else `SCAN_QR_CODE`.
    pub paired: bool,
}

/// A running simulated gateway; it stops serving when it is dropped.
pub struct Sandbox {
    origin: Origin,
    world: server::Shared,
    // Dropping the sender tells the server to take no more connections.
    _stop: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts to serve on 127.0.0.1, as tasks of the current tokio runtime.
    ///
    /// # Errors
    /// When the port is taken.
    pub async fn start(settings: Settings, catalog: &'static Catalog) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", settings.port)).await?;
        let address = listener.local_addr()?;
        let origin = Origin::parse(&format!("http://{address}")).map_err(io::Error::other)?;
        let (stop, stopped) = oneshot::channel();
        let world = server::Shared::new(world::World::new(settings, catalog));
        server::spawn(listener, world.clone(), stopped);
        Ok(Self { origin, world, _stop: stop })
    }

    /// Carries out what `POST /__control` takes, such as `{"scan": INSTANCE}`.
    ///
    /// # Errors
    /// Says what is wrong with the commands.
    pub fn control(&self, commands: &Value) -> Result<(), String> {
        control::order(&mut self.world.world(), commands.to_string().as_bytes()).map(|_| ())
    }

    /// Every request that the API received, as `GET /__control/requests` shows them.
    #[must_use]
    pub fn requests(&self) -> Value {
        self.world.world().records.all()
    }

    /// Its address: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.origin.clone()
    }
}
