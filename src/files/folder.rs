//! One folder, checked.

use std::{fs, io::ErrorKind, path::PathBuf};

use super::roots::Roots;
use crate::values::without_controls;

/// Why a folder is not worked in.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is no folder that may be worked in.
    #[error("no project is open to this server: it was started in no folder of a project")]
    NoRoots,
    /// Nothing is there.
    #[error("`{0}` is not there")]
    NotFound(String),
    /// It lies elsewhere.
    #[error("`{path}` lies outside of the workspace: {roots}")]
    Outside {
        /// The path.
        path: String,
        /// The workspace.
        roots: String,
    },
    /// It is a file.
    #[error("`{0}` is no folder")]
    NotAFolder(String),
    /// The system refused.
    #[error("`{path}` cannot be read: {source}")]
    Io {
        /// The path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Roots {
    /// A folder inside the roots, links in its path resolved; the first root where none is given.
    ///
    /// # Errors
    /// When it lies outside of the roots or is no folder.
    pub fn folder(&self, given: Option<&str>) -> Result<PathBuf, FolderError> {
        let first = self.folders().first().ok_or(FolderError::NoRoots)?;
        let Some(given) = given else { return Ok(first.clone()) };
        let shown = without_controls(given);
        let path = match fs::canonicalize(self.absolute(given)) {
            Ok(path) => path,
            Err(source) => {
                let absent = matches!(source.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
                return Err(if absent {
                    FolderError::NotFound(shown)
                } else {
                    FolderError::Io { path: shown, source }
                });
            }
        };
        if self.holding(&path).is_none() {
            let roots: Vec<String> =
                self.folders().iter().map(|root| format!("`{}`", root.display())).collect();
            return Err(FolderError::Outside { path: shown, roots: roots.join(", ") });
        }
        if path.is_dir() { Ok(path) } else { Err(FolderError::NotAFolder(shown)) }
    }
}
