//! What a program does, in no language: calls one after another, their values known or taken from the environment and
//! from earlier answers.

use serde_json::{Map, Value};

use crate::catalog::{Event, Operation, Provider};

/// A program.
#[derive(Clone, Debug)]
pub struct Program {
    /// What it does, for its first comment; from the catalog, never from a caller.
    pub title: String,
    /// What sets it going.
    pub trigger: Trigger,
    /// The calls, in order; at least one where it is started.
    pub steps: Vec<Step>,
}

/// What a program is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// It is started, makes its calls and ends.
    Calls,
    /// It waits for events, and may make calls at each.
    Receives,
}

/// What sets the calls of a program going.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// Somebody starts it.
    Start,
    /// One of these events arrives; any event where none is named.
    Events(Vec<&'static Event>),
}

/// One call.
#[derive(Clone, Debug)]
pub struct Step {
    /// The operation.
    pub operation: &'static Operation,
    /// The path in parts, percent-encoded where it is known.
    pub path: Vec<Expr>,
    /// The query, without the token.
    pub query: Vec<(String, Expr)>,
    /// The members of the JSON body; nothing for GET and DELETE.
    pub body: Option<Vec<(String, Expr)>>,
    /// The arguments that hold the documentation's example.
    pub examples: Vec<&'static str>,
    /// What a person must do before the next call, where something must be done.
    pub pause: Option<&'static str>,
}

/// A value in a program.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// One that is known when the program is written.
    Value(Value),
    /// An object, some of whose members are not.
    Object(Vec<(String, Self)>),
    /// A list, some of whose items are not.
    List(Vec<Self>),
    /// The session's id, from the environment.
    Instance,
    /// The access token, from the environment.
    Token,
    /// A text in an earlier answer.
    Answer {
        /// The number of the step, from 0.
        step: usize,
        /// The names that lead to it.
        path: Vec<&'static str>,
    },
    /// A text in the event that arrived.
    Event {
        /// The names that lead to it.
        path: Vec<&'static str>,
    },
}

/// An argument that earlier answers give.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The argument.
    pub argument: &'static str,
    /// What takes the place of its value.
    pub value: Expr,
}

/// A checked call as it travels, without credentials.
#[derive(Clone, Copy, Debug)]
pub struct Travels<'a> {
    /// The path, encoded.
    pub path: &'a str,
    /// The query.
    pub query: &'a [(String, String)],
    /// The body.
    pub body: Option<&'a Map<String, Value>>,
}

impl Step {
    /// A call that was checked, in which `links` take the place of what they name.
    #[must_use]
    pub fn new(
        provider: &Provider,
        operation: &'static Operation,
        travels: Travels<'_>,
        links: &[Link],
    ) -> Self {
        let linked =
            |name: &str| links.iter().find(|link| link.argument == name).map(|link| link.value.clone());
        let query = travels.query.iter().map(|(name, text)| {
            let known = || Expr::Value(Value::String(text.clone()));
            (name.clone(), linked(name).unwrap_or_else(known))
        });
        let mut query: Vec<(String, Expr)> = query.collect();
        let mut body = travels.body.map(|members| {
            let member = |(name, value): (&String, &Value)| {
                (name.clone(), linked(name).unwrap_or_else(|| Expr::Value(value.clone())))
            };
            members.iter().map(member).collect::<Vec<_>>()
        });
        let instance = operation
            .takes(provider.instance)
            .then(|| (provider.instance.to_owned(), linked(provider.instance).unwrap_or(Expr::Instance)));
        match &mut body {
            Some(body) => {
                body.extend(instance);
                let token = operation.takes(provider.token.body);
                body.extend(token.then(|| (provider.token.body.to_owned(), Expr::Token)));
            }
            None => query.extend(instance),
        }
        let path = path(operation, travels.path, linked);
        Self { operation, path, query, body, examples: Vec::new(), pause: None }
    }

    /// Every expression of the call.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let members = self.query.iter().chain(self.body.iter().flatten());
        self.path.iter().chain(members.map(|(_, value)| value))
    }

    /// The answer's member that is a picture as a `data:` address, where the documentation shows one.
    pub(super) fn picture(&self) -> Option<String> {
        let example = self.operation.success.example.as_ref()?;
        let Value::Object(members) = example.value() else { return None };
        let is_picture = |value: &Value| value.as_str().is_some_and(|text| text.starts_with("data:image/"));
        members.into_iter().find(|(_, value)| is_picture(value)).map(|(name, _)| name)
    }
}

impl Program {
    /// Whether a call needs the session's id from the environment.
    #[must_use]
    pub fn takes_instance(&self) -> bool {
        self.steps.iter().flat_map(Step::expressions).any(|expr| expr.any(&|expr| *expr == Expr::Instance))
    }

    /// What it is for.
    #[must_use]
    pub fn job(&self) -> Job {
        match self.trigger {
            Trigger::Start => Job::Calls,
            Trigger::Events(_) => Job::Receives,
        }
    }

    /// The events that set it going, where events do.
    pub(super) fn events(&self) -> Option<&[&'static Event]> {
        match &self.trigger {
            Trigger::Start => None,
            Trigger::Events(events) => Some(events),
        }
    }
}

impl Expr {
    /// Whether an earlier answer or the event gives it or a part of it.
    pub(super) fn is_linked(&self) -> bool {
        self.any(&|expr| matches!(expr, Self::Answer { .. } | Self::Event { .. }))
    }

    /// Whether this or a part of it is so.
    fn any(&self, is_so: &impl Fn(&Self) -> bool) -> bool {
        is_so(self)
            || match self {
                Self::Object(members) => members.iter().any(|(_, value)| value.any(is_so)),
                Self::List(items) => items.iter().any(|item| item.any(is_so)),
                Self::Value(_) | Self::Instance | Self::Token | Self::Answer { .. } | Self::Event { .. } => {
                    false
                }
            }
    }
}

/// The path in parts: what is known in one text, what an earlier answer gives beside it.
fn path(operation: &Operation, travels: &str, linked: impl Fn(&str) -> Option<Expr>) -> Vec<Expr> {
    let mut parts = Vec::new();
    let mut text = String::new();
    for (placeholder, known) in operation.real_path.in_segments().zip(travels.split('/').skip(1)) {
        text.push('/');
        match placeholder.and_then(&linked) {
            Some(given) => {
                parts.push(Expr::Value(Value::String(std::mem::take(&mut text))));
                parts.push(given);
            }
            None => text.push_str(known),
        }
    }
    if !text.is_empty() {
        parts.push(Expr::Value(Value::String(text)));
    }
    parts
}
