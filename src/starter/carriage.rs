//! Which credential a call carries where, and what the body of a call is: what the catalog will say itself.

use crate::catalog::{Operation, Provider};

/// What a gateway wants to know of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The access token.
    Token,
    /// The id of the session to act for.
    Session,
}

/// What carries a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What the body of an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyKind {
    /// A JSON object.
    Json,
    /// A form: `application/x-www-form-urlencoded`.
    #[cfg_attr(not(test), expect(dead_code, reason = "no operation has one yet"))]
    Form,
    /// A form whose fields may be files (RFC 7578).
    #[cfg_attr(not(test), expect(dead_code, reason = "no operation has one yet"))]
    Multipart,
    /// A file and nothing else.
    #[cfg_attr(not(test), expect(dead_code, reason = "no operation has one yet"))]
    Streamed,
}

/// The environment variables that programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Environment {
    /// The access token.
    pub(super) token: &'static str,
    /// The id of the session.
    pub(super) session: &'static str,
    /// The base address.
    pub(super) base_url: &'static str,
}

impl Provider {
    /// What a call of `operation` carries: the session's name first, then the token in each of its places. `asked` says
    /// that the gateway has asked for the token in the query, where it otherwise does not travel.
    pub(super) fn carried(&self, operation: &Operation, asked: bool) -> Vec<Carried> {
        let member = body_of(operation).map(|_| Carrier::Body);
        let session = operation.takes(self.instance).then(|| Carried {
            credential: Credential::Session,
            carrier: member.unwrap_or(Carrier::Query),
            name: self.instance,
        });
        let token = |carrier, name| Carried { credential: Credential::Token, carrier, name };
        let in_body = member.filter(|_| operation.takes(self.token.body));
        let places = [
            Some(token(Carrier::Header, self.token.header)),
            in_body.map(|carrier| token(carrier, self.token.body)),
            asked.then(|| token(Carrier::Query, self.token.query)),
        ];
        session.into_iter().chain(places.into_iter().flatten()).collect()
    }
}

/// The environment variables that programs of a gateway read.
pub(super) fn environment_of(_: &Provider) -> Environment {
    Environment { token: "WAWP_ACCESS_TOKEN", session: "WAWP_INSTANCE_ID", base_url: "WAWP_BASE_URL" }
}

/// What the body of an operation is, where it has one.
pub(super) fn body_of(operation: &Operation) -> Option<BodyKind> {
    operation.method.has_body().then_some(BodyKind::Json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{docs, values::Method};

    #[test]
    fn a_token_travels_in_its_header_always_and_with_the_session_in_a_body() {
        let catalog = docs::catalog().unwrap();
        let carried = |method, path: &str, asked| {
            let operation = catalog.operations.iter().find(|o| o.method == method && o.path.as_str() == path);
            catalog.provider.carried(operation.unwrap(), asked)
        };
        let token = |carrier, name| Carried { credential: Credential::Token, carrier, name };
        let session = |carrier| Carried { credential: Credential::Session, carrier, name: "instance_id" };
        let header = token(Carrier::Header, "access-token");
        let sent = carried(Method::Post, "/v2/send/text", false);
        assert_eq!(sent, [session(Carrier::Body), header, token(Carrier::Body, "access_token")]);
        assert_eq!(carried(Method::Get, "/v2/chats", false), [session(Carrier::Query), header]);
        let asked = carried(Method::Get, "/v2/chats", true);
        assert_eq!(asked, [session(Carrier::Query), header, token(Carrier::Query, "access_token")]);
    }
}
