//! Why no program can be planned.

use crate::{catalog::Topic, request::Faults, search::IndexFault};

/// Why no program can be planned.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A task is empty or too long.
    #[error("a task of 1 to {most} characters; this one has {length}")]
    TaskLength {
        /// How many characters it has.
        length: usize,
        /// The most that it may have.
        most: usize,
    },
    /// No part of a task is something that the API does.
    #[error("{}", not_offered(*.0))]
    NotOffered(
        /// What is known to be missing, where the task asks for that.
        Option<&'static Topic>,
    ),
    /// No call of the program takes an argument of this name.
    #[error("no call of this program takes `{name}`; they take `{}`", known.join("`, `"))]
    NotTaken {
        /// The name that was given.
        name: String,
        /// The names that the calls take.
        known: Vec<&'static str>,
    },
    /// A call is one that the documentation does not allow.
    #[error("{0}")]
    Call(Faults),
    /// The search failed.
    #[error(transparent)]
    Search(#[from] IndexFault),
}

impl From<Faults> for PlanError {
    fn from(faults: Faults) -> Self {
        Self::Call(faults)
    }
}

fn not_offered(topic: Option<&Topic>) -> String {
    match topic {
        Some(topic) => format!("the API does not offer this: {}", topic.title.en),
        None => "nothing in the API docs does this task".to_owned(),
    }
}
