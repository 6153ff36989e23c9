//! A panic says where it happened and nothing else: its message may hold an argument, and an argument a secret.

use std::panic;

/// Replaces the hook that prints a panic's message.
pub(super) fn stay_quiet() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        tracing::error!(
            "a tool broke at {}; please report this",
            place.as_deref().unwrap_or("an unknown place")
        );
    }));
}
