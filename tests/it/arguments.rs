//! What a caller gives is checked before anything is sent, all faults at once; what is right arrives as documented.

use serde_json::{Value, json};

use crate::harness::{AHMED, Answer, Gateway, INSTANCE, Server, TOKEN};

/// A send of a text with these arguments.
fn text(body: Value) -> Value {
    json!({"path": "/v2/send/text", "method": "POST", "body": body})
}

/// A call that must be refused with this code, at this argument, before the network.
fn refused(server: &mut Server, call: Value, code: &str, parameter: &str) -> Answer {
    let answer = server.failure("execute_request", call, code);
    assert_eq!(answer.error()["parameter"], parameter, "{}", answer.text());
    assert!(answer.text().contains(parameter), "{}", answer.text());
    answer
}

#[test]
fn an_unknown_endpoint_is_answered_with_near_names() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let call = json!({"path": "/v2/send/txt", "method": "POST", "body": {"chatId": AHMED, "message": "Hi"}});
    let answer = refused(&mut server, call, "unknown_endpoint", "path");
    assert!(answer.error()["suggestions"].as_array().unwrap().contains(&json!("POST /v2/send/text")));
    let call = json!({"path": "/v2/send/text", "method": "DELETE"});
    let answer = refused(&mut server, call, "method_not_allowed", "method");
    assert!(answer.error()["expected"].as_str().unwrap().contains("POST"));
    // An event and a guide are no calls.
    for path in ["message.ack", "/v2/start"] {
        refused(&mut server, json!({"path": path, "method": "POST"}), "unknown_endpoint", "path");
    }
    refused(&mut server, json!({"path": "/v2/send/text", "method": "PATCH"}), "method_not_allowed", "method");
    refused(&mut server, json!({"path": "/v2/send/text", "method": "HEAD"}), "invalid_argument", "method");
    refused(&mut server, json!({"path": "/v2/send/text"}), "missing_argument", "method");
    assert!(gateway.requests().is_empty());
}

#[test]
fn each_fault_names_the_argument_and_what_is_right() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let answer = refused(&mut server, text(json!({"chatId": AHMED})), "missing_argument", "message");
    assert!(answer.error()["example"].is_string());
    let answer = refused(
        &mut server,
        text(json!({"chatID": AHMED, "chatId": AHMED, "message": "x"})),
        "unknown_argument",
        "chatID",
    );
    assert_eq!(answer.error()["suggestions"], json!(["chatId"]));
    let message = |message: Value| text(json!({"chatId": AHMED, "message": message}));
    for wrong in [json!(["x"]), json!(true), json!({"x": 1}), json!("x".repeat(4097)), json!("  ")] {
        refused(&mut server, message(wrong), "invalid_argument", "message");
    }
    for wrong in ["", "Ahmed", "01012345678", "20114520282", "966512", "123@evil.us", "undefined", "a@g.us"] {
        let answer = refused(
            &mut server,
            text(json!({"chatId": wrong, "message": "x"})),
            "invalid_argument",
            "chatId",
        );
        assert_eq!(answer.error()["given"], wrong);
        assert!(answer.error()["example"].is_string());
    }
    let group = json!({"path": "/v2/groups/{id}", "method": "GET", "params": {"id": AHMED}});
    refused(&mut server, group, "invalid_argument", "id");
    assert!(gateway.requests().is_empty());
}

#[test]
fn choices_ranges_counts_and_types_are_checked_in_depth() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let chats = |body: Value| json!({"path": "/v2/chats", "method": "POST", "body": body});
    let answer =
        refused(&mut server, chats(json!({"sortOrder": "DESCENDING"})), "invalid_argument", "sortOrder");
    assert!(answer.error()["expected"].as_str().unwrap().contains("`ASC`, `DESC`"));
    refused(&mut server, chats(json!({"limit": "many"})), "invalid_argument", "limit");
    let label = json!({"path": "/v2/labels/create", "method": "POST", "body": {"name": "x", "color": 20}});
    let answer = refused(&mut server, label, "invalid_argument", "color");
    assert!(answer.error()["expected"].as_str().unwrap().contains("0 to 19"));
    let poll = |poll: Value| json!({"path": "/v2/send/poll", "method": "POST", "body": {"chatId": AHMED, "poll": poll}});
    refused(&mut server, poll(json!({"name": "Q", "options": ["one"]})), "invalid_argument", "poll.options");
    let many: Vec<String> = (0..13).map(|n| n.to_string()).collect();
    refused(&mut server, poll(json!({"name": "Q", "options": many})), "invalid_argument", "poll.options");
    refused(&mut server, poll(json!({"options": ["a", "b"]})), "missing_argument", "poll.name");
    refused(
        &mut server,
        poll(json!({"name": "Q", "options": ["a", "b"], "x": 1})),
        "unknown_argument",
        "poll.x",
    );
    let members = json!({"name": "G", "participants": [{"id": AHMED}, {"id": "nobody"}]});
    let group = json!({"path": "/v2/groups/create", "method": "POST", "body": members});
    refused(&mut server, group, "invalid_argument", "participants[1].id");
    let image = json!({"url": "https://example.com/a.webp", "filename": "a.webp", "mimetype": "image/webp"});
    let image = json!({"path": "/v2/send/image", "method": "POST", "body": {"chatId": AHMED, "caption": "", "file": image}});
    refused(&mut server, image, "unsupported_media_type", "file.mimetype");
    assert!(gateway.requests().is_empty());
}

