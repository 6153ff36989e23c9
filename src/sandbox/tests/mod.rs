//! The simulated gateway, asked over its own socket.

mod documented;
mod examples;
mod faults;

use std::{path::Path, sync::LazyLock, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{Instance, Sandbox, Settings};
use crate::catalog::{Catalog, read_folder};

const TOKEN: &str = "secret";
const CHAT: &str = "201012345678@c.us";

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-index/wawp")).expect("the docs are good")
});

fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test)
}

/// A gateway with one paired instance `main` and one unpaired `new`.
async fn start(scan_after: Option<Duration>) -> Sandbox {
    let instance = |id: &str, paired| Instance { id: id.into(), paired };
    let settings = Settings {
        port: 0,
        token: TOKEN.into(),
        instances: vec![instance("main", true), instance("new", false)],
        scan_after,
        boot_time: Duration::from_secs(5),
    };
    Sandbox::start(settings, &CATALOG).await.unwrap()
}

/// Every byte that comes back until the connection ends.
async fn exchange(sandbox: &Sandbox, request: &str) -> Vec<u8> {
    let origin = sandbox.origin().to_string();
    let mut stream = TcpStream::connect(origin.trim_start_matches("http://")).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    bytes
}

fn request(method: &str, target: &str, token: Option<&str>, body: Option<&str>) -> String {
    let token = token.map_or_else(String::new, |token| format!("access-token: {token}\r\n"));
    let body = body.unwrap_or_default();
    let kind = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
    format!(
        "{method} {target} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n{token}{kind}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn parse(bytes: &[u8]) -> (u16, Value) {
    let text = String::from_utf8_lossy(bytes);
    let status = text.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0);
    let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    (status, serde_json::from_str(body).unwrap_or_else(|_| json!(body)))
}

/// A call with the token in the header.
async fn call(sandbox: &Sandbox, method: &str, target: &str, body: Value) -> (u16, Value) {
    let body = (!body.is_null()).then(|| body.to_string());
    parse(&exchange(sandbox, &request(method, target, Some(TOKEN), body.as_deref())).await)
}

async fn control(sandbox: &Sandbox, order: Value) {
    let (status, answer) = call(sandbox, "POST", "/__control", order).await;
    assert_eq!(status, 200, "{answer}");
}

async fn send(sandbox: &Sandbox, text: &str) -> (u16, Value) {
    let body = json!({ "instance_id": "main", "chatId": CHAT, "message": text });
    call(sandbox, "POST", "/v2/send/text", body).await
}

async fn status(sandbox: &Sandbox, instance: &str) -> Value {
    let (_, info) = call(sandbox, "POST", "/v2/session/info", json!({ "instance_id": instance })).await;
    info["status"].clone()
}

async fn last_request(sandbox: &Sandbox) -> Value {
    let (_, all) = call(sandbox, "GET", "/__control/requests", Value::Null).await;
    all.as_array().unwrap().last().unwrap().clone()
}

#[test]
fn a_sent_text_is_answered_and_kept() {
    run(async {
        let sandbox = start(None).await;
        let (status, sent) = send(&sandbox, "Hello").await;
        assert_eq!((status, &sent["body"], &sent["to"]), (200, &json!("Hello"), &json!(CHAT)), "{sent}");
        let id = sent["id"]["_serialized"].as_str().unwrap().to_owned();
        assert!(id.starts_with(&format!("true_{CHAT}_3EB0")), "{id}");
        let (_, again) = send(&sandbox, "Hello").await;
        assert_ne!(again["id"], sent["id"]);

        let target = format!("/v2/chats/messages?instance_id=main&chatId={CHAT}&limit=1&offset=1");
        let (_, messages) = call(&sandbox, "GET", &target, Value::Null).await;
        assert_eq!(messages[0]["id"]["_serialized"], json!(id));
        assert_eq!(messages.as_array().unwrap().len(), 1);

        let edit = json!({ "instance_id": "main", "chatId": CHAT, "messageId": id, "text": "Hi" });
        assert_eq!(call(&sandbox, "PUT", "/v2/messages/edit", edit).await.0, 200);
        let get = json!({ "instance_id": "main", "chatId": CHAT, "messageId": id });
        assert_eq!(call(&sandbox, "POST", "/v2/messages/get", get.clone()).await.1["body"], "Hi");
        let target = format!("/v2/messages/delete?instance_id=main&chatId={CHAT}&messageId={id}");
        assert_eq!(call(&sandbox, "DELETE", &target, Value::Null).await.0, 200);
        assert_eq!(call(&sandbox, "POST", "/v2/messages/get", get).await.0, 404);
    });
}

