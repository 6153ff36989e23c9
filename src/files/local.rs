//! One file, checked and opened.

use std::{
    fs::{self, File},
    io::{ErrorKind, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use super::{
    media_type,
    roots::{Roots, is_private},
};
use crate::values::{Digest, MediaKind, MediaRule, without_controls};

/// A file that may be sent: what was checked is what is open.
#[derive(Debug)]
pub struct LocalFile {
    file: File,
    /// Its name, without folders.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type, from its content.
    pub mimetype: &'static str,
    /// How it is sent.
    pub kind: MediaKind,
    /// Whether the gateway must convert it to play it.
    pub needs_conversion: bool,
    /// The most bytes that it may have.
    limit: u64,
}

/// Why a file is not sent.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no folder that files may be read from.
    #[error("no folder is open to this server; start it in a project folder or set `WAWP_FILE_ROOTS`")]
    NoRoots,
    /// Nothing is there.
    #[error("`{0}` is not there")]
    NotFound(String),
    /// It lies elsewhere.
    #[error("`{path}` lies outside of the folders that may be read: {roots}")]
    Outside {
        /// The path.
        path: String,
        /// The folders.
        roots: String,
    },
    /// It is hidden or holds keys.
    #[error(
        "`{0}` is a hidden file, lies in a hidden folder, or looks like key material; such files are never sent"
    )]
    Private(String),
    /// It is a folder, a device or a pipe.
    #[error("`{0}` is no regular file")]
    NotRegular(String),
    /// Nothing is in it.
    #[error("`{0}` is empty")]
    Empty(String),
    /// It is over the limit of its kind.
    #[error("`{path}` has {size} bytes; {kind} files may have {limit}")]
    TooLarge {
        /// The path.
        path: String,
        /// Its size.
        size: u64,
        /// Its kind.
        kind: &'static str,
        /// The limit.
        limit: u64,
    },
    /// It cannot be sent as what was asked for.
    #[error("`{path}` is {found}, which cannot be sent as {asked}; leave `type` out or give `document`")]
    Unsupported {
        /// The path.
        path: String,
        /// Its media type.
        found: &'static str,
        /// What was asked for.
        asked: &'static str,
    },
    /// The gateway takes no such files.
    #[error("this gateway sends no {kind} files")]
    NoWay {
        /// The kind.
        kind: &'static str,
    },
    /// The system refused.
    #[error("`{path}` cannot be read: {source}")]
    Io {
        /// The path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

/// What is looked at to tell a file's type; containers say what they are well within it.
const HEAD: u64 = 8192;

impl LocalFile {
    /// Checks and opens a file.
    ///
    /// # Errors
    /// When it lies outside of the roots, is private, no regular file, empty, too large, or of another kind.
    pub fn open(
        given: &str,
        roots: &Roots,
        asked: Option<MediaKind>,
        rules: &[&MediaRule],
    ) -> Result<Self, FileError> {
        if roots.folders().is_empty() {
            return Err(FileError::NoRoots);
        }
        let shown = without_controls(given);
        let io = |source| FileError::Io { path: without_controls(given), source };
        let absent =
            |source: &std::io::Error| matches!(source.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
        let path = fs::canonicalize(roots.absolute(given)).map_err(|source| {
            if absent(&source) { FileError::NotFound(shown.clone()) } else { io(source) }
        })?;
        allowed(&path, roots, &shown)?;
        // A pipe would block the opening, so its kind is looked at before and, for what was opened, after.
        if !fs::metadata(&path).map_err(io)?.is_file() {
            return Err(FileError::NotRegular(shown));
        }
        let mut file = File::open(&path).map_err(io)?;
        allowed(&opened(&file, &path), roots, &shown)?;
        let metadata = file.metadata().map_err(io)?;
        if !metadata.is_file() {
            return Err(FileError::NotRegular(shown));
        }
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(HEAD).read_to_end(&mut head).map_err(io)?;
        file.seek(SeekFrom::Start(0)).map_err(io)?;
        if head.is_empty() {
            return Err(FileError::Empty(shown));
        }
        let mimetype = media_type::detect(&head, &path);
        let rule = rule(rules, mimetype, asked, &shown)?;
        Self::checked(file, &path, metadata.len(), mimetype, rule, shown)
    }

    fn checked(
        file: File,
        path: &Path,
        size: u64,
        mimetype: &'static str,
        rule: &MediaRule,
        shown: String,
    ) -> Result<Self, FileError> {
        let (kind, limit) = (rule.kind, rule.limit);
        if size > limit {
            return Err(FileError::TooLarge { path: shown, size, kind: kind.as_str(), limit });
        }
        let name = path.file_name().map(|name| without_controls(&name.to_string_lossy())).unwrap_or_default();
        Ok(Self { file, name, size, mimetype, kind, needs_conversion: rule.converts(mimetype), limit })
    }

    /// Reads the whole file and its digest. A file that grew past its limit meanwhile is cut off by a fault.
    ///
    /// # Errors
    /// When it cannot be read or has outgrown its limit.
    pub fn read(&mut self) -> Result<(Vec<u8>, Digest), FileError> {
        let mut bytes = Vec::new();
        let limit = self.limit;
        let io = |source| FileError::Io { path: self.name.clone(), source };
        Read::by_ref(&mut self.file).take(limit + 1).read_to_end(&mut bytes).map_err(io)?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(FileError::TooLarge {
                path: self.name.clone(),
                size,
                kind: self.kind.as_str(),
                limit,
            });
        }
        self.size = size;
        let digest = Digest::of(&bytes);
        Ok((bytes, digest))
    }
}

fn allowed(path: &Path, roots: &Roots, shown: &str) -> Result<(), FileError> {
    let Some(root) = roots.holding(path) else {
        let roots: Vec<String> = roots.folders().iter().map(|root| format!("`{}`", root.display())).collect();
        return Err(FileError::Outside { path: shown.to_owned(), roots: roots.join(", ") });
    };
    if is_private(root, path) { Err(FileError::Private(shown.to_owned())) } else { Ok(()) }
}

/// Where the opened file really lies: a folder on the way may have been exchanged after the first check.
#[cfg(target_os = "linux")]
fn opened(file: &File, path: &Path) -> PathBuf {
    use std::os::fd::AsRawFd;
    fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(not(target_os = "linux"))]
fn opened(_file: &File, path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// What the gateway takes of the kind that was asked for, or else of the kind that a file of this type usually is.
fn rule<'r>(
    rules: &[&'r MediaRule],
    mimetype: &'static str,
    asked: Option<MediaKind>,
    shown: &str,
) -> Result<&'r MediaRule, FileError> {
    let of_kind = |kind| rules.iter().find(|rule| rule.kind == kind).copied();
    let usual = || rules.iter().find(|rule| rule.usual && rule.fits(mimetype)).copied();
    let kind = asked.unwrap_or(MediaKind::Document);
    let rule = if asked.is_some() { None } else { usual() }.or_else(|| of_kind(kind));
    let rule = rule.ok_or(FileError::NoWay { kind: kind.as_str() })?;
    if rule.fits(mimetype) {
        return Ok(rule);
    }
    Err(FileError::Unsupported { path: shown.to_owned(), found: mimetype, asked: rule.kind.as_str() })
}
