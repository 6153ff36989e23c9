//! Starter code: what is asked for is what is written, in every language, with no secret in it. That the programs run is
//! shown by `tests/starter/run`, with the languages' own tools.

mod carriers;
mod command_line;
mod programs;
mod refusals;
mod steps;
mod tasks;
mod words;

use serde_json::{Value, json};
use wawp_mcp::starter::{Job, Language, languages, libraries};

use crate::harness::{Answer, Server};

fn server() -> Server {
    Server::prepare().open()
}

/// Every language and library that does this.
fn writers(job: Job) -> Vec<(Language, &'static str)> {
    languages(job)
        .flat_map(|language| libraries(job, language).map(move |library| (language, library)))
        .collect()
}

/// The calls and events of an answer.
fn steps(answer: &Answer) -> Vec<String> {
    answer.data()["steps"].as_array().unwrap().iter().map(|step| step.as_str().unwrap().to_owned()).collect()
}

fn code(answer: &Answer) -> &str {
    answer.data()["code"].as_str().unwrap()
}

fn for_path(path: &str, method: &str, language: Language, library: &str) -> Value {
    json!({"path": path, "method": method, "language": language, "library": library})
}
