//! What will be written, before anything is.

use super::target::Target;
use crate::{
    catalog::Catalog,
    edits::{EditError, FileEdit, Project},
};

/// Plans every file of the targets; a target that is named twice is planned once.
///
/// # Errors
/// Every file that cannot be written, with its reason.
pub fn plan(
    project: &Project,
    catalog: &Catalog,
    targets: &[Target],
) -> Result<Vec<FileEdit>, Vec<EditError>> {
    let (mut edits, mut faults) = (Vec::new(), Vec::new());
    let wanted = Target::ALL.into_iter().filter(|target| targets.contains(target));
    for file in wanted.flat_map(|target| target.files(catalog)) {
        match FileEdit::plan(project, file) {
            Ok(edit) => edits.push(edit),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(edits) } else { Err(faults) }
}
