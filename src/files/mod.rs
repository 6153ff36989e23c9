//! Local files that may be sent: inside the roots, regular, under the cap, of a known type. And folders inside the roots.

mod folder;
mod local;
mod media_type;
mod roots;

pub use folder::FolderError;
pub use local::{FileError, LocalFile};
pub use roots::Roots;
