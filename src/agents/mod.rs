//! What coding agents in a user's project are told of this API: rule files and a skill, all made from the catalog.
//!
//! [`plan`] makes an edit of each file; `edits/` writes them.

mod plan;
mod rank;
mod reference;
mod rules;
mod skill;
mod target;

pub use plan::plan;
pub use target::Target;
