//! Steps that are named one by one: what they become, and what is refused. Every one drives the program itself.

use serde_json::{Value, json};
use wawp_mcp::{catalog::Schema, docs};

use super::{code, server, steps};
use crate::harness::{Answer, Server};

fn ask(server: &mut Server, steps: Value) -> Answer {
    server.call("generate_starter_code", json!({"steps": steps, "language": "python"}))
}

fn written(server: &mut Server, steps: Value) -> Answer {
    server.success("generate_starter_code", json!({"steps": steps, "language": "python"}))
}

fn group() -> Value {
    json!({"path": "/v2/groups/create", "method": "POST",
        "arguments": {"name": "Atlas", "participants": [{"id": "+20 101 234 5678"}]}})
}

fn text(chat: Value) -> Value {
    json!({"path": "/v2/send/text", "method": "POST", "arguments": {"chatId": chat, "message": "Welcome"}})
}

#[test]
fn a_step_takes_values_from_the_answers_before_it() {
    let mut server = server();
    let answer = written(
        &mut server,
        json!([
            group(),
            text(json!({"step": 1, "path": "id"})),
            {"path": "/v2/contacts/check-exists", "method": "GET", "arguments": {"phone": "966501234567"}},
            {"path": "/v2/groups/{id}/participants/add", "method": "POST", "arguments": {"id": "{{1.id}}",
                "participants": [{"id": {"step": 3, "path": "jid"}}, {"id": "447700900123"}]}},
            {"path": "DELETE /v2/messages/delete",
                "arguments": {"chatId": {"step": 1, "path": "id"}, "messageId": {"step": 2, "path": "id._serialized"}}},
        ]),
    );
    let calls = [
        "POST /v2/groups/create",
        "POST /v2/send/text",
        "GET /v2/contacts/check-exists",
        "POST /v2/groups/{id}/participants/add",
        "DELETE /v2/messages/delete",
    ];
    assert_eq!(steps(&answer), calls);
    assert_eq!(answer.data()["notes"], json!([]));
    let code = code(&answer);
    for part in [
        r#""participants": [{"id": "201012345678@c.us"}]"#,
        r#""chatId": pick(answer, "id"),"#,
        r#""/v2/groups/" + segment(pick(answer, "id")) + "/participants/add""#,
        r#""participants": [{"id": pick(answer3, "jid")}, {"id": "447700900123@c.us"}]"#,
        r#""messageId": pick(answer2, "id", "_serialized"),"#,
    ] {
        assert!(code.contains(part), "{part}\n{code}");
    }
}

