//! One integration binary: the real program over stdio, and the requests that the gateway received.

mod harness;
mod main_job;
mod readme;
mod tidy;
