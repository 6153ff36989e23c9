//! `export` gives the whole documentation in each form, and each form is one that its readers can use.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use wawp_mcp::{
    catalog::{Catalog, Entry, Operation, Place, Text},
    docs, export,
    request::{Given, prepare},
    values::Language,
};

use crate::harness::Server;

const FORMATS: [&str; 5] = ["openapi", "markdown", "html", "postman", "llms"];

fn catalog() -> &'static Catalog {
    Box::leak(Box::new(docs::catalog().unwrap()))
}

/// What the program writes.
fn exported(format: &str, language: &str) -> String {
    let start = Server::prepare().arg("export").arg(format).arg("--language").arg(language);
    let (code, stdout, stderr) = start.run();
    assert_eq!((code, stderr.as_str()), (0, ""), "{format} {language}");
    stdout
}

fn document(format: &str, language: &str) -> Value {
    serde_json::from_str(&exported(format, language)).unwrap()
}

/// Every object below `value`, with its place.
fn objects<'v>(value: &'v Value, place: &str, out: &mut Vec<(String, &'v serde_json::Map<String, Value>)>) {
    match value {
        Value::Object(members) => {
            out.push((place.to_owned(), members));
            for (name, member) in members {
                objects(member, &format!("{place}/{name}"), out);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                objects(item, &format!("{place}/{at}"), out);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The operations of a document with their method and path.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        item.as_object()
            .unwrap()
            .iter()
            .map(move |(method, operation)| (method.clone(), path.clone(), operation))
    });
    all.collect()
}

/// What stands between `before` and `after`, each time.
fn between<'t>(text: &'t str, before: &str, after: char) -> Vec<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

mod command {
    use super::*;

    #[test]
    fn an_unknown_form_is_wrong_usage() {
        for arguments in [vec!["export", "pdf"], vec!["export"], vec!["export", "html", "--language", "fr"]] {
            let start = arguments.iter().fold(Server::prepare(), |start, argument| start.arg(argument));
            let (code, stdout, stderr) = start.run();
            assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
            assert!(!stderr.is_empty());
        }
    }

    #[test]
    fn a_reader_that_has_enough_may_leave() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wawp-mcp"))
            .args(["export", "html"])
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 64];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
        assert!(first.starts_with(b"<!DOCTYPE html>"));
    }

    #[test]
    fn the_same_text_each_time_and_another_in_arabic() {
        for format in FORMATS {
            let english = exported(format, "en");
            assert!(english.ends_with('\n') && english == exported(format, "en"), "{format}");
            let arabic = exported(format, "ar");
            assert_ne!(english, arabic, "{format}");
            assert!(arabic.contains("إرسال") || arabic.contains("أرسل"), "{format}");
        }
    }
}

mod openapi {
    use super::*;

    #[test]
    fn it_holds_every_operation_event_and_guide() {
        let catalog = catalog();
        for (name, language) in [("en", Language::En), ("ar", Language::Ar)] {
            let document = document("openapi", name);
            let found: BTreeMap<&str, &Value> = operations(&document)
                .into_iter()
                .map(|(_, _, operation)| (operation["operationId"].as_str().unwrap(), operation))
                .collect();
            assert_eq!((found.len(), operations(&document).len()), (123, 123));
            for operation in &catalog.operations {
                let written = found[operation.id];
                assert_eq!(written["summary"], operation.title.get(language));
                assert_eq!(written["x-risk"], operation.risk.as_str());
                assert_eq!(written["tags"], json!([operation.category]));
                let description = written["description"].as_str().unwrap();
                for text in operation.notes.iter().chain([&operation.description]) {
                    assert!(description.contains(text.get(language)), "{}", operation.id);
                }
                assert!(written["responses"].get(operation.success.status.to_string()).is_some());
                for code in &operation.errors {
                    let status = catalog.error(code).unwrap().status.to_string();
                    assert!(written["responses"][status]["$ref"].as_str().unwrap().contains(code));
                }
            }
            let events: Vec<&String> = document["webhooks"].as_object().unwrap().keys().collect();
            assert_eq!(events, catalog.events.iter().map(|event| event.name).collect::<Vec<_>>());
            let tags = document["tags"].as_array().unwrap();
            assert_eq!(tags.len(), 18);
            for guide in &catalog.guides {
                let tag = tags.iter().find(|tag| tag["name"] == guide.category).unwrap();
                assert!(tag["description"].as_str().unwrap().contains(guide.title.get(language)));
            }
        }
    }

