//! The documentation as resources: every page listed, read whole, completed, and found however it is spelled.

use serde_json::{Value, json};

use crate::harness::{Server, TOKEN};

fn open() -> Server {
    Server::prepare().open()
}

/// Every resource, page by page.
fn listed(server: &mut Server) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    let mut params = json!({});
    loop {
        let page = server.request("resources/list", params);
        all.extend(page["resources"].as_array().unwrap().iter().cloned());
        assert!(page["resources"].as_array().unwrap().len() <= 50, "a page is for one answer");
        match page.get("nextCursor") {
            Some(cursor) => params = json!({"cursor": cursor}),
            None => return all,
        }
    }
}

fn text(server: &mut Server, uri: &str) -> String {
    let result = server.request("resources/read", json!({"uri": uri}));
    let contents = result["contents"].as_array().unwrap();
    assert_eq!((contents.len(), &contents[0]["uri"]), (1, &json!(uri)));
    contents[0]["text"].as_str().unwrap().to_owned()
}

fn refused(server: &mut Server, method: &str, params: Value) -> (i64, String) {
    let id = server.ask(method, params);
    let message = server.answer_to(id);
    assert!(message.get("result").is_none(), "{message}");
    (message["error"]["code"].as_i64().unwrap(), message["error"]["message"].as_str().unwrap().to_owned())
}

#[test]
fn every_page_is_listed_once_and_can_be_read_in_both_languages() {
    let mut server = open();
    let all = listed(&mut server);
    let uris: Vec<&str> = all.iter().map(|resource| resource["uri"].as_str().unwrap()).collect();
    let of = |start: &str| uris.iter().filter(|uri| uri.starts_with(start)).count();
    // Where GET does the same as POST, the POST alone is listed: 15 of the 123 are left out.
    assert_eq!(
        (of("wawp://docs/endpoint/"), of("wawp://docs/webhook/"), of("wawp://docs/guide/")),
        (108, 24, 17)
    );
    for whole in ["wawp://openapi.json", "wawp://llms.txt", "wawp://docs/errors"] {
        assert!(uris.contains(&whole), "{whole}");
    }
    let mut once = uris.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), uris.len());
    for resource in &all {
        let uri = resource["uri"].as_str().unwrap();
        assert!(resource["name"].is_string() && resource["title"].is_string(), "{resource}");
        assert!(resource["description"].is_string() && resource["mimeType"].is_string(), "{resource}");
        let english = text(&mut server, uri);
        let arabic = text(&mut server, &format!("{uri}?language=ar"));
        let begins = match uri {
            "wawp://openapi.json" => "{\"openapi\":\"3.1.1\"",
            "wawp://llms.txt" => "# Wawp API\n",
            "wawp://docs/errors" => "# Errors\n",
            _ => &format!("# {}\n", resource["title"].as_str().unwrap()),
        };
        assert!(english.starts_with(begins), "{uri}: {english:.80}");
        assert!(arabic.contains(|c| ('\u{600}'..='\u{6ff}').contains(&c)), "{uri}");
        assert_ne!(english, arabic, "{uri}");
        assert!(!english.contains(TOKEN));
    }
}

