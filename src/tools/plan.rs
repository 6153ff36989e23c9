//! From a task in words to the calls of a program.

use super::{Context, ToolError, calls::Wanted};
use crate::catalog::Catalog;

/// The calls that a task needs, in order.
pub(super) fn of_task(_ctx: &Context, _catalog: &'static Catalog, task: &str) -> Result<Wanted, ToolError> {
    Err(ToolError::invalid("task", task, "not yet"))
}
