//! The process: what it prints where, and how it ends.

use serde_json::{Value, json};

use crate::harness::{AHMED, Gateway, Server, program};

fn send(text: &str) -> Value {
    let arguments =
        json!({"path": "/v2/send/text", "method": "POST", "body": {"chatId": AHMED, "message": text}});
    json!({"name": "execute_request", "arguments": arguments})
}

/// Waits until the gateway has received as many requests.
fn received(gateway: &Gateway, count: usize) {
    while gateway.requests().len() < count {
        std::thread::yield_now();
    }
}

#[test]
fn the_end_of_input_before_any_session_ends_it() {
    let (code, stdout, stderr) = Server::prepare().run();
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, "", ""));
    let (code, stdout, stderr) = Server::prepare().arg("serve").run();
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, "", ""));
}

#[test]
fn the_end_of_input_after_a_lone_discover_ends_it() {
    let mut server = Server::prepare().spawn();
    let meta = json!({"_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {}}});
    server.request("server/discover", meta);
    let ended = server.stop();
    assert_eq!((ended.status.code(), ended.stderr.as_str()), (Some(0), ""));
}

#[test]
fn calls_in_flight_are_answered_before_the_end() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    // Longer than the protocol's library waits by itself.
    gateway.fault("/v2/send/text", json!({"delay_ms": 6_000}));
    let slow = server.ask("tools/call", send("slow"));
    let fast = server.ask("tools/call", json!({"name": "search_docs", "arguments": {"query": "poll"}}));
    let ended = server.stop();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    let answers: Vec<Value> = ended.stdout.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    for id in [slow, fast] {
        let answer = answers.iter().find(|answer| answer["id"] == id);
        assert_eq!(answer.unwrap()["result"].get("isError").unwrap_or(&json!(false)), &json!(false));
    }
    assert_eq!(gateway.requests().len(), 1);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_an_idle_server() {
    for signal in ["TERM", "INT"] {
        let server = Server::prepare().open();
        server.signal(signal);
        let ended = server.wait();
        assert_eq!(ended.status.code(), Some(0), "{signal}: {}", ended.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_signal_lets_a_call_in_flight_finish() {
    for signal in ["TERM", "INT"] {
        let gateway = Gateway::connected();
        let mut server = Server::of(&gateway);
        gateway.fault("/v2/send/text", json!({"delay_ms": 400}));
        let id = server.ask("tools/call", send("Hi"));
        received(&gateway, 1);
        server.signal(signal);
        let ended = server.wait();
        assert_eq!(ended.status.code(), Some(0), "{signal}: {}", ended.stderr);
        let answered = ended.stdout.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let answer = answered.into_iter().find(|answer| answer["id"] == id);
        let answer = answer.unwrap_or_else(|| panic!("{signal}: the call in flight is answered"));
        assert_eq!(answer["result"]["structuredContent"]["outcome"], "done", "{signal}");
    }
}

#[test]
fn standard_output_holds_messages_alone_even_when_all_is_logged() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_LOG", "trace").open();
    server.success("get_session_health", json!({}));
    server.call("execute_request", json!({"path": "/nothing", "method": "GET"}));
    let ended = server.stop();
    for level in ["TRACE", "DEBUG"] {
        assert!(ended.stderr.contains(level), "the log stands on standard error: {}", ended.stderr);
    }
    for line in ended.stdout {
        let message: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(message["jsonrpc"], "2.0");
    }
}

#[test]
fn it_is_quiet_where_nothing_is_wrong() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    server.success("get_session_health", json!({}));
    assert_eq!(server.stop().stderr, "");
}

#[test]
fn help_and_version_are_printed_and_wrong_usage_is_not_a_result() {
    let (code, stdout, stderr) = Server::prepare().arg("--help").run();
    assert_eq!((code, stderr.as_str()), (0, ""));
    for word in ["serve", "demo", "sandbox", "--mode"] {
        assert!(stdout.contains(word), "{stdout}");
    }
    let (code, stdout, stderr) = Server::prepare().arg("--version").run();
    assert_eq!(
        (code, stdout.trim(), stderr.as_str()),
        (0, concat!("wawp-mcp ", env!("CARGO_PKG_VERSION")), "")
    );
    for (wrong, named) in [
        (vec!["nothing"], "'nothing'"),
        (vec!["--nothing"], "'--nothing'"),
        (vec!["serve", "more"], "'more'"),
        (vec!["--mode"], "'--mode <MODE>'"),
        (vec!["sandbox", "--port", "x"], "'x' for '--port <PORT>'"),
    ] {
        let start = wrong.iter().fold(Server::prepare(), |start, arg| start.arg(arg));
        let (code, stdout, stderr) = start.run();
        assert_eq!((code, stdout.as_str()), (2, ""), "{wrong:?}");
        assert!(stderr.starts_with("error: ") && stderr.contains(named), "{wrong:?}: {stderr}");
    }
    let (code, stdout, stderr) = Server::prepare().arg("--mode=everything").run();
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("WAWP_MODE") && stderr.contains("flag"), "{stderr}");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, stdout, stderr) = Server::prepare().arg("sandbox").arg("--port").arg(&port).run();
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("in use"), "{stderr}");
}

#[test]
fn a_client_that_goes_away_leaves_no_process() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    gateway.fault("/v2/send/text", json!({"delay_ms": 200}));
    server.ask("tools/call", send("Hi"));
    received(&gateway, 1);
    let ended = server.stop();
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn the_simulated_gateway_can_be_run_alone() {
    use std::io::{BufRead, BufReader, Read, Write};
    let mut child = program().arg("sandbox").stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.by_ref().map(Result::unwrap).find(|line| line.starts_with("WAWP_BASE_URL=")).unwrap();
    let host = line.strip_prefix("WAWP_BASE_URL=http://").unwrap().to_owned();
    let mut stream = std::net::TcpStream::connect(&host).unwrap();
    write!(stream, "GET /v2/chats HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("400") && answer.contains("missing_param"), "{answer}");
    child.kill().unwrap();
    child.wait().unwrap();
}
