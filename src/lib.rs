//! wip
pub mod catalog;
pub mod values;
