//! The simulated gateway plays what is documented: here one that does not exist, and of which nothing but a small folder
//! is known. It has a bearer token, an error shape of its own, no session, no events and no guides.

mod exchange;

use std::{path::Path, sync::LazyLock};

use serde_json::{Value, json};
use wawp_mcp::catalog::{Catalog, read_folder};

use crate::harness::{Gateway, TOKEN};
use exchange::Request;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sandbox/made-up-gateway");
    read_folder(&folder).unwrap()
});

fn gateway() -> Gateway {
    Gateway::playing(&CATALOG, TOKEN, true)
}

/// A request with the token where it usually travels.
fn request<'a>(method: &'a str, target: &'a str) -> Request<'a> {
    Request::new(method, target).with("authorization", &format!("Bearer {TOKEN}"))
}

fn pigeon(target: &str) -> Request<'_> {
    request("GET", target).with("x-weather", "rain")
}

fn letter(form: &str) -> Request<'_> {
    request("POST", "/letters").holding("application/x-www-form-urlencoded", form.as_bytes())
}

fn change(body: &str) -> Request<'_> {
    request("PATCH", "/letters/L-1").holding("application/json", body.as_bytes())
}

fn papers(body: &str) -> Request<'_> {
    let kind = "multipart/form-data; boundary=\"--line\"";
    request("POST", "/pigeons/Greta/papers").holding(kind, body.as_bytes())
}

/// A multipart body of these parts: the parameters of each disposition, and its content.
fn parts(parts: &[(&str, &str)]) -> String {
    let part = |(parameters, content): &(&str, &str)| {
        format!("----line\r\nContent-Disposition: form-data; {parameters}\r\n\r\n{content}\r\n")
    };
    parts.iter().map(part).collect::<String>() + "----line--\r\n"
}

/// The gateway's error: its type, its text, and nothing else.
fn error(kind: &str, text: &str) -> Value {
    json!({ "error": { "type": kind, "text": text } })
}

fn odd(name: &str, how: &str) -> Value {
    error("odd", &format!("`{name}` is wrong: {how}"))
}

/// The documented example of this one has a member more.
fn lost(names: &str) -> Value {
    let mut error = error("lost", &format!("Missing required parameter{names}"));
    error["error"]["page"] = json!("https://pigeon.example/lost");
    error
}

fn over_cairo() -> Value {
    json!({ "pigeon": "Greta", "over": "Cairo" })
}

