//! Nothing from outside breaks a tool, and a tool that broke would not tell what it was given.

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use wawp_mcp::{app::App, config::Sources, gateway::Gateways, server};

use super::{Host, Watch, Watched, canaries::PLAIN};

const NAME: &str = "canary::panics::a_panic_tells_its_place_and_not_its_message";
/// An argument by which the test knows that it is the process that breaks. No test has this name.
const CHILD: &str = "broken-on-purpose";

#[test]
fn a_panic_tells_its_place_and_not_its_message() {
    if std::env::args().any(|argument| argument == CHILD) {
        return break_as_a_tool_does();
    }
    let arguments = ["--exact", NAME, "--nocapture", "--skip", CHILD];
    let mut child = Command::new(std::env::current_exe().unwrap());
    let output = child.args(arguments).stdin(Stdio::null()).output().unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stdout}{stderr}");
    assert!(stderr.contains("a tool broke at") && stderr.contains("panics.rs:"), "{stderr}");
    for text in [stdout, stderr] {
        Watch::of(PLAIN.token).assert_clean("what a panic leaves", &text);
    }
}

/// Serves an input that is at its end, which sets up all that a server has, and then panics as a tool may: in a
/// task, with an argument in the message.
fn break_as_a_tool_does() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).init();
    let app = App::set_up(Sources::default(), Gateways::built_in()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let broken = runtime.block_on(async {
        server::serve(app.into()).await.unwrap();
        tokio::spawn(async { panic!("cannot use {}", PLAIN.token) }).await
    });
    assert!(broken.unwrap_err().is_panic());
}

/// A tool that was not broken has told something else.
fn assert_whole(answer: &crate::harness::Answer, when: &str) {
    assert_ne!(answer.error()["code"], "internal", "{when}: {}", answer.text());
}

#[test]
fn no_answer_of_a_gateway_breaks_a_tool() {
    let host = Host::of(PLAIN.token);
    let mut server = Watched::of(&host, PLAIN.token);
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    let tags = "<a>".repeat(5_000);
    let text =
        |content_type: &str, body: &str| json!({"status": 200, "content_type": content_type, "body": body});
    let faults = [
        text("application/json", &deep),
        text("application/json", "{\"a\": 1e999, \"b\": -1e999}"),
        text("application/json", "\"\\ud800\""),
        text("application/xml", &tags),
        text("application/xml", "<a xmlns:\u{0}='&#0;&#xffffffff;'>]]></a>"),
        text("text/html", &tags.replace('a', "svg")),
        text("text/html", "<!doctype html><script><!-- <script> "),
        text("\"; charset=;;;", "x"),
        json!({"status": 599, "body": {"code": "", "message": "\u{1}\u{0}".repeat(4_000)}}),
        json!({"status": 999, "body": null}),
        json!({"status": 204, "body": "more than nothing"}),
        json!({"status": 400, "body": {"code": "é".repeat(99), "message": "é".repeat(599)}}),
        json!({"status": 400, "body": {"code": [], "message": {}, "details": {"missing": [[]]}}}),
        json!({"status": 200, "body": {"status": "é".repeat(59), "me": {"a": "é".repeat(3_000)}}}),
        json!({"status": 200, "body": {"qr": "data:image/png;base64,"}}),
        json!({"status": 200, "body": {"mimetype": "image/png", "data": "=".repeat(65)}}),
        json!({"status": 200, "body_base64": "iVBORw0KGgo=", "content_type": "image/png"}),
    ];
    for fault in &faults {
        host.strikes(fault);
        let when = format!("{:.200}", fault.to_string());
        let calls = [
            ("execute_request", super::echoes::write()),
            (
                "execute_request",
                json!({"path": "/v2/auth/qr", "method": "POST", "max_bytes": 1_000, "select": "$..*"}),
            ),
            ("get_session_health", json!({})),
        ];
        server.call_all(&calls, &when).iter().for_each(|answer| assert_whole(answer, &when));
    }
    server.stop("after odd answers");
}

