//! The access token: a type that shows itself to nobody.

use std::fmt;

use secrecy::SecretString;

use crate::values::is_word;

/// The longest token: four times what a signed one takes.
const LONGEST: usize = 4_096;

/// An access token. It has no `Display` and no `Serialize`; only `client/auth.rs` opens it.
#[derive(Clone)]
pub struct AccessToken(SecretString);

/// What a secret may show of itself: nothing but its last characters, and those only of a long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked(String);

/// What one call is made with.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The token.
    pub access_token: AccessToken,
    /// The session to act for, where one is set.
    pub instance_id: Option<String>,
}

impl AccessToken {
    /// Takes a token that was typed in. What is wrong with it is said without it.
    ///
    /// # Errors
    /// When no header can carry it, or when it is no single word.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.len() > LONGEST || !is_word(text) {
            return Err(format!(
                "it must be one run of at most {LONGEST} visible ASCII characters, as the dashboard shows it"
            ));
        }
        Ok(Self::new(text.to_owned()))
    }

    /// Takes a token over.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(SecretString::from(text))
    }

    /// The secret, for the one file that places it.
    #[must_use]
    pub fn secret(&self) -> &SecretString {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(***)")
    }
}

impl Masked {
    /// Hides all of a secret: not even its length shows.
    #[must_use]
    pub fn whole() -> Self {
        Self("***".to_owned())
    }
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
