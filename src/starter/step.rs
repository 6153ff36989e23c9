//! One call of a program: where its arguments and credentials stand, and what its body is.

use serde_json::{Map, Value};
use thiserror::Error;

use super::expr::Expr;
use crate::catalog::{
    Body as BodyKind, Carried, Carrier, Credential, Operation, Provider, wire::query_pairs,
};

/// One call.
#[derive(Clone, Debug)]
pub struct Step {
    /// The operation.
    pub operation: &'static Operation,
    /// The path in parts, percent-encoded where it is known.
    pub path: Vec<Expr>,
    /// The query, with the credentials that travel there.
    pub query: Vec<(String, Expr)>,
    /// The credentials that travel in headers.
    pub headers: Vec<Carried>,
    /// The body, with the credentials that travel there.
    pub body: Option<Body>,
    /// The arguments that hold the documentation's example.
    pub examples: Vec<&'static str>,
    /// What a person must do before the next call, where something must be done.
    pub pause: Option<&'static str>,
}

/// The body of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The members of a JSON object.
    Json(Vec<(String, Expr)>),
    /// The fields of a form, each a text: `application/x-www-form-urlencoded`.
    Form(Vec<(String, Expr)>),
}

/// An argument that earlier answers give.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedArgument {
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
    /// The arguments that travel in headers.
    pub headers: &'a [(&'static str, String)],
    /// The body.
    pub body: Option<&'a Map<String, Value>>,
}

/// Why no program is written for a call.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UnwritableError {
    /// Its body is a form that may hold files.
    #[error("no program is written for `{0}`: its body is a form with files")]
    Multipart(String),
    /// Its body is a file.
    #[error("no program is written for `{0}`: its body is a file")]
    Streamed(String),
    /// One of its arguments travels in a header, or the session that an earlier call made does.
    #[error("no program is written for `{0}`: `{1}` travels in a header of this call alone")]
    OwnHeader(String, String),
}

impl Step {
    /// A call that was checked, in which `links` take the place of what they name.
    ///
    /// # Errors
    /// When its body is one that programs do not write.
    pub fn new(
        provider: &Provider,
        operation: &'static Operation,
        travels: Travels<'_>,
        links: &[LinkedArgument],
    ) -> Result<Self, UnwritableError> {
        Self::carrying(operation, operation.body, travels, links, provider.security.carried(operation, false))
    }

    /// The call with its credentials at their places.
    fn carrying(
        operation: &'static Operation,
        kind: Option<BodyKind>,
        travels: Travels<'_>,
        links: &[LinkedArgument],
        carried: Vec<Carried>,
    ) -> Result<Self, UnwritableError> {
        let linked =
            |name: &str| links.iter().find(|link| link.argument == name).map(|link| link.value.clone());
        let query = travels.query.iter().map(|(name, text)| {
            let known = || Expr::Value(Value::String(text.clone()));
            (name.clone(), linked(name).unwrap_or_else(known))
        });
        let members = travels.body.into_iter().flatten().map(|(name, value)| {
            let known = || Expr::Value(value.clone());
            (name.clone(), linked(name).unwrap_or_else(known))
        });
        let body = match kind {
            None => None,
            Some(BodyKind::Json) => Some(Body::Json(members.collect())),
            Some(BodyKind::Form) => Some(Body::Form(fields(members))),
            Some(BodyKind::Multipart) => return Err(UnwritableError::Multipart(operation.name())),
            Some(BodyKind::Streamed) => return Err(UnwritableError::Streamed(operation.name())),
        };
        if let Some((name, _)) = travels.headers.first() {
            return Err(UnwritableError::OwnHeader(operation.name(), (*name).to_owned()));
        }
        let mut step = Self {
            operation,
            path: path(operation, travels.path, linked),
            query: query.collect(),
            headers: Vec::new(),
            body,
            examples: Vec::new(),
            pause: None,
        };
        for carried in carried {
            let given = match carried.credential {
                Credential::Token => None,
                // An earlier call may have made the session.
                Credential::Session => linked(carried.name),
            };
            step.carry(carried, given)?;
        }
        Ok(step)
    }

