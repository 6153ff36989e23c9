//! Faults to order, and the ends of what is served.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{io::AsyncReadExt as _, net::TcpStream};

use super::{CHAT, TOKEN, call, control, exchange, last_request, parse, request, run, send, start};

#[test]
fn faults_strike_as_ordered() {
    run(async {
        let sandbox = start(None).await;
        let fault = |mut what: Value| {
            what["path"] = json!("/v2/send/text");
            control(&sandbox, json!({ "fault": what }))
        };
        let text = json!({ "instance_id": "main", "chatId": CHAT, "message": "Hello" }).to_string();
        let text = request("POST", "/v2/send/text", Some(TOKEN), Some(&text));

        fault(json!({ "status": 429, "headers": { "retry-after": 2 } })).await;
        let limited = exchange(&sandbox, &text).await;
        assert!(String::from_utf8_lossy(&limited).contains("retry-after: 2"));
        assert_eq!(parse(&limited).1["code"], "rate_limit_exceeded");
        assert_eq!(last_request(&sandbox).await["taken"], false);

        fault(json!({ "drop": true, "after": "after" })).await;
        assert!(exchange(&sandbox, &text).await.is_empty());
        let dropped = last_request(&sandbox).await;
        assert_eq!((&dropped["taken"], &dropped["status"]), (&json!(true), &Value::Null));

        fault(json!({ "half_body": true, "body": "0123456789", "content_type": "text/html" })).await;
        let half = String::from_utf8(exchange(&sandbox, &text).await).unwrap();
        assert!(half.contains("content-length: 10") && half.ends_with("\r\n\r\n01234"), "{half}");

        let (status, _) = send(&sandbox, "Hello").await;
        assert_eq!(status, 200);
        let (_, state) = call(&sandbox, "GET", "/__control/state", Value::Null).await;
        assert_eq!(state.pointer("/instances/0/chats/0/messages").unwrap().as_array().unwrap().len(), 2);
        let (status, refused) = call(&sandbox, "POST", "/__control", json!({ "explode": true })).await;
        assert!(status == 400 && refused["message"].as_str().unwrap().contains("`scan`"), "{refused}");
    });
}

#[test]
fn a_client_that_goes_away_meanwhile_has_sent_nothing() {
    run(async {
        let sandbox = start(None).await;
        control(&sandbox, json!({ "fault": { "delay_ms": 600_000 } })).await;
        let text = json!({ "instance_id": "main", "chatId": CHAT, "message": "Hello" }).to_string();
        let text = request("POST", "/v2/send/text", Some(TOKEN), Some(&text));
        assert!(tokio::time::timeout(Duration::from_millis(50), exchange(&sandbox, &text)).await.is_err());
        let record = last_request(&sandbox).await;
        assert_eq!((&record["path"], &record["taken"]), (&json!("/v2/send/text"), &json!(false)));
    });
}

#[test]
fn a_dropped_gateway_serves_nobody() {
    run(async {
        let sandbox = start(None).await;
        let address = sandbox.origin().to_string().trim_start_matches("http://").to_owned();
        let mut idle = TcpStream::connect(&address).await.unwrap();
        drop(sandbox);
        // An open connection ends, and none is taken any more.
        assert_eq!(idle.read(&mut [0; 1]).await.unwrap_or(0), 0);
        assert!(TcpStream::connect(&address).await.is_err());
    });
}

#[test]
fn a_large_file_is_taken_and_not_kept() {
    run(async {
        let sandbox = start(None).await;
        let url = format!("data:application/pdf;base64,{}", "AAAA".repeat(5_000_000));
        let file = json!({ "url": url, "filename": "a.pdf", "mimetype": "application/pdf" });
        let body = json!({ "instance_id": "main", "chatId": CHAT, "file": file, "caption": "Invoice" });
        let (status, sent) = call(&sandbox, "POST", "/v2/send/pdf", body).await;
        assert_eq!(
            (status, &sent["body"], &sent["media"]["size"]),
            (200, &json!("Invoice"), &json!(15_000_000))
        );
        assert!(last_request(&sandbox).await.to_string().len() < 2_000_000);
    });
}