    #[test]
    fn what_is_called_is_what_the_program_calls() {
        let document = document("openapi", "en");
        let blank = |path: &str| {
            let words = path.split('/').map(|word| if word.starts_with('{') { "{}" } else { word });
            words.collect::<Vec<_>>().join("/")
        };
        let written: BTreeMap<&str, (String, String)> = operations(&document)
            .into_iter()
            .map(|(method, path, o)| (o["operationId"].as_str().unwrap(), (method, blank(&path))))
            .collect();
        for operation in &catalog().operations {
            let expected = (operation.method.as_str().to_lowercase(), blank(operation.real_path.as_str()));
            assert_eq!(written[operation.id], expected);
        }
        let templates: BTreeSet<String> =
            document["paths"].as_object().unwrap().keys().map(|p| blank(p)).collect();
        assert_eq!(
            templates.len(),
            document["paths"].as_object().unwrap().len(),
            "one spelling of each template"
        );
    }

    #[test]
    fn names_are_unique_references_resolve_and_placeholders_are_declared() {
        let document = document("openapi", "en");
        let mut all = Vec::new();
        objects(&document, "", &mut all);
        let ids: Vec<&str> = all.iter().filter_map(|(_, o)| o.get("operationId")?.as_str()).collect();
        assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (147, 147));
        for reference in all.iter().filter_map(|(_, members)| members.get("$ref")?.as_str()) {
            assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
        }
        for (method, path, operation) in operations(&document) {
            let in_path = |parameter: &&Value| parameter["in"] == "path";
            let none = Vec::new();
            let parameters = operation["parameters"].as_array().unwrap_or(&none);
            let declared: Vec<&str> =
                parameters.iter().filter(in_path).map(|p| p["name"].as_str().unwrap()).collect();
            assert_eq!(declared, between(&path, "{", '}'), "{method} {path}");
            assert!(parameters.iter().filter(in_path).all(|parameter| parameter["required"] == true));
            let mut names: Vec<&str> = parameters.iter().map(|p| p["name"].as_str().unwrap()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), parameters.len(), "{method} {path}");
        }
    }

    #[test]
    fn the_token_is_a_security_scheme_and_never_an_argument() {
        let document = document("openapi", "en");
        assert_eq!(document["components"]["securitySchemes"]["accessToken"]["name"], "access-token");
        assert_eq!(document["security"], json!([{"accessToken": []}]));
        let mut all = Vec::new();
        objects(&document["paths"], "", &mut all);
        for (place, members) in all {
            let named = members.get("name").and_then(Value::as_str).into_iter();
            let is_schema = place.ends_with("/properties") && place.contains("/requestBody/");
            let inner = members.keys().map(String::as_str).filter(|_| is_schema);
            for name in named.chain(inner) {
                let name = name.to_lowercase();
                assert!(!name.contains("token") && !name.contains("authorization"), "{place}: {name}");
            }
        }
        for event in document["webhooks"].as_object().unwrap().values() {
            assert_eq!(event["post"]["security"], json!([]), "a receiver gets no token");
        }
    }

    #[test]
    fn arguments_keep_every_limit_of_the_catalog() {
        let document = document("openapi", "en");
        let mut seen = 0;
        for operation in &catalog().operations {
            let written =
                operations(&document).into_iter().find(|(_, _, o)| o["operationId"] == operation.id);
            let written = written.unwrap().2;
            for argument in &operation.arguments {
                let (schema, required) = schema_of(written, operation, argument.name, argument.place);
                assert_eq!(required, argument.required, "{} {}", operation.id, argument.name);
                let mut expected = argument.schema.to_json_schema(Language::En);
                if argument.place != Place::Body {
                    for beside in ["description", "examples"] {
                        expected.as_object_mut().unwrap().remove(beside);
                    }
                }
                assert_eq!(without_formats(&schema), expected, "{} {}", operation.id, argument.name);
                seen += 1;
            }
            let session = operation.takes("instance_id");
            let place = if operation.method.has_body() { Place::Body } else { Place::Query };
            assert!(!session || schema_of(written, operation, "instance_id", place).1, "{}", operation.id);
        }
        assert!(seen > 200);
    }

    #[test]
    fn events_describe_every_field_of_their_payload() {
        let document = document("openapi", "en");
        for event in &catalog().events {
            let content =
                &document["webhooks"][event.name]["post"]["requestBody"]["content"]["application/json"];
            assert_eq!(content["example"], event.payload.value());
            assert_eq!(content["schema"]["properties"]["event"]["const"], event.name);
            for (name, meaning) in &event.fields {
                let mut place = &content["schema"]["properties"]["payload"];
                for word in name.split('.') {
                    while place.get("items").is_some() {
                        place = &place["items"];
                    }
                    place = &place["properties"][word];
                }
                assert_eq!(place["description"], meaning.en, "{} {name}", event.name);
            }
        }
    }

    #[test]
    fn lists_and_objects_in_a_query_travel_as_the_program_writes_them() {
        let document = document("openapi", "en");
        let mut seen = BTreeSet::new();
        for (_, _, operation) in operations(&document) {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let style = (parameter["style"].as_str(), parameter["explode"].as_bool());
                let expected = match parameter["schema"]["type"].as_str().unwrap() {
                    "object" => (Some("deepObject"), Some(true)),
                    "array" => (Some("form"), Some(false)),
                    _ => (None, None),
                };
                assert_eq!(style, expected, "{parameter}");
                seen.insert(style.0);
            }
        }
        assert_eq!(seen.len(), 3);
    }

    fn schema_of(written: &Value, operation: &Operation, name: &str, place: Place) -> (Value, bool) {
        if place == Place::Body {
            let schema = &written["requestBody"]["content"]["application/json"]["schema"];
            let required = schema["required"].as_array().is_some_and(|names| names.contains(&json!(name)));
            return (schema["properties"][name].clone(), required);
        }
        let word = if place == Place::Path { "path" } else { "query" };
        let mut found = written["parameters"].as_array().unwrap().iter().filter(|p| p["in"] == word);
        // A path argument may be called otherwise: one template has one spelling.
        let at = operation.real_path.placeholders().position(|known| known == name);
        let parameter = match at.filter(|_| place == Place::Path) {
            Some(at) => found.nth(at),
            None => found.find(|parameter| parameter["name"] == name),
        };
        let parameter = parameter.unwrap_or_else(|| panic!("{} {name}", operation.id));
        (parameter["schema"].clone(), parameter["required"] == true)
    }

    fn without_formats(schema: &Value) -> Value {
        match schema {
            Value::Object(members) => {
                let kept = members
                    .iter()
                    .filter(|(name, value)| *name != "x-format" && !(*name == "format" && value.is_string()));
                Value::Object(kept.map(|(name, value)| (name.clone(), without_formats(value))).collect())
            }
            Value::Array(items) => items.iter().map(without_formats).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => schema.clone(),
        }
    }

    #[test]
    fn every_example_is_one_of_its_schema() {
        for language in ["en", "ar"] {
            let document = document("openapi", language);
            let mut all = Vec::new();
            objects(&document, "", &mut all);
            let mut checked = 0;
            for (place, members) in all {
                let (Some(schema), Some(example)) = (members.get("schema"), members.get("example")) else {
                    continue;
                };
                let validator = jsonschema::draft202012::new(schema).unwrap();
                if let Err(fault) = validator.validate(example) {
                    panic!("{place}: {fault}");
                }
                checked += 1;
            }
            assert!(checked > 300, "{checked}");
            let error = jsonschema::draft202012::new(&document["components"]["schemas"]["Error"]).unwrap();
            for example in document["components"]["examples"].as_object().unwrap().values() {
                assert!(error.is_valid(&example["value"]), "{example}");
            }
        }
    }
}

