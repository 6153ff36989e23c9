//! The user's project: what stands where a file of ours goes, and whether it may be written.

use std::{
    fs::{self, Metadata},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::error::EditError;

/// The most bytes that a file may have to be edited. Rule files have some thousands; agents could not read more.
const LIMIT: u64 = 16 * 1024 * 1024;

/// A project's folder.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

/// A file that is there.
pub(super) struct Present {
    pub(super) bytes: Vec<u8>,
    pub(super) metadata: Metadata,
}

impl Project {
    /// The project in a folder whose path has no links in it.
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Where a file of ours goes.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    /// The folders that a file of ours lies in, the project's own first.
    pub(super) fn folders(&self, file: &str) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = self
            .path(file)
            .ancestors()
            .skip(1)
            .take_while(|folder| folder.starts_with(&self.root))
            .map(Path::to_path_buf)
            .collect();
        folders.reverse();
        folders
    }

    /// What a file holds; nothing where there is none yet.
    ///
    /// # Errors
    /// When it may not be written.
    pub(super) fn read(&self, file: &str) -> Result<Option<Vec<u8>>, EditError> {
        Ok(self.look(file)?.map(|present| present.bytes))
    }

    /// The file, when it is there; every folder on the way is looked at as well. Links are refused wherever they lead,
    /// and what has no write permission at all is refused to a superuser too.
    pub(super) fn look(&self, file: &str) -> Result<Option<Present>, EditError> {
        let mut writable = true;
        let mut nearest = PathBuf::new();
        for folder in self.folders(file) {
            let Some(metadata) = self.metadata(&folder, file)? else {
                // Folders of ours are made; the project's own is there or was taken away.
                if folder == self.root {
                    return Err(EditError::NotFolder(self.shown(&folder)));
                }
                break;
            };
            if !metadata.is_dir() {
                return Err(EditError::NotFolder(self.shown(&folder)));
            }
            writable = is_writable_folder(&metadata);
            nearest = folder;
        }
        // Only the folder that something is made in need be writable, not those above it.
        if !writable {
            return Err(EditError::ReadOnly(self.shown(&nearest)));
        }
        let path = self.path(file);
        let Some(metadata) = self.metadata(&path, file)? else { return Ok(None) };
        if !metadata.is_file() {
            return Err(EditError::NotRegular(file.to_owned()));
        }
        if metadata.permissions().readonly() {
            return Err(EditError::ReadOnly(file.to_owned()));
        }
        if names(&metadata) > 1 {
            return Err(EditError::HardLink(file.to_owned()));
        }
        if metadata.len() > LIMIT {
            return Err(EditError::TooLarge { path: file.to_owned(), size: metadata.len(), limit: LIMIT });
        }
        let bytes = fs::read(&path).map_err(|source| io_fault(file, source))?;
        Ok(Some(Present { bytes, metadata }))
    }

    /// What stands at a path; nothing where nothing does.
    fn metadata(&self, path: &Path, file: &str) -> Result<Option<Metadata>, EditError> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_symlink() => Err(EditError::Link(self.shown(path))),
            Ok(metadata) => Ok(Some(metadata)),
            Err(source) if source.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(io_fault(file, source)),
        }
    }

    /// A path as it is told: below the project, with `/` between the folders; `.` for the project itself.
    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
    }
}

/// A refusal of the system's, of a file.
pub(super) fn io_fault(file: &str, source: io::Error) -> EditError {
    EditError::Io { path: file.to_owned(), source }
}

/// On other systems the attribute of a folder says nothing about what may be made in it.
fn is_writable_folder(metadata: &Metadata) -> bool {
    !(cfg!(unix) && metadata.permissions().readonly())
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

/// The standard library does not tell it there.
#[cfg(not(unix))]
fn names(_metadata: &Metadata) -> u64 {
    1
}
