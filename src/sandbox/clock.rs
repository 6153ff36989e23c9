//! The one clock of the simulation: real time, plus what control has added.

use std::time::{Duration, Instant, SystemTime};

/// A point in time, as the time since the Unix epoch.
pub(super) type Moment = Duration;

/// Real time plus an offset. It never goes back.
pub(super) struct Clock {
    started: Instant,
    unix: Moment,
    added: Duration,
}

impl Clock {
    pub(super) fn new() -> Self {
        // A machine whose clock stands before 1970 gets 1970: the sandbox needs an order, not the date.
        let unix = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { started: Instant::now(), unix, added: Duration::ZERO }
    }

    pub(super) fn now(&self) -> Moment {
        self.unix.saturating_add(self.started.elapsed()).saturating_add(self.added)
    }

    /// Lets time pass at once.
    pub(super) fn advance(&mut self, by: Duration) {
        self.added = self.added.saturating_add(by);
    }
}