#[test]
fn a_wait_of_ages_is_told_and_breaks_nothing() {
    let host = Host::of(PLAIN.token);
    let mut server = Watched::of(&host, PLAIN.token);
    let header = |wait: &str| json!({"status": 429, "headers": {"retry-after": wait}, "body": {}});
    let member = |wait: Value| json!({"status": 429, "body": {"details": {"retryAfter": wait}}});
    let faults = [
        header("86400"),
        header("4611686018427387904"),
        header("9223372036854775807"),
        header("18446744073709551615"),
        header("Fri, 31 Dec 9999 23:59:59 GMT"),
        member(json!(1e15)),
        member(json!(9.3e18)),
        member(json!(1.8e19)),
    ];
    for fault in &faults {
        host.strikes(fault);
        let when = fault.to_string();
        let calls = [("execute_request", super::echoes::write()), ("get_session_health", json!({}))];
        for answer in server.call_all(&calls, &when) {
            assert_whole(&answer, &when);
            assert!(answer.error()["retry_after"].is_number(), "{when}: {}", answer.text());
        }
        assert_eq!(host.requests().len(), calls.len(), "{when}: nobody waits so long");
    }
    server.stop("after long waits");
}

/// Arguments at the edge of what their readers can take.
fn edges() -> Vec<(&'static str, Value)> {
    let deep = (0..40).fold(json!(1), |inner, _| json!({"a": [inner]}));
    let nested = "[a]".repeat(5_000);
    let names = json!({nested.as_str(): 1, "": 1, "[": 1, "]": 1, "a[": 1, ".": 1, "[]": 1, "a..b": 1});
    let noise = "\u{0}\u{fffd}*:~^\"(AND OR NOT [ TO ]) \\ ?";
    vec![
        read("params", names),
        read("params", json!({"limit": 1e308, "offset": i64::MIN, "sortBy": deep})),
        read("params", json!("{".repeat(100_000))),
        read("path", json!("é".repeat(50_000))),
        read("path", json!("/".repeat(50_000))),
        read("path", json!("\u{0}\u{fffd}{%/%%/{}}")),
        ("search_docs", json!({"query": noise, "limit": 20})),
        ("search_docs", json!({"query": "ـ".repeat(512)})),
        ("get_endpoint_details", json!({"path": "%", "method": "get", "include": []})),
        ("list_endpoints", json!({"category": "İ".repeat(1_000)})),
        ("set_config", json!({"test_number": "+".repeat(10_000)})),
        ("send_local_file", json!({"file_path": "\u{0}", "chatId": "٢٠١٠"})),
        ("send_local_file", json!({"file_path": "../".repeat(5_000), "chatId": "201012345678"})),
        (
            "send_local_file",
            json!({"file_path": "a.txt", "chatId": "201012345678", "filename": "é".repeat(9_000)}),
        ),
    ]
}

/// Selections at the edge of what a JSON Path may be.
const SELECTIONS: [&str; 9] = [
    "$[9007199254740991:-9007199254740991:-9007199254740991]",
    "$[::0]",
    "$[-1:]",
    "$..[?length(@)>0]",
    "$[?match(@,'(((((a*)*)*)*)*)b')]",
    "$[?search(@,'[')]",
    "$[?@<1e308]",
    "$['\0']",
    "$[99999999999999999999]",
];

fn read(name: &str, value: Value) -> (&'static str, Value) {
    let mut call = json!({"path": "/v2/chats/overview", "method": "GET"});
    call[name] = value;
    ("execute_request", call)
}

#[test]
fn no_argument_breaks_a_tool() {
    let host = Host::of(PLAIN.token);
    let mut server = Watched::of(&host, PLAIN.token);
    let selections = SELECTIONS.iter().map(|select| read("select", json!(select)));
    for (tool, call) in edges().into_iter().chain(selections) {
        let when = format!("{:.200}", call.to_string());
        assert_whole(&server.call(tool, call, &when), &when);
    }
    server.stop("after odd arguments");
}
