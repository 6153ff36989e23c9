//! What the README says of the program is what the program says of itself.

use std::fmt::Write;

use serde_json::json;
use wawp_mcp::{
    client::{Class, Verdict, verdict},
    config::VARIABLES,
    starter::{Job, languages, libraries},
    values::Risk,
};

use crate::harness::Server;

fn readme() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap()
}

#[test]
fn the_table_of_tools_is_what_the_server_lists() {
    let mut server = Server::prepare().open();
    let listed = server.request("tools/list", json!({}));
    let mut table = "| tool | for |\n|---|---|\n".to_owned();
    for tool in listed["tools"].as_array().unwrap() {
        writeln!(table, "| `{}` | {} |", tool["name"].as_str().unwrap(), tool["title"].as_str().unwrap())
            .unwrap();
    }
    assert!(readme().contains(&table), "put this into README.md:\n{table}");
}

#[test]
fn the_table_of_failures_is_the_one_that_the_client_follows() {
    let mut table = "| what happens | a read | anything else |\n|---|---|---|\n".to_owned();
    for class in Class::ALL {
        let told = [Risk::Read, Risk::Send].map(|risk| {
            let Verdict { outcome, again, .. } = verdict(risk, class);
            format!("`{}`{}", outcome.as_str(), if again { ", tried again" } else { "" })
        });
        writeln!(table, "| {} | {} | {} |", class.in_words(), told[0], told[1]).unwrap();
        // What is no read is one case, whatever its risk.
        for risk in [Risk::Write, Risk::Destructive] {
            assert_eq!(verdict(risk, class), verdict(Risk::Send, class));
        }
    }
    assert!(readme().contains(&table), "put this into README.md:\n{table}");
}

#[test]
fn the_table_of_languages_is_what_is_written() {
    let mut table = "| language | calls by | receives events by |\n|---|---|---|\n".to_owned();
    for language in languages(Job::Calls) {
        let by = |job: Job| libraries(job, language).collect::<Vec<_>>().join(", ");
        writeln!(table, "| `{}` | {} | {} |", language.as_str(), by(Job::Calls), by(Job::Receives)).unwrap();
    }
    assert!(readme().contains(&table), "put this into README.md:\n{table}");
    for language in languages(Job::Receives) {
        assert!(languages(Job::Calls).any(|known| known == language), "{}", language.as_str());
    }
}

#[test]
fn every_variable_is_described() {
    for variable in VARIABLES {
        let row = format!("| `{}` |", variable.name());
        assert!(readme().contains(&row), "README.md has no row {row}");
    }
}

#[test]
fn the_client_configuration_is_json_with_the_two_variables() {
    let readme = readme();
    let block = readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let config: serde_json::Value = serde_json::from_str(block).unwrap();
    let server = &config["mcpServers"]["wawp"];
    assert_eq!(server["command"], "wawp-mcp");
    let env: Vec<&String> = server["env"].as_object().unwrap().keys().collect();
    assert_eq!(env, ["WAWP_ACCESS_TOKEN", "WAWP_INSTANCE_ID"]);
}
