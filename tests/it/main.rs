//! One integration binary: the real program over stdio, and the requests that the gateway received.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that breaks is a test that fails"
)]

mod answers;
mod arguments;
mod canary;
mod catalog;
mod demo;
mod docs_tools;
mod dotenv;
mod files;
mod harness;
mod main_job;
mod outcomes;
mod process;
mod protocol;
mod readme;
mod safety;
mod search;
mod settings;
mod tidy;
mod tool_list;
