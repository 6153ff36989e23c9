//! `wawp-mcp`: an MCP server through which AI agents find, understand and safely call a WhatsApp API.
//!
//! # The way of a call
//!
//! ```text
//! stdin → server → tools → request::prepare → guard::authorize → client::send → tools → server → stdout
//! ```
//!
//! Each step takes what the one before it made, and none calls back. A [`request::PreparedRequest`] is one that the
//! [`catalog`] allows; a [`guard::Authorized`] is one that mode, credentials, confirmation and the duplicate rule let
//! through; [`client::Client::send`] takes nothing else, so a call that was not checked cannot be written down.
//!
//! # The rooms, each using only those below it
//!
//! | room | holds |
//! |---|---|
//! | [`cli`] | the command line: one file a verb |
//! | [`server`] | MCP: the only room that knows its library |
//! | [`tools`] | the tools, one file each |
//! | [`resources`] | the documentation as MCP resources |
//! | [`app`] | what every call shares, each part made at first use |
//! | [`client`] | HTTP: secrets placed last, bounded answers, no redirect followed |
//! | [`guard`] | mode, confirmation, duplicates, pacing; where a journal across processes will stand |
//! | [`request`] | checking a call against the catalog, all faults at once |
//! | [`plan`] | from a task to the calls of a program, and what each takes from the answers before it |
//! | [`starter`] | programs that make documented calls, in many languages |
//! | [`export`] | the documentation as OpenAPI, Markdown, HTML, Postman, `llms.txt` |
//! | [`docs`] | the compiled docs that are part of the program |
//! | [`search`] | the index over the catalog, and a model of how people ask for each page |
//! | [`sandbox`] | the simulated gateway |
//! | [`agents`] | what coding agents in a project are told: rule files and a skill |
//! | [`files`] | local files that may be sent |
//! | [`catalog`] | operations, events, guides, errors; a gateway is data |
//! | [`config`] | flags over environment over `.env` over the user's own file |
//! | [`values`] | small checked types |
//!
//! `tests/it/tidy.rs` holds this order, the doors of foreign crates, and the sizes.

pub mod agents;
pub mod app;
pub mod catalog;
pub mod cli;
pub mod client;
pub mod config;
pub mod docs;
pub mod export;
pub mod files;
pub mod guard;
pub mod plan;
pub mod request;
pub mod resources;
pub mod sandbox;
pub mod search;
pub mod server;
pub mod starter;
pub mod tools;
pub mod values;
