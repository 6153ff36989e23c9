//! A task in plain words, in English or Arabic: its tokens, the clauses that they make, what each means.

mod clauses;
mod conditions;
mod meaning;
mod opening;
mod planner;
mod tokens;
mod told;
mod verbs;

pub use planner::{Sources, of_task};
