//! wip
pub mod catalog;
pub mod client;
pub mod config;
pub mod docs;
pub mod files;
pub mod guard;
pub mod request;
pub mod search;
pub mod values;