/// Asks each of them, and compares status and body.
fn hold(cases: Vec<(Request<'_>, u16, Value)>) {
    let gateway = gateway();
    for (request, status, body) in cases {
        let answer = request.send(&gateway.origin());
        assert_eq!((answer.status, answer.json()), (status, body), "{request:?}");
    }
}

#[test]
fn right_calls_are_answered_as_documented() {
    let sent = json!({ "letter": { "id": "L-1" }, "cost": 1.5 });
    let paper = parts(&[("name=\"kind\"", "ring"), ("name=paper; filename=\"ring.png\"", "\u{0}PNG\r\n")]);
    let full = "to=447441429009&text=Come+home%21&copies=2&stamps=red&stamps=blue&seal%5Bwax%5D=green";
    hold(vec![
        (pigeon("/pigeons/Greta"), 200, over_cairo()),
        (pigeon("/pigeons/Gr%C3%A9ta").with("x-height", "300"), 200, over_cairo()),
        (letter(full), 202, sent.clone()),
        (letter("to=447441429009%40c.us&text=Come&stamps=red,blue"), 202, sent),
        (change(r#"{"text": "Stay"}"#), 204, Value::Null),
        (change(r#"{"drawing": "d", "frame": "f", "urgent": true, "reason": "r"}"#), 204, Value::Null),
        (papers(&paper), 200, json!({ "kept": true })),
    ]);
}

#[test]
fn a_file_that_is_the_whole_body_is_taken_and_told_by_size_and_type() {
    let gateway = gateway();
    let picture = [0, 159, 146, 150, 13, 10, 255];
    let paint = || request("PUT", "/pigeons/Greta/portrait");
    let answer = paint().holding("image/png", &picture).send(&gateway.origin());
    assert_eq!((answer.status, answer.header("content-type")), (201, Some("image/png")));
    assert!(answer.body.is_empty(), "no picture is documented");
    let record = gateway.requests().pop().unwrap();
    assert_eq!(record["body"], json!({ "size": 7, "media_type": "image/png" }));
    assert_eq!((&record["status"], &record["taken"]), (&json!(201), &json!(true)));
    assert_eq!(paint().send(&gateway.origin()).json(), lost(": body"));
}

#[test]
fn the_token_is_taken_where_it_is_documented_and_nowhere_else() {
    let stranger = || error("stranger", "Nobody knows the caller.");
    let bare = |target| Request::new("GET", target).with("x-weather", "sun");
    let by_query = format!("/pigeons/Greta?ticket={}", TOKEN.replace('+', "%2B"));
    let bearer = |token: &str| bare("/pigeons/Greta").with("authorization", token);
    hold(vec![
        (bare("/pigeons/Greta"), 403, stranger()),
        (bearer("Bearer wrong"), 403, stranger()),
        (bearer(TOKEN), 403, stranger()),
        (bearer(&format!("Basic {TOKEN}")), 403, stranger()),
        (bearer(&format!("bearer {TOKEN}")), 200, over_cairo()),
        (bare("/pigeons/Greta").with("access-token", TOKEN), 403, stranger()),
        (bare(&by_query), 200, over_cairo()),
        (bare(&by_query).with("authorization", "Bearer wrong"), 403, stranger()),
        (bare("/pigeons/Greta?ticket=wrong"), 403, stranger()),
    ]);
}

#[test]
fn a_wrong_argument_is_told_in_the_gateway_s_own_shape() {
    let long = format!("to=447441429009&text={}", "x".repeat(21));
    let sun = |target| request("GET", target).with("x-weather", "sun");
    let either = "text, drawing, frame";
    hold(vec![
        (request("GET", "/pigeons/Greta"), 422, lost(": X-Weather")),
        (request("GET", "/pigeons/Greta").with("x-weather", "snow"), 400, odd("X-Weather", "not_allowed")),
        (sun("/pigeons/Greta").with("x-height", "high"), 400, odd("X-Height", "wrong_type")),
        (sun("/pigeons/Greta").with("x-height", "0"), 400, odd("X-Height", "too_small")),
        (sun("/pigeons/Greta?X-Height=3"), 400, odd("X-Height", "belongs_into_a_header")),
        (sun("/pigeons/Greta?wind=north"), 400, odd("wind", "unknown")),
        (letter("text=Come"), 422, lost(": to")),
        (letter(""), 422, lost("s: to, text")),
        (letter(&long), 400, odd("text", "too_long")),
        (letter("to=447441429009&text=Come&text=home"), 400, odd("text", "wrong_type")),
        (letter("to=447441429009&text=Come&stamps=green"), 400, odd("stamps[0]", "not_allowed")),
        (letter("to=447441429009&text=Come&copies=6"), 400, odd("copies", "too_large")),
        (letter("to=447441429009&text=Come&seal=green"), 400, odd("seal", "wrong_type")),
        (letter("to=447441429009&text=Come&seal%5Bring%5D=1"), 422, lost(": seal[wax]")),
        (letter("to=Ahmed&text=Come"), 400, error("odd", "`Ahmed` names no chat")),
        (letter("to=447441429009&text=Come&wind=north"), 400, odd("wind", "unknown")),
        (change(r#"{"text": "s", "drawing": "d", "frame": "f"}"#), 400, odd(either, "not_one_of")),
        (change("{}"), 400, odd(either, "not_one_of")),
        (change(r#"{"text": "s", "urgent": true}"#), 400, odd("urgent", "incomplete")),
        (papers(&parts(&[("name=\"kind\"", "ring")])), 422, lost(": paper")),
        (papers(&parts(&[("name=kind", "tail"), ("name=paper", "x")])), 400, odd("kind", "not_allowed")),
    ]);
}

#[test]
fn a_body_that_cannot_be_read_is_told_as_such() {
    let json = request("POST", "/letters").holding("application/json", br#"{"to": "447441429009"}"#);
    let form = request("PATCH", "/letters/L-1").holding("application/x-www-form-urlencoded", b"text=Stay");
    let cut = parts(&[("name=kind", "ring"), ("name=paper", "x")]).replace("----line--\r\n", "");
    hold(vec![
        (json, 400, odd("body", "content_type_is_not_a_form")),
        (letter("to=\u{e9}"), 400, odd("body", "not_a_form")),
        (form, 400, odd("body", "content_type_is_not_json")),
        (change("[]"), 400, odd("body", "not_an_object")),
        (change("{"), 400, odd("body", "not_json")),
        (papers("nothing"), 400, odd("body", "not_multipart")),
        (papers(&cut), 400, odd("body", "not_multipart")),
    ]);
}

#[test]
fn what_the_gateway_has_no_code_for_is_told_by_http_s_own() {
    let method = request("DELETE", "/letters").send(&gateway().origin());
    let text = "DELETE is not allowed; use POST.";
    assert_eq!((method.status, method.json()), (405, error("method_not_allowed", text)));
    assert_eq!(method.header("allow"), Some("POST"));
    let unknown = |path: &str| error("not_found", &format!("No such endpoint: GET {path}."));
    hold(vec![
        (request("GET", "/nests"), 404, unknown("/nests")),
        (request("GET", "/pigeons/"), 404, unknown("/pigeons/")),
        (request("GET", "/v2/session/info"), 404, unknown("/v2/session/info")),
    ]);
}

#[test]
fn it_is_ordered_about_as_any_simulated_gateway() {
    let gateway = gateway();
    let ask = |request: Request<'_>| request.send(&gateway.origin());
    let order = |commands: &'static str| {
        let answer = ask(Request::new("POST", "/__control").holding("application/json", commands.as_bytes()));
        (answer.status, answer.json())
    };
    let greeting = String::from_utf8(ask(Request::new("GET", "/")).body).unwrap();
    assert!(greeting.contains("it answers as the Pigeon Post API does"), "{greeting}");
    assert_eq!(order(r#"{"fault": {"status": 403, "path": "/pigeons/{pigeon}"}}"#).0, 200);
    assert_eq!(ask(pigeon("/pigeons/Greta")).status, 403);
    assert_eq!(ask(pigeon("/pigeons/Greta")).json(), over_cairo());
    // Nothing of it is known that a scan or a message from outside would move.
    for commands in [r#"{"scan": "x"}"#, r#"{"fail": "x"}"#, r#"{"incoming": {"from": "1", "body": "b"}}"#] {
        let (status, refused) = order(commands);
        let text = refused["error"]["text"].as_str().unwrap();
        assert_eq!((status, &refused["error"]["type"]), (400, &json!("invalid_control")));
        assert!(text.contains("moves nothing here"), "{text}");
    }
    let state = ask(Request::new("GET", "/__control/state")).json();
    assert_eq!(state["instances"], json!([{ "id": crate::harness::INSTANCE }]));
}
