//! What a gateway documents of the numbers of one country: data, since gateways differ in it.

use serde::{Deserialize, Serialize};

/// A rule that holds for the numbers that begin in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRule {
    /// What the numbers begin with that it is for: a country code, or more of one.
    pub begins: &'static str,
    /// What they must begin with; empty where no number begins in this way.
    pub with: &'static str,
    /// How many digits they have.
    pub digits: u8,
    /// What is right, in words; `{digits}` stands for how many the number has.
    pub reason: &'static str,
}

impl NumberRule {
    /// Why the digits of a number break the rule, where they do.
    #[must_use]
    pub fn broken_by(&self, digits: &str) -> Option<String> {
        if !digits.starts_with(self.begins) {
            return None;
        }
        let is_right = !self.with.is_empty()
            && digits.starts_with(self.with)
            && digits.len() == usize::from(self.digits);
        (!is_right).then(|| self.reason.replace("{digits}", &digits.len().to_string()))
    }
}
