//! What coding agents in a user's project are told of this API: rule files and a skill, all made from the catalog.
//!
//! Everything is planned before anything is written: [`plan`] reads what stands there and makes each file's
//! [`FileEdit`], and [`apply`] writes them. What is not between our marker lines is never changed.

mod apply;
mod block;
mod diff;
mod fault;
mod plan;
mod project;
mod rank;
mod reference;
mod rules;
mod skill;
mod target;

pub use apply::{Stopped, apply};
pub use fault::{EditFault, MarkerFault};
pub use plan::{Action, FileEdit, plan};
pub use project::Project;
pub use target::Target;
