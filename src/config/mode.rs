//! What may be called, and what needs a yes.

use strum::{IntoStaticStr, VariantArray};

/// What may be called. Ordered from the widest to the narrowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
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
        self.into()
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mode = Self::VARIANTS.iter().find(|mode| mode.as_str() == text).copied();
        mode.ok_or_else(|| format!("`{text}` is none of `full`, `test-number`, `read-only`, `sandbox`"))
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
