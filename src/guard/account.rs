//! Whose a call is: one session of one gateway.

use crate::{
    catalog::Provider,
    config::{Credentials, Source, Sourced},
    values::Origin,
};

/// One session of one gateway: what a call is made with and where it goes. A call of another gateway is not made with it.
#[derive(Clone, Debug)]
pub struct Account {
    provider: &'static Provider,
    origin: Origin,
    credentials: Option<Credentials>,
}

/// What an account is made from.
#[derive(Clone, Debug, Default)]
pub struct AccountSettings {
    /// The credentials, and where the token comes from; nothing without a token.
    pub credentials: Option<(Credentials, Source)>,
    /// Another base address than the gateway's own.
    pub base_url: Option<Sourced<Origin>>,
}

/// The base address of a gateway's docs is none.
#[derive(Debug, thiserror::Error)]
#[error("the gateway's base address is wrong")]
pub struct AddressError;

impl Account {
    /// The account of a gateway. A project's `.env` may redirect its own token, and no other that is set elsewhere.
    ///
    /// # Errors
    /// When the gateway has no address.
    pub fn new(provider: &'static Provider, settings: AccountSettings) -> Result<Self, AddressError> {
        let AccountSettings { credentials, base_url } = settings;
        let own_token = credentials.as_ref().is_some_and(|(_, source)| *source == Source::Dotenv);
        let base_url = base_url.filter(|base| base.source != Source::Dotenv || own_token);
        let origin = match base_url {
            Some(base) => base.value,
            None => Origin::parse(provider.server).map_err(|_| AddressError)?,
        };
        Ok(Self { provider, origin, credentials: credentials.map(|(credentials, _)| credentials) })
    }

    /// The account by which a simulated gateway at `origin` is called.
    #[must_use]
    pub fn simulated(provider: &'static Provider, origin: Origin, credentials: Credentials) -> Self {
        Self { provider, origin, credentials: Some(credentials) }
    }

    /// Whose it is.
    #[must_use]
    pub fn provider(&self) -> &'static Provider {
        self.provider
    }

    /// Where its calls go.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What its calls are made with, where a token is set.
    #[must_use]
    pub fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }

    /// The session that it acts for, where one is set.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        self.credentials.as_ref()?.instance_id.as_deref()
    }

    /// Whether a request is one of this account's gateway: there is one provider a gateway in a process.
    #[must_use]
    pub(super) fn is_of(&self, provider: &'static Provider) -> bool {
        std::ptr::eq(self.provider, provider)
    }
}
