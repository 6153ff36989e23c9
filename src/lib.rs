//! `wawp-mcp`: an MCP server through which AI agents find, understand and safely call a WhatsApp API.
//!
//! # The way of a call
//!
//! ```text
//! stdin → server → tools → request::prepare → guard::authorize → client::send → answer → reply → server → stdout
//! ```
//!
//! Each step takes what the one before it made, and none calls back. A request knows whose it is: it keeps its
//! [`catalog::Provider`], and goes only where an [`guard::Account`] of the same one says. A [`request::PreparedRequest`] is one that the
//! [`catalog`] allows; a [`guard::Authorized`] is one that mode, credentials, confirmation and the duplicate rule let
//! through; [`client::Client::send`] takes nothing else, so a call that was not checked cannot be written down.
//!
//! # The rooms, each using only those below it
//!
//! | room | holds |
//! |---|---|
//! | [`cli`] | the command line: one file a verb |
//! | [`server`] | MCP: the only room that knows its library |
//! | [`tools`] | the tools, one file each; below them what a tool is, making calls, showing pages |
//! | [`plan`] | from what a program is to do to its calls |
//! | [`reply`] | what a tool answers: bounded, cut where it must be, pictures apart; and how it fails |
//! | [`app`] | what every call shares, each part made at first use |
//! | [`gateway`] | the gateways that the program speaks for, each opened when it is first asked for |
//! | [`resources`] | the documentation as MCP resources |
//! | [`agents`] | what coding agents in a project are told: rule files and a skill |
//! | [`client`] | calls: secrets placed last, the attempts, what follows from each |
//! | [`guard`] | whose a call is, mode, confirmation, duplicates, pacing; where a journal across processes will stand |
//! | [`request`] | checking a call against the catalog, all faults at once |
//! | [`answer`] | what came back: JSON, XML, HTML, text, pictures |
//! | [`net`] | HTTP as bytes: pools, TLS, proxies; the only room that knows its library |
//! | [`masking`] | secrets found in whatever is shown, however they are spelled there |
//! | [`starter`] | programs that make documented calls, in many languages |
//! | [`export`] | the documentation as OpenAPI, Markdown, HTML, Postman, `llms.txt` |
//! | [`docs`] | the compiled docs that are part of the program |
//! | [`search`] | the index over the catalog, and a model of how people ask for each page |
//! | [`sandbox`] | the simulated gateway: an engine that plays any of the catalog, and what single ones do of their own |
//! | [`edits`] | safe changes of a user's files |
//! | [`files`] | local files that may be sent |
//! | [`catalog`] | operations, events, guides, errors, security schemes; a gateway is data |
//! | [`config`] | flags over environment over `.env` over the user's own file |
//! | [`values`] | small checked types |
//!
//! `tests/it/tidy.rs` holds this order, the doors of foreign crates, and the sizes.

pub mod agents;
pub mod answer;
pub mod app;
pub mod catalog;
pub mod cli;
pub mod client;
pub mod config;
pub mod docs;
pub mod edits;
pub mod export;
pub mod files;
pub mod gateway;
pub mod guard;
pub mod masking;
pub mod net;
pub mod plan;
pub mod reply;
pub mod request;
pub mod resources;
pub mod sandbox;
pub mod search;
pub mod server;
pub mod starter;
pub mod tools;
pub mod values;
