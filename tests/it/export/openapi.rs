//! The OpenAPI document.

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
        let written = operations(&document).into_iter().find(|(_, _, o)| o["operationId"] == operation.id);
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
        let content = &document["webhooks"][event.name]["post"]["requestBody"]["content"]["application/json"];
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