mod postman {
    use super::*;

    fn requests<'v>(folder: &'v Value, out: &mut Vec<&'v Value>) {
        for item in folder["item"].as_array().unwrap() {
            assert!(item["name"].is_string());
            if item.get("item").is_some() {
                requests(item, out);
            } else {
                out.push(item);
            }
        }
    }

    #[test]
    fn it_holds_every_operation_event_and_guide_with_an_answer() {
        let (catalog, collection) = (catalog(), document("postman", "en"));
        assert!(
            collection["info"]["schema"].as_str().unwrap().ends_with("/collection/v2.1.0/collection.json")
        );
        let mut items = Vec::new();
        requests(&collection, &mut items);
        assert_eq!(items.len(), 123 + 24);
        let named = |name: &str| {
            let start = format!("{name} — ");
            items.iter().find(|item| item["name"].as_str().unwrap().starts_with(&start)).unwrap()
        };
        for operation in &catalog.operations {
            let item = named(&operation.name());
            assert_eq!(item["request"]["method"], operation.method.as_str());
            let answers = item["response"].as_array().unwrap();
            assert_eq!(answers.len(), usize::from(operation.success.example.is_some()));
        }
        for event in &catalog.events {
            let raw = named(event.name)["request"]["body"]["raw"].as_str().unwrap();
            assert_eq!(serde_json::from_str::<Value>(raw).unwrap(), event.payload.value());
        }
        let texts: Vec<&str> =
            collection["item"].as_array().unwrap().iter().filter_map(|f| f["description"].as_str()).collect();
        for guide in &catalog.guides {
            assert!(
                texts.iter().any(|text| text.contains(&format!("# {}\n", guide.title.en))),
                "{}",
                guide.path
            );
        }
    }

    #[test]
    fn variables_hold_no_secret_and_every_one_that_is_used_is_there() {
        let collection = document("postman", "en");
        let variables: BTreeMap<&str, &str> = collection["variable"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| (v["key"].as_str().unwrap(), v["value"].as_str().unwrap()))
            .collect();
        assert_eq!((variables["accessToken"], variables["instanceId"]), ("", ""));
        assert_eq!(variables["baseUrl"], catalog().provider.server);
        let text = collection.to_string();
        for used in between(&text, "{{", '}').into_iter().filter(|name| name.chars().all(char::is_alphabetic))
        {
            assert!(variables.contains_key(used), "{used}");
        }
        assert_eq!(text.matches("{{accessToken}}").count(), 1, "the header of the whole collection alone");
    }

    #[test]
    fn its_requests_are_those_that_the_program_sends() {
        let (catalog, collection) = (catalog(), document("postman", "en"));
        let mut items = Vec::new();
        requests(&collection, &mut items);
        for operation in &catalog.operations {
            let start = format!("{} — ", operation.name());
            let item = items.iter().find(|item| item["name"].as_str().unwrap().starts_with(&start)).unwrap();
            let url = &item["request"]["url"];
            let call = operation.example_call();
            let given = Given {
                path: call["path"].as_str().unwrap(),
                params: call["params"].as_object(),
                body: call["body"].as_object(),
                ..Given::default()
            };
            let sent = prepare(&catalog.provider, operation, &given).unwrap();
            let path: Vec<String> =
                url["path"].as_array().unwrap().iter().map(|word| filled(url, word)).collect();
            assert_eq!(format!("/{}", path.join("/")), sent.path());
            let enabled = url["query"].as_array().unwrap().iter().filter(|pair| pair["disabled"] != true);
            let names: Vec<&str> = enabled.map(|pair| pair["key"].as_str().unwrap()).collect();
            let session =
                (operation.takes("instance_id") && !operation.method.has_body()).then_some("instance_id");
            let expected: Vec<&str> =
                session.into_iter().chain(sent.query().iter().map(|(name, _)| name.as_str())).collect();
            assert_eq!(names, expected, "{}", operation.name());
            assert_eq!(item["request"].get("body").is_some(), sent.body().is_some());
        }
    }

    /// A segment with its variable's value in place.
    fn filled(url: &Value, word: &Value) -> String {
        let word = word.as_str().unwrap();
        let Some(name) = word.strip_prefix(':') else { return word.to_owned() };
        let variables = url["variable"].as_array().unwrap();
        let variable = variables.iter().find(|variable| variable["key"] == name);
        let value = variable.unwrap_or_else(|| panic!("{word} in {}", url["raw"]))["value"].as_str().unwrap();
        assert!(!value.is_empty());
        value.to_owned()
    }
}

