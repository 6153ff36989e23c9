//! One file's edit.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    block::{block, has_block, with_block},
    diff::unified,
    error::{EditError, MarkerError},
    project::Project,
};

/// A file to be written: our text, which stands between marker lines, and what a new file begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// Its path below the project, with `/` between the folders.
    pub(crate) path: String,
    /// Whose it is.
    pub(crate) owner: Owner,
    /// Our text, its lines ended by line feeds but the last.
    pub(crate) text: String,
}

/// Whose a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The user's, who lets us have a block in it.
    User,
    /// Ours. One that stands there without our block is somebody else's and stays.
    Ours {
        /// What a new file begins with, before our block: YAML between `---` lines, or nothing.
        front_matter: String,
    },
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It is new.
    Created,
    /// Our block in it is new or another one.
    Updated,
    /// It is as it should be.
    Unchanged,
}

/// One file's edit. Only `FileEdit::plan` makes one, so what was not ours in the file is in it unchanged.
#[derive(Debug)]
pub struct FileEdit {
    path: String,
    action: Action,
    old: Option<Vec<u8>>,
    new: String,
    diff: String,
}

impl FileEdit {
    /// Plans one: what stands in the file is read, and our text put into it.
    pub(crate) fn plan(project: &Project, file: Written) -> Result<Self, EditError> {
        let old = project.read(&file.path)?;
        edit(file, old)
    }

    /// The file, by its path below the project.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What becomes of it.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// The change as a unified diff; empty where there is none.
    #[must_use]
    pub fn diff(&self) -> &str {
        &self.diff
    }

    /// What the file held when the edit was planned.
    pub(super) fn before(&self) -> Option<&[u8]> {
        self.old.as_deref()
    }

    /// What it will hold.
    pub(super) fn after(&self) -> &str {
        &self.new
    }
}

fn edit(file: Written, old: Option<Vec<u8>>) -> Result<FileEdit, EditError> {
    let Written { path, owner, text } = file;
    let Some(old) = old else {
        let new = new_file(&owner, &text);
        let diff = unified(&path, None, &new);
        return Ok(FileEdit { path, action: Action::Created, old: None, new, diff });
    };
    let Some(present) = std::str::from_utf8(&old).ok().filter(|text| !text.contains('\0')) else {
        return Err(EditError::NotText(path));
    };
    let marker = |(line, fault): (usize, MarkerError)| EditError::Marker { path: path.clone(), line, fault };
    let new = match &owner {
        // Nothing is lost with an empty file.
        Owner::Ours { .. } if present.is_empty() => new_file(&owner, &text),
        Owner::Ours { .. } if !has_block(present).map_err(marker)? => return Err(EditError::NotOurs(path)),
        // The front matter is the user's too, once it is written: it says when the rules are read.
        Owner::Ours { .. } | Owner::User => with_block(present, &text).map_err(marker)?,
    };
    let action = if new == present { Action::Unchanged } else { Action::Updated };
    let diff = unified(&path, Some(present), &new);
    Ok(FileEdit { path, action, old: Some(old), new, diff })
}

fn new_file(owner: &Owner, text: &str) -> String {
    let block = block(text);
    match owner {
        Owner::Ours { front_matter } if !front_matter.is_empty() => format!("{front_matter}\n\n{block}\n"),
        Owner::Ours { .. } | Owner::User => format!("{block}\n"),
    }
}