    /// Puts a credential, or what takes its place, where it travels.
    fn carry(&mut self, carried: Carried, given: Option<Expr>) -> Result<(), UnwritableError> {
        let is_given = given.is_some();
        let value = given.unwrap_or(match carried.credential {
            Credential::Token => Expr::Token,
            Credential::Session => Expr::Instance,
        });
        let member = (carried.name.to_owned(), value);
        match carried.carrier {
            Carrier::Header | Carrier::Bearer if is_given => {
                return Err(UnwritableError::OwnHeader(self.operation.name(), carried.name.to_owned()));
            }
            Carrier::Header | Carrier::Bearer => self.headers.push(carried),
            Carrier::Query => self.query.push(member),
            Carrier::Body => self.body.get_or_insert(Body::Json(Vec::new())).members_mut().push(member),
            Carrier::Form => self.body.get_or_insert(Body::Form(Vec::new())).members_mut().push(member),
        }
        Ok(())
    }

    /// Every expression of the call.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let members = self.query.iter().chain(self.body.iter().flat_map(Body::members));
        self.path.iter().chain(members.map(|(_, value)| value))
    }

    /// Whether an earlier answer or the event gives something to its JSON.
    pub(super) fn has_linked_json(&self) -> bool {
        let members = self.body.as_ref().and_then(Body::json).unwrap_or_default();
        members.iter().any(|(_, value)| value.is_linked())
    }

    /// The answer's member that is a picture as a `data:` address, where the documentation shows one.
    pub(super) fn picture(&self) -> Option<String> {
        let example = self.operation.success.example.as_ref()?;
        let Value::Object(members) = example.value() else { return None };
        let is_picture = |value: &Value| value.as_str().is_some_and(|text| text.starts_with("data:image/"));
        members.into_iter().find(|(_, value)| is_picture(value)).map(|(name, _)| name)
    }
}

impl Body {
    /// Its members or fields.
    #[must_use]
    pub fn members(&self) -> &[(String, Expr)] {
        let (Self::Json(members) | Self::Form(members)) = self;
        members
    }

    fn members_mut(&mut self) -> &mut Vec<(String, Expr)> {
        let (Self::Json(members) | Self::Form(members)) = self;
        members
    }

    /// The members, where it is JSON.
    pub(super) fn json(&self) -> Option<&[(String, Expr)]> {
        match self {
            Self::Json(members) => Some(members),
            Self::Form(_) => None,
        }
    }

    /// The fields, where it is a form.
    pub(super) fn form(&self) -> Option<&[(String, Expr)]> {
        match self {
            Self::Json(_) => None,
            Self::Form(fields) => Some(fields),
        }
    }
}

/// The fields of a form: what is known as it travels in a query, the rest under the same names.
fn fields(members: impl Iterator<Item = (String, Expr)>) -> Vec<(String, Expr)> {
    let mut out = Vec::new();
    members.for_each(|(name, value)| add_fields(name, value, &mut out));
    out
}