mod markdown {
    use super::*;

    #[test]
    fn it_holds_every_entry_and_every_link_leads_somewhere() {
        for (name, language) in [("en", Language::En), ("ar", Language::Ar)] {
            let text = exported("markdown", name);
            let anchors = between(&text, "<a id=\"", '"');
            let known: BTreeSet<&str> = anchors.iter().copied().collect();
            assert_eq!(anchors.len(), known.len(), "anchors are unique");
            for link in between(&text, "](#", ')') {
                assert!(known.contains(link), "#{link}");
            }
            for entry in catalog().entries() {
                let page = export::page(catalog(), &entry, language);
                let title = page.lines().next().unwrap().trim_start_matches("# ");
                assert!(text.contains(&format!("### {title}\n")), "{title}");
            }
        }
    }

    #[test]
    fn a_page_leaves_nothing_out() {
        let catalog = catalog();
        for operation in &catalog.operations {
            let page = export::page(catalog, &Entry::Operation(operation), Language::En);
            let mut expected = vec![operation.name(), operation.description.en.to_owned()];
            expected.extend(operation.arguments.iter().map(|a| format!("| `{}` |", a.name)));
            expected.extend(operation.errors.iter().map(|code| format!("`{code}`")));
            expected.extend(operation.limits.iter().chain(&operation.notes).map(|text| text.en.to_owned()));
            expected.push(format!("{:#}", operation.example_call()));
            expected.extend(operation.success.example.map(|example| format!("{:#}", example.value())));
            for text in expected {
                let (page, text) = (words(&page), words(&text));
                assert!(page.contains(&text), "{}: {text}", operation.name());
            }
        }
        for event in &catalog.events {
            let page = export::page(catalog, &Entry::Event(event), Language::En);
            assert!(page.contains(&format!("{:#}", event.payload.value())), "{}", event.name);
            assert!(event.fields.iter().all(|(name, _)| page.contains(&format!("| `{name}` |"))));
        }
        for guide in &catalog.guides {
            let page = export::page(catalog, &Entry::Guide(guide), Language::Ar);
            let last = guide.body.ar.trim().lines().last().unwrap();
            assert!(page.contains(last), "{}", guide.path);
        }
        let errors = export::errors(catalog, Language::En);
        for error in &catalog.errors {
            assert!(errors.contains(&format!("## `{}`", error.code)) && errors.contains(error.action.en));
        }
    }

