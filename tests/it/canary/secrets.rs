//! Secrets from other places than the environment, and secrets beside the token.

use std::thread;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{
    CANARIES, Host, Watch, Watched,
    canaries::{PLAIN, SIGNS},
    canary_gateways::Raw,
    echoes::write,
    watched_server::Room,
};
use crate::harness::{INSTANCE, Start};

/// A call that a gateway which repeats the token answers, and that it was made with it.
fn used_and_masked(host: &Host, server: &mut Watched, token: &str, when: &str) {
    host.strikes(&json!({"status": 400, "body": {"code": "x", "message": token, "token": token}}));
    let answer = server.call("execute_request", write(), when);
    assert_eq!(answer.data()["data"]["token"], "***", "{when}");
    assert_eq!(host.requests()[0]["headers"]["access-token"], token, "{when}");
}

#[test]
fn a_token_from_any_source_is_used_and_not_shown() {
    for canary in CANARIES {
        let host = Host::of(canary.token);
        let line = format!("WAWP_ACCESS_TOKEN='{}'\nWAWP_INSTANCE_ID={INSTANCE}\n", canary.token);
        for file in ["work/.env", "home/.config/wawp-mcp/credentials.env"] {
            let room = Room::new();
            room.write(file, &line);
            let server = room.start().env("WAWP_BASE_URL", &host.origin()).open();
            let mut server = Watched::new(server, Watch::of(canary.token), room);
            used_and_masked(&host, &mut server, canary.token, file);
            server.call("set_config", json!({"api": "wawp"}), file);
            server.stop(file);
        }
        let room = Room::new();
        let server =
            room.start().env("WAWP_BASE_URL", &host.origin()).env("WAWP_INSTANCE_ID", INSTANCE).open();
        let mut server = Watched::new(server, Watch::of(canary.token), room);
        server.call("set_config", json!({"access_token": canary.token}), "set by a call");
        used_and_masked(&host, &mut server, canary.token, "set by a call");
        server.stop("set by a call");
    }
}

#[test]
fn a_token_that_is_replaced_is_not_shown_by_what_replaces_it() {
    let host = Host::of(SIGNS.token);
    let mut server = Watched::of(&host, SIGNS.token);
    let answer = server.call("set_config", json!({"access_token": PLAIN.token}), "replaced");
    assert_eq!(answer.data()["settings"]["access_token"]["masked"], "***");
    // The new one is as secret as the old one was.
    used_and_masked(&host, &mut server, PLAIN.token, "the new one");
    let log = server.stop("replaced");
    Watch::of(PLAIN.token).assert_clean("the log", &log);
}

/// Tokens that `set_config` may not take.
fn refused() -> Vec<Value> {
    let token = PLAIN.token;
    vec![
        json!(format!("{token} {token}")),
        json!(format!("{token}\n{token}")),
        json!(format!("{token}\u{0}")),
        json!(format!("\u{feff}{token}é")),
        json!(format!("{token}\u{200b}")),
        json!(token.repeat(140)),
        json!([token]),
        json!({token: token}),
        json!({"value": token}),
    ]
}

#[test]
fn a_token_that_is_refused_is_not_repeated() {
    let host = Host::of(SIGNS.token);
    let room = Room::new();
    let server = room.start_with(&host, SIGNS.token).open();
    let mut server = Watched::new(server, Watch::of(PLAIN.token), room);
    for token in refused() {
        for beside in [json!({}), json!({"instance_id": "a b"}), json!({"verify": true}), json!({"api": "x"})]
        {
            let mut arguments = beside;
            arguments["access_token"] = token.clone();
            let answer = server.call("set_config", arguments, &token.to_string());
            assert!(answer.is_error(), "{token}: {}", answer.text());
        }
    }
    for name in ["accessToken", "access-token", "ACCESS_TOKEN", "token"] {
        let answer = server.call("set_config", json!({name: PLAIN.token}), name);
        assert_eq!(answer.error()["code"], "unknown_argument", "{}", answer.text());
    }
    assert!(host.requests().is_empty(), "nothing was asked with it");
    server.stop("after wrong tokens");
}

#[test]
fn a_token_that_came_as_a_number_is_not_repeated() {
    for number in
        [json!(481_516_234_200_110_u64), json!(-481_516_234_200_110_i64), json!(4_815_162_342.001_1)]
    {
        let room = Room::new();
        let digits = number.to_string();
        let mut server = Watched::new(room.start().open(), Watch::of(digits.trim_start_matches('-')), room);
        let answer = server.call("set_config", json!({"access_token": number}), "as a number");
        assert!(answer.is_error(), "{}", answer.text());
        server.stop("as a number");
    }
}

const PASSWORD: &str = "Hq9-wnT4_zK2.mVx8";

/// Calls through a proxy, which knows a password.
fn through(start: Start, room: Room, when: &str) {
    let start = start.env("WAWP_BASE_URL", "https://gateway.example").env("WAWP_TIMEOUT", "10s");
    let start = start.env("WAWP_ACCESS_TOKEN", PLAIN.token).env("WAWP_INSTANCE_ID", INSTANCE);
    let mut server = Watched::new(start.open(), Watch::of(PASSWORD), room);
    let body = json!({"chatId": "201012345678", "message": "Hi"});
    let send = json!({"path": "/v2/send/text", "method": "POST", "body": body});
    let file = json!({"file_path": "a.txt", "chatId": "201112345678"});
    let calls = [
        ("get_session_health", json!({})),
        ("set_config", json!({"access_token": PLAIN.token, "verify": true})),
        ("execute_request", send),
        ("execute_request", write()),
        ("send_local_file", file),
    ];
    for answer in server.call_all(&calls, when) {
        assert_eq!(answer.error()["code"], "network", "{when}: {}", answer.text());
    }
    let log = server.stop(when);
    Watch::of(PLAIN.token).assert_clean("the log", &log);
}

#[test]
fn a_proxys_password_is_not_shown() {
    let basic = STANDARD.encode(format!("user:{PASSWORD}"));
    let body = format!("{PASSWORD} {basic}");
    let head = format!("HTTP/1.1 407 {PASSWORD}\r\nproxy-authenticate: Basic realm=\"{body}\"");
    let proxy = &Raw::answering(format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()));
    let at = |host: String, scheme: &str| format!("{scheme}://user:{PASSWORD}@{host}/");
    let closed = || "127.0.0.1:1".to_owned();
    let cases = [
        ("HTTPS_PROXY", at(closed(), "http")),
        ("https_proxy", at(closed(), "http")),
        ("ALL_PROXY", at(closed(), "socks5h")),
        ("HTTPS_PROXY", at(proxy.address().to_string(), "http")),
        ("HTTPS_PROXY", format!("user:{PASSWORD}@{}", proxy.address())),
    ];
    thread::scope(|scope| {
        for (name, value) in cases {
            scope.spawn(move || {
                let room = Room::new();
                through(room.start().env(name, &value), room, &format!("{name}={value}"));
            });
        }
    });
    assert!(proxy.heads().iter().any(|head| head.contains(&basic)), "it was used: {:?}", proxy.heads());
}
