//! The simulated gateway: a real HTTP server on loopback that behaves as a gateway of the catalog is documented, and is
//! strict where that one may only be strict. Nothing that is sent to it leaves the machine.
//!
//! The way of a request: `server` reads it, `record` keeps it, `fault` may break it on order of `control`; `driver` has
//! `receive` check it against the catalog and the gateway's `behaviour` carry it out. What a gateway does of its own
//! stands in a folder of its name and in a row of `gateways`; one without a row answers as documented.
//!
//! The engine names no gateway's path, code or member: they come from the catalog. State calls no operation, and the
//! checks of `receive` share nothing with those that a call passes before it is sent: they are its second judge.

mod answer;
mod behaviour;
mod call;
mod clock;
mod control;
mod documented;
mod driver;
mod error_body;
mod fault;
mod gateways;
mod receive;
mod record;
mod refusal;
mod server;
mod settings;
mod socket;
#[cfg(test)]
mod tests;
mod wawp;
mod world;

pub use settings::{Instance, Settings};

use std::io;

use serde_json::Value;
use tokio::{net::TcpListener, sync::oneshot};

use crate::{catalog::Catalog, values::Origin};

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
        let start = gateways::start_of(catalog.provider.id);
        let world = server::Shared::new(world::World::new(settings, catalog, start));
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
