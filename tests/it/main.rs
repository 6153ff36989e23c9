//! One integration binary: the real program over stdio, and the requests that the gateway received.

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