#[test]
fn a_page_is_whole_and_its_links_lead_to_resources() {
    let mut server = open();
    let page = text(&mut server, "wawp://docs/endpoint/POST/v2/send/text");
    for part in [
        "# ",
        "POST /v2/send/text",
        "chatId",
        "4096",
        "execute_request",
        "rate_limit_exceeded",
        "message.ack",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(text(&mut server, "wawp://docs/webhook/message.ack").contains("\"event\""));
    assert!(text(&mut server, "wawp://docs/guide/v2/start").starts_with("# "));
    let openapi: Value = serde_json::from_str(&text(&mut server, "wawp://openapi.json")).unwrap();
    assert_eq!(openapi["webhooks"].as_object().unwrap().len(), 24);
    // Every link of the index, and of one page of each kind, leads on.
    for uri in ["wawp://llms.txt", "wawp://docs/endpoint/GET/v2/groups/%7Bid%7D", "wawp://docs/errors"] {
        let page = text(&mut server, uri);
        let links: Vec<&str> = page.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert!(links.iter().filter(|link| link.starts_with("wawp://")).count() > 3, "{uri}");
        for link in links.into_iter().filter(|link| link.starts_with("wawp://")) {
            text(&mut server, link);
        }
    }
}

#[test]
fn uris_are_as_forgiving_as_paths() {
    let mut server = open();
    let page = text(&mut server, "wawp://docs/endpoint/POST/v2/send/text");
    for uri in ["wawp://docs/v2/send/text", "wawp://docs/endpoint/post/V2/Send/Text/"] {
        assert_eq!(text(&mut server, uri), page, "{uri}");
    }
    let group = text(&mut server, "wawp://docs/endpoint/GET/v2/groups/%7Bid%7D");
    assert_eq!(text(&mut server, "wawp://docs/endpoint/GET/v2/groups/{id}"), group);
    assert_eq!(text(&mut server, "wawp://docs/endpoint/GET/v2/groups/120363@g.us"), group);
    // One path with two methods that do different things: both pages.
    let both = text(&mut server, "wawp://docs/v2/presence");
    assert!(both.contains("GET /v2/presence") && both.contains("POST /v2/presence"));
    assert!(text(&mut server, "wawp://docs/message.ack").contains("message.ack"));
    assert!(text(&mut server, "wawp://docs/errors/rate_limit_exceeded").contains("rate_limit_exceeded"));
}

#[test]
fn what_is_no_resource_is_refused_with_the_nearest() {
    let mut server = open();
    let (code, message) =
        refused(&mut server, "resources/read", json!({"uri": "wawp://docs/endpoint/POST/v2/send/txt"}));
    assert_eq!(code, -32002);
    assert!(message.contains("wawp://docs/endpoint/POST/v2/send/text"), "{message}");
    let (_, message) =
        refused(&mut server, "resources/read", json!({"uri": "wawp://docs/endpoint/DELETE/v2/send/text"}));
    assert!(message.contains("wawp://docs/endpoint/POST/v2/send/text"), "{message}");
    for uri in [
        "file:///etc/passwd",
        "wawp://",
        "wawp://docs",
        "wawp://docs/",
        "",
        "wawp://docs/../../etc/passwd",
        "wawp://docs/%2e%2e%2f%00",
        "wawp://docs/v2/send/text?language=fr",
        "https://api.wawp.net/v2/send/text",
    ] {
        assert_eq!(refused(&mut server, "resources/read", json!({"uri": uri})).0, -32002, "{uri}");
    }
    for cursor in ["", "7", "50000", "-50", "x"] {
        assert_eq!(refused(&mut server, "resources/list", json!({"cursor": cursor})).0, -32602, "{cursor}");
    }
    assert_eq!(refused(&mut server, "resources/templates/list", json!({"cursor": "1"})).0, -32602);
    assert_eq!(refused(&mut server, "resources/read", json!({})).0, -32602);
}

#[test]
fn the_newer_era_names_an_unknown_resource_as_bad_parameters() {
    let mut server = Server::prepare().spawn();
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "tests", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let list = server.request("resources/list", json!({"_meta": meta}));
    assert_eq!((&list["resultType"], list["nextCursor"].is_string()), (&json!("complete"), true));
    let (code, _) =
        refused(&mut server, "resources/read", json!({"uri": "wawp://docs/nothing", "_meta": meta}));
    assert_eq!(code, -32602);
}

#[test]
fn templates_complete_what_is_typed() {
    let mut server = open();
    let templates = server.request("resources/templates/list", json!({}));
    let templates: Vec<&str> = templates["resourceTemplates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["uriTemplate"].as_str().unwrap())
        .collect();
    assert_eq!(templates.len(), 3);
    let mut complete = |template: &str, name: &str, value: &str, chosen: Value| -> Vec<String> {
        let result = server.request(
            "completion/complete",
            json!({
                "ref": {"type": "ref/resource", "uri": template},
                "argument": {"name": name, "value": value},
                "context": {"arguments": chosen},
            }),
        );
        let completion = &result["completion"];
        let values: Vec<String> = serde_json::from_value(completion["values"].clone()).unwrap();
        assert!(values.len() <= 100);
        assert_eq!(completion["hasMore"], completion["total"].as_u64().unwrap() > values.len() as u64);
        values
    };
    let [endpoint, webhook, guide] = templates[..] else { panic!("{templates:?}") };
    assert_eq!(complete(endpoint, "method", "p", json!({})), ["POST", "PUT"]);
    assert_eq!(complete(endpoint, "method", "", json!({"path": "/v2/presence"})), ["GET", "POST"]);
    let pictures = complete(endpoint, "path", "/v2/groups/{id}/p", json!({"method": "DELETE"}));
    assert_eq!(pictures, ["/v2/groups/{id}/picture"]);
    assert!(complete(endpoint, "path", "poll", json!({})).contains(&"/v2/send/poll".to_owned()));
    assert_eq!(complete(endpoint, "path", "", json!({})).len(), 100);
    assert_eq!(complete(webhook, "event", "message.a", json!({})), ["message.any", "message.ack"]);
    assert_eq!(complete(guide, "path", "/v2/st", json!({}))[0], "/v2/start");
    assert_eq!(complete(guide, "language", "a", json!({})), ["ar"]);
    for (reference, name) in [("wawp://other/{x}", "x"), (endpoint, "colour")] {
        let params = json!({"ref": {"type": "ref/resource", "uri": reference}, "argument": {"name": name, "value": ""}});
        assert_eq!(refused(&mut server, "completion/complete", params).0, -32602);
    }
}
