//! The user's project: what stands where a file of ours goes, and whether it may be written. Everything below the
//! project's folder is reached from that folder, opened, and through no link.

use std::{
    fs,
    io::{self, ErrorKind, Read},
    path::PathBuf,
};

use cap_fs_ext::{DirExt, FollowSymlinks, MetadataExt, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::{
    ambient_authority,
    fs::{Dir, Metadata, OpenOptions},
};

use super::error::EditError;

/// The most bytes that a file may have to be edited. Rule files have some thousands; agents could not read more.
const LIMIT: u64 = 16 * 1024 * 1024;

/// A project's folder.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

/// Where a file of ours goes.
pub(super) struct Place {
    /// The folder that it lies in; nothing while that is to be made.
    pub(super) folder: Option<Dir>,
    /// The file, when it is there.
    pub(super) present: Option<Present>,
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

    /// What a file holds; nothing where there is none yet.
    ///
    /// # Errors
    /// When it may not be written.
    pub(super) fn read(&self, file: &str) -> Result<Option<Vec<u8>>, EditError> {
        Ok(self.look(file)?.present.map(|present| present.bytes))
    }

    /// What is there of a file and of its folders. Links are refused wherever they lead, and what has no write
    /// permission at all is refused to a superuser too.
    pub(super) fn look(&self, file: &str) -> Result<Place, EditError> {
        let (mut folder, mut shown) = (self.open(file)?, ".");
        for path in folders(file) {
            let Some(below) = enter(&folder, path, file)? else {
                is_writable(&folder, shown, file)?;
                return Ok(Place { folder: None, present: None });
            };
            (folder, shown) = (below, path);
        }
        // Only the folder that something is made in need be writable, not those above it.
        is_writable(&folder, shown, file)?;
        let present = present(&folder, file)?;
        Ok(Place { folder: Some(folder), present })
    }

    /// The folder of a file; it and those above it, up to the project's own, are made where they are missing.
    pub(super) fn make_folder(&self, file: &str) -> Result<Dir, EditError> {
        let mut folder = self.open(file)?;
        for path in folders(file) {
            match folder.create_dir(name(path)) {
                Ok(()) => {}
                Err(source) if source.kind() == ErrorKind::AlreadyExists => {}
                Err(source) => return Err(io_fault(file, source)),
            }
            folder = enter(&folder, path, file)?.ok_or_else(|| EditError::Changed(file.to_owned()))?;
        }
        Ok(folder)
    }

    /// The project's own folder, which is there or was taken away.
    fn open(&self, file: &str) -> Result<Dir, EditError> {
        let here = || ".".to_owned();
        match fs::symlink_metadata(&self.root) {
            Ok(metadata) if metadata.is_symlink() => return Err(EditError::Link(here())),
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(EditError::NotFolder(here())),
            Err(source) if source.kind() == ErrorKind::NotFound => return Err(EditError::NotFolder(here())),
            Err(source) => return Err(io_fault(file, source)),
        }
        let io = |source| io_fault(file, source);
        let folder = Dir::open_ambient_dir(&self.root, ambient_authority()).map_err(io)?;
        // A folder above it may be a link by now.
        if fs::canonicalize(&self.root).map_err(io)? != self.root {
            return Err(EditError::Changed(file.to_owned()));
        }
        Ok(folder)
    }
}

/// The folders that a file lies in below the project, each by its path: `a` and `a/b` for `a/b/c.md`.
fn folders(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').filter_map(|(end, _)| file.get(..end))
}

/// The last part of a path below the project.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What stands at a path in its folder; nothing where nothing does.
fn metadata(folder: &Dir, path: &str, file: &str) -> Result<Option<Metadata>, EditError> {
    match folder.symlink_metadata(name(path)) {
        Ok(metadata) if metadata.is_symlink() => Err(EditError::Link(path.to_owned())),
        Ok(metadata) => Ok(Some(metadata)),
        Err(source) if source.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(io_fault(file, source)),
    }
}

/// Opens a folder in its folder; nothing where there is none yet.
fn enter(folder: &Dir, path: &str, file: &str) -> Result<Option<Dir>, EditError> {
    match metadata(folder, path, file)? {
        None => Ok(None),
        Some(metadata) if !metadata.is_dir() => Err(EditError::NotFolder(path.to_owned())),
        Some(_) => folder.open_dir_nofollow(name(path)).map(Some).map_err(|source| io_fault(file, source)),
    }
}

/// The file in its folder, when it is there.
fn present(folder: &Dir, file: &str) -> Result<Option<Present>, EditError> {
    let Some(found) = metadata(folder, file, file)? else { return Ok(None) };
    // A pipe would block the opening, so it is looked at before and, for what was opened, after.
    is_editable(&found, file)?;
    let io = |source| io_fault(file, source);
    let mut options = OpenOptions::new();
    options.read(true).follow(FollowSymlinks::No).nonblock(true);
    let mut opened = folder.open_with(name(file), &options).map_err(io)?;
    let metadata = opened.metadata().map_err(io)?;
    is_editable(&metadata, file)?;
    let mut bytes = Vec::new();
    opened.read_to_end(&mut bytes).map_err(io)?;
    Ok(Some(Present { bytes, metadata }))
}

fn is_editable(metadata: &Metadata, file: &str) -> Result<(), EditError> {
    if !metadata.is_file() {
        return Err(EditError::NotRegular(file.to_owned()));
    }
    if metadata.permissions().readonly() {
        return Err(EditError::ReadOnly(file.to_owned()));
    }
    if metadata.nlink() > 1 {
        return Err(EditError::HardLink(file.to_owned()));
    }
    if metadata.len() > LIMIT {
        return Err(EditError::TooLarge { path: file.to_owned(), size: metadata.len(), limit: LIMIT });
    }
    Ok(())
}

/// On other systems the attribute of a folder says nothing about what may be made in it.
fn is_writable(folder: &Dir, shown: &str, file: &str) -> Result<(), EditError> {
    let metadata = folder.dir_metadata().map_err(|source| io_fault(file, source))?;
    if cfg!(unix) && metadata.permissions().readonly() {
        return Err(EditError::ReadOnly(shown.to_owned()));
    }
    Ok(())
}

/// A refusal of the system's, of a file.
pub(super) fn io_fault(file: &str, source: io::Error) -> EditError {
    EditError::Io { path: file.to_owned(), source }
}
