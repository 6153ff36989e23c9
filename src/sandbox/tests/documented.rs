//! The same documentation under another id: nothing that Wawp does of its own is played then, and what the gateway names
//! no code for is told by HTTP's.

use std::{path::Path, sync::LazyLock};

use serde_json::{Value, json};

use super::{CHAT, TOKEN, call, exchange, parse, request, run};
use crate::{
    catalog::{AnswerShape, Catalog, Refusals, Security, read_folder},
    sandbox::{Instance, Sandbox, Settings},
};

/// No code for any refusal, no place that the token is asked for in, and errors of another shape.
static OTHER: LazyLock<Catalog> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-index/wawp");
    let mut catalog = read_folder(&folder).expect("the docs are good");
    let provider = &mut catalog.provider;
    provider.id = "other";
    provider.refusals = Refusals::default();
    let Security { token, .. } = &mut provider.security;
    token.truncate(1);
    provider.answer = AnswerShape {
        code: "/error/kind",
        message: "/error/text",
        details: Some("/error/more"),
        missing: Some("/error/lacks"),
        ..provider.answer.clone()
    };
    catalog
});

async fn start() -> Sandbox {
    let instances = vec![Instance { id: "main".into(), paired: false }];
    let settings = Settings { token: TOKEN.into(), instances, ..Settings::default() };
    Sandbox::start(settings, &OTHER).await.unwrap()
}

#[test]
fn a_gateway_without_a_part_of_its_own_answers_as_documented() {
    run(async {
        let sandbox = start().await;
        // No phone is linked, and nobody asks for one.
        let body = json!({ "instance_id": "main", "chatId": CHAT, "message": "Hello" });
        let operation = OTHER.operations.iter().find(|operation| operation.id == "sendText").unwrap();
        let answer = call(&sandbox, "POST", "/v2/send/text", body).await;
        assert_eq!(answer, (operation.success.status, operation.success.example.unwrap().value()));
        let (_, state) = call(&sandbox, "GET", "/__control/state", Value::Null).await;
        assert_eq!(state["instances"], json!([{ "id": "main" }]));
    });
}

#[test]
fn what_has_no_code_is_refused_with_http_s_own() {
    run(async {
        let sandbox = start().await;
        let good = json!({ "instance_id": "main", "chatId": CHAT, "message": "Hello" });
        let with = |name: &str, value: Value| {
            let mut body = good.clone();
            body[name] = value;
            body
        };
        let error = |kind: &str, text: &str, rest: Value| {
            let mut error = json!({ "kind": kind, "text": text });
            error.as_object_mut().unwrap().extend(rest.as_object().cloned().unwrap_or_default());
            json!({ "error": error })
        };
        let text = "Missing required parameters: chatId, message";
        let names = json!({ "lacks": ["chatId", "message"] });
        let cases = [
            (json!({ "instance_id": "main" }), 400, error("bad_request", text, names)),
            (
                with("message", json!(5)),
                400,
                error("bad_request", "Bad Request", json!({ "more": "`message` is wrong: wrong_type" })),
            ),
            (
                with("chatId", json!("Ahmed")),
                400,
                error("bad_request", "Bad Request", json!({ "more": "`Ahmed` names no chat" })),
            ),
            (with("instance_id", json!("x")), 404, error("not_found", "Not Found", Value::Null)),
        ];
        for (body, status, expected) in cases {
            assert_eq!(call(&sandbox, "POST", "/v2/send/text", body).await, (status, expected));
        }
        for token in [None, Some("wrong")] {
            let asked = request("POST", "/v2/send/text", token, Some(&good.to_string()));
            let expected = error("unauthorized", "Unauthorized", Value::Null);
            assert_eq!(parse(&exchange(&sandbox, &asked).await), (401, expected));
        }
    });
}
