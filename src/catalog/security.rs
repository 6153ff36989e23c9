//! Which credential is carried where (OpenAPI's security schemes): the only place that knows. The wire, what is shown of
//! a call, programs, exports and the simulated gateway ask [`Security::carried`].

use serde::{Deserialize, Serialize};

use super::operation::{Body, Operation};
use crate::values::Language;

/// What a gateway wants to know of its caller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Security {
    /// The ways in which the token travels, each with its condition.
    pub token: Vec<Scheme>,
    /// The argument that names the session, where an account has several.
    pub session: Option<&'static str>,
}

/// One way in which the token travels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scheme {
    /// What carries it.
    pub carrier: Carrier,
    /// The name of the header, argument or member that it travels under.
    pub name: &'static str,
    /// When it does.
    pub asked_by: Option<AskedBy>,
}

/// The refusal by which a gateway asks for the token in one more place. It took nothing, so the call is made once more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskedBy {
    /// Its HTTP status.
    pub status: u16,
    /// Its error code.
    pub code: &'static str,
    /// Where it lists the names that it misses, as a JSON Pointer (RFC 6901).
    pub names: &'static str,
}

/// What carries a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Carrier {
    /// A header of this name.
    Header,
    /// `Authorization: Bearer` (RFC 6750).
    Bearer,
    /// An argument of the query.
    Query,
    /// A member of a JSON body.
    Body,
    /// A field of a form.
    Form,
}

/// What is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The access token.
    Token,
    /// The id of the session to act for.
    Session,
}

/// One credential of one call, at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// What it is.
    pub credential: Credential,
    /// What carries it.
    pub carrier: Carrier,
    /// The name of the header, argument or member.
    pub name: &'static str,
}

/// The header that a bearer token travels in.
const AUTHORIZATION: &str = "authorization";

impl Security {
    /// What a call of `operation` carries: the session's name first, then the token in each of its places. `asked` says
    /// that the gateway has asked for the token where it otherwise does not travel.
    #[must_use]
    pub fn carried(&self, operation: &Operation, asked: bool) -> Vec<Carried> {
        let member = in_body(operation);
        let session = self.session_of(operation).map(|name| Carried {
            credential: Credential::Session,
            carrier: member.unwrap_or(Carrier::Query),
            name,
        });
        let token = self.token.iter().filter(|scheme| asked || scheme.asked_by.is_none());
        let token = token.filter_map(|scheme| {
            let carrier = match scheme.carrier {
                Carrier::Header | Carrier::Bearer | Carrier::Query => scheme.carrier,
                // In a body only where the operation documents it.
                Carrier::Body | Carrier::Form => member.filter(|_| operation.takes(scheme.name))?,
            };
            Some(Carried { credential: Credential::Token, carrier, name: scheme.travels_as() })
        });
        session.into_iter().chain(token).collect()
    }

    /// What an example carries: the session's name, and the token in the place where it usually travels.
    #[must_use]
    pub fn shown(&self, operation: &Operation) -> Vec<Carried> {
        let usual = self.usual().map(Scheme::travels_as);
        let mut carried = self.carried(operation, false);
        let mut is_told = false;
        carried.retain(|carried| match carried.credential {
            Credential::Session => true,
            Credential::Token => {
                let is_first = Some(carried.name) == usual && !is_told;
                is_told |= is_first;
                is_first
            }
        });
        carried
    }

    /// The argument that names the session, where the operation takes it.
    #[must_use]
    pub fn session_of(&self, operation: &Operation) -> Option<&'static str> {
        self.session.filter(|name| operation.takes(name))
    }

    /// Every place in which the token may travel, and its name there.
    pub fn places(&self) -> impl Iterator<Item = (Carrier, &'static str)> {
        self.token.iter().map(|scheme| (scheme.carrier, scheme.travels_as()))
    }

    /// Every name under which the token travels.
    pub fn token_names(&self) -> impl Iterator<Item = &'static str> {
        self.token.iter().map(Scheme::travels_as)
    }

    /// The refusal by which the gateway asks for the token in one more place, and the name that it then travels under.
    #[must_use]
    pub fn asks_for_token(&self) -> Option<(&AskedBy, &'static str)> {
        self.token.iter().find_map(|scheme| Some((scheme.asked_by.as_ref()?, scheme.name)))
    }

    /// The first way in which the token always travels.
    #[must_use]
    pub fn usual(&self) -> Option<&Scheme> {
        self.token.iter().find(|scheme| scheme.asked_by.is_none())
    }

    /// How the token travels, in words that follow on "the token travels in".
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let Some(scheme) = self.usual() else { return String::new() };
        let (before, behind) = match (scheme.carrier, language) {
            (Carrier::Header, Language::En) => ("the header", ""),
            (Carrier::Header, Language::Ar) => ("الترويسة", ""),
            (Carrier::Bearer, Language::En) => ("the header", ", behind `Bearer`"),
            (Carrier::Bearer, Language::Ar) => ("الترويسة", " بعد `Bearer`"),
            (Carrier::Query, Language::En) => ("the query argument", ""),
            (Carrier::Query, Language::Ar) => ("معامل الاستعلام", ""),
            (Carrier::Body | Carrier::Form, Language::En) => ("the body's member", ""),
            (Carrier::Body | Carrier::Form, Language::Ar) => ("عضو الجسم", ""),
        };
        format!("{before} `{}`{behind}", scheme.travels_as())
    }
}

impl Scheme {
    /// The name of the header, argument or member.
    #[must_use]
    pub fn travels_as(&self) -> &'static str {
        match self.carrier {
            Carrier::Bearer => AUTHORIZATION,
            Carrier::Header | Carrier::Query | Carrier::Body | Carrier::Form => self.name,
        }
    }
}

/// What a member of the operation's body is carried by; nothing where it has no body with members.
fn in_body(operation: &Operation) -> Option<Carrier> {
    match operation.body? {
        Body::Json => Some(Carrier::Body),
        Body::Form | Body::Multipart => Some(Carrier::Form),
        Body::Streamed => None,
    }
}
