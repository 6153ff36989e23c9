//! wip
pub mod app;
pub mod catalog;
pub mod cli;
pub mod client;
pub mod config;
pub mod docs;
pub mod files;
pub mod guard;
pub mod request;
pub mod sandbox;
pub mod search;
pub mod server;
pub mod tools;
pub mod values;
