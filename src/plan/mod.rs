//! From what a program is to do to its calls: what each takes from the answers before it, each checked like one that is made.
//!
//! What is to be done is an endpoint, an event or a task in words ([`of_task`]): each becomes a [`Wanted`], which becomes a
//! [`Plan`]. Nothing is sent here, nothing is known of tools or settings, and no program is written: [`crate::starter`]
//! does that.

mod calls;
mod error;
mod links;
mod program;
mod words;

pub use calls::Wanted;
pub use error::PlanError;
pub use program::Plan;
pub use words::{Sources, of_task};