    fn words(text: &str) -> String {
        text.replace(r"\|", "|").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

mod llms {
    use super::*;

    #[test]
    fn it_has_the_form_and_every_link_names_an_entry() {
        let catalog = catalog();
        let mut expected: Vec<String> = Vec::new();
        for entry in catalog.entries() {
            let twin = matches!(entry, Entry::Operation(operation) if operation.twin_of.is_some());
            let uri = export::uri(&entry);
            if !twin && !expected.contains(&uri) {
                expected.push(uri);
            }
        }
        expected.sort_unstable();
        for language in ["en", "ar"] {
            let text = exported("llms", language);
            let lines: Vec<&str> = text.lines().collect();
            assert!(lines[0].starts_with("# ") && lines[2].starts_with("> "), "{text}");
            let mut links = between(&text, "](", ')');
            assert_eq!(text.matches("\n- [").count(), links.len());
            links.sort_unstable();
            assert_eq!(links, expected);
            assert!(text.len() < 40_000, "an index, {} bytes", text.len());
        }
    }

    #[test]
    fn names_of_pages_are_what_resources_are_called() {
        let catalog = catalog();
        let uri = |name: &str| export::uri(&catalog.referred(name).unwrap());
        assert_eq!(uri("POST /v2/send/text"), "wawp://docs/endpoint/POST/v2/send/text");
        assert_eq!(uri("GET /v2/groups/{id}"), "wawp://docs/endpoint/GET/v2/groups/%7Bid%7D");
        assert_eq!(uri("message.ack"), "wawp://docs/webhook/message.ack");
        assert_eq!(uri("/v2/start"), "wawp://docs/guide/v2/start");
        assert_eq!(uri("invalid_param"), "wawp://docs/errors");
    }
}

mod html {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use sha2::{Digest, Sha256};

    use super::*;

    /// The tags of a page, without its style and script.
    fn tags(page: &str) -> Vec<String> {
        let mut rest = page.to_owned();
        for name in ["style", "script"] {
            let (from, to) =
                (rest.find(&format!("<{name}>")).unwrap(), rest.find(&format!("</{name}>")).unwrap());
            rest.replace_range(from..to, &format!("<{name}>"));
        }
        rest.split('<').skip(1).map(|tag| tag.split('>').next().unwrap().to_owned()).collect()
    }

    fn within<'p>(page: &'p str, name: &str) -> &'p str {
        page.split(&format!("<{name}>")).nth(1).unwrap().split(&format!("</{name}>")).next().unwrap()
    }

