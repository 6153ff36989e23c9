//! A token that a caller gives is refused and not repeated, wherever and however it is given.

use serde_json::{Value, json};

use super::{
    Host, Watch, Watched,
    canaries::{PLAIN, SIGNS},
    watched_server::Room,
};

const GIVEN: &str = PLAIN.token;

/// A server with a token of its own, watched for another one that callers give.
fn watched(host: &Host) -> Watched {
    let room = Room::new();
    let server = room.start_with(host, SIGNS.token).open();
    Watched::new(server, Watch::of(GIVEN), room)
}

fn text() -> Value {
    json!({"path": "/v2/send/text", "method": "POST", "body": {"chatId": "201012345678", "message": "Hi"}})
}

fn image() -> Value {
    let file = json!({"url": "https://example.com/a.jpg", "filename": "a.jpg", "mimetype": "image/jpeg"});
    let body = json!({"chatId": "201012345678", "caption": "", "file": file});
    json!({"path": "/v2/send/image", "method": "POST", "body": body})
}

/// Each call is refused, none reaches the gateway, and no answer or log holds what was given.
fn refused(calls: Vec<Value>) {
    let host = Host::of(SIGNS.token);
    let mut server = watched(&host);
    let mut faults = Vec::new();
    for mut call in calls {
        let shown = call.to_string();
        for dry_run in [true, false] {
            call["dry_run"] = json!(dry_run);
            let answer = server.server.call("execute_request", call.clone());
            if !answer.is_error() {
                faults.push(format!("taken: {shown}"));
            } else if Watch::of(GIVEN).found(&answer.0.to_string()).is_some() {
                faults.push(format!("repeated: {shown}"));
            }
        }
    }
    faults.dedup();
    assert!(host.requests().is_empty(), "{:?}", host.requests());
    let log = server.server.stop().stderr;
    Watch::of(GIVEN).assert_clean("the log", &log);
    assert!(faults.is_empty(), "{} calls:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_token_under_its_name_is_refused_and_not_repeated() {
    let mut calls = Vec::new();
    for name in [
        "access_token",
        "access-token",
        "Access-Token",
        "ACCESS_TOKEN",
        "accessToken",
        "access token",
        "Authorization",
        " access_token ",
        "AccessToken",
    ] {
        for place in ["params", "body"] {
            for value in
                [json!(GIVEN), json!([GIVEN]), json!({"value": GIVEN}), json!(format!("Bearer {GIVEN}"))]
            {
                let mut call = text();
                call[place][name] = value;
                calls.push(call);
            }
        }
    }
    let as_text = json!({"chatId": "201012345678", "message": "Hi", "access_token": GIVEN}).to_string();
    calls.push(json!({"path": "/v2/send/text", "method": "POST", "body": as_text}));
    calls.push(json!({"path": "/v2/send/text", "method": "POST", "params": as_text}));
    for name in ["access_token", "headers", "token", "authorization"] {
        let mut call = text();
        call[name] = json!(GIVEN);
        calls.push(call);
    }
    refused(calls);
}

#[test]
fn a_token_deeper_in_the_arguments_is_refused_and_not_repeated() {
    let names = [
        "access_token[]",
        "access_token[value]",
        "access_token.value",
        "ACCESS.TOKEN",
        "file[access_token]",
        "file.access_token",
        "message[access_token]",
        "headers[access-token]",
        "x-access-token",
    ];
    let mut calls: Vec<Value> = names
        .iter()
        .map(|name| {
            let mut call = text();
            call["body"][name] = json!(GIVEN);
            call
        })
        .collect();
    for (name, value) in [
        ("headers", json!({"access-token": GIVEN})),
        ("headers", json!({"Authorization": format!("Bearer {GIVEN}")})),
        ("body", json!({"access_token": GIVEN})),
        ("message", json!({"access_token": GIVEN})),
    ] {
        let mut call = text();
        call["body"][name] = value;
        calls.push(call);
    }
    let mut nested = image();
    nested["body"]["file"]["access_token"] = json!(GIVEN);
    calls.push(nested);
    calls.push(json!({"path": "/v2/send/text", "method": "POST", "body": {"body": {"access_token": GIVEN}}}));
    refused(calls);
}

#[test]
fn a_token_in_a_text_of_arguments_is_refused_and_not_repeated() {
    let mut calls = Vec::new();
    for place in ["params", "body"] {
        for value in [
            json!(format!("access_token={GIVEN}&message=Hi")),
            json!(format!("{{\"access_token\": \"{GIVEN}\"")),
            json!(["access_token", GIVEN]),
            json!([{"access_token": GIVEN}]),
        ] {
            let mut call = text();
            call[place] = value;
            calls.push(call);
        }
    }
    refused(calls);
}

#[test]
fn a_token_in_the_path_is_not_repeated() {
    let paths = [
        format!("/v2/nothing?access_token={GIVEN}"),
        format!("/v2/send/txt?access_token={GIVEN}"),
        format!("https://user:{GIVEN}@api.wawp.net/v2/nothing"),
        format!("https://{GIVEN}@api.wawp.net/v2/nothing"),
        format!("https://api.wawp.net/v2/nothing#access_token={GIVEN}"),
    ];
    refused(paths.map(|path| json!({"path": path, "method": "POST"})).into());
}

#[test]
fn a_token_in_the_query_of_a_right_path_goes_nowhere() {
    let host = Host::of(SIGNS.token);
    let mut server = watched(&host);
    for path in [
        format!("/v2/chats/overview?access_token={GIVEN}"),
        format!("https://user:{GIVEN}@api.wawp.net/v2/chats/overview#{GIVEN}"),
    ] {
        let answer = server.call("execute_request", json!({"path": path, "method": "GET"}), &path);
        // What stands in the query is an argument like any other; what stands around the path is dropped.
        assert_eq!(answer.is_error(), path.contains("access_token="), "{}", answer.text());
    }
    assert_eq!(host.requests().len(), 1);
    Watch::of(GIVEN).assert_clean("what was received", &Value::from(host.requests()).to_string());
    server.stop("after tokens in queries");
}

/// The server's own token as an argument that has nothing to do with it, for each tool.
fn misplaced(token: &str) -> Vec<(&'static str, Value)> {
    let in_body = |name: &str| {
        let mut call = text();
        call["body"][name] = json!(token);
        call["dry_run"] = json!(true);
        call
    };
    let beside = |name: &str, value: String| {
        let mut call = text();
        call[name] = json!(value);
        call
    };
    let mut calls: Vec<Value> =
        ["message", "chatId", "reply_to", "instance_id", "mesage"].map(in_body).into();
    calls
        .extend(["path", "method", "api", "max_bytes", "dry_run"].map(|name| beside(name, token.to_owned())));
    calls.push(beside("path", format!("/v2/labels/{token}/x")));
    calls.push(beside("select", format!("$['{token}'")));
    calls.push(beside(token, "1".to_owned()));
    let mut calls: Vec<(&str, Value)> = calls.into_iter().map(|call| ("execute_request", call)).collect();
    let file = json!({"file_path": "a.txt", "chatId": "201112345678", "dry_run": true});
    for (tool, usual, names) in [
        ("get_session_health", json!({}), &["instance_id"][..]),
        ("send_local_file", file, &["file_path", "chatId", "filename"]),
        ("search_docs", json!({"query": "labels"}), &["query", "category"]),
        ("list_endpoints", json!({}), &["category", "cursor"]),
        ("get_endpoint_details", json!({}), &["path"]),
        ("set_config", json!({}), &["instance_id", "test_number", "api"]),
    ] {
        for name in names {
            let mut arguments = usual.clone();
            arguments[name] = json!(token);
            calls.push((tool, arguments));
        }
    }
    calls
}

#[test]
fn the_servers_own_token_is_masked_in_any_argument() {
    let token = PLAIN.token;
    let host = Host::of(token);
    let (mut server, watch) = (Watched::of(&host, token), Watch::of(token));
    let mut faults = Vec::new();
    for (tool, arguments) in misplaced(token) {
        let answer = server.server.call(tool, arguments.clone());
        faults.extend(watch.found(&answer.0.to_string()).map(|_| format!("{tool} {arguments}")));
    }
    watch.assert_clean("the log", &server.server.stop().stderr);
    assert!(faults.is_empty(), "{} answers hold it:\n{}", faults.len(), faults.join("\n"));
}
