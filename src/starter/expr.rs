//! A value in a program: known when it is written, or had when it runs.

use serde_json::Value;

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

impl Expr {
    /// Whether an earlier answer or the event gives it or a part of it.
    pub(super) fn is_linked(&self) -> bool {
        self.any(&|expr| matches!(expr, Self::Answer { .. } | Self::Event { .. }))
    }

    /// Whether it is an object or a list.
    pub(super) fn has_parts(&self) -> bool {
        match self {
            Self::Object(_) | Self::List(_) => true,
            Self::Value(value) => value.is_object() || value.is_array(),
            Self::Instance | Self::Token | Self::Answer { .. } | Self::Event { .. } => false,
        }
    }

    /// Whether this or a part of it is so.
    pub(super) fn any(&self, is_so: &impl Fn(&Self) -> bool) -> bool {
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
