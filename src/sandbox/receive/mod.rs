//! The strict receiver: a request becomes a checked call, or is refused in the documented way. The checks stand
//! in one order: path and method, token, instance, arguments that are missing, arguments that are wrong,
//! recipients, the session's status.

mod arguments;
mod nested;
pub(super) mod route;
mod shape;

use serde_json::{Map, Value};

use super::{clock::Moment, record::Received, refusal::Refusal, session::Status, world::World};
use crate::{
    catalog::{Carried, Carrier, Credential, Json, Operation},
    values::{ChatId, Risk},
};

/// A checked call of an operation.
pub(super) struct Call {
    pub(super) operation: &'static Operation,
    /// The session that it is for, where the operation takes one.
    pub(super) instance: Option<String>,
    /// Its arguments, each of its type, wherever they travelled.
    pub(super) arguments: Map<String, Value>,
    /// When it came.
    pub(super) now: Moment,
    /// A number that no other call has.
    pub(super) number: u64,
}

impl Call {
    /// A text argument; empty where it was left out.
    pub(super) fn text(&self, name: &str) -> &str {
        self.arguments.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The chat that an argument names, in the spelling under which chats are kept.
    pub(super) fn chat(&self, name: &str) -> String {
        let text = self.text(name);
        ChatId::parse(text).map_or_else(|_| text.to_owned(), |id| id.to_string())
    }

    /// A count, given as a number or (as some operations document it) as a text.
    pub(super) fn count(&self, name: &str) -> Result<Option<usize>, Refusal> {
        let value = match self.arguments.get(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text.parse().ok(),
            Some(value) => value.as_u64().and_then(|count| usize::try_from(count).ok()),
        };
        value.map(Some).ok_or_else(|| Refusal::invalid(name, "not_a_count"))
    }

    /// Whether an argument is the documentation's own example, which stands for something that exists.
    pub(super) fn is_example(&self, name: &str) -> bool {
        let argument = self.operation.arguments.iter().find(|argument| argument.name == name);
        let example = argument.and_then(|argument| argument.schema.example_value());
        example.is_some() && example.as_ref() == self.arguments.get(name)
    }

    /// The documented answer.
    pub(super) fn documented(&self) -> Option<Value> {
        self.operation.success.example.map(Json::value)
    }
}

/// Checks a request.
pub(super) fn receive(
    world: &mut World,
    request: &Received,
    number: u64,
    now: Moment,
) -> Result<Call, Refusal> {
    let (operation, path) = route::find(world.catalog, &request.method, &request.path)?;
    let body = Body::read(request);
    token(world, request, &body)?;
    let instance = instance(world, operation, request, &body)?;
    let arguments = arguments::check(world.catalog, operation, path, request, body)?;
    if let Some(id) = &instance
        && needs_phone(operation)
    {
        world.session(id)?.expect(Status::Working, now)?;
    }
    Ok(Call { operation, instance, arguments, now, number })
}

/// A request's body as far as it could be read.
pub(super) enum Body {
    Empty,
    Object(Map<String, Value>),
    /// The reason, in one word.
    Unreadable(&'static str),
}

impl Body {
    fn read(request: &Received) -> Self {
        if request.body.is_empty() {
            return Self::Empty;
        }
        let media_type = request.header("content-type").unwrap_or_default();
        if !media_type.to_ascii_lowercase().starts_with("application/json") {
            return Self::Unreadable("content_type_is_not_json");
        }
        match serde_json::from_slice(&request.body) {
            Ok(Value::Object(members)) => Self::Object(members),
            Ok(_) => Self::Unreadable("not_an_object"),
            Err(_) => Self::Unreadable("not_json"),
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Object(members) => members.get(name),
            Self::Empty | Self::Unreadable(_) => None,
        }
    }
}

fn in_query<'a>(request: &'a Received, name: &str) -> Option<&'a str> {
    request.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The token, in any place in which it may travel; every one that is given must be right.
fn token(world: &World, request: &Received, body: &Body) -> Result<(), Refusal> {
    let provider = &world.catalog.provider;
    let schemes = provider.security.token.iter();
    let given = schemes.filter_map(|scheme| match scheme.carrier {
        Carrier::Header => request.header(scheme.name),
        Carrier::Bearer => {
            let header = request.header(scheme.travels_as())?;
            Some(header.strip_prefix("Bearer ").unwrap_or_default())
        }
        Carrier::Query => in_query(request, scheme.name),
        Carrier::Body | Carrier::Form => {
            body.get(scheme.name).map(|value| value.as_str().unwrap_or_default())
        }
    });
    let given: Vec<&str> = given.collect();
    if given.is_empty() {
        let asked = provider.security.asks_for_token().map(|(_, name)| name);
        let name = asked.or_else(|| Some(provider.security.usual()?.travels_as())).unwrap_or_default();
        return Err(Refusal::missing(&[name.to_owned()]));
    }
    let right = given.into_iter().all(|token| token == world.settings.token);
    if right { Ok(()) } else { Err(Refusal::new("invalid_access_token")) }
}

/// The session that an operation takes, in its body where it has one, else in the query.
fn instance(
    world: &mut World,
    operation: &Operation,
    request: &Received,
    body: &Body,
) -> Result<Option<String>, Refusal> {
    let carried = world.catalog.provider.security.carried(operation, false).into_iter();
    let mut carried = carried.filter(|carried| carried.credential == Credential::Session);
    let Some(Carried { carrier, name, .. }) = carried.next() else { return Ok(None) };
    let given = match (carrier, body.get(name)) {
        (Carrier::Body | Carrier::Form, Some(value)) => {
            Some(value.as_str().ok_or_else(|| Refusal::invalid(name, "wrong_type"))?)
        }
        (Carrier::Body | Carrier::Form, None) => None,
        (Carrier::Header | Carrier::Bearer | Carrier::Query, _) => in_query(request, name),
    };
    let id = given.ok_or_else(|| Refusal::missing(&[name.to_owned()]))?.to_owned();
    world.session(&id)?;
    Ok(Some(id))
}

/// Whether an operation needs a linked phone: everything that is no read
/// outside the session's own life, and the live look into the directory of numbers.
fn needs_phone(operation: &Operation) -> bool {
    let path = operation.real_path.as_str();
    let own_life = ["/v2/session/", "/v2/auth/"].iter().any(|start| path.starts_with(start));
    path == "/v2/contacts/check-exists" || (operation.risk != Risk::Read && !own_life)
}
