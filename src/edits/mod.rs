//! Safe changes of a user's files: planned before anything is written, and only between marker lines that are ours.
//!
//! What is not between our marker lines is never changed, nothing is written through a link, and a file that somebody
//! else changed meanwhile is left alone.

mod apply;
mod block;
mod diff;
mod error;
mod file;
mod new_file;
mod project;

pub use apply::{Stopped, apply};
pub use error::{EditError, MarkerError};
pub use file::{Action, FileEdit};
pub(crate) use file::{Owner, Written};
pub use project::Project;