#[test]
fn an_incoming_message_is_unread_until_it_is_read() {
    run(async {
        let sandbox = start(None).await;
        control(
            &sandbox,
            json!({ "incoming": { "instance": "main", "from": CHAT, "body": "Are you there?" } }),
        )
        .await;
        let overview = || call(&sandbox, "GET", "/v2/chats/overview?instance_id=main", Value::Null);
        let (_, before) = overview().await;
        assert_eq!((&before[0]["unreadCount"], &before[0]["name"]), (&json!(1), &json!("Ahmed Hassan")));
        let read = json!({ "instance_id": "main", "chatId": "201012345678" });
        assert_eq!(call(&sandbox, "POST", "/v2/chats/read", read).await.0, 200);
        assert_eq!(overview().await.1[0]["unreadCount"], 0);
    });
}

#[test]
fn a_session_boots_shows_a_code_and_is_scanned() {
    run(async {
        let sandbox = start(Some(Duration::from_secs(10))).await;
        let (status_code, made) = call(&sandbox, "POST", "/v2/session/create", json!({})).await;
        assert_eq!((status_code, &made["status"]), (201, &json!("STARTING")));
        let id = made["instance_id"].as_str().unwrap();
        let qr = || call(&sandbox, "POST", "/v2/auth/qr-image", json!({ "instance_id": id }));
        let (early, refused) = qr().await;
        assert_eq!((early, &refused["details"]["current_status"]), (422, &json!("STARTING")));
        control(&sandbox, json!({ "advance_ms": 5_000 })).await;
        assert_eq!(status(&sandbox, id).await, "SCAN_QR_CODE");
        let url = qr().await.1["qr"].as_str().unwrap().to_owned();
        let image = STANDARD.decode(url.strip_prefix("data:image/png;base64,").unwrap()).unwrap();
        assert!(png::Decoder::new(std::io::Cursor::new(image)).read_info().is_ok());
        control(&sandbox, json!({ "advance_ms": 10_000 })).await;
        assert_eq!(status(&sandbox, id).await, "WORKING");
        call(&sandbox, "POST", "/v2/session/logout", json!({ "instance_id": id })).await;
        assert_eq!(status(&sandbox, id).await, "SCAN_QR_CODE");
        assert_ne!(qr().await.1["qr"], json!(url));
        control(&sandbox, json!({ "scan": id })).await;
        assert_eq!(status(&sandbox, id).await, "WORKING");
        call(&sandbox, "DELETE", &format!("/v2/session/delete?instance_id={id}"), Value::Null).await;
        assert_eq!(qr().await.1["code"], "invalid_session");
    });
}

#[test]
fn a_code_expires_and_a_failed_session_recovers() {
    run(async {
        let sandbox = start(None).await;
        let qr = || call(&sandbox, "GET", "/v2/auth/qr-image?instance_id=new", Value::Null);
        let first = qr().await;
        assert_eq!(first, qr().await);
        control(&sandbox, json!({ "advance_ms": 20_000 })).await;
        assert_ne!(first, qr().await);
        control(&sandbox, json!({ "fail": "main" })).await;
        let (code, refused) = send(&sandbox, "Hello").await;
        assert_eq!((code, &refused["details"]["action"]), (422, &json!("auto_restart_triggered")));
        control(&sandbox, json!({ "advance_ms": 5_000 })).await;
        assert_eq!(send(&sandbox, "Hello").await.0, 200);
        call(&sandbox, "POST", "/v2/session/stop", json!({ "instance_id": "main" })).await;
        assert_eq!(send(&sandbox, "Hello").await.1["details"]["current_status"], "STOPPED");
    });
}

