//! One integration binary: the real program over stdio, and the requests that the gateway received.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a test stops at the first surprise, and says where"
)]

mod agents;
mod answers;
mod arguments;
mod canary;
mod catalog;
mod demo;
mod docs_tools;
mod dotenv;
mod export;
mod faults;
mod files;
mod gateways;
mod harness;
mod health;
mod load;
mod main_job;
mod network;
mod outcomes;
mod process;
mod properties;
mod protocol;
mod readme;
mod resources;
mod safety;
mod sandbox;
mod search;
mod search_quality;
mod settings;
mod starter;
mod tidy;
mod tool_list;
mod whole_answers;
mod wire;
mod wrong_calls;
