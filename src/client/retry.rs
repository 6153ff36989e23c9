//! When a call is made again, and after how long.

use std::time::Duration;

/// At most this many attempts of one call.
pub(super) const ATTEMPTS: u32 = 4;
/// The first pause; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// Exponential, with half of it drawn at random, so that many clients do not come back at once.
pub(super) fn backoff(number: u32) -> Duration {
    let whole = FIRST_PAUSE * 2_u32.saturating_pow(number.saturating_sub(1));
    whole.mul_f64(0.5 + fastrand::f64() / 2.0)
}
