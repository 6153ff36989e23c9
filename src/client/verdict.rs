//! What follows from what befell an attempt: the one table of risk and fault.

use super::error::{Attempt, Failure};
use crate::{
    net::NetError,
    values::{Outcome, Risk},
};

/// What befell an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 2xx, whole.
    Success,
    /// 401 or 403.
    NotAllowed,
    /// 404 or 410.
    NotFound,
    /// 408: the gateway waited for the rest of the request (RFC 9110, 15.5.9).
    RequestTimeout,
    /// 425 (RFC 8470): refused unread.
    TooEarly,
    /// 429 (RFC 6585): refused for its rate.
    RateLimited,
    /// Any other 4xx.
    Refused,
    /// 5xx.
    ServerError,
    /// 3xx.
    Redirect,
    /// A status that no API answers.
    OddStatus,
    /// A token that no header can carry.
    Unsendable,
    /// The HTTP client cannot be made.
    NoClient,
    /// Other calls took all the time.
    Busy,
    /// No connection: name, address, refusal, handshake.
    NoConnection,
    /// A certificate that nobody here trusts.
    Untrusted,
    /// The connection broke before the whole answer.
    Broken,
    /// No whole answer in time.
    TimedOut,
    /// An answer over the ceiling.
    TooLarge,
}

impl Class {
    /// Every class, in the order of an account of them.
    pub const ALL: [Self; 18] = [
        Self::Success,
        Self::Unsendable,
        Self::NoClient,
        Self::Busy,
        Self::NoConnection,
        Self::Untrusted,
        Self::Broken,
        Self::TimedOut,
        Self::TooLarge,
        Self::Redirect,
        Self::NotAllowed,
        Self::NotFound,
        Self::RequestTimeout,
        Self::TooEarly,
        Self::RateLimited,
        Self::Refused,
        Self::ServerError,
        Self::OddStatus,
    ];

    /// What it is, in words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Success => "a whole answer 2xx, readable or not",
            Self::NotAllowed => "401, 403",
            Self::NotFound => "404, 410",
            Self::RequestTimeout => "408",
            Self::TooEarly => "425",
            Self::RateLimited => "429",
            Self::Refused => "any other 4xx",
            Self::ServerError => "5xx",
            Self::Redirect => "3xx",
            Self::OddStatus => "any other status",
            Self::Unsendable => "a token that no header can carry",
            Self::NoClient => "no HTTP client can be made",
            Self::Busy => "no turn, so many calls are under way",
            Self::NoConnection => "no connection: name, address, handshake",
            Self::Untrusted => "a certificate that is not trusted",
            Self::Broken => "the connection broke before the whole answer",
            Self::TimedOut => "no whole answer in time",
            Self::TooLarge => "an answer larger than any documented",
        }
    }
}

/// What to do next, which the tools put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it is done.
    Nothing,
    /// Correct the call.
    Correct,
    /// Check the token and what the account may do.
    CheckToken,
    /// Check the ids in the call.
    CheckIds,
    /// Wait, then call again.
    Wait,
    /// Call again.
    TryAgain,
    /// Call again later.
    TryLater,
    /// Look what became of it before calling again.
    LookFirst,
    /// Check the network and the address.
    CheckNetwork,
    /// Check whose certificate it is.
    CheckCertificate,
    /// Check what the HTTP client is made from.
    CheckClient,
    /// Ask for less at once.
    AskForLess,
    /// Check the base address: an API does not redirect.
    CheckAddress,
    /// Set the token anew.
    SetToken,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What became of the call.
    pub outcome: Outcome,
    /// Whether to make it again within its deadline.
    pub again: bool,
    /// What to do when it is not made again.
    pub next: Next,
}

const fn once(outcome: Outcome, next: Next) -> Verdict {
    Verdict { outcome, again: false, next }
}

const fn again(outcome: Outcome, next: Next) -> Verdict {
    Verdict { outcome, again: true, next }
}

/// What follows for an operation of this risk. A failed read changed nothing; anything else is made again only when the
/// first surely was not taken, and is never guessed at when that cannot be known.
#[must_use]
pub fn verdict(risk: Risk, class: Class) -> Verdict {
    use Next::{
        AskForLess, CheckAddress, CheckCertificate, CheckClient, CheckIds, CheckNetwork, CheckToken, Correct,
        LookFirst, Nothing, SetToken, TryAgain, TryLater, Wait,
    };
    use Outcome::{Done, NotSent, Unknown};
    let (read, change) = match class {
        Class::Success => (once(Done, Nothing), once(Done, Nothing)),
        Class::NotAllowed => (once(NotSent, CheckToken), once(NotSent, CheckToken)),
        Class::NotFound => (once(NotSent, CheckIds), once(NotSent, CheckIds)),
        Class::RequestTimeout => (again(NotSent, TryAgain), once(NotSent, TryAgain)),
        Class::TooEarly => (again(NotSent, TryAgain), again(NotSent, TryAgain)),
        Class::RateLimited => (again(NotSent, Wait), again(NotSent, Wait)),
        Class::Refused => (once(NotSent, Correct), once(NotSent, Correct)),
        Class::ServerError => (again(NotSent, TryLater), once(Unknown, LookFirst)),
        Class::Redirect | Class::OddStatus => (once(NotSent, CheckAddress), once(Unknown, LookFirst)),
        Class::Unsendable => (once(NotSent, SetToken), once(NotSent, SetToken)),
        Class::NoClient => (once(NotSent, CheckClient), once(NotSent, CheckClient)),
        Class::Busy => (once(NotSent, TryLater), once(NotSent, TryLater)),
        Class::NoConnection => (again(NotSent, CheckNetwork), again(NotSent, CheckNetwork)),
        Class::Untrusted => (once(NotSent, CheckCertificate), once(NotSent, CheckCertificate)),
        Class::Broken | Class::TimedOut => (again(NotSent, TryAgain), once(Unknown, LookFirst)),
        Class::TooLarge => (once(NotSent, AskForLess), once(Unknown, LookFirst)),
    };
    if risk == Risk::Read { read } else { change }
}

/// The class of an attempt.
pub(super) fn class(attempt: &Attempt) -> Class {
    match attempt {
        Ok(answer) => of_status(answer.status),
        Err(failure) => match failure {
            Failure::Token => Class::Unsendable,
            Failure::TokenGiven | Failure::NoFile => Class::Refused,
            Failure::Busy => Class::Busy,
            Failure::Timeout(_) => Class::TimedOut,
            Failure::Net(NetError::Setup(_)) => Class::NoClient,
            Failure::Net(NetError::Connect(_)) => Class::NoConnection,
            Failure::Net(NetError::Untrusted(_)) => Class::Untrusted,
            Failure::Net(NetError::Broken(_)) => Class::Broken,
            Failure::Net(NetError::TooLarge(_)) => Class::TooLarge,
            Failure::Net(NetError::Redirect(_)) => Class::Redirect,
        },
    }
}

fn of_status(status: u16) -> Class {
    match status {
        200..300 => Class::Success,
        300..400 => Class::Redirect,
        401 | 403 => Class::NotAllowed,
        404 | 410 => Class::NotFound,
        408 => Class::RequestTimeout,
        425 => Class::TooEarly,
        429 => Class::RateLimited,
        400..500 => Class::Refused,
        500..600 => Class::ServerError,
        _ => Class::OddStatus,
    }
}
