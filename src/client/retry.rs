//! When a call is made again, and after how long.

use std::time::Duration;

use super::{error::Attempt, verdict::Verdict};

/// At most this many attempts of one call.
const ATTEMPTS: u32 = 4;
/// The first pause; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// How long to wait before the next attempt, as the gateway asks or else longer each time; nothing where there is none.
pub(super) fn pause(attempt: &Attempt, verdict: Verdict, attempts: u32) -> Option<Duration> {
    let again = verdict.again && attempts < ATTEMPTS;
    let asked = attempt.as_ref().ok().and_then(|answer| answer.retry_after);
    again.then(|| asked.unwrap_or_else(|| backoff(attempts)))
}

/// Exponential, with half of it drawn at random, so that many clients do not come back at once.
fn backoff(number: u32) -> Duration {
    let whole = FIRST_PAUSE * 2_u32.saturating_pow(number.saturating_sub(1));
    whole.mul_f64(0.5 + fastrand::f64() / 2.0)
}
