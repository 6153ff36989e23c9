//! An answer is more than its text, and no part of it shows a token: its type, its pictures, its numbers, and what is
//! not even HTTP.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{
    CANARIES, Host, Watch, Watched,
    canaries::{LONG, PLAIN, SIGNS},
    canary_gateways::Raw,
    echoes::write,
    watched_server::Room,
};
use crate::harness::INSTANCE;

/// What one call gets from a gateway that always answers like this, and that no output holds the token.
fn answered(token: &str, fault: &Value) -> Value {
    let host = Host::of(token);
    host.strikes(fault);
    let mut server = Watched::of(&host, token);
    let answer = server.call("execute_request", write(), &format!("{:.120}", fault.to_string()));
    assert_eq!(answer.data()["outcome"], "done", "{}", answer.text());
    server.stop("at the end");
    answer.data()["data"].clone()
}

#[test]
fn a_media_type_that_holds_the_token_is_masked() {
    for canary in CANARIES {
        let bytes = STANDARD.encode(b"\xff\xfe\0\x01");
        let unknown = json!({"body_base64": bytes, "content_type": format!("application/{}", canary.token)});
        let broken = json!({"body": "{\"a\":", "content_type": format!("application/{}+json", canary.token)});
        for fault in [unknown, broken] {
            answered(canary.token, &fault);
        }
    }
}

#[test]
fn a_picture_that_holds_the_token_is_not_shown() {
    for canary in CANARIES {
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\0tEXtURL\0", canary.token.as_bytes(), b"\0\0\0\0IEND"].concat();
        answered(canary.token, &json!({"body_base64": STANDARD.encode(png), "content_type": "image/png"}));
    }
}

#[test]
fn a_number_that_is_the_token_is_masked() {
    let token = "481516234200110";
    let body = format!("{{\"token\": {token}, \"list\": [{token}], \"other\": 42}}");
    let data = answered(token, &json!({"body": body, "content_type": "application/json"}));
    assert_eq!(data["other"], 42);
}

#[test]
fn a_token_of_any_length_is_masked() {
    // The longest is the longest that is taken.
    for length in [1_024, 4_096] {
        let token: String = LONG.token.chars().cycle().take(length).collect();
        let (host, room) = (Host::of(&token), Room::new());
        host.strikes(&json!({"body": {"token": token}}));
        let server = room.start_with(&host, &token).env("WAWP_TIMEOUT", "30s").open();
        let mut server = Watched::new(server, Watch::of(&token), room);
        let answer = server.call("execute_request", write(), "of a long token");
        assert_eq!(answer.data()["data"]["token"], "***", "{length}");
        server.stop("of a long token");
    }
}

#[test]
fn a_token_that_no_header_carries_stops_the_start_and_is_not_repeated() {
    for token in ["Vb4n Kx7q Zt2w Rm9s Lp5d", "Vb4nKx7qé", &"Vb4nKx7q".repeat(600)] {
        let (code, stdout, stderr) = crate::harness::Server::prepare().env("WAWP_ACCESS_TOKEN", token).run();
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.contains("`WAWP_ACCESS_TOKEN`") && !stderr.contains("Kx7q"), "{stderr}");
    }
}

#[test]
fn a_token_in_lines_of_base64_is_masked() {
    // As mail has it (RFC 2045), and PHP's `chunk_split`.
    let base64 = STANDARD.encode(LONG.token);
    let lines: Vec<&str> =
        (0..base64.len()).step_by(76).map(|at| &base64[at..base64.len().min(at + 76)]).collect();
    answered(LONG.token, &json!({"body": {"token": lines.join("\r\n")}}));
}

#[test]
fn an_answer_that_is_no_http_shows_nothing() {
    let (token, other) = (SIGNS.token, PLAIN.token);
    let answers = [
        format!("HTTP/1.1 400 {token}\r\ncontent-length: 0\r\n\r\n"),
        format!("HTTP/1.1 {token}\r\n\r\n"),
        format!("HTTP/9.9 200 {token}\r\n\r\n{token}"),
        format!("{token}\r\n\r\n{token}"),
        format!("HTTP/1.1 200 OK\r\n{token}: {token}\r\ncontent-length: 2\r\n\r\n{{}}"),
        format!("HTTP/1.1 200 OK\r\nX-{other}: {token}\r\ncontent-length: 2\r\n\r\n{{}}"),
        format!("HTTP/1.1 200 OK\r\ncontent-length: {token}\r\n\r\n{token}"),
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{token}\r\n{token}\r\n"),
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: {token}\r\n\r\n{token}"),
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\nx: {token}\r\n\r\n"),
        format!("HTTP/1.1 103 {token}\r\nlink: <{token}>\r\n\r\nHTTP/1.1 204 {token}\r\n\r\n"),
        format!("HTTP/1.1 101 {token}\r\nupgrade: {token}\r\nconnection: upgrade\r\n\r\n{token}"),
        format!("HTTP/1.1 200 OK\r\nx: {}\r\ncontent-length: 2\r\n\r\n{{}}", token.repeat(20_000)),
        format!("\x16\x03\x01{token}"),
        String::new(),
    ];
    for answer in answers {
        let raw = Raw::answering(answer.as_bytes());
        let room = Room::new();
        let start = room
            .start()
            .env("WAWP_BASE_URL", &format!("http://{}", raw.address()))
            .env("WAWP_TIMEOUT", "10s");
        let start = start.env("WAWP_ACCESS_TOKEN", token).env("WAWP_INSTANCE_ID", INSTANCE);
        let mut server = Watched::new(start.open(), Watch::of(token), room);
        server.call("execute_request", write(), "at an answer that is no HTTP");
        server.stop("after an answer that is no HTTP");
        assert_eq!(raw.heads().len(), 1, "a change is made once: {answer:.80}");
    }
}