    #[test]
    fn it_holds_every_entry_in_both_languages_and_every_link_leads_somewhere() {
        let page = exported("html", "en");
        let ids = between(&page, " id=\"", '"');
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "ids are unique");
        for link in between(&page, "href=\"#", '"') {
            assert!(known.contains(link), "#{link}");
        }
        assert!(known.contains("POST-v2-send-text") && known.contains("webhook-message.ack"));
        let escaped = |text: &str| {
            text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
        };
        for entry in catalog().entries() {
            for language in [Language::En, Language::Ar] {
                assert!(page.contains(&escaped(entry.title(language))), "{}", entry.title(language));
            }
        }
        assert_eq!(page.matches("class=\"entry\"").count(), catalog().entries().count());
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">"));
        assert!(exported("html", "ar").starts_with("<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\">"));
    }

    #[test]
    fn examples_are_whole_and_read_as_they_are_sent() {
        let page = exported("html", "en");
        let text: String =
            page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        let text =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        for operation in &catalog().operations {
            let answer = operation.success.example.filter(|_| operation.twin_of.is_none());
            let answer = answer.map_or(String::new(), |example| format!("{:#}", example.value()));
            assert!(text.contains(&answer), "{answer}");
            let call = format!("-X {} 'https://api.wawp.net/v2/", operation.method);
            assert!(text.contains(&call), "{call}");
        }
        for event in &catalog().events {
            assert!(text.contains(&format!("{:#}", event.payload.value())), "{}", event.name);
        }
    }

    #[test]
    fn it_loads_nothing_and_runs_only_its_own_script() {
        let page = exported("html", "en");
        let (style, script) = (within(&page, "style"), within(&page, "script"));
        for text in [style, script] {
            let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
            assert!(page.contains(&format!("'sha256-{hash}'")), "the policy names what stands in the page");
            assert!(!text.contains("://") && !text.contains("url(") && !text.contains("@import"));
        }
        assert!(page.contains("default-src 'none'") && !page.contains("unsafe"));
        for tag in tags(&page) {
            for loads in [" src=", " srcset=", " style=", " action=", " data=", " on"] {
                assert!(!tag.contains(loads) || tag.starts_with("meta"), "{tag}");
            }
            let name = tag.split([' ', '/']).next().unwrap();
            assert!(
                !["img", "iframe", "object", "embed", "video", "audio", "form", "base"].contains(&name),
                "{tag}"
            );
            assert!(name != "link" || tag.contains("href=\"data:image/svg+xml,"), "{tag}");
        }
    }

    #[test]
    fn every_tag_that_opens_closes() {
        let mut open: Vec<String> = Vec::new();
        for tag in tags(&exported("html", "en")) {
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap().to_owned();
            if ["!DOCTYPE", "meta", "link", "input", "wbr", "br", "hr"].contains(&name.as_str()) {
                continue;
            }
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "after {open:?}");
            } else {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn hostile_text_stays_text() {
        let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1)) \
            ![b](https://evil.example/b.png) `</code><b onclick=x>` \"' onmouseover=x </style> <https://ok.example>";
        let text = Text { en: hostile, ar: hostile };
        let mut catalog = docs::catalog().unwrap();
        let operation = &mut catalog.operations[0];
        (operation.title, operation.summary, operation.description) = (text, text, text);
        (operation.category, operation.notes, operation.limits) = (hostile, vec![text], vec![text]);
        operation.arguments.iter_mut().for_each(|argument| argument.schema.description = text);
        catalog.categories.push(hostile);
        catalog.events[0].fields[0] = (hostile, text);
        catalog.errors[0].action = text;
        let body =
            format!("# {hostile}\n\n<div onclick=x>\n\n{hostile}\n\n```{hostile}\n{hostile}\n```\n").leak();
        catalog.guides[0].body = Text { en: body, ar: body };
        catalog.provider.name = hostile;
        let page = export::html(&catalog, Language::En);
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        for tag in tags(&page) {
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
            assert!(!["img", "b onclick"].contains(&name), "{tag}");
            let outside = tag.split('"').step_by(2).collect::<String>();
            assert!(!outside.contains(" on") && !tag.contains("href=\"javascript:"), "{tag}");
        }
        assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
    }
}
