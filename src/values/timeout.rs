//! A bounded duration as people write it.

use std::time::Duration;

/// How long one attempt may take: 10 ms to 10 minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(Duration);

/// Why a text is no timeout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no duration between `10ms` and `600s`; write seconds (`30`), `3s` or `500ms`")]
pub struct TimeoutError(String);

impl Timeout {
    const SHORTEST: Duration = Duration::from_millis(10);
    const LONGEST: Duration = Duration::from_mins(10);

    /// Reads `30`, `30s`, `1.5s` or `500ms`.
    ///
    /// # Errors
    /// When the text is no duration or lies outside the bounds.
    pub fn parse(text: &str) -> Result<Self, TimeoutError> {
        let fault = || TimeoutError(text.to_owned());
        let text = text.trim();
        let (number, unit) = match text.strip_suffix("ms") {
            Some(number) => (number, 0.001),
            None => (text.strip_suffix('s').unwrap_or(text), 1.0),
        };
        let seconds: f64 = number.trim().parse().map_err(|_| fault())?;
        let duration = Duration::try_from_secs_f64(seconds * unit).map_err(|_| fault())?;
        if (Self::SHORTEST..=Self::LONGEST).contains(&duration) { Ok(Self(duration)) } else { Err(fault()) }
    }

    /// The duration.
    #[must_use]
    pub fn get(self) -> Duration {
        self.0
    }

    /// The bound on a whole call with its repeats: four attempts' time.
    #[must_use]
    pub fn whole_call(self) -> Duration {
        self.0 * 4
    }
}

impl Default for Timeout {
    /// 30 seconds: a media send takes ten, a hung connection for ever.
    fn default() -> Self {
        Self(Duration::from_secs(30))
    }
}
