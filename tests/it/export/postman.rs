//! The Postman collection.

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
    assert!(collection["info"]["schema"].as_str().unwrap().ends_with("/collection/v2.1.0/collection.json"));
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
        assert!(texts.iter().any(|text| text.contains(&format!("# {}\n", guide.title.en))), "{}", guide.path);
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
    for used in between(&text, "{{", '}').into_iter().filter(|name| name.chars().all(char::is_alphabetic)) {
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
        let given = CallInput {
            path: call["path"].as_str().unwrap(),
            params: call["params"].as_object(),
            body: call["body"].as_object(),
            ..CallInput::default()
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
