//! What is written is true, by the catalog, and short.

use std::{collections::BTreeMap, fs, path::Path};

use regex::Regex;
use serde_json::{Value, json};
use wawp_mcp::{
    catalog::{Catalog, Operation},
    docs,
    values::Method,
};

use super::{SKILL, files, installed};
use crate::harness::Server;

const RULES: [&str; 7] = [
    ".cursorrules",
    "AGENTS.md",
    "CLAUDE.md",
    ".cursor/rules/wawp.mdc",
    ".windsurf/rules/wawp.md",
    ".github/copilot-instructions.md",
    "GEMINI.md",
];

fn texts(work: &Path) -> Vec<(String, String)> {
    files(work).into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn named<'a>(catalog: &'a Catalog, name: &str) -> &'a Operation {
    let found = catalog.operations.iter().find(|operation| operation.name() == name);
    found.unwrap_or_else(|| panic!("the catalog has no {name}"))
}

#[test]
fn rules_cost_at_most_1500_tokens_and_a_skill_is_read_in_parts() {
    let counter = tiktoken_rs::o200k_base().unwrap();
    let count = |text: &str| counter.encode_ordinary(text).len();
    let (_server, work) = installed();
    for path in RULES {
        let tokens = count(&fs::read_to_string(work.join(path)).unwrap());
        println!("{path}: {tokens} tokens");
        assert!(tokens <= 1_500, "{path}: {tokens}");
    }
    for (path, text) in texts(&work.join(SKILL)) {
        let tokens = count(&text);
        println!("{path}: {tokens} tokens");
        assert!(tokens <= 5_000 && text.lines().count() < 500, "{path}: {tokens}");
    }
    // Windsurf reads no more of a file.
    assert!(fs::read_to_string(work.join(".windsurf/rules/wawp.md")).unwrap().chars().count() <= 12_000);
}

#[test]
fn every_call_that_is_named_is_in_the_catalog() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let call = Regex::new(r"\b(GET|POST|PUT|DELETE) (/v2/[^\s`,;)]*)").unwrap();
    let (_server, work) = installed();
    let mut count = 0;
    for (path, text) in texts(&work) {
        for found in call.captures_iter(&text) {
            let name = found[2].trim_end_matches('.');
            let known = catalog.operation(Method::parse(&found[1]).unwrap(), name);
            assert!(known.is_ok(), "{path}: {}", &found[0]);
            count += 1;
        }
        let listed =
            text.lines().filter_map(|line| line.strip_prefix("- `")).filter(|line| call.is_match(line));
        for line in listed.filter(|line| call.find(line).is_some_and(|found| found.start() == 0)) {
            let words: Vec<&str> = line.split('`').collect();
            let required: Vec<&str> =
                named(&catalog, words[0]).arguments.iter().filter(|a| a.required).map(|a| a.name).collect();
            let told: Vec<&str> = words.iter().skip(2).step_by(2).copied().collect();
            assert_eq!(told, required, "{path}: {line}");
        }
    }
    assert!(count > 200, "{count}");
}

/// The sections of a reference: what follows `## `, by its first line.
fn sections(text: &str) -> BTreeMap<String, String> {
    let parts = text.split("\n## ").skip(1);
    parts
        .map(|part| part.split_once('\n').unwrap())
        .map(|(name, rest)| (name.to_owned(), rest.to_owned()))
        .collect()
}

#[test]
fn the_references_hold_every_call_with_its_arguments() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let (_server, work) = installed();
    let mut all = BTreeMap::new();
    for (path, text) in texts(&work.join(SKILL).join("references")) {
        if !matches!(path.as_str(), "webhooks.md" | "errors.md") {
            all.extend(sections(&text));
        }
    }
    let argument = Regex::new(r"(?m)^- `([^`]+)`(\*?) \(((?:path|query|body), [^:]*)\):").unwrap();
    for operation in catalog.operations.iter().filter(|operation| operation.twin_of.is_none()) {
        let section = all.remove(&operation.name()).unwrap_or_else(|| panic!("{}", operation.name()));
        let told: Vec<(String, bool)> =
            argument.captures_iter(&section).map(|found| (found[1].to_owned(), &found[2] == "*")).collect();
        let true_ones: Vec<(String, bool)> = operation
            .arguments
            .iter()
            .map(|argument| (argument.name.to_owned(), argument.required))
            .collect();
        assert_eq!(told, true_ones, "{}", operation.name());
        assert!(section.contains(operation.title.en) && section.contains(operation.title.ar()));
        assert!(section.contains(&format!("Effect: {}.", operation.risk.as_str())), "{section}");
        for limit in &operation.limits {
            assert!(section.contains(&format!("\n- Limit: {}", limit.en)), "{section}");
        }
        for code in &operation.errors {
            let general = catalog.provider.errors.contains(code);
            assert_eq!(section.contains(&format!("`{code}`")), !general, "{code}: {section}");
        }
    }
    assert!(all.is_empty(), "{:?}", all.keys());
    let text = fs::read_to_string(work.join(SKILL).join("references/send-messages.md")).unwrap();
    assert!(catalog.provider.errors.iter().all(|code| text.contains(&format!("`{code}`"))));
    assert!(text.contains("- `message`* (body, string, 1 to 4096 characters): "));
    assert!(text.contains("- `message.sections[].rows`* (array of object, 1 to 10 items): "));
    let groups = fs::read_to_string(work.join(SKILL).join("references/groups.md")).unwrap();
    assert!(groups.contains("- `id`* (path, string): "), "{groups}");
}

