//! Everything documented is found: by search, by list, by name in any spelling; and what is not there is said plainly.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use wawp_mcp::{
    catalog::{Catalog, Entry},
    docs,
    values::Language,
};

use crate::harness::{Answer, Server};

fn server() -> Server {
    Server::prepare().open()
}

/// Every listed entry: kind, method, path, title.
fn entries(list: &Answer) -> Vec<Value> {
    let groups = list.data()["groups"].as_array().unwrap();
    groups.iter().flat_map(|group| group["entries"].as_array().unwrap().clone()).collect()
}

/// What a listed entry is for, as the docs say it.
fn summary(catalog: &Catalog, listed: &Value) -> &'static str {
    let is_it = |entry: &Entry| entry.method() == listed["method"] && entry.path() == listed["path"];
    catalog.listed().find(is_it).unwrap().summary(Language::En)
}

#[test]
fn every_entry_is_listed_and_read_by_the_name_that_the_list_gives() {
    let mut server = server();
    let list = server.success("list_endpoints", json!({}));
    let entries = entries(&list);
    assert_eq!((list.data()["total"].as_u64(), entries.len()), (Some(164), 164));
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let mut kinds = BTreeMap::new();
    for entry in &entries {
        *kinds.entry(entry["kind"].as_str().unwrap()).or_insert(0) += 1;
        assert!(list.text().contains(entry["path"].as_str().unwrap()), "{entry}");
        let page =
            server.success("get_endpoint_details", json!({"path": entry["path"], "method": entry["method"]}));
        for member in ["kind", "method", "path", "title"] {
            assert_eq!(page.data()[member], entry[member], "{entry}");
        }
        assert_eq!(page.data()["summary"], summary(&catalog, entry), "{entry}");
        assert!(page.text().contains(entry["title"].as_str().unwrap()), "{entry}");
    }
    assert_eq!(kinds, BTreeMap::from([("endpoint", 123), ("guide", 17), ("webhook", 24)]));
    assert!(list.data().get("next_cursor").is_none());
}

