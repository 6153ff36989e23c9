//! From what a program is to do to its calls: what each takes from the answers before it, each checked like one that is made.
//!
//! What is to be done is named step by step ([`of_steps`], the exact way), or it is an endpoint, an event or a task in words
//! ([`of_task`], the rough one), which becomes a [`Wanted`]. All become a [`Plan`]. Nothing is sent here, nothing is known
//! of tools or settings, and no program is written: [`crate::starter`] does that.

mod answers;
mod calls;
mod error;
mod links;
mod program;
mod references;
mod steps;
mod wanted;
mod words;

pub use error::{PlanError, ReferenceError, StepCallError, StepError};
pub use program::Plan;
pub use steps::{NamedStep, of_steps};
pub use wanted::Wanted;
pub use words::{Sources, of_task};
