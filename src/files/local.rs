//! One file, checked and opened.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read, Seek, SeekFrom},
    path::Path,
};

use cap_fs_ext::{DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::{
    ambient_authority,
    fs::{Dir, OpenOptions},
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
        let root = allowed(&path, roots, &shown)?;
        let Some(mut file) = opened(root, &path).map_err(io)? else {
            return Err(FileError::NotRegular(shown));
        };
        let metadata = file.metadata().map_err(io)?;
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

/// The root that a resolved path lies under, when files may be sent from there.
fn allowed<'r>(path: &Path, roots: &'r Roots, shown: &str) -> Result<&'r Path, FileError> {
    let Some(root) = roots.holding(path) else {
        let roots: Vec<String> = roots.folders().iter().map(|root| format!("`{}`", root.display())).collect();
        return Err(FileError::Outside { path: shown.to_owned(), roots: roots.join(", ") });
    };
    if is_private(root, path) { Err(FileError::Private(shown.to_owned())) } else { Ok(root) }
}

/// Opens a regular file by its resolved path, from the root down and through no link, so that what is open bears the
/// name that was checked, whoever exchanges folders meanwhile. Nothing where something else stands.
fn opened(root: &Path, path: &Path) -> io::Result<Option<File>> {
    // The user may have named a file as a root.
    let start = if path == root { root.parent().unwrap_or(root) } else { root };
    let below = path.strip_prefix(start).map_err(io::Error::other)?;
    let Some(name) = below.file_name() else { return Ok(None) };
    let mut folder = Dir::open_ambient_dir(start, ambient_authority())?;
    for part in below.parent().into_iter().flatten() {
        folder = folder.open_dir_nofollow(part)?;
    }
    // A pipe would block the opening, and devices do what they like.
    if !folder.symlink_metadata(name)?.is_file() {
        return Ok(None);
    }
    let mut options = OpenOptions::new();
    options.read(true).follow(FollowSymlinks::No).nonblock(true);
    let file = folder.open_with(name, &options)?.into_std();
    let is_file = file.metadata()?.is_file();
    Ok(is_file.then_some(file))
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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::{
        fs, io::Read, os::unix::fs::symlink, os::unix::net::UnixListener, path::Path, process::Command,
    };

    use super::opened;

    /// Opens what was a file in a folder when it was checked, and is what somebody has put there since.
    fn exchanged(put: impl Fn(&Path)) -> std::io::Result<Option<String>> {
        let root = tempfile::tempdir()?;
        fs::create_dir_all(root.path().join(".keys/deep"))?;
        fs::write(root.path().join(".keys/deep/a.txt"), "secret")?;
        put(root.path());
        let file = opened(root.path(), &root.path().join("folder/deep/a.txt"))?;
        file.map(|file| std::io::read_to_string(file.take(64))).transpose()
    }

    #[test]
    fn what_was_exchanged_for_a_link_after_the_check_is_not_opened() {
        assert!(exchanged(|root| symlink(".keys", root.join("folder")).unwrap()).is_err());
        let outside = tempfile::tempdir().unwrap();
        assert!(exchanged(|root| symlink(outside.path(), root.join("folder")).unwrap()).is_err());
        let inner = |root: &Path| {
            fs::create_dir(root.join("folder")).unwrap();
            symlink("../.keys/deep", root.join("folder/deep")).unwrap();
        };
        assert!(exchanged(inner).is_err());
        let file = |root: &Path, target: &str| {
            fs::create_dir_all(root.join("folder/deep")).unwrap();
            symlink(target, root.join("folder/deep/a.txt")).unwrap();
        };
        assert_eq!(exchanged(|root| file(root, "../../.keys/deep/a.txt")).unwrap(), None);
        assert_eq!(exchanged(|root| file(root, "/etc/hostname")).unwrap(), None);
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let pipe = |root: &Path| {
            fs::create_dir_all(root.join("folder/deep")).unwrap();
            let path = root.join("folder/deep/a.txt");
            assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        };
        assert_eq!(exchanged(pipe).unwrap(), None);
        let socket = |root: &Path| {
            fs::create_dir_all(root.join("folder/deep")).unwrap();
            UnixListener::bind(root.join("folder/deep/a.txt")).unwrap();
        };
        assert_eq!(exchanged(socket).unwrap(), None);
    }

    #[test]
    fn a_root_may_be_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("a.txt");
        fs::write(&root, "fine").unwrap();
        assert!(opened(&root, &root).unwrap().is_some());
        assert!(opened(folder.path(), folder.path()).unwrap().is_none());
    }
}
