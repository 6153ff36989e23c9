//! What may be called, and what needs a yes.

/// What may be called. Ordered from the widest to the narrowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Everything.
    #[default]
    Full,
    /// Sends go to the test number and the allowed recipients alone.
    TestNumber,
    /// Nothing that changes anything.
    ReadOnly,
    /// The simulated gateway answers; nothing leaves the machine.
    Sandbox,
}

impl Mode {
    /// The word that `WAWP_MODE` takes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::TestNumber => "test-number",
            Self::ReadOnly => "read-only",
            Self::Sandbox => "sandbox",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        [Self::Full, Self::TestNumber, Self::ReadOnly, Self::Sandbox]
            .into_iter()
            .find(|mode| mode.as_str() == text)
            .ok_or_else(|| format!("`{text}` is none of `full`, `test-number`, `read-only`, `sandbox`"))
    }
}

/// What needs the user's yes. Ordered from the fewest to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confirm {
    /// What cannot be taken back.
    #[default]
    Destructive,
    /// That, and everything that reaches a person.
    Sends,
}

impl Confirm {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "destructive" => Ok(Self::Destructive),
            "sends" => Ok(Self::Sends),
            _ => Err(format!("`{text}` is none of `destructive`, `sends`")),
        }
    }
}
