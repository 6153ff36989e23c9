//! Why no program can be planned.

use crate::{
    catalog::{Kind, Topic},
    request::ArgumentErrors,
    search::IndexError,
    starter::UnwritableError,
    values::nearest,
};

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
    Call(StepCallError),
    /// A step that was named cannot be made.
    #[error("step {number}: {error}")]
    Step {
        /// Its number, from 1.
        number: usize,
        /// Why.
        error: StepError,
    },
    /// The search failed.
    #[error(transparent)]
    Search(#[from] IndexError),
}

/// Why a program makes no such call.
#[derive(Debug, thiserror::Error)]
pub enum StepCallError {
    /// It is one that the documentation does not allow.
    #[error("{0}")]
    NotAllowed(ArgumentErrors),
    /// It is one that programs do not write.
    #[error(transparent)]
    NotWritten(#[from] UnwritableError),
}

impl From<ArgumentErrors> for StepCallError {
    fn from(faults: ArgumentErrors) -> Self {
        Self::NotAllowed(faults)
    }
}

/// Why one step cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// Its call is one that the documentation does not allow.
    #[error("{0}")]
    Call(StepCallError),
    /// It waits for another event than a step before it.
    #[error(
        "it waits for `{event}`, a step before it for `{before}`; a program waits for one event: ask for two"
    )]
    SecondEvent {
        /// Its event.
        event: &'static str,
        /// The event of the step before it.
        before: &'static str,
    },
    /// One of its values names something that cannot be taken.
    #[error("`{argument}`: {error}")]
    Reference {
        /// The argument, the members of objects dotted.
        argument: String,
        /// Why.
        error: ReferenceError,
    },
}

/// Why a value cannot be taken from an answer or an event.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// There is no such step.
    #[error(
        "there is no step {step}: there are {count}, counted from 1, and a value comes from an earlier one"
    )]
    NoStep {
        /// What was named.
        step: String,
        /// How many steps there are.
        count: usize,
    },
    /// The step is no earlier one.
    #[error("step {step} is not made before this one; a value comes from an earlier step")]
    NotBefore {
        /// Its number.
        step: usize,
    },
    /// The step is made by another program.
    #[error(
        "step {step} is made before `{event}` arrives, by a program of its own: give the value itself, or take it from the event"
    )]
    OtherProgram {
        /// Its number.
        step: usize,
        /// The event that parts the two.
        event: &'static str,
    },
    /// No event sets the step going.
    #[error("no event sets this step going; name one in `when`")]
    NoEvent,
    /// The documentation shows no such member.
    #[error("`{from}` is not documented to hold `{path}`{}", holds(.known))]
    Missing {
        /// What was looked into.
        from: String,
        /// The path.
        path: String,
        /// Paths that lead to a text there, the most like first.
        known: Vec<String>,
    },
    /// What stands there is no text.
    #[error("`{path}` of `{from}` is no text or number{}", holds(.known))]
    NoText {
        /// What was looked into.
        from: String,
        /// The path.
        path: String,
        /// Paths that lead to a text there, those within first.
        known: Vec<String>,
    },
    /// It stands in a list.
    #[error("`{from}` holds a list there, and a program takes nothing out of lists; give the value itself")]
    InList {
        /// What was looked into.
        from: String,
    },
    /// It stands within a text.
    #[error(
        "`{reference}` stands within a text and would be sent as it is; a value is taken whole, so put it in yourself"
    )]
    WithinText {
        /// The reference.
        reference: String,
    },
    /// The argument takes something else than a text.
    #[error("it must be {}, and what is taken from an answer or event is a text", .0.in_words())]
    NotTaken(Kind),
    /// The argument travels in the query, as one text.
    #[error("it travels in the query as one text; take the whole of it, or nothing")]
    Part,
}

impl PlanError {
    /// What was probably meant.
    #[must_use]
    pub fn suggestions(&self) -> Vec<String> {
        match self {
            Self::NotOffered(topic) => {
                let instead = topic.map(|topic| topic.instead.en.to_owned());
                instead.into_iter().filter(|text| !text.is_empty()).collect()
            }
            Self::NotTaken { name, known } => {
                nearest(name, known.iter().copied(), 1).into_iter().map(str::to_owned).collect()
            }
            Self::Step { error: StepError::Reference { error, .. }, .. } => match error {
                ReferenceError::Missing { path, known, .. } | ReferenceError::NoText { path, known, .. } => {
                    alike(path, known)
                }
                ReferenceError::NoStep { .. }
                | ReferenceError::NotBefore { .. }
                | ReferenceError::OtherProgram { .. }
                | ReferenceError::NoEvent
                | ReferenceError::InList { .. }
                | ReferenceError::WithinText { .. }
                | ReferenceError::NotTaken(_)
                | ReferenceError::Part => Vec::new(),
            },
            Self::TaskLength { .. } | Self::Call(_) | Self::Step { .. } | Self::Search(_) => Vec::new(),
        }
    }
}

/// The paths that are most like one.
fn alike(path: &str, known: &[String]) -> Vec<String> {
    nearest(path, known.iter().map(String::as_str), 3).into_iter().map(str::to_owned).collect()
}

fn holds(known: &[String]) -> String {
    if known.is_empty() { String::new() } else { format!("; it holds `{}`", known.join("`, `")) }
}

impl From<ArgumentErrors> for PlanError {
    fn from(faults: ArgumentErrors) -> Self {
        Self::Call(faults.into())
    }
}

fn not_offered(topic: Option<&Topic>) -> String {
    match topic {
        Some(topic) => format!("the API does not offer this: {}", topic.title.en),
        None => "nothing in the API docs does this task".to_owned(),
    }
}
