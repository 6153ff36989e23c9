//! One lazy connection pool and the attempts of a call.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::{Method as Verb, Request};
use tokio::sync::Semaphore;

use super::{
    Answer, CallError, Failure, Redacted,
    auth::{self, KnownEchoes, Unsigned},
    body,
    error::{Attempt, classified},
    link::Links,
    retry,
    verdict::{Verdict, class, verdict},
};
use crate::{
    catalog::Provider,
    config::Credentials,
    guard::Authorized,
    request::PreparedRequest,
    values::{Method, Origin, Outcome, Timeout},
};

/// How many requests are under way at once; further ones wait for a turn. A process may open no more than 256 files on
/// some systems, and a gateway takes hundreds of connections of one account for an attack.
const AT_ONCE: usize = 64;

/// The least part of an attempt's time with which another one is begun: more than its connection may take, so that one
/// that never stood is known as such.
const LEAST_OF_AN_ATTEMPT: f64 = 0.8;

/// The client of one gateway.
pub struct Client {
    provider: &'static Provider,
    timeout: Timeout,
    links: Links,
    turns: Semaphore,
    echoes: Arc<KnownEchoes>,
    /// Whether the gateway has said that it misses the token in the query.
    token_in_query: AtomicBool,
}

/// A call that was answered.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The answer.
    pub answer: Answer,
    /// What follows.
    pub verdict: Verdict,
    /// How often it was tried.
    pub attempts: u32,
    /// How long it took, waits included.
    pub elapsed: Duration,
}

impl Client {
    /// A client that connects at its first call.
    #[must_use]
    pub fn new(provider: &'static Provider, timeout: Timeout, echoes: Arc<KnownEchoes>) -> Self {
        Self {
            provider,
            timeout,
            links: Links::default(),
            turns: Semaphore::new(AT_ONCE),
            echoes,
            token_in_query: AtomicBool::new(false),
        }
    }

    /// What a call would look like, with every secret masked.
    #[must_use]
    pub fn redacted(
        &self,
        prepared: &PreparedRequest,
        credentials: &Credentials,
        origin: &Origin,
    ) -> Redacted {
        let instance = prepared.instance().or(credentials.instance_id.as_deref());
        auth::redacted(prepared, instance, self.provider, origin)
    }

    /// Makes the call.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn send(&self, mut authorized: Authorized, origin: &Origin) -> Result<Exchange, CallError> {
        let started = Instant::now();
        let deadline = started + self.timeout.whole_call();
        let risk = authorized.prepared().operation().risk;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let token_in_query = self.token_in_query.load(Ordering::Relaxed);
            let attempt = self.attempt(&mut authorized, origin, deadline, token_in_query).await;
            let verdict = verdict(risk, class(&attempt));
            if verdict.outcome == Outcome::NotSent {
                authorized.came_back();
            }
            if !token_in_query && self.misses_token(&attempt) {
                // Such a refusal took nothing, and the place is remembered: it happens once.
                self.token_in_query.store(true, Ordering::Relaxed);
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
                Ok(answer) => Ok(Exchange { answer, verdict, attempts, elapsed }),
                Err(failure) => Err(CallError { failure, verdict, attempts, elapsed }),
            };
        }
    }

    async fn attempt(
        &self,
        authorized: &mut Authorized,
        origin: &Origin,
        deadline: Instant,
        token_in_query: bool,
    ) -> Attempt {
        let request = self.request(authorized, origin, token_in_query)?;
        let http = self.links.to(origin, self.timeout)?;
        self.echoes.note(&authorized.credentials().access_token);
        let Ok(Ok(_turn)) = tokio::time::timeout_at(deadline.into(), self.turns.acquire()).await else {
            return Err(Failure::Busy);
        };
        let bound = self.timeout.get().min(deadline.saturating_duration_since(Instant::now()));
        authorized.goes_on_wire();
        let exchange = async {
            let response = http.execute(request).await.map_err(classified)?;
            let (status, headers) = (response.status(), response.headers().clone());
            if status.is_redirection() {
                return Err(Failure::Redirect(status.as_u16()));
            }
            let bytes = body::read(response).await?;
            let mut answer = Answer::new(status.as_u16(), &headers, &bytes, &self.echoes);
            answer.retry_after = answer.retry_after.or_else(|| self.wait_in(&answer));
            Ok(answer)
        };
        match tokio::time::timeout(bound, exchange).await {
            // The client's own clock runs beside this one, and either may be first.
            Ok(Err(Failure::Broken(error))) if error.is_timeout() => {
                Err(Failure::Timeout(self.timeout.get()))
            }
            Ok(attempt) => attempt,
            Err(_) => Err(Failure::Timeout(self.timeout.get())),
        }
    }

    fn request(
        &self,
        authorized: &Authorized,
        origin: &Origin,
        token_in_query: bool,
    ) -> Result<Request, Failure> {
        let signed = auth::sign(authorized, self.provider, token_in_query).map_err(|why| match why {
            Unsigned::Unplaceable => Failure::Token,
            Unsigned::Given => Failure::TokenGiven,
        })?;
        let mut url = origin.join(authorized.prepared().path());
        if !signed.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&signed.query);
        }
        let mut request = Request::new(verb(authorized.prepared().operation().method), url);
        let headers = request.headers_mut();
        for (name, value) in &self.provider.headers {
            if let (Ok(name), Ok(value)) = (name.parse::<reqwest::header::HeaderName>(), value.parse()) {
                headers.insert(name, value);
            }
        }
        headers.insert(signed.header.0, signed.header.1);
        if let Some(body) = signed.body {
            headers.insert(
                reqwest::header::CONTENT_TYPE,
                reqwest::header::HeaderValue::from_static("application/json"),
            );
            *request.body_mut() = Some(body.into());
        }
        Ok(request)
    }

    /// How long an answer asks to wait in what it says.
    fn wait_in(&self, answer: &Answer) -> Option<Duration> {
        let seconds = answer.data()?.pointer(self.provider.answer.retry_after)?.as_f64()?;
        (seconds >= 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
    }

    /// Whether the gateway refused for want of the token in the query.
    fn misses_token(&self, attempt: &Attempt) -> bool {
        let Ok(answer) = attempt else { return false };
        let shape = &self.provider.answer;
        let token = self.provider.token.query;
        answer.status == 400
            && answer.text_at(shape.code) == Some(self.provider.token.missing)
            && answer.data().and_then(|data| data.pointer(shape.details)).is_some_and(|details| {
                details
                    .get("missing")
                    .and_then(|names| names.as_array())
                    .is_some_and(|names| names.iter().any(|name| name.as_str() == Some(token)))
            })
    }
}

fn verb(method: Method) -> Verb {
    match method {
        Method::Get => Verb::GET,
        Method::Post => Verb::POST,
        Method::Put => Verb::PUT,
        Method::Delete => Verb::DELETE,
    }
}
