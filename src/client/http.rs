//! The attempts of a call.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Semaphore;

use super::{
    Failure, Redacted,
    auth::{self, Unsigned},
    error::Attempt,
    retry,
    verdict::{Verdict, class, verdict},
};
use crate::{
    answer::Answer,
    catalog::{Body, Provider},
    guard::{Account, Authorized},
    masking::KnownEchoes,
    net::{CONTENT_TYPE, HeaderName, HeaderValue, Outgoing, Pools},
    request::PreparedRequest,
    values::{Outcome, Timeout},
};

/// How many requests are under way at once; further ones wait for a turn. A process may open no more than 256 files on
/// some systems, and a gateway takes hundreds of connections of one account for an attack.
const AT_ONCE: usize = 64;

/// The least part of an attempt's time with which another one is begun: more than its connection may take, so that one
/// that never stood is known as such.
const LEAST_OF_AN_ATTEMPT: f64 = 0.8;

/// The client of a process.
pub struct Client {
    timeout: Timeout,
    pools: Pools,
    turns: Semaphore,
    echoes: Arc<KnownEchoes>,
    /// The ids of the gateways that have asked for the token in one more place.
    asked: Mutex<Vec<&'static str>>,
}

/// A call that was answered.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The answer.
    pub answer: Answer,
    /// What was called, as it may be shown.
    pub request: Redacted,
    /// What follows.
    pub verdict: Verdict,
    /// How often it was tried.
    pub attempts: u32,
    /// How long it took, waits included.
    pub elapsed: Duration,
}

/// A call that has no answer to show.
#[derive(Debug, thiserror::Error)]
#[error("{failure}")]
pub struct ExchangeError {
    /// Where it broke.
    #[source]
    pub failure: Failure,
    /// What was called, as it may be shown.
    pub request: Redacted,
    /// What follows.
    pub verdict: Verdict,
    /// How often it was tried.
    pub attempts: u32,
    /// How long it took.
    pub elapsed: Duration,
}

impl Client {
    /// A client that connects at its first call.
    #[must_use]
    pub fn new(timeout: Timeout, echoes: Arc<KnownEchoes>) -> Self {
        Self {
            timeout,
            pools: Pools::default(),
            turns: Semaphore::new(AT_ONCE),
            echoes,
            asked: Mutex::default(),
        }
    }

    /// What a call would look like, with every secret masked.
    #[must_use]
    pub fn redacted(prepared: &PreparedRequest, account: &Account) -> Redacted {
        let session = prepared.instance().or(account.session());
        auth::redacted(prepared, session, account.origin())
    }

    /// Makes the call.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn send(&self, mut authorized: Authorized) -> Result<Exchange, ExchangeError> {
        let started = Instant::now();
        let deadline = started + self.timeout.whole_call();
        let provider = authorized.prepared().provider();
        let risk = authorized.prepared().operation().risk;
        let request = shown(&authorized);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let asked = self.asked().contains(&provider.id);
            let attempt = self.attempt(&mut authorized, deadline, asked).await;
            let verdict = verdict(risk, class(&attempt));
            if verdict.outcome == Outcome::NotSent {
                authorized.came_back();
            }
            if !asked && asks_for_token(provider, &attempt) {
                // Such a refusal took nothing, and the place is remembered: it happens once.
                self.asked().push(provider.id);
                continue;
            }
            // An attempt that would be cut short says nothing: only one with its time is begun.
            let left = deadline.saturating_duration_since(Instant::now());
            let room = left.saturating_sub(self.timeout.get().mul_f64(LEAST_OF_AN_ATTEMPT));
            if let Some(pause) = retry::pause(&attempt, verdict, attempts).filter(|pause| *pause <= room) {
                tokio::time::sleep(pause).await;
                continue;
            }
            authorized.ends(verdict.outcome);
            let elapsed = started.elapsed();
            return match attempt {
                Ok(answer) => Ok(Exchange { answer, request, verdict, attempts, elapsed }),
                Err(failure) => Err(ExchangeError { failure, request, verdict, attempts, elapsed }),
            };
        }
    }

    async fn attempt(&self, authorized: &mut Authorized, deadline: Instant, asked: bool) -> Attempt {
        let outgoing = outgoing(authorized, asked)?;
        let pool = self.pools.to(authorized.origin(), self.timeout)?;
        auth::note(&self.echoes, &authorized.credentials().access_token);
        let Ok(Ok(_turn)) = tokio::time::timeout_at(deadline.into(), self.turns.acquire()).await else {
            return Err(Failure::Busy);
        };
        let bound = self.timeout.get().min(deadline.saturating_duration_since(Instant::now()));
        let provider = authorized.prepared().provider();
        authorized.goes_on_wire();
        let incoming = match tokio::time::timeout(bound, pool.exchange(outgoing)).await {
            Ok(Ok(incoming)) => incoming,
            // The client's own clock runs beside this one, and either may be first.
            Ok(Err(error)) if error.is_late() => return Err(Failure::Timeout(self.timeout.get())),
            Ok(Err(error)) => return Err(error.into()),
            Err(_) => return Err(Failure::Timeout(self.timeout.get())),
        };
        let mut answer = Answer::read(incoming, &self.echoes);
        answer.retry_after = answer.retry_after.or_else(|| wait_in(provider, &answer));
        Ok(answer)
    }

    fn asked(&self) -> std::sync::MutexGuard<'_, Vec<&'static str>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is called, as it may be shown.
fn shown(authorized: &Authorized) -> Redacted {
    let session = authorized.prepared().instance().or(authorized.credentials().instance_id.as_deref());
    auth::redacted(authorized.prepared(), session, authorized.origin())
}

/// The request of one attempt.
fn outgoing(authorized: &Authorized, asked: bool) -> Result<Outgoing, Failure> {
    let signed = auth::sign(authorized, asked).map_err(|why| match why {
        Unsigned::Unplaceable => Failure::Token,
        Unsigned::Given => Failure::TokenGiven,
        Unsigned::NoFile => Failure::NoFile,
    })?;
    let prepared = authorized.prepared();
    let mut url = authorized.origin().join(prepared.path());
    if !signed.query.is_empty() {
        url.query_pairs_mut().extend_pairs(&signed.query);
    }
    let mut headers = Vec::new();
    for (name, value) in &prepared.provider().headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            headers.push((name, value));
        }
    }
    headers.extend(signed.headers);
    let media_type = prepared.operation().body.and_then(Body::media_type);
    if let (Some(media_type), Some(_)) = (media_type, &signed.body) {
        headers.push((CONTENT_TYPE, HeaderValue::from_static(media_type)));
    }
    Ok(Outgoing { method: prepared.operation().method, url, headers, body: signed.body })
}

/// How long an answer asks to wait in what it says.
fn wait_in(provider: &Provider, answer: &Answer) -> Option<Duration> {
    let seconds = answer.data()?.pointer(provider.answer.retry_after?)?.as_f64()?;
    (seconds >= 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

/// Whether the gateway refused for want of the token in one more place.
fn asks_for_token(provider: &Provider, attempt: &Attempt) -> bool {
    let (Ok(answer), Some((asked, name))) = (attempt, provider.security.asks_for_token()) else {
        return false;
    };
    let names = answer.data().and_then(|data| data.pointer(asked.names)?.as_array());
    answer.status == asked.status
        && answer.text_at(provider.answer.code) == Some(asked.code)
        && names.is_some_and(|names| names.iter().any(|known| known.as_str() == Some(name)))
}
