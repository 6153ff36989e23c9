//! What every call shares, each part made when it is first needed: nothing is read, built or connected at start.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

use crate::{
    client::{self, Client, Exchange, ExchangeError, Redacted},
    config::{
        AccessToken, Config, ConfigError, Connection, Credentials, Flags, Known, Mode, Sources, home_dir,
    },
    docs,
    files::Roots,
    gateway::{Gateway, Gateways},
    guard::{Account, AccountSettings, AddressError, Consent, Guard, Refusal, Rules},
    masking::KnownEchoes,
    request::PreparedRequest,
    sandbox::{self, Sandbox},
};

/// The session that the simulated gateway has from the start when the user names none.
const SANDBOX_INSTANCE: &str = "sandbox";

/// The program: one guard and one client for all gateways, which read whose a call is from what they are given.
pub struct App {
    config: Config,
    gateways: Gateways,
    client: OnceLock<Client>,
    echoes: Arc<KnownEchoes>,
    guard: OnceLock<Guard>,
}

/// Why there is no account to call with.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The simulated gateway cannot be started.
    #[error("the simulated gateway cannot listen on loopback: {0}")]
    Sandbox(#[from] std::io::Error),
    /// The program itself is broken.
    #[error(transparent)]
    Docs(#[from] docs::DocsError),
    /// The base address of a gateway is wrong.
    #[error(transparent)]
    Address(#[from] AddressError),
}

/// Why a call was not made or got no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// It may not be made.
    #[error("{refusal}")]
    Refused {
        /// Why.
        #[source]
        refusal: Refusal,
        /// What it would be, as it may be shown.
        request: Redacted,
    },
    /// It got no whole answer.
    #[error(transparent)]
    Failed(#[from] ExchangeError),
}

impl App {
    /// A program that is set up from the command line, the environment and the files beside it.
    ///
    /// # Errors
    /// The first setting that cannot be meant.
    pub fn load(flags: &Flags, gateways: Gateways) -> Result<Self, ConfigError> {
        Self::set_up(Sources::read(flags)?, gateways)
    }

    /// A program that is set up from what these sources hold.
    ///
    /// # Errors
    /// The first setting that cannot be meant.
    pub fn set_up(sources: Sources, gateways: Gateways) -> Result<Self, ConfigError> {
        let ids: Vec<&'static str> = gateways.ids().collect();
        let chat = |api: &str, text: &str| gateways.chat(api, text);
        let config = Config::from_sources(sources, &Known { gateways: &ids, chat: &chat })?;
        Ok(Self::new(config, gateways))
    }

    fn new(config: Config, gateways: Gateways) -> Self {
        Self { config, gateways, client: OnceLock::new(), echoes: Arc::default(), guard: OnceLock::new() }
    }

    /// How it is set up.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The gateways that it speaks for.
    #[must_use]
    pub fn gateways(&self) -> &Gateways {
        &self.gateways
    }

    /// A connection that starts from the set-up.
    #[must_use]
    pub fn connection(&self) -> Connection {
        let Config { api, settings, test_number, .. } = &self.config;
        Connection::new(api.value.clone(), settings.clone(), test_number.clone())
    }

    /// Whether the simulated gateway answers.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.config.mode == Mode::Sandbox
    }

    /// The folders that files may be read from; a client's workspace takes the place of the working directory.
    #[must_use]
    pub fn roots(&self, workspace: Option<&[PathBuf]>) -> Roots {
        let working_dir = std::slice::from_ref(&self.config.working_dir);
        Roots::new(workspace.unwrap_or(working_dir), home_dir().as_deref(), &self.config.file_roots)
    }

    /// Whose calls of a connection to a gateway are. The simulated gateway gets a token of its own.
    ///
    /// # Errors
    /// When the gateway cannot be spoken to at all.
    pub async fn account(&self, connection: &Connection, gateway: &Gateway) -> Result<Account, AccountError> {
        let provider = gateway.provider()?;
        if self.is_simulated() {
            let instance_id = connection.instance_id(gateway.id());
            let credentials = Credentials {
                // A real token is never sent to it.
                access_token: AccessToken::new(sandbox::Settings::default().token),
                instance_id: Some(instance_id.unwrap_or_else(|| SANDBOX_INSTANCE.to_owned())),
            };
            let origin = self.sandbox(gateway).await?.origin();
            return Ok(Account::simulated(provider, origin, credentials));
        }
        // Token and address of the set-up belong to the gateway that it selects.
        let is_selected = gateway.id() == self.config.api.value;
        let settings = AccountSettings {
            credentials: connection.credentials(gateway.id()),
            base_url: self.config.base_url.clone().filter(|_| is_selected),
        };
        Ok(Account::new(provider, settings)?)
    }

    /// The connection's tokens, as they may come back in what is shown: the present ones, and those before them.
    #[must_use]
    pub fn echoes(&self, connection: &Connection) -> &KnownEchoes {
        connection.access_tokens().iter().for_each(|token| client::note(&self.echoes, token));
        &self.echoes
    }

    /// Checks a call as if it were made, and shows what it would be.
    ///
    /// # Errors
    /// Why it may not be made.
    pub fn rehearse(&self, prepared: &PreparedRequest, account: &Account) -> Result<Redacted, CallError> {
        let request = Client::redacted(prepared, account);
        match self.guard().check(prepared, account) {
            Ok(()) => Ok(request),
            Err(refusal) => Err(CallError::Refused { refusal, request }),
        }
    }

    /// Makes a call.
    ///
    /// # Errors
    /// Why it was not made, or where it broke.
    pub async fn call(
        &self,
        prepared: PreparedRequest,
        account: &Account,
        consent: Consent,
    ) -> Result<Exchange, CallError> {
        let request = Client::redacted(&prepared, account);
        match self.guard().authorize(prepared, account, consent).await {
            Ok(authorized) => Ok(self.client().send(authorized).await?),
            Err(refusal) => Err(CallError::Refused { refusal, request }),
        }
    }

    fn client(&self) -> &Client {
        self.client.get_or_init(|| Client::new(self.config.timeout, Arc::clone(&self.echoes)))
    }

    fn guard(&self) -> &Guard {
        self.guard.get_or_init(|| {
            let test_number = self.config.test_number.iter().map(|found| found.value.clone());
            let recipients = test_number.chain(self.config.allowed_recipients.iter().cloned()).collect();
            Guard::new(Rules { mode: self.config.mode, confirm: self.config.confirm, recipients })
        })
    }

    async fn sandbox<'g>(&self, gateway: &'g Gateway) -> Result<&'g Sandbox, AccountError> {
        let catalog = gateway.catalog()?;
        let named = self.config.settings.instance_id.as_ref().map(|found| found.value.clone());
        let start = || async {
            let id = named.unwrap_or_else(|| SANDBOX_INSTANCE.to_owned());
            let settings = sandbox::Settings {
                instances: vec![sandbox::Instance { id, paired: true }],
                // An agent has no phone to scan with.
                scan_after: Some(Duration::from_secs(5)),
                ..sandbox::Settings::default()
            };
            Sandbox::start(settings, catalog).await
        };
        Ok(gateway.sandbox.get_or_try_init(start).await?)
    }
}
