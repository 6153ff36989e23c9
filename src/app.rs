//! What every call shares, each part made when it is first needed: nothing is read, built or connected at start.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use tokio::sync::OnceCell;

use crate::{
    catalog::Catalog,
    client::{CallError, Client, Exchange, KnownEchoes, Redacted},
    config::{AccessToken, Config, Credentials, Mode, Session, Settings, Source, home_dir},
    docs,
    files::Roots,
    guard::{Consent, Guard, Refusal, Rules},
    request::PreparedRequest,
    sandbox::{self, Sandbox},
    search::SearchIndex,
    values::Origin,
};

/// The session that the simulated gateway has from the start when the user names none.
const SANDBOX_INSTANCE: &str = "sandbox";

/// The program.
pub struct App {
    config: Config,
    catalog: OnceLock<&'static Catalog>,
    index: OnceLock<SearchIndex>,
    client: OnceLock<Client>,
    echoes: Arc<KnownEchoes>,
    guard: OnceLock<Guard>,
    sandbox: OnceCell<Sandbox>,
}

/// Why a call was not made or got no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallFault {
    /// It may not be made.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It got no whole answer.
    #[error(transparent)]
    Failed(#[from] CallError),
    /// The simulated gateway cannot be started.
    #[error("the simulated gateway cannot listen on loopback: {0}")]
    Sandbox(#[from] std::io::Error),
    /// The program itself is broken.
    #[error(transparent)]
    Docs(#[from] docs::Fault),
    /// The base address of a gateway is wrong.
    #[error("the gateway's base address is wrong")]
    Address,
}

impl App {
    /// A program that is set up and has done nothing yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            config,
            catalog: OnceLock::new(),
            index: OnceLock::new(),
            client: OnceLock::new(),
            echoes: Arc::default(),
            guard: OnceLock::new(),
            sandbox: OnceCell::new(),
        }
    }

    /// How it is set up.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// A session that starts from the set-up.
    #[must_use]
    pub fn session(&self) -> Session {
        let settings = &self.config.settings;
        Session::new(Settings {
            access_token: settings.access_token.clone(),
            instance_id: settings.instance_id.clone(),
            test_number: settings.test_number.clone(),
        })
    }

    /// Whether the simulated gateway answers.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.config.mode == Mode::Sandbox
    }

    /// The catalog.
    ///
    /// # Errors
    /// When the program was built with docs that another version compiled.
    pub fn catalog(&self) -> Result<&'static Catalog, docs::Fault> {
        if let Some(catalog) = self.catalog.get() {
            return Ok(catalog);
        }
        // A program has one catalog for its whole life, and requests refer to its operations.
        let catalog = Box::leak(Box::new(docs::catalog()?));
        Ok(self.catalog.get_or_init(|| catalog))
    }

    /// The search index.
    ///
    /// # Errors
    /// When the program was built with docs that another version compiled.
    pub fn index(&self) -> Result<&SearchIndex, docs::Fault> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let index = docs::index()?;
        Ok(self.index.get_or_init(|| index))
    }

    /// The folders that files may be read from; a client's workspace takes the place of the working directory.
    #[must_use]
    pub fn roots(&self, workspace: Option<&[PathBuf]>) -> Roots {
        let working_dir = std::slice::from_ref(&self.config.working_dir);
        Roots::new(workspace.unwrap_or(working_dir), home_dir().as_deref(), &self.config.file_roots)
    }

    /// What calls of a session are made with. The simulated gateway gets a token of its own.
    #[must_use]
    pub fn credentials(&self, session: &Session) -> Option<Credentials> {
        if self.is_simulated() {
            let instance_id = Some(session.instance_id().unwrap_or_else(|| SANDBOX_INSTANCE.to_owned()));
            // A real token is never sent to it.
            let access_token = AccessToken::new(sandbox::Settings::default().token);
            return Some(Credentials { access_token, instance_id });
        }
        session.credentials()
    }

    /// The session's tokens, as they may come back in what is shown: the present one, and those before it.
    #[must_use]
    pub fn echoes(&self, session: &Session) -> &KnownEchoes {
        if let Some(token) = session.access_token() {
            self.echoes.note(&token);
        }
        &self.echoes
    }

    /// Checks a call as if it were made, and shows what it would be.
    ///
    /// # Errors
    /// Why it may not be made.
    pub async fn rehearse(
        &self,
        session: &Session,
        prepared: &PreparedRequest,
    ) -> Result<Redacted, CallFault> {
        let credentials = self.credentials(session);
        let credentials = self.guard()?.check(prepared, credentials.as_ref())?;
        Ok(self.client()?.redacted(prepared, credentials, &self.origin(session).await?))
    }

    /// Makes a call.
    ///
    /// # Errors
    /// Why it was not made, or where it broke.
    pub async fn call(
        &self,
        session: &Session,
        prepared: PreparedRequest,
        consent: Consent,
    ) -> Result<Exchange, CallFault> {
        let credentials = self.credentials(session);
        let authorized = self.guard()?.authorize(prepared, credentials.as_ref(), consent).await?;
        let origin = self.origin(session).await?;
        Ok(self.client()?.send(authorized, &origin).await?)
    }

    fn client(&self) -> Result<&Client, CallFault> {
        let provider = &self.catalog()?.provider;
        Ok(self.client.get_or_init(|| Client::new(provider, self.config.timeout, Arc::clone(&self.echoes))))
    }

    fn guard(&self) -> Result<&Guard, CallFault> {
        let provider = &self.catalog()?.provider;
        Ok(self.guard.get_or_init(|| {
            let test_number = self.config.settings.test_number.iter().map(|found| found.value.clone());
            let recipients = test_number.chain(self.config.allowed_recipients.iter().cloned()).collect();
            Guard::new(Rules {
                gateway: provider.id,
                instance: provider.instance,
                mode: self.config.mode,
                confirm: self.config.confirm,
                recipients,
            })
        }))
    }

    /// Where calls of a session go.
    async fn origin(&self, session: &Session) -> Result<Origin, CallFault> {
        if self.is_simulated() {
            return Ok(self.sandbox().await?.origin());
        }
        if let Some(base) = &self.config.base_url {
            // A project's `.env` may redirect its own token, and no other that is set later.
            let own_token = session.token_source() == Some(Source::Dotenv);
            if base.source != Source::Dotenv || own_token {
                return Ok(base.value.clone());
            }
        }
        Origin::parse(self.catalog()?.provider.server).map_err(|_| CallFault::Address)
    }

    async fn sandbox(&self) -> Result<&Sandbox, CallFault> {
        let catalog = self.catalog()?;
        let named = self.config.settings.instance_id.as_ref().map(|found| found.value.clone());
        let start = || async {
            let id = named.unwrap_or_else(|| SANDBOX_INSTANCE.to_owned());
            let settings = sandbox::Settings {
                instances: vec![sandbox::Instance { id, paired: true }],
                // An agent has no phone to scan with.
                scan_after: Some(std::time::Duration::from_secs(5)),
                ..sandbox::Settings::default()
            };
            Sandbox::start(settings, catalog).await
        };
        Ok(self.sandbox.get_or_try_init(start).await?)
    }
}