fn add_fields(name: String, value: Expr, out: &mut Vec<(String, Expr)>) {
    match value {
        Expr::Value(value) => {
            let mut pairs = Vec::new();
            query_pairs(&name, &value, &mut pairs);
            out.extend(pairs.into_iter().map(|(name, text)| (name, Expr::Value(Value::String(text)))));
        }
        Expr::Object(members) => {
            for (member, value) in members {
                add_fields(format!("{name}[{member}]"), value, out);
            }
        }
        Expr::List(items) => match <[Expr; 1]>::try_from(items) {
            // A list of one plain value is written like the value.
            Ok([one]) if !one.has_parts() => add_fields(name, one, out),
            Ok([one]) => add_fields(format!("{name}[0]"), one, out),
            Err(items) => {
                for (at, item) in items.into_iter().enumerate() {
                    add_fields(format!("{name}[{at}]"), item, out);
                }
            }
        },
        Expr::Instance | Expr::Token | Expr::Answer { .. } | Expr::Event { .. } => out.push((name, value)),
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::docs;

    const TOKEN: Credential = Credential::Token;

    fn carried(credential: Credential, carrier: Carrier) -> Carried {
        Carried { credential, carrier, name: "key" }
    }

    /// A call with one argument, `a`, in its query and its body.
    fn step(
        kind: Option<BodyKind>,
        carried: Vec<Carried>,
        links: &[LinkedArgument],
    ) -> Result<Step, UnwritableError> {
        let catalog = Box::leak(Box::new(docs::BUILT_IN[0].catalog().unwrap()));
        let operation = catalog.operations.iter().find(|operation| operation.method.has_body()).unwrap();
        let body = json!({"a": {"b": 1}});
        let query = [("a".to_owned(), "1".to_owned())];
        let travels = Travels { path: "/a", query: &query, headers: &[], body: body.as_object() };
        Step::carrying(operation, kind, travels, links, carried)
    }

    fn members<const N: usize>(members: [(&str, Expr); N]) -> Vec<(String, Expr)> {
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    #[test]
    fn a_credential_stands_where_the_gateway_wants_it() {
        let known = || members([("a", Expr::Value(json!("1")))]);
        let object = || members([("a", Expr::Value(json!({"b": 1})))]);
        let fields = || members([("a[b]", Expr::Value(json!("1")))]);
        let key = |value| members([("key", value)]);
        for carrier in [Carrier::Header, Carrier::Bearer] {
            let step = step(None, vec![carried(TOKEN, carrier)], &[]).unwrap();
            assert_eq!((step.headers, step.query, step.body), (vec![carried(TOKEN, carrier)], known(), None));
        }
        let in_query =
            step(Some(BodyKind::Json), vec![carried(Credential::Session, Carrier::Query)], &[]).unwrap();
        assert_eq!(in_query.query, [known(), key(Expr::Instance)].concat());
        assert_eq!(in_query.body, Some(Body::Json(object())));
        let in_body = step(Some(BodyKind::Json), vec![carried(TOKEN, Carrier::Body)], &[]).unwrap();
        assert_eq!(in_body.body, Some(Body::Json([object(), key(Expr::Token)].concat())));
        let in_form = step(Some(BodyKind::Form), vec![carried(TOKEN, Carrier::Form)], &[]).unwrap();
        assert_eq!(in_form.body, Some(Body::Form([fields(), key(Expr::Token)].concat())));
        assert_eq!((in_form.headers, in_form.query), (Vec::new(), known()));
    }

    #[test]
    fn a_session_that_an_earlier_call_made_takes_the_place_of_the_environments() {
        let made = Expr::Answer { step: 0, path: vec!["id"] };
        let links = [LinkedArgument { argument: "key", value: made.clone() }];
        let session = |carrier| vec![carried(Credential::Session, carrier), carried(TOKEN, Carrier::Query)];
        let step = |carrier| step(Some(BodyKind::Form), session(carrier), &links);
        let form = step(Carrier::Form).unwrap();
        assert_eq!(form.body.unwrap().members().last().unwrap().1, made);
        assert_eq!(form.query.last().unwrap().1, Expr::Token);
        // The headers of a program are those of all its calls.
        let refused = step(Carrier::Header).unwrap_err();
        assert!(refused.to_string().ends_with("`key` travels in a header of this call alone"), "{refused}");
    }

    #[test]
    fn the_fields_of_a_form_are_texts_under_names_of_their_own() {
        let given = || Expr::Answer { step: 0, path: vec!["id"] };
        let text = |text: &str| Expr::Value(json!(text));
        let parts = |name: &str| Expr::Object(members([(name, given())]));
        let written = fields(
            members([
                ("n", Expr::Value(json!(2))),
                ("list", Expr::Value(json!(["x", "y"]))),
                ("rows", Expr::Value(json!([{"id": true}]))),
                ("none", Expr::Value(Value::Null)),
                ("file", Expr::Object(members([("url", given()), ("name", text("a"))]))),
                ("one", Expr::List(vec![given()])),
                ("people", Expr::List(vec![parts("id")])),
                ("both", Expr::List(vec![given(), text("b")])),
            ])
            .into_iter(),
        );
        let expected = members([
            ("n", text("2")),
            ("list", text("x,y")),
            ("rows[0][id]", text("true")),
            ("file[url]", given()),
            ("file[name]", text("a")),
            ("one", given()),
            ("people[0][id]", given()),
            ("both[0]", given()),
            ("both[1]", text("b")),
        ]);
        assert_eq!(written, expected);
    }

    #[test]
    fn a_body_that_holds_files_gets_no_program() {
        for (kind, told) in [(BodyKind::Multipart, "a form with files"), (BodyKind::Streamed, "a file")] {
            let refused = step(Some(kind), Vec::new(), &[]).unwrap_err().to_string();
            assert!(
                refused.starts_with("no program is written for `P") && refused.ends_with(told),
                "{refused}"
            );
        }
    }
}
