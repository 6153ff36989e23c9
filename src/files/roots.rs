//! The folders that files may be read from.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

/// Folders that files may be read from, links resolved.
#[derive(Clone, Debug, Default)]
pub struct Roots(Vec<PathBuf>);

impl Roots {
    /// The workspace, unless it is the whole disk or the home directory, and the folders that the user named.
    #[must_use]
    pub fn new(workspace: &[PathBuf], home: Option<&Path>, named: &[PathBuf]) -> Self {
        let resolved = |folder: &PathBuf| fs::canonicalize(folder).ok();
        let home = home.and_then(|home| fs::canonicalize(home).ok());
        let too_wide = |folder: &PathBuf| folder.parent().is_none() || Some(folder) == home.as_ref();
        let workspace = workspace.iter().filter_map(resolved).filter(|folder| !too_wide(folder));
        Self(workspace.chain(named.iter().filter_map(resolved)).collect())
    }

    /// The folders.
    #[must_use]
    pub fn folders(&self) -> &[PathBuf] {
        &self.0
    }

    /// The root that a resolved path lies under.
    pub(super) fn holding(&self, path: &Path) -> Option<&Path> {
        self.0.iter().find(|root| path.starts_with(root)).map(PathBuf::as_path)
    }

    /// A path as people write it: relative ones start at the first root.
    pub(super) fn absolute(&self, given: &str) -> PathBuf {
        let given = Path::new(given);
        match self.0.first() {
            Some(root) if given.is_relative() => root.join(given),
            Some(_) | None => given.to_path_buf(),
        }
    }
}

/// Why a path is never sent, wherever it lies: hidden places and key material.
pub(super) fn is_private(root: &Path, path: &Path) -> bool {
    let below = path.strip_prefix(root).unwrap_or(path);
    let hidden = below.components().any(|part| match part {
        Component::Normal(name) => name.to_string_lossy().starts_with('.'),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => false,
    });
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    hidden || is_key_material(&name)
}

fn is_key_material(name: &str) -> bool {
    const ENDINGS: [&str; 11] =
        [".pem", ".key", ".env", ".p12", ".pfx", ".kdbx", ".jks", ".keystore", ".ppk", ".asc", ".gpg"];
    const BEGINNINGS: [&str; 6] =
        ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "credentials", "known_hosts"];
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        || BEGINNINGS.iter().any(|start| name.starts_with(start))
}
