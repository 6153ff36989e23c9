//! What one connection has set beside what the program was started with.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{AccessToken, Credentials, Found, Source};
use crate::values::ChatId;

/// The settings that can change while the program runs.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The token.
    pub access_token: Option<Found<AccessToken>>,
    /// The session to act for.
    pub instance_id: Option<Found<String>>,
    /// The number that `me` and `test` stand for.
    pub test_number: Option<Found<ChatId>>,
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

/// The settings of one connection.
#[derive(Debug)]
pub struct Session(Mutex<Settings>);

impl Session {
    /// A session that starts from what the program was started with.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self(Mutex::new(settings))
    }

    /// Takes over what a call sets, and leaves the rest.
    pub fn update(&self, change: Settings) {
        let mut settings = self.settings_mut();
        let Settings { access_token, instance_id, test_number } = change;
        settings.access_token = access_token.or_else(|| settings.access_token.take());
        settings.instance_id = instance_id.or_else(|| settings.instance_id.take());
        settings.test_number = test_number.or_else(|| settings.test_number.take());
    }

    /// What calls are made with, or nothing without a token.
    #[must_use]
    pub fn credentials(&self) -> Option<Credentials> {
        let settings = self.settings_mut();
        Some(Credentials {
            access_token: settings.access_token.as_ref()?.value.clone(),
            instance_id: settings.instance_id.as_ref().map(|found| found.value.clone()),
        })
    }

    /// The token, where one is set.
    #[must_use]
    pub fn access_token(&self) -> Option<AccessToken> {
        self.settings_mut().access_token.as_ref().map(|found| found.value.clone())
    }

    /// Where the token comes from.
    #[must_use]
    pub fn token_source(&self) -> Option<Source> {
        self.settings_mut().access_token.as_ref().map(|found| found.source)
    }

    /// The test number and where it comes from.
    #[must_use]
    pub fn test_number(&self) -> Option<Found<ChatId>> {
        self.settings_mut().test_number.clone()
    }

    /// The session to act for.
    #[must_use]
    pub fn instance_id(&self) -> Option<String> {
        self.settings_mut().instance_id.as_ref().map(|found| found.value.clone())
    }

    /// What is set, for showing.
    #[must_use]
    pub fn shown(&self) -> Vec<Setting> {
        let settings = self.settings_mut();
        let setting = |name, shown: Option<(String, Source)>| {
            let source = shown.as_ref().map_or(Source::Default, |(_, source)| *source);
            Setting { name, shown: shown.map(|(shown, _)| shown), source }
        };
        let token = settings.access_token.as_ref();
        let instance = settings.instance_id.as_ref();
        let number = settings.test_number.as_ref();
        vec![
            setting("access_token", token.map(|found| (super::Masked::whole().to_string(), found.source))),
            setting("instance_id", instance.map(|found| (found.value.clone(), found.source))),
            setting("test_number", number.map(|found| (found.value.to_string(), found.source))),
        ]
    }

    /// A panic elsewhere must not make the settings unreadable: they are whole after each assignment.
    fn settings_mut(&self) -> MutexGuard<'_, Settings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