#[test]
fn the_references_hold_every_event_and_error() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let (_server, work) = installed();
    let read = |name: &str| fs::read_to_string(work.join(SKILL).join("references").join(name)).unwrap();
    let events = sections(&read("webhooks.md"));
    assert_eq!(events.len(), catalog.events.len());
    for event in &catalog.events {
        let section = &events[event.name];
        assert!(
            section.contains(event.title.en)
                && section.contains(event.title.ar())
                && section.contains(event.summary.en)
        );
        assert!(event.fields.iter().all(|(field, _)| section.contains(&format!("`{field}`"))), "{section}");
    }
    let errors = read("errors.md");
    for error in &catalog.errors {
        assert!(errors.contains(&format!("- `{}` (status {}): ", error.code, error.status)), "{errors}");
    }
}

#[test]
fn every_example_is_a_right_call() {
    let (_installer, work) = installed();
    let mut server = Server::prepare().env("WAWP_MODE", "sandbox").open();
    let mut count = 0;
    for (path, text) in texts(&work) {
        for example in text.split("`{\"path\"").skip(1) {
            let json = format!("{{\"path\"{}", example.split("}`").next().unwrap());
            let mut call: Value =
                serde_json::from_str(&format!("{json}}}")).unwrap_or_else(|_| panic!("{path}: {json}"));
            call["dry_run"] = json!(true);
            call["confirm"] = json!(true);
            let answer = server.call("execute_request", call);
            assert!(!answer.is_error(), "{path}: {json}: {}", answer.text());
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn the_rules_say_what_the_program_and_the_docs_say() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let (mut server, work) = installed();
    let rules = fs::read_to_string(work.join(".cursorrules")).unwrap();
    let provider = &catalog.provider;
    let (token, session) = (provider.security.usual().unwrap(), provider.security.session.unwrap());
    let connected = provider.health.as_ref().unwrap().connected;
    for word in [provider.server, token.travels_as(), session, connected] {
        assert!(rules.contains(&format!("`{word}`")), "{word}");
    }
    let variables = ["WAWP_ACCESS_TOKEN", "WAWP_INSTANCE_ID", "WAWP_BASE_URL"];
    for name in variables.into_iter().chain(["rate_limit_exceeded", "details.retryAfter"]) {
        assert!(rules.contains(&format!("`{name}`")), "{name}");
    }
    assert!(rules.contains("all 123 operations, 24 webhook events and 17 guides"));
    assert!(catalog.events.iter().all(|event| rules.contains(&format!("`{}`", event.name))));
    for category in
        catalog.categories.iter().filter(|name| catalog.operations.iter().any(|o| o.category == **name))
    {
        assert!(rules.contains(&format!("\n{category} (")), "{category}");
    }
    // What no member of the catalog holds stands in its guide.
    let guide = catalog.guides.iter().find(|guide| guide.path == "/v2/webhooks-overview").unwrap();
    assert!(
        rules.contains("within 5 seconds")
            && guide.body.en.replace('\n', " ").contains("longer than 5 seconds")
    );
    let listed = server.request("tools/list", json!({}));
    let tools = listed["tools"].as_array().unwrap();
    let tool = |name: &str| tools.iter().find(|tool| tool["name"] == name);
    let name = Regex::new("`([a-z]+(?:_[a-z]+)+)`").unwrap();
    for found in name.captures_iter(rules.split("## Facts").next().unwrap()) {
        assert!(tool(&found[1]).is_some(), "{}", &found[1]);
    }
    for argument in ["dry_run", "confirm"] {
        assert!(rules.contains(&format!("`{argument}: true`")));
        assert!(tool("execute_request").unwrap()["inputSchema"]["properties"][argument].is_object());
    }
}

#[test]
fn the_skill_is_a_valid_one() {
    let (_server, work) = installed();
    let text = fs::read_to_string(work.join(SKILL).join("SKILL.md")).unwrap();
    let (front, body) = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
    let front: BTreeMap<String, String> = serde_saphyr::from_str(front).unwrap();
    assert_eq!(front.keys().collect::<Vec<_>>(), ["description", "name"]);
    let (name, description) = (&front["name"], &front["description"]);
    assert_eq!(Path::new(SKILL).file_name().unwrap().to_str(), Some(name.as_str()));
    let hyphenated = Regex::new("^[a-z0-9]+(-[a-z0-9]+)*$").unwrap();
    assert!(hyphenated.is_match(name) && name.len() <= 64);
    assert!(description.chars().count() <= 1_024 && !description.contains(['<', '>']), "{description}");
    assert!(
        description.contains("WhatsApp")
            && description.contains("Use it when")
            && description.contains("رسالة")
    );
    let link = Regex::new(r"\]\((references/[a-z0-9-]+\.md)\)").unwrap();
    let mut linked: Vec<String> = link.captures_iter(body).map(|found| found[1].to_owned()).collect();
    linked.sort();
    let mut there: Vec<String> = files(&work.join(SKILL)).into_iter().map(|(path, _)| path).collect();
    there.retain(|path| path != "SKILL.md");
    assert_eq!(linked, there, "each reference is linked, and each link leads to one");
}

#[test]
fn rule_files_say_when_they_are_read() {
    let (_server, work) = installed();
    for (path, members) in [
        (".cursor/rules/wawp.mdc", json!({"globs": null, "alwaysApply": false})),
        (".windsurf/rules/wawp.md", json!({"trigger": "model_decision"})),
    ] {
        let text = fs::read_to_string(work.join(path)).unwrap();
        let front = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap().0;
        let front: Value = serde_saphyr::from_str(front).unwrap();
        assert!(front["description"].as_str().unwrap().contains("WhatsApp"), "{path}");
        for (name, value) in members.as_object().unwrap() {
            assert_eq!(&front[name], value, "{path}: {name}");
        }
    }
}