#[test]
fn a_reference_is_read_as_it_is_written() {
    let mut server = server();
    for (reference, taken) in [
        (json!({"step": 1, "path": "id._serialized"}), r#"pick(answer, "id", "_serialized")"#),
        (json!({"step": "1", "path": ["id", "_serialized"]}), r#"pick(answer, "id", "_serialized")"#),
        (json!({"$step": 1, "path": "$.id._serialized"}), r#"pick(answer, "id", "_serialized")"#),
        (json!({"step": 1, "path": "response.id._serialized"}), r#"pick(answer, "id", "_serialized")"#),
        (json!("{{1.id._serialized}}"), r#"pick(answer, "id", "_serialized")"#),
        (json!("{{ steps.1.id._serialized }}"), r#"pick(answer, "id", "_serialized")"#),
        (json!("${steps[1].id._serialized}"), r#"pick(answer, "id", "_serialized")"#),
    ] {
        let delete = json!({"path": "DELETE /v2/messages/delete", "arguments": {"messageId": reference}});
        let answer = written(&mut server, json!([text(json!("201012345678")), delete]));
        assert!(code(&answer).contains(taken), "{reference}");
    }
    // What stands in the path is read too.
    let list = json!({"path": "/v2/groups/{{1.id}}/participants", "method": "GET"});
    let answer = written(&mut server, json!([group(), list]));
    assert!(code(&answer).contains(r#"segment(pick(answer, "id")) + "/participants""#));
    // One for a list of texts is a list of one.
    let sent = text(json!("201012345678"));
    let read = json!({"path": "POST /v2/send/seen",
        "arguments": {"chatId": "201012345678", "messageIds": {"step": 1, "path": "id._serialized"}}});
    let answer = written(&mut server, json!([sent, read]));
    assert!(
        code(&answer).contains(r#""messageIds": [pick(answer, "id", "_serialized")]"#),
        "{}",
        code(&answer)
    );
}

#[test]
fn a_text_that_looks_a_little_like_a_reference_is_a_text() {
    let mut server = server();
    for message in ["Dear {{name}}, {{1}} is ready", "{{1}}", "step 1: id", "costs $1.50 {{ 3.50 "] {
        let mut step = text(json!("201012345678"));
        step["arguments"]["message"] = json!(message);
        let answer = written(&mut server, json!([group(), step]));
        assert!(code(&answer).contains(&format!("\"message\": {}", json!(message))), "{message}");
    }
}

#[test]
fn no_documented_argument_has_the_members_of_a_reference() {
    fn check(place: &str, schema: &Schema) {
        let has = |name: &str| schema.properties.iter().any(|property| property.name == name);
        assert!(
            !has("step") && !has("$step") && !has("from_step") && !has("event") && !has("$event"),
            "{place}"
        );
        for property in &schema.properties {
            check(&format!("{place}.{}", property.name), &property.schema);
        }
        schema.items.iter().for_each(|items| check(place, items));
    }
    for operation in &docs::BUILT_IN[0].catalog().unwrap().operations {
        for argument in &operation.arguments {
            check(&format!("{} {}", operation.name(), argument.name), &argument.schema);
        }
    }
}

#[test]
fn what_is_left_out_comes_from_earlier_answers_or_is_an_example_that_is_said() {
    let mut server = server();
    let answer = written(&mut server, json!([group(), {"path": "/v2/send/text", "method": "POST"}]));
    assert!(code(&answer).contains(r#""chatId": pick(answer, "id")"#));
    assert_eq!(
        answer.data()["notes"],
        json!(["documented examples, to be replaced before it is run: message"])
    );
}

#[test]
fn the_session_is_the_environments_or_one_that_was_made() {
    let mut server = server();
    let mut named = text(json!("201012345678"));
    named["arguments"]["instance_id"] = json!("3EB0BCB2E3D4");
    let answer = written(&mut server, json!([named]));
    assert!(!answer.text().contains("3EB0BCB2E3D4"));
    assert!(answer.data()["notes"].to_string().contains("instance_id comes from WAWP_INSTANCE_ID"));
    let start = json!({"path": "POST /v2/session/start",
        "arguments": {"instance_id": {"step": 1, "path": "instance_id"}}});
    let answer =
        written(&mut server, json!(["POST /v2/session/create", start, "POST /v2/auth/qr-image", group()]));
    let code = code(&answer);
    assert_eq!(code.matches(r#""instance_id": pick(answer, "instance_id")"#).count(), 3, "{code}");
    assert!(!code.contains("WAWP_INSTANCE_ID"));
    assert!(
        code.contains("pause(\"Link the account now"),
        "a phone is linked before the group is made\n{code}"
    );
}

#[test]
fn an_event_sets_the_steps_going() {
    let mut server = server();
    let mut reply = text(json!({"event": "from"}));
    reply["when"] = json!("message");
    reply["arguments"]["reply_to"] = json!("{{event.payload.id}}");
    let delete = json!({"path": "DELETE /v2/messages/delete", "arguments":
        {"chatId": {"step": "event", "path": "from"}, "messageId": {"step": 1, "path": "id._serialized"}}});
    let answer = written(&mut server, json!([reply, delete]));
    assert_eq!(steps(&answer), ["event message", "POST /v2/send/text", "DELETE /v2/messages/delete"]);
    assert_eq!(answer.data()["filename"], "receiver.py");
    let program = code(&answer);
    for part in [
        r#""chatId": pick(event, "payload", "from"),"#,
        r#""reply_to": pick(event, "payload", "id"),"#,
        r#""messageId": pick(answer, "id", "_serialized"),"#,
    ] {
        assert!(program.contains(part), "{part}\n{program}");
    }
    // The event as a step of its own, as the answer tells it, is the same.
    let step = text(json!({"step": 1, "path": "from"}));
    for first in ["message", "event message"] {
        let answer = written(&mut server, json!([first, step]));
        assert_eq!(steps(&answer), ["event message", "POST /v2/send/text"]);
        assert!(code(&answer).contains(r#""chatId": pick(event, "payload", "from")"#));
    }
}

#[test]
fn what_waits_for_an_event_behind_calls_is_a_program_of_its_own() {
    let mut server = server();
    let add = json!({"path": "/v2/groups/{id}/participants/add", "method": "POST", "when": "message",
        "arguments": {"id": "120363041234567890@g.us", "participants": [{"id": {"event": "from"}}]}});
    let promote = json!({"path": "/v2/groups/{id}/admin/promote", "method": "POST",
        "arguments": {"id": "120363041234567890@g.us", "participants": [{"id": {"event": "from"}}]}});
    let asked = json!([group(), add, promote]);
    let answer = written(&mut server, asked.clone());
    let calls = [
        "POST /v2/groups/create",
        "event message",
        "POST /v2/groups/{id}/participants/add",
        "POST /v2/groups/{id}/admin/promote",
    ];
    assert_eq!(steps(&answer), calls);
    assert!(!code(&answer).contains("/participants/add"));
    let receiver = answer.data()["receiver"]["code"].as_str().unwrap();
    assert_eq!(receiver.matches(r#""participants": [{"id": pick(event, "payload", "from")}]"#).count(), 2);
    assert!(answer.text().contains(receiver));
    // Where a language has no receivers, its calls are not left out in silence.
    let ruby = server.call("generate_starter_code", json!({"steps": asked, "language": "ruby"}));
    assert_eq!(ruby.error()["parameter"], "language");
}

#[test]
fn steps_are_read_as_clients_send_them() {
    let mut server = server();
    let call = json!({"path": "/v2/send/text", "method": "POST", "arguments": {"message": "Hi"}});
    for asked in [
        json!([call]),
        json!(json!([call]).to_string()),
        call.clone(),
        json!(call.to_string()),
        json!([{"path": "POST /v2/send/text", "arguments": "{\"message\": \"Hi\"}"}]),
        json!([{"path": "/v2/send/text", "method": "POST", "body": {"message": "Hi"}, "when": ""}]),
        json!([{"path": "https://api.wawp.net/v2/send/text", "method": "post", "params": {"message": "Hi"}}]),
    ] {
        let answer = written(&mut server, asked.clone());
        assert_eq!(steps(&answer), ["POST /v2/send/text"], "{asked}");
        assert!(code(&answer).contains(r#""message": "Hi""#), "{asked}");
    }
    // Some clients fill in every argument.
    let blank = json!({"steps": [], "task": "send a text", "path": "", "method": null, "arguments": {}, "language": "go"});
    assert_eq!(steps(&server.success("generate_starter_code", blank)), ["POST /v2/send/text"]);
}

/// The steps, and the code, the number of the step and some words of the refusal.
#[expect(clippy::too_many_lines, reason = "a table")]
fn refused() -> Vec<(Value, &'static str, u32, &'static str)> {
    let at = |step: u32, path: &str| text(json!({"step": step, "path": path}));
    let when = |event: &str, chat: Value| {
        let mut step = text(chat);
        step["when"] = json!(event);
        step
    };
    let say = |message: &str| json!({"path": "POST /v2/send/text", "arguments": {"message": message}});
    let chats = json!({"path": "GET /v2/chats/overview"});
    let count = json!({"path": "GET /v2/groups/count"});
    vec![
        (json!([group(), at(5, "id")]), "invalid_argument", 2, "`chatId`: there is no step 5: there are 2"),
        (json!([group(), at(0, "id")]), "invalid_argument", 2, "there is no step 0"),
        (json!([at(2, "id"), group()]), "invalid_argument", 1, "step 2 is not made before this one"),
        (json!([at(1, "id")]), "invalid_argument", 1, "step 1 is not made before this one"),
        (
            json!([group(), at(1, "ids")]),
            "invalid_argument",
            2,
            "is not documented to hold `ids`; it holds `id`, `name`",
        ),
        (json!([say("x"), at(1, "to.x")]), "invalid_argument", 2, "is not documented to hold `to.x`"),
        (
            json!([say("x"), at(1, "id")]),
            "invalid_argument",
            2,
            "`id` of `POST /v2/send/text` is no text or number; it holds `id.remote`",
        ),
        (json!([say("x"), text(json!({"step": 1}))]), "invalid_argument", 2, "no text or number"),
        (json!([chats, at(1, "0.id")]), "invalid_argument", 2, "holds a list there"),
        (
            json!([group(), say("made {{1.id}}!")]),
            "invalid_argument",
            2,
            "`message`: `{{1.id}}` stands within a text",
        ),
        (
            json!([text(json!({"event": "from"}))]),
            "invalid_argument",
            1,
            "no event sets this step going; name one in `when`",
        ),
        (
            json!([when("message", json!({"event": "sender"}))]),
            "invalid_argument",
            1,
            "`event message` is not documented to hold `sender`",
        ),
        (json!([when("messag", json!("me"))]), "unknown_endpoint", 1, "did you mean: /message"),
        (json!([when("/v2/send/text", json!("me"))]), "invalid_argument", 1, "/v2/send/text is no event"),
        (json!([when("/v2/start", json!("me"))]), "invalid_argument", 1, "/v2/start is no event"),
        (
            json!([when("message", json!("201012345678")), when("call.received", json!("201012345678"))]),
            "invalid_argument",
            2,
            "waits for one event",
        ),
        (
            json!([group(), when("message", json!({"step": 1, "path": "id"}))]),
            "invalid_argument",
            2,
            "step 1 is made before `message` arrives, by a program of its own",
        ),
        (
            json!([group(), {"path": "/v2/send/text", "method": "POST", "arguments": {"chatID": "201012345678"}}]),
            "unknown_argument",
            2,
            "did you mean `chatId`?",
        ),
        (
            json!([group(), text(json!("a b c!"))]),
            "invalid_argument",
            2,
            "neither a chat id nor a phone number",
        ),
        (
            json!([count, {"path": "POST /v2/send/poll", "arguments": {"poll": {"step": 1, "path": "count"}}}]),
            "invalid_argument",
            2,
            "`poll`: it must be an object",
        ),
        (
            json!([{"path": "/v2/send/text", "method": "POST", "arguments": {"access_token": "abcdefgh12345678"}}]),
            "invalid_argument",
            1,
            "a token is never an argument",
        ),
        (json!([group(), {"path": "/v2/nothing"}]), "unknown_endpoint", 2, "no documented path"),
        (
            json!([{"path": "/v2/groups/{id}/picture"}]),
            "missing_argument",
            1,
            "does different things by method",
        ),
        (json!([{"path": "/v2/start"}]), "invalid_argument", 1, "give an endpoint or an event"),
        (
            json!([{"path": "message", "arguments": {"chatId": "1"}}]),
            "invalid_argument",
            1,
            "an event takes none",
        ),
        (json!([{"method": "GET"}]), "invalid_argument", 1, "missing field `path`"),
        (json!([{"path": "/v2/groups", "argument": {}}]), "unknown_argument", 1, "did you mean: arguments"),
        (json!([{"path": 5}]), "invalid_argument", 1, "`path`: invalid type"),
        (
            json!([group(), 7]),
            "invalid_argument",
            2,
            "it must be an object of `path`, `method`, `arguments`, `when`",
        ),
        (
            json!([{"path": "/v2/groups", "method": "GET", "arguments": [1]}]),
            "invalid_argument",
            1,
            "must be an object of arguments",
        ),
    ]
}

#[test]
fn refusals_name_the_step_what_is_wrong_and_what_is_right() {
    let mut server = server();
    for (asked, code, number, tells) in refused() {
        let answer = ask(&mut server, asked.clone());
        assert!(answer.is_error(), "{asked}\n{}", answer.text());
        let error = answer.error();
        assert_eq!(
            (&error["code"], &error["parameter"]),
            (&json!(code), &json!("steps")),
            "{asked}: {error}"
        );
        assert!(answer.text().contains(&format!("step {number}: ")), "{asked}: {}", answer.text());
        assert!(answer.text().contains(tells), "{asked}: {}", answer.text());
        assert!(error["action"].is_string() && !answer.text().contains("abcdefgh12345678"), "{error}");
    }
}

#[test]
fn a_list_that_is_none_is_refused() {
    let mut server = server();
    for (asked, tells) in [
        (json!("create a group"), "it must be a list of steps"),
        (json!(7), "it must be a list of steps"),
        (json!(vec![group(); 51]), "at most 50 steps; these are 51"),
        (json!([]), "needs `steps`, a `task`, or `path`"),
    ] {
        let answer = ask(&mut server, asked.clone());
        assert!(answer.is_error() && answer.text().contains(tells), "{asked}: {}", answer.text());
    }
}

#[test]
fn what_a_program_does_is_said_in_one_way() {
    let mut server = server();
    for (asked, out) in [
        (json!({"steps": [group()], "task": "create a group"}), "task"),
        (json!({"steps": [group()], "path": "/v2/groups"}), "path"),
        (json!({"path": "/v2/send/text", "method": "POST", "task": "send a text"}), "task"),
        (json!({"steps": [group()], "arguments": {"name": "x"}}), "arguments"),
        (json!({"steps": [group()], "method": "POST"}), "method"),
    ] {
        let mut whole = asked.clone();
        whole["language"] = json!("python");
        let answer = server.call("generate_starter_code", whole);
        assert_eq!(answer.error()["parameter"], out, "{asked}");
        assert!(answer.text().contains(&format!("leave out `{out}`")), "{asked}: {}", answer.text());
    }
}

#[test]
fn a_method_before_a_path_with_places_is_none_of_its_segments() {
    let mut server = server();
    let path = "GET /v2/groups/{id}/participants";
    let answer = written(&mut server, json!([group(), path]));
    assert!(code(&answer).contains(r#"segment(pick(answer, "id")) + "/participants""#), "{}", code(&answer));
    let alone = json!({"path": path, "language": "python"});
    assert_eq!(steps(&server.success("generate_starter_code", alone)), [path]);
}