#[test]
fn every_fault_stands_in_one_error() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let body = json!({"chatId": "Ahmed", "message": 4, "mesage": "x", "reply_to": ["x"]});
    let answer = server.failure("execute_request", text(body), "invalid_argument");
    let faults = answer.error()["faults"].as_array().unwrap();
    let named: Vec<&str> = faults.iter().map(|fault| fault["parameter"].as_str().unwrap()).collect();
    // A number for a text is converted; the other three are wrong.
    assert_eq!(named, ["chatId", "reply_to", "mesage"]);
    for name in named {
        assert!(answer.text().contains(&format!("`{name}`")), "{}", answer.text());
    }
    assert_eq!(answer.data()["outcome"], "not_sent");
    assert!(gateway.requests().is_empty());
}

#[test]
fn a_token_among_the_arguments_is_refused_and_not_repeated() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for name in ["access_token", "access-token", "Access-Token", "accessToken", "Authorization"] {
        for place in ["params", "body"] {
            let mut call = text(json!({"chatId": AHMED, "message": "Hi"}));
            call[place][name] = json!("secret-of-another");
            let answer = refused(&mut server, call, "invalid_argument", name);
            assert!(!answer.0.to_string().contains("secret-of-another"), "{}", answer.0);
        }
    }
    assert!(gateway.requests().is_empty());
}

#[test]
fn arguments_of_the_tool_itself_are_checked() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let with = |name: &str, value: Value| {
        let mut call = text(json!({"chatId": AHMED, "message": "Hi"}));
        call[name] = value;
        call
    };
    refused(&mut server, with("dry-run", json!(true)), "unknown_argument", "dry-run");
    refused(&mut server, with("confirm", json!("yes")), "invalid_argument", "confirm");
    refused(&mut server, with("body", json!([1])), "invalid_argument", "body");
    refused(&mut server, with("body", json!("{\"broken\"")), "invalid_argument", "body");
    refused(&mut server, with("max_bytes", json!(999)), "invalid_argument", "max_bytes");
    refused(&mut server, with("max_bytes", json!(24_001)), "invalid_argument", "max_bytes");
    refused(&mut server, with("select", json!("$[")), "invalid_argument", "select");
    refused(&mut server, with("api", json!("whapi2")), "invalid_argument", "api");
    refused(&mut server, json!({}), "missing_argument", "path");
    assert!(gateway.requests().is_empty());
}

#[test]
fn params_and_body_are_one_and_any_spelling_arrives_nested() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let file = json!({"url": "https://example.com/a.jpg", "filename": "a.jpg", "mimetype": "image/jpeg"});
    let spellings = [
        json!({"file": file}),
        json!({"file[url]": file["url"], "file[filename]": file["filename"], "file[mimetype]": file["mimetype"]}),
        json!({"file.url": file["url"], "file.filename": file["filename"], "file": {"mimetype": file["mimetype"]}}),
        json!({"file": file.to_string()}),
    ];
    for (mut body, number) in spellings.into_iter().zip(0..) {
        body["caption"] = json!(format!("picture {number}"));
        let call =
            json!({"path": "/v2/send/image", "method": "POST", "params": {"chatId": AHMED}, "body": body});
        server.success("execute_request", call);
    }
    let received = gateway.requests_to("/v2/send/image");
    assert_eq!(received.len(), 4);
    for (request, number) in received.iter().zip(0..) {
        let whole = json!({"file": file, "chatId": format!("{AHMED}@c.us"), "caption": format!("picture {number}"),
            "instance_id": INSTANCE, "access_token": TOKEN});
        assert_eq!((&request["body"], &request["query"]), (&whole, &json!({})));
    }
}

#[test]
fn one_argument_with_two_values_is_refused_and_with_one_is_taken() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut call = text(json!({"chatId": AHMED, "message": "one"}));
    call["params"] = json!({"message": "two"});
    refused(&mut server, call.clone(), "invalid_argument", "message");
    let file = json!({"file": {"url": "https://example.com/a.jpg"}, "file[url]": "https://example.com/b.jpg",
        "file.filename": "a", "file.mimetype": "image/png", "caption": "", "chatId": AHMED});
    let image = json!({"path": "/v2/send/image", "method": "POST", "body": file});
    refused(&mut server, image, "invalid_argument", "file[url]");
    assert!(gateway.requests().is_empty());
    call["params"]["message"] = json!("one");
    server.success("execute_request", call);
}

