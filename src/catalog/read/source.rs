//! The files of the docs, and faults that name them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::de::DeserializeOwned;
use serde_saphyr::Spanned;

use super::DocumentError;

/// One file, for faults that name it.
pub(super) struct Source {
    pub(super) file: PathBuf,
    pub(super) text: String,
}

impl Source {
    pub(super) fn open(file: PathBuf) -> Result<Self, DocumentError> {
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Self { file, text }),
            Err(source) => Err(DocumentError::Read { file, source }),
        }
    }

    /// The file, where it is there.
    pub(super) fn open_if_there(file: PathBuf) -> Result<Option<Self>, DocumentError> {
        if file.is_file() { Self::open(file).map(Some) } else { Ok(None) }
    }

    /// Reads YAML; the parser's reason carries line and column.
    pub(super) fn yaml<T: DeserializeOwned>(&self, text: &str) -> Result<T, DocumentError> {
        serde_saphyr::from_str(text)
            .map_err(|error| DocumentError::Syntax { file: self.file.clone(), reason: error.to_string() })
    }

    /// Reads the whole file as YAML.
    pub(super) fn all<T: DeserializeOwned>(&self) -> Result<T, DocumentError> {
        self.yaml(&self.text)
    }

    /// A fault at the line where `at` stands.
    pub(super) fn fault<T>(&self, at: &Spanned<T>, reason: String) -> DocumentError {
        DocumentError::Content { file: self.file.clone(), line: at.referenced.line(), reason }
    }

    /// A fault at the first line that holds `needle`: for what is only known to be wrong when all is read.
    pub(super) fn fault_near(&self, needle: &str, reason: String) -> DocumentError {
        let line =
            self.text.lines().zip(1..).find(|(text, _)| text.contains(needle)).map_or(1, |(_, line)| line);
        DocumentError::Content { file: self.file.clone(), line, reason }
    }
}

/// The files with this ending, by name, so that every machine reads them in one order; none where there is no folder.
pub(super) fn files_in(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, DocumentError> {
    let fault = |source| DocumentError::Read { file: folder.to_path_buf(), source };
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.to_string_lossy().ends_with(ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
