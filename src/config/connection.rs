//! What one connection has set beside what the program was started with.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{AccessToken, Credentials, Source, Sourced};
use crate::values::ChatId;

/// The settings of one gateway that can change while the program runs.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The token.
    pub access_token: Option<Sourced<AccessToken>>,
    /// The session to act for.
    pub instance_id: Option<Sourced<String>>,
}

/// One setting, as it is shown: never with a secret in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name in `set_config`.
    pub name: &'static str,
    /// What is shown of it; nothing where it is not set.
    pub shown: Option<String>,
    /// Where it comes from.
    pub source: Source,
}

/// The settings of one connection. Those of one gateway are never those of another.
#[derive(Debug)]
pub struct Connection(Mutex<State>);

#[derive(Debug)]
struct State {
    /// The gateway that is meant where none is named.
    api: String,
    /// By the gateway's id.
    settings: Vec<(String, Settings)>,
    /// The number that `me` and `test` stand for.
    test_number: Option<Sourced<ChatId>>,
}

impl Connection {
    /// A session that starts from what the program was started with.
    #[must_use]
    pub fn new(api: String, settings: Settings, test_number: Option<Sourced<ChatId>>) -> Self {
        Self(Mutex::new(State { settings: vec![(api.clone(), settings)], api, test_number }))
    }

    /// The gateway that is meant where none is named.
    #[must_use]
    pub fn api(&self) -> String {
        self.state().api.clone()
    }

    /// Means this gateway from now on where none is named.
    pub fn select(&self, api: &str) {
        api.clone_into(&mut self.state().api);
    }

    /// Takes over what a call sets for a gateway, and leaves the rest.
    pub fn update(&self, api: &str, change: Settings) {
        let mut state = self.state();
        let Settings { access_token, instance_id } = change;
        let Some((_, settings)) = state.settings.iter_mut().find(|(known, _)| known == api) else {
            state.settings.push((api.to_owned(), Settings { access_token, instance_id }));
            return;
        };
        settings.access_token = access_token.or_else(|| settings.access_token.take());
        settings.instance_id = instance_id.or_else(|| settings.instance_id.take());
    }

    /// Sets the number that `me` and `test` stand for.
    pub fn set_test_number(&self, number: Sourced<ChatId>) {
        self.state().test_number = Some(number);
    }

    /// What calls to a gateway are made with and where the token comes from, or nothing without a token.
    #[must_use]
    pub fn credentials(&self, api: &str) -> Option<(Credentials, Source)> {
        let settings = self.settings(api);
        let token = settings.access_token?;
        let instance_id = settings.instance_id.map(|found| found.value);
        Some((Credentials { access_token: token.value, instance_id }, token.source))
    }

    /// Every token that is set, of whatever gateway.
    #[must_use]
    pub fn access_tokens(&self) -> Vec<AccessToken> {
        let state = self.state();
        let tokens = state.settings.iter().filter_map(|(_, settings)| settings.access_token.as_ref());
        tokens.map(|found| found.value.clone()).collect()
    }

    /// The test number and where it comes from.
    #[must_use]
    pub fn test_number(&self) -> Option<Sourced<ChatId>> {
        self.state().test_number.clone()
    }

    /// The session to act for at a gateway.
    #[must_use]
    pub fn instance_id(&self, api: &str) -> Option<String> {
        self.settings(api).instance_id.map(|found| found.value)
    }

    /// What is set for a gateway, for showing.
    #[must_use]
    pub fn shown(&self, api: &str) -> Vec<Setting> {
        let settings = self.settings(api);
        let setting = |name, shown: Option<(String, Source)>| {
            let source = shown.as_ref().map_or(Source::Default, |(_, source)| *source);
            Setting { name, shown: shown.map(|(shown, _)| shown), source }
        };
        let token = settings.access_token.map(|found| (super::Masked::whole().to_string(), found.source));
        let instance = settings.instance_id.map(|found| (found.value, found.source));
        let number = self.test_number().map(|found| (found.value.to_string(), found.source));
        vec![setting("access_token", token), setting("instance_id", instance), setting("test_number", number)]
    }

    fn settings(&self, api: &str) -> Settings {
        let state = self.state();
        let known = state.settings.iter().find(|(known, _)| known == api);
        known.map(|(_, settings)| settings.clone()).unwrap_or_default()
    }

    /// A panic elsewhere must not make the settings unreadable: they are whole after each assignment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
