//! The secrets of a process, as they may come back in what it shows.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::echo::Echoes;

/// How many secrets are remembered: a session's earlier token is one still.
const REMEMBERED: usize = 8;

/// The secrets that were used, and how each may come back in what is shown.
#[derive(Default)]
pub struct KnownEchoes(Mutex<Vec<Arc<Echoes>>>);

impl KnownEchoes {
    /// Remembers a secret.
    pub(crate) fn note(&self, secret: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.iter().all(|known| !known.are_of(secret)) {
            known.insert(0, Arc::new(Echoes::of(secret)));
            known.truncate(REMEMBERED);
        }
    }

    /// The text with every echo of a remembered secret masked.
    #[must_use]
    pub fn masked(&self, text: String) -> String {
        self.all().iter().fold(text, |text, echoes| echoes.masked(text))
    }

    /// The value with every echo of a remembered secret masked.
    #[must_use]
    pub fn masked_value(&self, value: Value) -> Value {
        self.all().iter().fold(value, |value, echoes| echoes.masked_value(value))
    }

    /// Whether bytes hold a remembered secret as it is.
    pub(crate) fn stand_in(&self, bytes: &[u8]) -> bool {
        self.all().iter().any(|echoes| echoes.stand_in(bytes))
    }

    fn all(&self) -> Vec<Arc<Echoes>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().map(Arc::clone).collect()
    }
}
