//! Local files that may be sent: inside the roots, regular, under the cap, of a known type. And folders inside the roots.

mod folder;
mod local;
mod media_type;
mod roots;

pub use folder::FolderFault;
pub use local::{FileFault, LocalFile};
pub use roots::Roots;
