//! Arguments that earlier answers, or the event, give to a call of a program.

use serde_json::Value;

use crate::{
    catalog::{Argument, Catalog, Event, Format, Kind, Operation, Schema},
    starter::{Expr, LinkedArgument},
};

/// A call that goes before, with what its arguments hold.
pub(super) struct Earlier {
    pub(super) operation: &'static Operation,
    /// The arguments and what stands for them.
    pub(super) arguments: Vec<(&'static str, Expr)>,
}

/// What the required arguments of a call take from what went before it, beside those that were `given`.
pub(super) fn links(
    catalog: &Catalog,
    event: Option<&Event>,
    earlier: &[Earlier],
    operation: &Operation,
    is_given: impl Fn(&str) -> bool,
) -> Vec<LinkedArgument> {
    let before = Before { catalog, event, earlier, operation };
    let wanted = operation.arguments.iter().filter(|argument| argument.required && !is_given(argument.name));
    let mut links: Vec<LinkedArgument> = wanted
        .filter_map(|argument| {
            Some(LinkedArgument { argument: argument.name, value: before.value_of(argument)? })
        })
        .collect();
    links.extend(before.instance());
    links
}

/// What goes before a call.
struct Before<'a> {
    catalog: &'a Catalog,
    event: Option<&'a Event>,
    earlier: &'a [Earlier],
    operation: &'a Operation,
}

impl Before<'_> {
    /// What an argument takes: the latest of what answers give it and what an earlier call had in its place.
    fn value_of(&self, argument: &Argument) -> Option<Expr> {
        let given = self.given(argument);
        let same = self.same(argument);
        match (given, same) {
            (Some((at, _)), Some((other, value))) if other > at => Some(value),
            (Some((_, value)), _) | (None, Some((_, value))) => Some(value),
            (None, None) => None,
        }
    }

    /// What the latest answer, or the event, gives to it, and behind which call that stands.
    fn given(&self, argument: &Argument) -> Option<(usize, Expr)> {
        let by_step = (1..=self.earlier.len()).rev().find_map(|behind| {
            let source = self.earlier.get(behind - 1)?;
            let names = self.rules(source.operation.id, argument);
            let answer = |path| Expr::Answer { step: behind - 1, path };
            Some((behind, filled(argument, names, answer)?))
        });
        by_step.or_else(|| {
            let event = self.event?;
            let names = self.rules(event.name, argument);
            Some((0, filled(argument, names, |path| Expr::Event { path })?))
        })
    }

    /// What the provider says that this source gives to the argument.
    fn rules(&self, from: &str, argument: &Argument) -> Vec<Filling> {
        let links = self.catalog.provider.links.iter().filter(|link| {
            link.from.contains(&from)
                && link.category.is_none_or(|category| category == self.operation.category)
        });
        let rules = links.flat_map(|link| {
            link.to.iter().filter_map(|to| {
                let (name, member) =
                    to.split_once('.').map_or((*to, None), |(name, member)| (name, Some(member)));
                (name == argument.name).then(|| Filling { member, value: link.value.clone() })
            })
        });
        rules.collect()
    }

    /// What the latest earlier call had for the same chat, and behind which call that stands.
    fn same(&self, argument: &Argument) -> Option<(usize, Expr)> {
        let chats = [Format::ChatId, Format::ContactId, Format::GroupId, Format::ChannelId];
        argument.schema.format.filter(|format| chats.contains(format))?;
        (1..=self.earlier.len()).rev().find_map(|behind| {
            let arguments = &self.earlier.get(behind - 1)?.arguments;
            let same = arguments.iter().find(|(name, _)| *name == argument.name)?;
            Some((behind, same.1.clone()))
        })
    }

    /// The session that an earlier call made.
    fn instance(&self) -> Option<LinkedArgument> {
        let name = self.catalog.provider.security.session_of(self.operation)?;
        let given = |id: &str| {
            let mut links = self.catalog.provider.links.iter();
            links
                .find(|link| link.from.contains(&id) && link.to.contains(&name))
                .map(|link| link.value.clone())
        };
        let (step, path) = (0..self.earlier.len())
            .rev()
            .find_map(|step| Some((step, given(self.earlier.get(step)?.operation.id)?)))?;
        Some(LinkedArgument { argument: name, value: Expr::Answer { step, path } })
    }
}

/// A text that something gives, and the member of the argument that takes it.
struct Filling {
    member: Option<&'static str>,
    value: Vec<&'static str>,
}

/// The argument's example with what is given in its place; nothing where nothing is.
fn filled(
    argument: &Argument,
    given: Vec<Filling>,
    source: impl Fn(Vec<&'static str>) -> Expr,
) -> Option<Expr> {
    if given.is_empty() {
        return None;
    }
    let example = argument.schema.example_value().unwrap_or(Value::Null);
    let example = match example {
        Value::Array(items) => items.into_iter().next().unwrap_or(Value::Null),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
            other
        }
    };
    let filled = given.into_iter().fold(Expr::Value(example), |into, given| match given.member {
        None => source(given.value),
        Some(member) => with_member(into, member, source(given.value)),
    });
    Some(if is_list(&argument.schema) { Expr::List(vec![filled]) } else { filled })
}

fn is_list(schema: &Schema) -> bool {
    schema.kind == Kind::Array
}

/// The object with this member.
fn with_member(object: Expr, name: &str, value: Expr) -> Expr {
    let mut members = match object {
        Expr::Object(members) => members,
        Expr::Value(Value::Object(members)) => {
            members.into_iter().map(|(name, value)| (name, Expr::Value(value))).collect()
        }
        Expr::Value(_)
        | Expr::List(_)
        | Expr::Instance
        | Expr::Token
        | Expr::Answer { .. }
        | Expr::Event { .. } => Vec::new(),
    };
    match members.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known = value,
        None => members.push((name.to_owned(), value)),
    }
    Expr::Object(members)
}
