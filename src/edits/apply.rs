//! Writing what was planned: each file at once, or not at all.

use std::io::{self, ErrorKind};

use super::{
    error::EditError,
    file::{Action, FileEdit},
    new_file::NewFile,
    project::{Place, Project, io_fault, name},
};

/// Why not all was written.
#[derive(Debug, thiserror::Error)]
#[error("{fault}")]
pub struct Stopped {
    /// How many edits, from the first, are done.
    pub done: usize,
    /// What stopped the next one.
    pub fault: EditError,
}

/// Writes the edits, one after the other. A file is replaced as a whole, by a new one beside it that takes its name,
/// and keeps its permissions and owner; whoever changes it after the last look, just before that, is overwritten.
///
/// # Errors
/// Where a file may not be written, or is not what it was when the edit was planned. Nothing is written when that is
/// seen before the first file; else the error says how many are done.
pub fn apply(project: &Project, edits: &[FileEdit]) -> Result<(), Stopped> {
    for edit in edits {
        unchanged(project, edit).map_err(|fault| Stopped { done: 0, fault })?;
    }
    for (done, edit) in edits.iter().enumerate() {
        if edit.action() != Action::Unchanged {
            write(project, edit).map_err(|fault| Stopped { done, fault })?;
        }
    }
    Ok(())
}

/// The place of the file that an edit is of, when it is still what it was.
fn unchanged(project: &Project, edit: &FileEdit) -> Result<Place, EditError> {
    let place = project.look(edit.path())?;
    if place.present.as_ref().map(|present| present.bytes.as_slice()) == edit.before() {
        Ok(place)
    } else {
        Err(EditError::Changed(edit.path().to_owned()))
    }
}

fn write(project: &Project, edit: &FileEdit) -> Result<(), EditError> {
    let io = |source: io::Error| io_fault(edit.path(), source);
    let changed = || EditError::Changed(edit.path().to_owned());
    let folder = project.make_folder(edit.path())?;
    let new = NewFile::write(&folder, edit.after()).map_err(io)?;
    // The last look: from here on there are only a few steps to the exchange.
    let Place { folder: Some(there), present } = unchanged(project, edit)? else { return Err(changed()) };
    if !new.is_in(&there).map_err(io)? {
        return Err(changed());
    }
    if let Some(present) = &present {
        new.take_over(&present.metadata).map_err(io)?;
    }
    new.sync().map_err(io)?;
    let name = name(edit.path());
    let written = if present.is_some() { new.replace(name) } else { new.create(name) };
    written.map_err(|source| if source.kind() == ErrorKind::AlreadyExists { changed() } else { io(source) })
}