#[test]
fn what_is_wrong_is_refused_by_name() {
    run(async {
        let sandbox = start(None).await;
        let good = json!({ "instance_id": "main", "chatId": CHAT, "message": "Hello" });
        let with = |name: &str, value: Value| {
            let mut body = good.clone();
            body[name] = value;
            body
        };
        let cases = [
            (
                with("message", json!(5)),
                "invalid_param",
                json!({ "param": "message", "value": "wrong_type" }),
            ),
            (with("text", json!("x")), "invalid_param", json!({ "param": "text", "value": "unknown" })),
            (
                with("file[url]", json!("x")),
                "invalid_param",
                json!({ "param": "file[url]", "value": "bracketed_name" }),
            ),
            (
                with("message", json!("x".repeat(4_097))),
                "invalid_param",
                json!({ "param": "message", "value": "too_long" }),
            ),
            (with("message", json!(" ")), "invalid_param", json!({ "param": "message", "value": "blank" })),
            (json!({ "instance_id": "main" }), "missing_param", json!({ "missing": ["chatId", "message"] })),
            (json!({}), "missing_param", json!({ "missing": ["instance_id"] })),
        ];
        for (body, code, details) in cases {
            let (status, answer) = call(&sandbox, "POST", "/v2/send/text", body).await;
            assert_eq!(
                (status, &answer["code"], &answer["details"]),
                (400, &json!(code), &details),
                "{answer}"
            );
        }
        assert_eq!(call(&sandbox, "POST", "/v2/send/text", with("instance_id", json!("other"))).await.0, 404);
        assert_eq!(last_request(&sandbox).await["taken"], false);
    });
}

#[test]
fn a_number_that_breaks_its_country_s_rule_is_refused() {
    run(async {
        let sandbox = start(None).await;
        for (id, country) in [
            ("20114520282", "EG"),
            ("96655555", "SA"),
            ("01145202826", "Unknown"),
            ("+201012345678", "Unknown"),
        ] {
            let body = json!({ "instance_id": "main", "chatId": id, "message": "Hello" });
            let (status, answer) = call(&sandbox, "POST", "/v2/send/text", body).await;
            assert_eq!((status, &answer["code"]), (400, &json!("invalid_chat_id")), "{id}");
            assert_eq!(answer["details"]["info"]["country"], country);
        }
    });
}

#[test]
fn paths_methods_and_tokens_are_strict() {
    run(async {
        let sandbox = start(None).await;
        for (method, target, expected) in [
            ("POST", "/v2/groups/create", 404),
            ("GET", "/v2/presence?instance_id=main", 404),
            ("GET", "/v2/presence/get?instance_id=main", 200),
            ("POST", "/V2/send/text", 404),
            ("POST", "/v2/send/text/", 404),
            ("DELETE", "/v2/send/text", 405),
            ("PATCH", "/v2/send/text", 405),
            ("GET", "/v2/groups/1234567890%40g.us?instance_id=main", 200),
            ("GET", "/v2/groups/1234567890@g.us?instance_id=main&id=1234567890@g.us", 400),
            ("GET", "/v2/lids/count?instance_id=main", 200),
        ] {
            assert_eq!(call(&sandbox, method, target, Value::Null).await.0, expected, "{method} {target}");
        }
        let info = |token, body: &str| exchange_info(&sandbox, token, body.to_owned());
        assert_eq!(
            info(None, r#"{"instance_id":"main"}"#).await.1["details"],
            json!({ "missing": ["access_token"] })
        );
        assert_eq!(info(Some("bad"), r#"{"instance_id":"main"}"#).await.1["code"], "invalid_access_token");
        assert_eq!(info(None, r#"{"instance_id":"main","access_token":"secret"}"#).await.0, 200);
        assert_eq!(info(Some(TOKEN), "{broken").await.0, 400);
        let (status, _) = parse(&exchange(&sandbox, &request("GET", "/", None, None)).await);
        assert_eq!(status, 200);
    });
}

async fn exchange_info(sandbox: &Sandbox, token: Option<&str>, body: String) -> (u16, Value) {
    parse(&exchange(sandbox, &request("POST", "/v2/session/info", token, Some(&body))).await)
}

#[test]
fn requests_are_recorded_as_received() {
    run(async {
        let sandbox = start(None).await;
        send(&sandbox, "Hello").await;
        let record = last_request(&sandbox).await;
        assert_eq!(record["headers"]["access-token"], TOKEN);
        assert_eq!(record["body"]["message"], "Hello");
        assert_eq!((&record["status"], &record["taken"]), (&json!(200), &json!(true)));
        control(&sandbox, json!({ "reset": true })).await;
        assert_eq!(call(&sandbox, "GET", "/__control/requests", Value::Null).await.1, json!([]));
    });
}
