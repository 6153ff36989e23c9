//! When a call is made again: only when that can do no harm, and never past its deadline.

use std::time::Duration;

use super::error::Attempt;
use crate::values::{Outcome, Risk};

/// At most this many attempts of one call.
pub(super) const ATTEMPTS: u32 = 4;
/// The first pause; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// What became of an attempt (risk of the operation by class of answer or failure).
pub(super) fn outcome(risk: Risk, attempt: &Attempt) -> Outcome {
    let changes = !risk.is_repeatable();
    match attempt {
        Ok(answer) if answer.is_success() => Outcome::Done,
        Ok(answer) if (400..500).contains(&answer.status) => Outcome::NotSent,
        Err(failure) if failure.is_before_wire() => Outcome::NotSent,
        // A failed read changed nothing.
        Ok(_) | Err(_) if changes => Outcome::Unknown,
        Ok(_) | Err(_) => Outcome::NotSent,
    }
}

/// How long to wait before the next attempt; nothing where there must be none.
pub(super) fn pause(risk: Risk, attempt: &Attempt, number: u32, asked: Option<Duration>) -> Option<Duration> {
    if number >= ATTEMPTS {
        return None;
    }
    let again = match attempt {
        // Refused before anything was taken.
        Ok(answer) if answer.status == 429 => true,
        Ok(answer) => risk.is_repeatable() && (answer.status >= 500 || matches!(answer.status, 408 | 425)),
        Err(failure) if failure.is_before_wire() => failure.is_passing(),
        Err(failure) => risk.is_repeatable() && failure.is_passing(),
    };
    again.then(|| asked.unwrap_or_else(|| backoff(number)))
}

/// Exponential, with half of it drawn at random, so that many clients do not come back at once.
fn backoff(number: u32) -> Duration {
    let whole = FIRST_PAUSE * 2_u32.saturating_pow(number.saturating_sub(1));
    whole.mul_f64(0.5 + fastrand::f64() / 2.0)
}
