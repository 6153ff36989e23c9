//! Whether WhatsApp is connected, told truly in each state and at each fault; and `set_config`'s check of it.

mod faults;
mod states;
mod verify;
mod ways_to_ask;

use std::sync::LazyLock;

use serde_json::{Value, json};
use wawp_mcp::{catalog::Catalog, docs};

use crate::harness::{Answer, Gateway, TOKEN};

/// The path of the only operation that health may call.
const INFO: &str = "/v2/session/info";

fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| docs::BUILT_IN[0].catalog().unwrap());
    &CATALOG
}

/// That health called what tells the state, as often, and nothing else.
fn only_looked(gateway: &Gateway, times: usize) {
    let requests = gateway.requests();
    assert_eq!(requests.len(), times, "{requests:?}");
    for request in requests {
        assert_eq!((&request["method"], &request["path"]), (&json!("POST"), &json!(INFO)));
        assert_eq!((&request["taken"], &request["query"]), (&json!(false), &json!({})));
    }
}

/// That a state is told as what it is, in the data and in the text.
fn is_state(answer: &Answer, status: &str, next_step: &str) {
    let (told, text) = (answer.data(), answer.text());
    let connected = status == "WORKING";
    assert_eq!((answer.is_error(), &told["connected"]), (false, &json!(connected)), "{text}");
    assert_eq!((&told["status"], &told["next_step"]), (&json!(status), &json!(next_step)), "{text}");
    assert_eq!(text.starts_with("connected:"), connected, "{text}");
    assert!(text.contains(status) && text.contains(next_step), "{text}");
    assert!(connected || text.starts_with("not connected:"), "{text}");
}

/// That a fault is told as one: with a code, a message and a next step, and neither as connected nor as not.
fn is_fault(answer: &Answer, code: &str) {
    let text = answer.text();
    assert!(answer.is_error(), "{text}");
    assert_eq!(answer.error()["code"], code, "{text}");
    let words = |name: &str| answer.error()[name].as_str().unwrap_or_default().to_owned();
    assert!(next_steps(code).iter().any(|step| words("action").contains(step)), "{text}");
    for told in [code, &words("message"), &words("action")] {
        assert!(text.contains(told), "{text}");
    }
    for member in ["connected", "status", "next_step"] {
        assert!(answer.data().get(member).is_none(), "`{member}` is not known: {text}");
    }
    assert!(text.len() < 6_000 && answer.data().to_string().len() < 12_000, "{}", text.len());
    assert!(!answer.0.to_string().contains(TOKEN));
}

/// What the next step may say: of a documented code what the docs say, of another what fits it.
fn next_steps(code: &str) -> &'static [&'static str] {
    match code {
        "bad_response" => &["check `WAWP_BASE_URL`"],
        // The connection broke, or there was none.
        "network" => &["nothing was changed; try again", "check the network, a proxy"],
        "timeout" => &["nothing was changed; try again"],
        "invalid_argument" => {
            &["correct `instance_id` and call again", "correct the arguments and call again"]
        }
        "not_configured" => &["set `WAWP_ACCESS_TOKEN` and", "set `WAWP_INSTANCE_ID`, call `set_config`"],
        "forbidden" | "http_403" => &["check the access token"],
        "http_422" => &["correct the call; nothing was changed"],
        "http_500" | "http_503" => &["nothing was changed; try again in a minute"],
        documented => std::slice::from_ref(&catalog().error(documented).unwrap().action.en),
    }
}

/// What can befall the question, and the code that it is told by.
fn faults() -> Vec<(Value, &'static str)> {
    let once = |mut fault: Value| {
        fault["headers"]["Retry-After"] = json!(9_999);
        fault
    };
    let json = |body: Value| json!({"body": body.to_string(), "content_type": "application/json"});
    let page =
        json!({"status": 503, "body": "<html><title>Down</title></html>", "content_type": "text/html"});
    vec![
        (json!({"status": 401}), "invalid_access_token"),
        (json!({"status": 403, "body": {"code": "forbidden", "message": "No"}}), "forbidden"),
        (json!({"status": 403, "body": ""}), "http_403"),
        (json!({"status": 404}), "invalid_session"),
        (json!({"status": 422}), "session_unexpected_status"),
        (json!({"status": 422, "body": {"status": "WORKING"}}), "http_422"),
        (once(json!({"status": 429})), "rate_limit_exceeded"),
        (once(json!({"status": 500})), "server_error"),
        (once(json!({"status": 500, "body": {"status": "WORKING"}})), "http_500"),
        (once(json!({"status": 502})), "proxy_error"),
        (once(page), "http_503"),
        (json!({"status": 302, "body": "", "headers": {"location": "http://127.0.0.1:9/x"}}), "bad_response"),
        (json!({"status": 204, "body": ""}), "bad_response"),
        (json!({"status": 200, "body": ""}), "bad_response"),
        (json!({"body": "Success: ok"}), "bad_response"),
        (json!({"body": "<html><b>WORKING</b></html>", "content_type": "text/html"}), "bad_response"),
        (json!({"body": "{\"status\": \"WORKI", "content_type": "application/json"}), "bad_response"),
        (json!({"body_base64": "iVBORw0KGgoAAAANSUhEUg==", "content_type": "image/png"}), "bad_response"),
        (json(json!([{"status": "WORKING"}])), "bad_response"),
        (json(json!("WORKING")), "bad_response"),
        (json(Value::Null), "bad_response"),
        (json(json!({"name": "wawp-1", "me": {"status": "WORKING"}})), "bad_response"),
        (json(json!({"status": 200})), "bad_response"),
        (json(json!({"status": null})), "bad_response"),
        (json(json!({"status": true})), "bad_response"),
        (json(json!({"status": {"value": "WORKING"}})), "bad_response"),
        (json(json!({"qr": "A".repeat(200_000)})), "bad_response"),
        (json!({"drop": true, "times": 9}), "network"),
        (json!({"half_body": true, "times": 9}), "network"),
    ]
}
