//! What a simulated gateway is started with.

use std::time::Duration;

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
    /// The id under which calls name it.
    pub id: String,
    /// Whether a phone is linked, where the gateway plays that.
    pub paired: bool,
}
