//! What cannot be written is refused with the reason and the next step.

use serde_json::{Value, json};

use super::{server, steps};

/// The arguments, and the code, the parameter and some words of the refusal.
#[expect(clippy::too_many_lines, reason = "a table")]
fn rows() -> Vec<(Value, &'static str, &'static str, &'static str)> {
    vec![
        (json!({"language": "python"}), "missing_argument", "task", "task"),
        (json!({"task": "send a text"}), "missing_argument", "language", "language"),
        (json!({"task": "send a text", "language": "cobol"}), "invalid_argument", "language", "python"),
        (json!({"task": " ", "language": "python"}), "invalid_argument", "task", "1 to 2000"),
        (json!({"task": "x".repeat(2001), "language": "python"}), "invalid_argument", "task", "2001"),
        (
            json!({"task": "book me a flight to Dubai", "language": "python"}),
            "invalid_argument",
            "task",
            "step by step",
        ),
        (
            json!({"path": "/v2/send/nothing-like-it", "language": "python"}),
            "unknown_endpoint",
            "path",
            "search_docs",
        ),
        (
            json!({"path": "/v2/groups/{id}/picture", "language": "python"}),
            "missing_argument",
            "method",
            "DELETE /v2/groups",
        ),
        (
            json!({"path": "/v2/send/text", "method": "PUT", "language": "python"}),
            "method_not_allowed",
            "method",
            "POST",
        ),
        (
            json!({"path": "/v2/start", "language": "python"}),
            "invalid_argument",
            "path",
            "endpoint or an event",
        ),
        (
            json!({"path": "/v2/send/text", "language": "python", "library": "axios"}),
            "invalid_argument",
            "library",
            "requests",
        ),
        (json!({"path": "message", "language": "ruby"}), "invalid_argument", "language", "javascript"),
        (
            json!({"path": "/v2/send/text", "language": "python", "arguments": [1]}),
            "invalid_argument",
            "arguments",
            "object",
        ),
    ]
}

#[test]
fn refusals_name_what_is_wrong_and_what_is_right() {
    let mut server = server();
    for (arguments, code, parameter, tells) in rows() {
        let answer = server.call("generate_starter_code", arguments.clone());
        assert!(answer.is_error(), "{arguments}");
        let error = &answer.data()["error"];
        assert_eq!(
            (error["code"].as_str(), error["parameter"].as_str()),
            (Some(code), Some(parameter)),
            "{error}"
        );
        assert!(answer.text().contains(tells), "{arguments}: {}", answer.text());
        assert!(error["action"].is_string(), "{error}");
    }
}

#[test]
fn arguments_are_checked_like_those_of_a_call() {
    let mut server = server();
    let mut refused = |arguments: Value| {
        let path =
            json!({"path": "/v2/send/text", "method": "POST", "language": "curl", "arguments": arguments});
        let answer = server.call("generate_starter_code", path);
        assert!(answer.is_error(), "{}", answer.text());
        answer.data()["error"].clone()
    };
    assert_eq!(refused(json!({"chatID": "201012345678"}))["suggestions"], json!(["chatId"]));
    assert_eq!(refused(json!({"message": "a\u{0}b"}))["code"], "invalid_argument");
    assert_eq!(refused(json!({"chatId": "me"}))["code"], "not_configured");
    assert_eq!(refused(json!({"access_token": "abcdefgh12345678"}))["parameter"], "access_token");
}

#[test]
fn of_several_calls_an_argument_goes_to_those_that_take_it() {
    let mut server = server();
    let mut ask = |arguments: Value| {
        let task = "send a text and then send a text to another person";
        server.call(
            "generate_starter_code",
            json!({"task": task, "language": "python", "arguments": arguments}),
        )
    };
    let both = ask(json!({"message": "Same", "2": {"chatId": "966501234567"}}));
    assert_eq!(steps(&both), ["POST /v2/send/text", "POST /v2/send/text"]);
    let code = super::code(&both);
    assert_eq!(code.matches(r#""message": "Same""#).count(), 2, "{code}");
    assert_eq!(code.matches("966501234567@c.us").count(), 1, "{code}");
    let unknown = ask(json!({"massage": "x"}));
    assert_eq!(unknown.data()["error"]["code"], "unknown_argument");
    assert_eq!(unknown.data()["error"]["suggestions"], json!(["message"]));
}

#[test]
fn the_session_is_always_the_environments() {
    let mut server = server();
    let arguments = json!({"instance_id": "3EB0BCB2E3D4", "message": "Hi"});
    let path =
        json!({"path": "/v2/send/text", "method": "POST", "language": "python", "arguments": arguments});
    let answer = server.success("generate_starter_code", path);
    assert!(!answer.text().contains("3EB0BCB2E3D4"), "{}", answer.text());
    assert!(answer.data()["notes"].to_string().contains("WAWP_INSTANCE_ID"));
}
