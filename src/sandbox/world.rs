//! The whole state of the simulation, in one place. It carries nothing out: `driver` does, which stands above it.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    behaviour::{Behaviour, Start},
    call::Numbers,
    clock::{Clock, Moment},
    fault::Fault,
    record::Records,
    settings::Settings,
};
use crate::catalog::Catalog;

/// Everything that there is.
pub(super) struct World {
    pub(super) catalog: &'static Catalog,
    pub(super) settings: Settings,
    pub(super) clock: Clock,
    pub(super) behaviour: Box<dyn Behaviour>,
    pub(super) faults: Vec<Fault>,
    pub(super) records: Records,
    pub(super) numbers: Numbers,
    start: Start,
}

impl World {
    pub(super) fn new(settings: Settings, catalog: &'static Catalog, start: Start) -> Self {
        let clock = Clock::new();
        Self {
            catalog,
            behaviour: start(&settings, catalog, clock.now()),
            settings,
            clock,
            faults: Vec::new(),
            records: Records::default(),
            numbers: Numbers::default(),
            start,
        }
    }

    /// Back to the state at the start; requests and faults are forgotten.
    pub(super) fn reset(&mut self) {
        *self = Self::new(self.settings.clone(), self.catalog, self.start);
    }

    /// The present, after everything that it has brought has happened.
    pub(super) fn now(&mut self) -> Moment {
        let now = self.clock.now();
        self.behaviour.settle(now);
        now
    }

    /// All sessions with what they hold, for tests.
    pub(super) fn snapshot(&mut self) -> Value {
        let now = self.now();
        json!({ "now_ms": millis(now), "instances": self.behaviour.sessions(now) })
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
