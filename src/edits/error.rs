//! Why a file of the project is not written.

use std::io;

/// Why a file is not written. Every variant names the file by its path below the project.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// It, or a folder on the way to it, is a symbolic link.
    #[error("`{0}` is a link; what it leads to may lie anywhere, so nothing is written through it")]
    Link(String),
    /// It has a second name, which would go on to hold the old text.
    #[error("`{0}` has a second name (a hard link), which would keep the old text")]
    HardLink(String),
    /// A folder, a device or a pipe stands in its place.
    #[error("`{0}` is no regular file")]
    NotRegular(String),
    /// Something else stands where a folder must be.
    #[error("`{0}` is no folder")]
    NotFolder(String),
    /// Nobody may write to it.
    #[error("`{0}` is read-only")]
    ReadOnly(String),
    /// It is larger than any rule file.
    #[error("`{path}` has {size} bytes; files of up to {limit} are edited")]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// It is not UTF-8, or holds NUL characters.
    #[error("`{0}` is no UTF-8 text, so a block in it would mix two encodings")]
    NotText(String),
    /// The marker lines in it are not one pair.
    #[error("`{path}`, line {line}: {fault}")]
    Marker {
        /// The file.
        path: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        fault: MarkerError,
    },
    /// It stands at a path of ours and is somebody else's.
    #[error("`{0}` is there already and has no block of this program, so it is somebody else's")]
    NotOurs(String),
    /// It is not what it was when the edit was planned.
    #[error("`{0}` was changed by somebody else meanwhile")]
    Changed(String),
    /// The system refused.
    #[error("`{path}` cannot be written: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
}

/// What is wrong with marker lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkerError {
    /// A block begins inside a block.
    #[error("a block begins inside another one")]
    Nested,
    /// A block ends that never began.
    #[error("a block ends that did not begin")]
    NotBegun,
    /// A block begins and never ends.
    #[error("a block begins that does not end")]
    NotEnded,
    /// There is a block already.
    #[error("a second block begins")]
    Second,
}

impl EditError {
    /// What to do about it.
    #[must_use]
    pub fn next(&self) -> &'static str {
        match self {
            Self::Link(_) => "choose another target, such as the one whose file the link leads to",
            Self::HardLink(_) => {
                "copy the file over itself so that it has one name, or choose another target"
            }
            Self::NotRegular(_) | Self::NotFolder(_) => "move it away, or choose another target",
            Self::ReadOnly(_) => "ask the user to make it writable, or choose another target",
            Self::TooLarge { .. } => "choose another target",
            Self::NotText(_) => "save the file as UTF-8, or choose another target",
            Self::Marker { .. } => "leave one begin and one end marker in the file, or none, and call again",
            Self::NotOurs(_) => "ask the user to move or delete it, or choose another target",
            Self::Changed(_) => "call again",
            Self::Io { .. } => "check the folder's permissions and the disk's space, then call again",
        }
    }
}
