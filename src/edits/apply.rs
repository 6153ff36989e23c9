//! Writing what was planned: each file at once, or not at all.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::Path,
};

use tempfile::{Builder, NamedTempFile};

use super::{
    error::EditError,
    file::{Action, FileEdit},
    project::{Present, Project, io_fault},
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

/// The file that an edit is of, when it is still what it was.
fn unchanged(project: &Project, edit: &FileEdit) -> Result<Option<Present>, EditError> {
    let present = project.look(edit.path())?;
    if present.as_ref().map(|present| present.bytes.as_slice()) == edit.before() {
        Ok(present)
    } else {
        Err(EditError::Changed(edit.path().to_owned()))
    }
}

fn write(project: &Project, edit: &FileEdit) -> Result<(), EditError> {
    let io = |source: io::Error| io_fault(edit.path(), source);
    let folders = project.folders(edit.path());
    for folder in folders.iter().skip(1) {
        match fs::create_dir(folder) {
            Ok(()) => {}
            Err(source) if source.kind() == ErrorKind::AlreadyExists => {}
            Err(source) => return Err(io(source)),
        }
    }
    let Some(folder) = folders.last() else { return Ok(()) };
    let mut file = beside(folder).map_err(io)?;
    file.write_all(edit.after().as_bytes()).map_err(io)?;
    // The last look: from here on there are only a few steps to the exchange.
    let present = unchanged(project, edit)?;
    if fs::canonicalize(folder).map_err(io)? != *folder {
        return Err(EditError::Changed(edit.path().to_owned()));
    }
    if let Some(present) = &present {
        take_over(&file, present).map_err(io)?;
    }
    file.as_file().sync_all().map_err(io)?;
    let path = project.path(edit.path());
    let written = if present.is_some() { file.persist(&path) } else { file.persist_noclobber(&path) };
    written.map_err(|fault| {
        let taken = fault.error.kind() == ErrorKind::AlreadyExists;
        if taken { EditError::Changed(edit.path().to_owned()) } else { io(fault.error) }
    })?;
    // The file is there; that its name outlives a crash of the machine is as much as can be asked for.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A new file in the folder, which goes away unless it is given a name; with the permissions of any new file.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".wawp-mcp-");
    #[cfg(unix)]
    let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Gives the new file what the old one has: its owner, where that is another one, and then its permissions.
fn take_over(file: &NamedTempFile, old: &Present) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let new = file.as_file().metadata()?;
        if (new.uid(), new.gid()) != (old.metadata.uid(), old.metadata.gid()) {
            fchown(file.as_file(), Some(old.metadata.uid()), Some(old.metadata.gid()))?;
        }
    }
    file.as_file().set_permissions(old.metadata.permissions())
}