#[test]
fn a_page_has_what_a_right_call_needs() {
    let mut server = server();
    let page = server.success("get_endpoint_details", json!({"path": "/v2/send/image", "method": "POST"}));
    let data = page.data();
    assert_eq!(data["arguments"]["required"], json!(["chatId", "file", "caption"]));
    assert_eq!(data["arguments"]["properties"]["file"]["required"], json!(["url", "filename", "mimetype"]));
    let filled: BTreeSet<&str> =
        data["filled_in"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    assert_eq!(filled, BTreeSet::from(["access_token", "instance_id"]));
    assert_eq!(data["example"]["path"], "/v2/send/image");
    assert!(data["example"]["body"]["file"]["url"].is_string());
    assert_eq!(data["risk"], "send");
    for row in data["errors"].as_array().unwrap() {
        for member in ["status", "code", "meaning", "action"] {
            assert!(!row[member].is_null(), "{row}");
        }
    }
    for related in data["related"].as_array().unwrap() {
        let page = json!({"path": related["path"], "method": related["method"]});
        assert_eq!(server.success("get_endpoint_details", page).data()["title"], related["title"]);
    }
    let guide = data["related"].as_array().unwrap().iter().find(|page| page["kind"] == "guide");
    assert_eq!(guide.unwrap()["path"], "/v2/media-overview");
    // Credentials are the server's business: no argument of that name is shown.
    assert!(data["arguments"]["properties"].get("access_token").is_none());
    assert!(data["arguments"]["properties"].get("instance_id").is_none());
    let schema = data["arguments"].clone();
    jsonschema::validator_for(&schema).unwrap().validate(&data["example"]["body"]).unwrap();
}

#[test]
fn every_example_is_valid_against_the_schema_on_its_page() {
    let mut server = server();
    let list = server.success("list_endpoints", json!({"kind": "endpoint"}));
    for entry in entries(&list) {
        let page =
            server.success("get_endpoint_details", json!({"path": entry["path"], "method": entry["method"]}));
        let mut given = serde_json::Map::new();
        for part in ["params", "body"] {
            given.extend(page.data()["example"][part].as_object().cloned().unwrap_or_default());
        }
        let schema = jsonschema::validator_for(&page.data()["arguments"]).unwrap();
        let faults: Vec<String> =
            schema.iter_errors(&Value::Object(given)).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{entry}: {faults:?}");
    }
}

#[test]
fn spellings_of_a_path_are_forgiven() {
    let mut server = server();
    let cases = [
        ("v2/send/text", "/v2/send/text"),
        ("/v2//send/text/", "/v2/send/text"),
        ("/V2/Send/TEXT", "/v2/send/text"),
        ("https://api.wawp.net/v2/send/text?x=1#y", "/v2/send/text"),
        ("/v2/labels/7/chats", "/v2/labels/{labelId}/chats"),
        ("message.ack", "/message.ack"),
        ("/message.ack", "/message.ack"),
        ("Message.Ack", "/message.ack"),
        ("v2/start", "/v2/start"),
        ("mcp-ready", "/mcp-ready"),
        ("invalid_chat_id", "invalid_chat_id"),
    ];
    for (given, path) in cases {
        assert_eq!(
            server.success("get_endpoint_details", json!({"path": given})).data()["path"],
            path,
            "{given}"
        );
    }
    let picture = json!({"path": "/v2/groups/123@g.us/picture", "method": "PUT"});
    let page = server.success("get_endpoint_details", picture);
    assert_eq!(page.data()["path"], "/v2/groups/{id}/picture");
}

#[test]
fn a_literal_path_wins_over_a_filled_in_parameter() {
    let mut server = server();
    for path in ["/v2/groups/count", "/v2/lids/count", "/v2/labels/chats/{chatId}"] {
        let page = server.success("get_endpoint_details", json!({"path": path, "method": "GET"}));
        assert_eq!(page.data()["path"], path);
    }
}

#[test]
fn one_path_with_methods_that_do_different_things_names_them_all() {
    let mut server = server();
    let answer = server.failure(
        "get_endpoint_details",
        json!({"path": "/v2/groups/{id}/picture"}),
        "missing_argument",
    );
    assert_eq!(answer.error()["parameter"], "method");
    for method in ["GET", "PUT", "DELETE"] {
        let name = format!("{method} /v2/groups/{{id}}/picture");
        assert!(answer.text().contains(&name), "{}", answer.text());
        assert!(answer.error()["suggestions"].as_array().unwrap().contains(&json!(name)));
    }
    let wrong = json!({"path": "/v2/groups/{id}/picture", "method": "POST"});
    let answer = server.failure("get_endpoint_details", wrong, "method_not_allowed");
    assert_eq!(answer.error()["parameter"], "method");
    let answer = server.failure(
        "get_endpoint_details",
        json!({"path": "/v2/groups", "method": "FETCH"}),
        "invalid_argument",
    );
    assert_eq!(answer.error()["parameter"], "method");
}

#[test]
fn a_twin_is_read_as_itself_and_points_to_its_post() {
    let mut server = server();
    let page = server.success("get_endpoint_details", json!({"path": "/v2/send/text"}));
    assert_eq!(page.data()["method"], "POST", "POST is the one to use");
    let twin = server.success("get_endpoint_details", json!({"path": "/v2/send/text", "method": "get"}));
    assert_eq!(twin.data()["method"], "GET");
    assert!(
        twin.text().contains("POST of the same path does the same and is the one to use"),
        "{}",
        twin.text()
    );
    assert_eq!(twin.data()["arguments"], page.data()["arguments"]);
    assert!(twin.data()["example"]["params"].is_object(), "a GET carries its arguments in the query");
}

#[test]
fn an_alias_says_what_is_called() {
    let mut server = server();
    let page = server.success("get_endpoint_details", json!({"path": "/v2/groups/create"}));
    assert!(page.text().contains("called as /v2/groups\n"), "{}", page.text());
    let page = server.success("get_endpoint_details", json!({"path": "/v2/groups", "method": "POST"}));
    assert_eq!(page.data()["path"], "/v2/groups/create");
    let page =
        server.success("get_endpoint_details", json!({"path": "/v2/profile/picture", "method": "DELETE"}));
    assert_eq!(page.data()["path"], "/v2/profile/picture-delete");
}

#[test]
fn an_event_a_guide_and_an_error_code_have_their_own_pages() {
    let catalog = docs::BUILT_IN[0].catalog().unwrap();
    let mut server = server();
    let event = server.success("get_endpoint_details", json!({"path": "message.ack"}));
    assert_eq!((&event.data()["kind"], &event.data()["method"]), (&json!("webhook"), &json!("POST")));
    assert!(event.data()["payload"].is_object() && event.text().contains("payload:"));
    let guide = server.success("get_endpoint_details", json!({"path": "/v2/messaging-overview"}));
    assert_eq!((&guide.data()["kind"], &guide.data()["method"]), (&json!("guide"), &json!("GET")));
    let body = catalog.guides.iter().find(|guide| guide.path == "/v2/messaging-overview").unwrap().body.en;
    assert!(guide.text().contains(body), "it is shown whole: {}", guide.text());
    let error = server.success("get_endpoint_details", json!({"path": "session_unexpected_status"}));
    assert_eq!(error.data()["kind"], "error");
    assert_eq!(error.data()["errors"][0]["status"], 422);
    let next = catalog.error("session_unexpected_status").unwrap().action.en;
    assert!(error.text().contains(&format!("\nnext: {next}")), "{}", error.text());
}

/// Whether a page shows a part.
type Shows = fn(&Answer) -> bool;

#[test]
fn more_of_a_page_is_shown_where_it_is_asked_for() {
    let mut server = server();
    let plain = server.success("get_endpoint_details", json!({"path": "/v2/send/text"}));
    let schema = |page: &Answer| page.text().contains("\nschema: {\"type\":\"object\"");
    let bodies = |page: &Answer| page.data()["errors"][0]["body"].is_object();
    let summaries = |page: &Answer| page.data()["related"][0]["summary"].is_string();
    let parts: [(&str, Shows); 3] = [("schema", schema), ("errors", bodies), ("related", summaries)];
    for (part, is_shown) in parts {
        let more = json!({"path": "/v2/send/text", "include": [part]});
        let more = server.success("get_endpoint_details", more);
        assert!(is_shown(&more) && !is_shown(&plain), "{part}: {}", more.text());
    }
    let arabic = server.success("get_endpoint_details", json!({"path": "/v2/send/text", "language": "ar"}));
    assert_ne!(arabic.data()["title"], plain.data()["title"]);
    let wrong = json!({"path": "/v2/send/text", "include": ["everything"]});
    let answer = server.failure("get_endpoint_details", wrong, "invalid_argument");
    assert!(answer.error()["parameter"].as_str().unwrap().starts_with("include"), "{}", answer.text());
}

#[test]
fn a_near_miss_gives_the_nearest_three() {
    let mut server = server();
    for (given, meant) in [
        ("/v2/send/txt", "POST /v2/send/text"),
        ("/v2/sent/image", "POST /v2/send/image"),
        ("message.acks", "/message.ack"),
        ("/v2/messaging-overvew", "/v2/messaging-overview"),
        ("invalid_chatid", "invalid_chat_id"),
    ] {
        let answer = server.failure("get_endpoint_details", json!({"path": given}), "unknown_endpoint");
        let suggestions = answer.error()["suggestions"].as_array().unwrap();
        assert_eq!(suggestions.len(), 3, "{given}");
        assert!(suggestions.contains(&json!(meant)), "{given}: {suggestions:?}");
        assert_eq!(answer.error()["parameter"], "path");
        assert!(answer.text().contains(meant));
    }
    for nothing in ["", "   "] {
        let answer = server.failure("get_endpoint_details", json!({"path": nothing}), "invalid_argument");
        assert_eq!(answer.error()["parameter"], "path");
    }
    let answer = server.failure("get_endpoint_details", json!({"path": "zzzz"}), "unknown_endpoint");
    assert!(answer.error()["action"].as_str().unwrap().contains("search_docs"));
    let answer = server.failure("get_endpoint_details", json!({}), "missing_argument");
    assert_eq!(answer.error()["parameter"], "path");
}

#[test]
fn lists_are_filtered_by_category_in_any_case_and_by_kind() {
    let mut server = server();
    let list = server.success("list_endpoints", json!({"category": "send MESSAGES"}));
    assert_eq!(list.data()["groups"].as_array().unwrap().len(), 1);
    assert_eq!(list.data()["groups"][0]["category"], "Send Messages");
    assert!(list.text().contains("/v2/send/text"));
    let events = server.success("list_endpoints", json!({"kind": "webhook"}));
    assert_eq!(events.data()["total"], 24);
    let answer = server.failure("list_endpoints", json!({"category": "Sending"}), "invalid_argument");
    assert_eq!(
        (&answer.error()["parameter"], &answer.error()["given"]),
        (&json!("category"), &json!("Sending"))
    );
    let all = server.success("list_endpoints", json!({}));
    for group in all.data()["groups"].as_array().unwrap() {
        let category = group["category"].as_str().unwrap();
        assert!(answer.error()["expected"].as_str().unwrap().contains(category), "{category}");
    }
    let answer = server.failure("list_endpoints", json!({"cursor": "2"}), "invalid_argument");
    assert_eq!(answer.error()["parameter"], "cursor");
    let answer = server.failure("list_endpoints", json!({"api": "nothing"}), "invalid_argument");
    assert_eq!(answer.error()["parameter"], "api");
}

#[test]
fn the_same_list_comes_each_time() {
    let first = server().success("list_endpoints", json!({}));
    let second = server().success("list_endpoints", json!({}));
    assert_eq!(first.0, second.0);
}
