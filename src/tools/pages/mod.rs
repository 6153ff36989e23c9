//! Finding pages by what callers write, and showing them.

pub(super) mod details;
pub(super) mod lookup;
mod page;

pub(super) use page::Page;