#[test]
fn me_and_test_are_the_test_number() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let answer =
        refused(&mut server, text(json!({"chatId": "me", "message": "Hi"})), "not_configured", "chatId");
    assert!(answer.text().contains("WAWP_TEST_NUMBER"));
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_TEST_NUMBER", "+20 101 234 5678").open();
    for (name, message) in [("me", "1"), ("test", "2"), ("ME", "3")] {
        server.success("execute_request", text(json!({"chatId": name, "message": message})));
    }
    let received = gateway.requests_to("/v2/send/text");
    assert_eq!(received.len(), 3);
    assert!(received.iter().all(|request| request["body"]["chatId"] == format!("{AHMED}@c.us")));
}

#[test]
fn each_method_carries_its_arguments_at_their_place() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let credentials = json!({"instance_id": INSTANCE, "access_token": TOKEN});
    // GET: all in the query, also what was given as a body.
    let get = json!({"path": "/v2/chats/messages", "method": "GET", "body": {"chatId": AHMED, "limit": 2, "downloadMedia": false}});
    server.success("execute_request", get);
    // DELETE: in the query, and the documented alias is called by its real path.
    let delete = json!({"path": "/v2/labels/{labelId}/delete", "method": "DELETE", "params": {"labelId": "7"}, "confirm": true});
    server.success("execute_request", delete);
    // PUT: in the body, path parameters encoded and nowhere else.
    let put = json!({"path": "/v2/contacts/{chatId}", "method": "PUT", "body": {"chatId": AHMED, "firstName": "Ahmed"}});
    server.success("execute_request", put);
    let label = json!({"path": "/v2/labels/a%2Fb ج/chats", "method": "GET"});
    server.call("execute_request", label);
    let received = gateway.requests();
    let seen: Vec<(&Value, &Value, &Value, &Value)> = received
        .iter()
        .map(|request| (&request["method"], &request["path"], &request["query"], &request["body"]))
        .collect();
    let chat = format!("{AHMED}@c.us");
    let mut renamed = credentials.clone();
    renamed["firstName"] = json!("Ahmed");
    let query = json!({"chatId": chat, "limit": "2", "downloadMedia": "false", "instance_id": INSTANCE});
    let own = json!({"instance_id": INSTANCE});
    assert_eq!(seen[0], (&json!("GET"), &json!("/v2/chats/messages"), &query, &Value::Null));
    assert_eq!(seen[1], (&json!("DELETE"), &json!("/v2/labels/7"), &own, &Value::Null));
    assert_eq!(seen[2], (&json!("PUT"), &json!(format!("/v2/contacts/{chat}")), &json!({}), &renamed));
    assert_eq!(seen[3], (&json!("GET"), &json!("/v2/labels/a%2Fb%20%D8%AC/chats"), &own, &Value::Null));
}

#[test]
fn every_alias_is_called_by_its_real_path() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let facts: Value = serde_json::from_str(include_str!("facts/wawp.json")).unwrap();
    let aliases: Vec<&Value> = facts["operations"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fact| fact.get("real_path").is_some())
        .collect();
    assert_eq!(aliases.len(), 7);
    for fact in aliases {
        let page = json!({"path": fact["path"], "method": fact["method"]});
        let mut call = server.success("get_endpoint_details", page).data()["example"].clone();
        call["confirm"] = json!(true);
        server.success("execute_request", call);
        let received = gateway.requests().pop().unwrap();
        let segments = |path: &Value| path.as_str().unwrap().matches('/').count();
        assert_eq!(received["method"], fact["method"]);
        assert_eq!(segments(&received["path"]), segments(&fact["real_path"]), "{fact}");
        if !fact["real_path"].as_str().unwrap().contains('{') {
            assert_eq!(received["path"], fact["real_path"]);
        }
    }
}

#[test]
fn an_instance_that_the_caller_names_takes_the_place_of_the_configured_one() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let call = json!({"path": "/v2/session/info", "method": "POST", "body": {"instance_id": "another"}});
    let answer = server.failure("execute_request", call, "invalid_session");
    assert_eq!((&answer.data()["outcome"], &answer.data()["status"]), (&json!("not_sent"), &json!(404)));
    assert_eq!(gateway.requests()[0]["body"]["instance_id"], "another");
}

#[test]
fn a_dry_run_shows_the_request_and_sends_nothing() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    let mut call = text(json!({"chatId": "+20 101 234 5678", "message": "Hello"}));
    call["dry_run"] = json!(true);
    let answer = server.success("execute_request", call.clone());
    let data = answer.data();
    assert_eq!((&data["outcome"], &data["dry_run"]), (&json!("not_sent"), &json!(true)));
    assert_eq!(data["request"]["method"], "POST");
    assert_eq!(data["request"]["url"], format!("{}/v2/send/text", gateway.origin()));
    let body = json!({"chatId": format!("{AHMED}@c.us"), "message": "Hello", "instance_id": INSTANCE, "access_token": "***"});
    assert_eq!(data["request"]["body"], body);
    // It is checked like a call.
    call["body"]["chatId"] = json!("nobody");
    refused(&mut server, call, "invalid_argument", "chatId");
    assert!(gateway.requests().is_empty());
    // And what it showed may be sent.
    server.success("execute_request", text(json!({"chatId": AHMED, "message": "Hello"})));
}
