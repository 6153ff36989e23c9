//! The documentation holds every documented fact, and a fault in it is named with file and line.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};
use tempfile::TempDir;
use wawp_mcp::{
    catalog::{Argument, Catalog, Kind, Operation, Schema},
    docs,
    request::{CallInput, prepare},
    values::Method,
};

/// Where the catalog says otherwise than the documentation that its facts come from, each with the reason.
const DEVIATIONS: [(&str, &str, &str); 0] = [];

fn catalog() -> &'static Catalog {
    Box::leak(Box::new(docs::BUILT_IN[0].catalog().unwrap()))
}

fn docs_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-index/wawp")
}

fn facts() -> Value {
    serde_json::from_str(include_str!("facts/wawp.json")).unwrap()
}

fn texts(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[test]
fn nothing_documented_is_missing() {
    let (catalog, facts) = (catalog(), facts());
    assert_eq!(catalog.operations.len(), 123);
    let paths: BTreeSet<&str> = catalog.operations.iter().map(|operation| operation.path.as_str()).collect();
    assert_eq!(paths.len(), 100);
    // The documentation lists 107 endpoints: a twin shares its POST's, and `/v2/groups/join` has two jobs in one.
    let jobs = catalog.operations.iter().filter(|operation| operation.twin_of.is_none()).count();
    assert_eq!(jobs - 1, 107);
    assert_eq!((catalog.events.len(), catalog.guides.len(), catalog.listed().count()), (24, 17, 164));
    let events: BTreeSet<String> = catalog.events.iter().map(|event| event.name.to_owned()).collect();
    assert_eq!(events, texts(&facts["events"]));
    let guides: BTreeSet<String> = catalog.guides.iter().map(|guide| guide.path.to_owned()).collect();
    assert_eq!(guides, texts(&facts["guides"]));
    let aliases = catalog.operations.iter().filter(|operation| operation.real_path != operation.path);
    assert_eq!(aliases.count(), 7);
}

#[test]
fn every_operation_is_as_documented() {
    let (catalog, facts) = (catalog(), facts());
    let documented = facts["operations"].as_array().unwrap();
    let names: BTreeSet<String> = documented.iter().map(name_of).collect();
    let known: BTreeSet<String> = catalog.operations.iter().map(Operation::name).collect();
    assert_eq!(known, names);
    let mut wrong = Vec::new();
    for fact in documented {
        let method = Method::parse(fact["method"].as_str().unwrap()).unwrap();
        let path = fact["path"].as_str().unwrap();
        let operation =
            catalog.operations.iter().find(|o| o.method == method && o.path.as_str() == path).unwrap();
        let differences = differences(catalog, operation, fact).into_iter();
        wrong.extend(differences.map(|difference| (operation.name(), difference)));
    }
    let decided: Vec<(String, String)> = DEVIATIONS
        .iter()
        .map(|(name, difference, _)| ((*name).to_owned(), (*difference).to_owned()))
        .collect();
    assert_eq!(wrong, decided, "each deviation is decided and stands in the table");
}

fn name_of(fact: &Value) -> String {
    format!("{} {}", fact["method"].as_str().unwrap(), fact["path"].as_str().unwrap())
}

fn differences(catalog: &Catalog, operation: &Operation, fact: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let real = fact["real_path"].as_str().unwrap_or(operation.path.as_str());
    if operation.real_path.as_str() != real {
        out.push(format!("real path {} instead of {real}", operation.real_path));
    }
    let arguments = fact["arguments"].as_object().unwrap();
    let credentials: BTreeSet<&str> = operation.credentials.iter().copied().collect();
    let documented: BTreeSet<&str> = arguments
        .keys()
        .map(String::as_str)
        .filter(|name| ["access_token", "instance_id"].contains(name))
        .collect();
    if credentials != documented {
        out.push(format!("credentials {credentials:?} instead of {documented:?}"));
    }
    out.extend(arguments.iter().filter_map(|(name, said)| argument_difference(operation, name, said)));
    let known: BTreeSet<&str> = arguments.keys().map(|name| name.split(['[', '.']).next().unwrap()).collect();
    let extra = operation.arguments.iter().filter(|argument| !known.contains(argument.name));
    out.extend(extra.map(|argument| format!("argument {} is not documented", argument.name)));
    let codes: BTreeSet<String> = operation.errors.iter().map(|code| (*code).to_owned()).collect();
    if codes != texts(&fact["codes"]) {
        out.push(format!("codes {codes:?} instead of {:?}", texts(&fact["codes"])));
    }
    let errors = operation.errors.iter().map(|code| catalog.error(code).unwrap().status);
    let statuses: BTreeSet<u16> = errors.chain([operation.success.status]).collect();
    let said: BTreeSet<u16> = fact["statuses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| u16::try_from(s.as_u64().unwrap()).unwrap())
        .collect();
    if statuses != said {
        out.push(format!("statuses {statuses:?} instead of {said:?}"));
    }
    out
}

/// What is wrong with one documented argument; a bracketed or dotted name is a nested member.
fn argument_difference(operation: &Operation, name: &str, said: &Value) -> Option<String> {
    if ["access_token", "instance_id"].contains(&name) {
        return None;
    }
    let Some((required, schema)) = member(&operation.arguments, name) else {
        return Some(format!("argument {name} is missing"));
    };
    // Each documented number is a count, an index or a time: whole.
    let kind = if schema.kind == Kind::Integer { "number" } else { schema.kind.as_str() };
    if said["type"] != kind {
        return Some(format!("argument {name} is {kind} instead of {}", said["type"]));
    }
    (said["required"] != required).then(|| format!("argument {name}: required is {required}"))
}

fn member<'a>(arguments: &'a [Argument], name: &str) -> Option<(bool, &'a Schema)> {
    if let Some(argument) = arguments.iter().find(|argument| argument.name == name) {
        return Some((argument.required, &argument.schema));
    }
    let mut parts = name.split(['[', ']', '.']).filter(|part| !part.is_empty());
    let first = parts.next()?;
    let argument = arguments.iter().find(|argument| argument.name == first)?;
    let mut found = (argument.required, &argument.schema);
    for part in parts {
        assert_eq!(found.1.kind, Kind::Object, "{name}");
        let property = found.1.properties.iter().find(|property| property.name == part)?;
        found = (property.required, &property.schema);
    }
    Some(found)
}

#[test]
fn every_example_call_passes_the_programs_own_check() {
    let catalog = catalog();
    for operation in &catalog.operations {
        let call = operation.example_call();
        let map = |name: &str| call.get(name).map(|map| map.as_object().unwrap().clone());
        let (params, body): (Option<Map<_, _>>, Option<Map<_, _>>) = (map("params"), map("body"));
        let path = call["path"].as_str().unwrap();
        let given = CallInput { path, params: params.as_ref(), body: body.as_ref(), ..CallInput::default() };
        if let Err(faults) = prepare(&catalog.provider, operation, &given) {
            panic!("{call}: {faults}");
        }
    }
}

#[test]
fn the_committed_docs_are_the_ones_that_these_files_give() {
    // Compiled before, by another process: equal bytes also say that the same files give the same bytes.
    let fresh = docs::compile(&docs_folder()).unwrap();
    let compiled = docs_folder().join("../compiled");
    let remedy = "run `cargo run --example compile_docs`";
    assert!(fs::read(compiled.join("wawp.catalog")).unwrap() == fresh.catalog, "{remedy}");
    assert!(fs::read(compiled.join("wawp.index")).unwrap() == fresh.index, "{remedy}");
}

/// A copy of the docs in which one text is replaced, and what compiling it says.
fn broken(file: &str, from: &str, to: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&docs_folder(), folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} holds {from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    said(&folder)
}

fn said(folder: &TempDir) -> String {
    match docs::compile(folder.path()) {
        Ok(_) => panic!("a broken file compiles"),
        Err(fault) => fault.to_string(),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The line on which `text` first stands in a docs file.
fn line_of(file: &str, text: &str) -> usize {
    let content = fs::read_to_string(docs_folder().join(file)).unwrap();
    content.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn a_fault_in_the_docs_names_file_line_and_reason() {
    let file = "paths/groups.yaml";
    let id = "operationId: createGroup\n";
    let line = line_of(file, id.trim());
    let cases = [
        // What is broken: replacement, line, reason.
        ("operationId: [createGroup\n", None, vec![]),
        ("operationId: createGroup\n    x-tilte: Oops\n", Some(line + 1), vec!["x-tilte"]),
        ("operationId: createGroup\n    x-title: Twice\n", None, vec!["x-title"]),
    ];
    for (replacement, line, words) in cases {
        let said = broken(file, id, replacement);
        assert!(said.contains("groups.yaml"), "{said}");
        let place = line.map_or("line".to_owned(), |line| line.to_string());
        for word in words.iter().copied().chain([place.as_str()]) {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
}

#[test]
fn a_link_that_leads_nowhere_names_file_line_and_reason() {
    let file = "paths/groups.yaml";
    let first_related = "x-related: [";
    let said = broken(file, first_related, "x-related: [message.nothing, ");
    let line = line_of(file, first_related);
    assert!(said.contains(&format!("groups.yaml:{line}: `message.nothing`")), "{said}");
    let said = broken(file, "x-errors: [", "x-errors: [no_such_code, ");
    let line = line_of(file, "x-errors: [");
    assert!(said.contains(&format!("groups.yaml:{line}: `no_such_code`")), "{said}");
    assert!(said.contains("errors.yaml"), "{said}");
}

#[test]
fn what_one_call_gives_to_the_next_must_be_there() {
    for (right, wrong, name) in [
        ("from: [createGroup, joinGroup]", "from: [createGroup, joinGruop]", "joinGruop"),
        ("contactId, participants.id]", "contactId, members.id]", "members.id"),
        ("pairing: [getQr,", "pairing: [getQrs,", "getQrs"),
        ("    Media: {en: file", "    Medium: {en: file", "Medium"),
    ] {
        let said = broken("openapi.yaml", right, wrong);
        assert!(
            said.contains("openapi.yaml:") && said.contains(&format!("`{name}` in `x-provider`")),
            "{said}"
        );
    }
}

#[test]
fn a_name_that_stands_twice_names_file_and_line() {
    let said = broken("paths/groups.yaml", "operationId: createGroup\n", "operationId: sendText\n");
    assert!(said.contains("`sendText` names two operations") && said.contains(".yaml:"), "{said}");
}

#[test]
fn a_docs_file_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    copy(&docs_folder(), folder.path());
    fs::remove_file(folder.path().join("errors.yaml")).unwrap();
    assert!(said(&folder).contains("errors.yaml"));
    // A gateway may post no events; then nothing may speak of them.
    let folder = tempfile::tempdir().unwrap();
    copy(&docs_folder(), folder.path());
    fs::remove_file(folder.path().join("webhooks.yaml")).unwrap();
    assert!(said(&folder).contains("is nothing that is known") || said(&folder).contains("is no entry"));
}

#[test]
fn what_is_embedded_stays_small() {
    let size = |name: &str| fs::metadata(docs_folder().join("../compiled").join(name)).unwrap().len();
    let all = size("wawp.catalog") + size("wawp.index");
    assert!(all <= 4_000_000, "{all} bytes");
}
