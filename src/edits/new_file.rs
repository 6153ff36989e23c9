//! A file that is written beside the one whose place it takes.

use std::io::{self, Write};

use cap_fs_ext::MetadataExt;
use cap_std::fs::{Dir, File, Metadata, OpenOptions};

/// A new file in a folder, which goes away unless it is given a name; with the permissions of any new file.
pub(super) struct NewFile<'f> {
    folder: &'f Dir,
    /// What it is called until then; nothing once it has its name.
    provisional: Option<String>,
    file: File,
}

impl<'f> NewFile<'f> {
    /// Makes one and writes its text.
    pub(super) fn write(folder: &'f Dir, text: &str) -> io::Result<Self> {
        let provisional = format!(".wawp-mcp-{:016x}", fastrand::u64(..));
        let file = folder.open_with(&provisional, OpenOptions::new().write(true).create_new(true))?;
        let mut new = Self { folder, provisional: Some(provisional), file };
        new.file.write_all(text.as_bytes())?;
        Ok(new)
    }

    /// Gives it what an old file has: its owner, where that is another one, and then its permissions.
    pub(super) fn take_over(&self, old: &Metadata) -> io::Result<()> {
        #[cfg(unix)]
        {
            use cap_std::fs::MetadataExt;
            let new = self.file.metadata()?;
            if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
                std::os::unix::fs::fchown(&self.file, Some(old.uid()), Some(old.gid()))?;
            }
        }
        self.file.set_permissions(old.permissions())
    }

    /// Whether it lies in this very folder.
    pub(super) fn is_in(&self, folder: &Dir) -> io::Result<bool> {
        let (own, other) = (self.folder.dir_metadata()?, folder.dir_metadata()?);
        Ok((own.dev(), own.ino()) == (other.dev(), other.ino()))
    }

    /// Leaves it to the disk, whole, so that whoever finds its name finds its text.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Gives it its name, in place of the file that has it.
    pub(super) fn replace(mut self, name: &str) -> io::Result<()> {
        if let Some(provisional) = &self.provisional {
            self.folder.rename(provisional, self.folder, name)?;
        }
        self.provisional = None;
        // The file is there; that its name outlives a crash of the machine is as much as can be asked for.
        let _ = self.folder.open(".").and_then(|folder| folder.sync_all());
        Ok(())
    }

    /// Gives it a name that nothing has.
    pub(super) fn create(self, name: &str) -> io::Result<()> {
        // Not every system renames to free names alone, and not every disk has links; but each lets a name be claimed.
        let folder = self.folder;
        folder.open_with(name, OpenOptions::new().write(true).create_new(true))?;
        self.replace(name).inspect_err(|_| {
            // What was claimed is empty.
            let _ = folder.remove_file(name);
        })
    }
}

impl Drop for NewFile<'_> {
    fn drop(&mut self) {
        if let Some(provisional) = &self.provisional {
            // What cannot be removed is a hidden file beside the one that stays as it was.
            let _ = self.folder.remove_file(provisional);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use cap_std::ambient_authority;

    use super::*;

    #[test]
    fn a_name_that_something_has_is_left_to_it_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let opened = Dir::open_ambient_dir(folder.path(), ambient_authority()).unwrap();
        let names = || -> Vec<String> {
            let entries = fs::read_dir(folder.path()).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        let text = || fs::read_to_string(folder.path().join("a.md")).unwrap();
        NewFile::write(&opened, "one").unwrap().create("a.md").unwrap();
        assert_eq!((names(), text().as_str()), (vec!["a.md".to_owned()], "one"));
        let refused = NewFile::write(&opened, "two").unwrap().create("a.md").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!((names(), text().as_str()), (vec!["a.md".to_owned()], "one"));
        NewFile::write(&opened, "three").unwrap().replace("a.md").unwrap();
        assert_eq!((names(), text().as_str()), (vec!["a.md".to_owned()], "three"));
        drop(NewFile::write(&opened, "four").unwrap());
        assert_eq!((names(), text().as_str()), (vec!["a.md".to_owned()], "three"));
    }
}
