//! What each kind of refusal answers: what was wrong, what is right, what became of the call, and the next step.
//!
//! A call that the client gives up has no answer, so there is none here: `faults/cancelled.rs` holds what becomes of it.

use std::net::SocketAddr;

use serde_json::{Value, json};
use socket2::{Domain, Socket, Type};

use super::is_refused;
use crate::harness::{
    AHMED, Authority, Ends::Close, Fate, GOOD, Gateway, INSTANCE, Reads::Whole, Says, Server, SocketGateway,
    Start, TOKEN,
};

const SEND: &str = "/v2/send/text";
const READ: &str = "/v2/chats/overview";
const TOOL: &str = "execute_request";

fn send() -> Value {
    json!({"path": SEND, "method": "POST", "body": {"chatId": AHMED, "message": "Hello"}})
}

fn read() -> Value {
    json!({"path": READ, "method": "GET"})
}

/// A send with this body.
fn send_of(body: Value) -> Value {
    json!({"path": SEND, "method": "POST", "body": body})
}

/// A call that cannot be undone.
fn delete() -> Value {
    let params = json!({"chatId": AHMED, "messageId": "true_201012345678@c.us_3EB0A1B2C3D4E5F6A7B8"});
    json!({"path": "/v2/messages/delete", "method": "DELETE", "params": params})
}

/// A start that is set up for a gateway at this address.
fn set_up(origin: &str) -> Start {
    let start = Server::prepare().env("WAWP_BASE_URL", origin);
    start.env("WAWP_ACCESS_TOKEN", TOKEN).env("WAWP_INSTANCE_ID", INSTANCE)
}

/// A server whose calls may not go further than what is checked first: its gateway is not there.
fn unconnected() -> Server {
    set_up("http://127.0.0.1:9").open()
}

/// A file that is refused, in a workspace with files that are not for everybody.
fn file_is_refused(name: &str, code: &str, when: &str, arguments: Value) {
    let start = set_up("http://127.0.0.1:9").file("note.txt", "Hello").file(".env", "A=1");
    let mut server = start.file("film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom").open();
    let film = std::fs::OpenOptions::new().write(true).open(server.folder().join("film.mp4")).unwrap();
    film.set_len(20_000_000).unwrap();
    std::fs::write(server.folder().join("../secret.txt"), "secret").unwrap();
    is_refused(name, code, when, &mut server, ("send_local_file", arguments));
}

/// An answer of the gateway that is passed on.
fn is_passed_on(name: &str, code: &str, when: &str, fault: Value, call: Value) {
    let gateway = Gateway::connected();
    gateway.fault(call["path"].as_str().unwrap(), fault);
    is_refused(name, code, when, &mut Server::of(&gateway), (TOOL, call));
}

#[test]
fn unknown_endpoint() {
    let call =
        json!({"path": "/v2/send/txt", "method": "POST", "body": {"chatId": AHMED, "message": "Hello"}});
    is_refused(
        "unknown_endpoint",
        "unknown_endpoint",
        "the path is misspelled",
        &mut unconnected(),
        (TOOL, call),
    );
}

#[test]
fn unknown_endpoint_of_a_page() {
    let call = ("get_endpoint_details", json!({"path": "/v2/stickers"}));
    let when = "no such page is there";
    is_refused("unknown_endpoint_of_a_page", "unknown_endpoint", when, &mut unconnected(), call);
}

#[test]
fn method_not_allowed() {
    let call = json!({"path": SEND, "method": "DELETE"});
    let when = "the endpoint has other methods";
    is_refused("method_not_allowed", "method_not_allowed", when, &mut unconnected(), (TOOL, call));
}

#[test]
fn missing_argument() {
    let call = send_of(json!({"chatId": AHMED}));
    let when = "an argument of the endpoint is missing";
    is_refused("missing_argument", "missing_argument", when, &mut unconnected(), (TOOL, call));
}

#[test]
fn missing_argument_of_the_tool() {
    let call = ("search_docs", json!({}));
    let when = "an argument of the tool is missing";
    is_refused("missing_argument_of_the_tool", "missing_argument", when, &mut unconnected(), call);
}

#[test]
fn missing_argument_that_decides() {
    let call = ("get_endpoint_details", json!({"path": "/v2/groups/{id}/picture"}));
    let when = "the path does different things by method";
    is_refused("missing_argument_that_decides", "missing_argument", when, &mut unconnected(), call);
}

#[test]
fn unknown_argument() {
    let call = send_of(json!({"chatId": AHMED, "message": "Hello", "replyTo": "x"}));
    let when = "an argument of the endpoint is misspelled";
    is_refused("unknown_argument", "unknown_argument", when, &mut unconnected(), (TOOL, call));
}

#[test]
fn unknown_argument_of_the_tool() {
    let call = ("search_docs", json!({"query": "groups", "max": 3}));
    let when = "the tool has no such argument";
    is_refused("unknown_argument_of_the_tool", "unknown_argument", when, &mut unconnected(), call);
}

#[test]
fn invalid_argument() {
    let call = send_of(json!({"chatId": "Ahmed", "message": "Hello"}));
    let when = "the chat is none";
    is_refused("invalid_argument", "invalid_argument", when, &mut unconnected(), (TOOL, call));
}

#[test]
fn invalid_argument_of_the_tool() {
    let call = ("search_docs", json!({"query": "groups", "limit": "many"}));
    let when = "a value is of another type";
    is_refused("invalid_argument_of_the_tool", "invalid_argument", when, &mut unconnected(), call);
}

#[test]
fn invalid_argument_among_several_faults() {
    let call = send_of(json!({"chatId": "Ahmed", "mesage": "Hello", "linkPreview": "maybe"}));
    let when = "several things are wrong at once";
    let name = "invalid_argument_among_several_faults";
    is_refused(name, "invalid_argument", when, &mut unconnected(), (TOOL, call));
}

#[test]
fn not_configured_without_a_token() {
    let when = "no token is set";
    let mut server = Server::prepare().open();
    is_refused("not_configured_without_a_token", "not_configured", when, &mut server, (TOOL, send()));
}

#[test]
fn not_configured_without_an_instance() {
    let when = "no instance is set";
    let mut server = Server::prepare().env("WAWP_ACCESS_TOKEN", TOKEN).open();
    is_refused("not_configured_without_an_instance", "not_configured", when, &mut server, (TOOL, send()));
}

#[test]
fn not_configured_without_a_test_number() {
    let call = send_of(json!({"chatId": "me", "message": "Hello"}));
    let when = "no test number is set";
    is_refused(
        "not_configured_without_a_test_number",
        "not_configured",
        when,
        &mut unconnected(),
        (TOOL, call),
    );
}

#[test]
fn confirmation_required() {
    let when = "the call cannot be undone";
    is_refused("confirmation_required", "confirmation_required", when, &mut unconnected(), (TOOL, delete()));
}

#[test]
fn confirmation_required_of_a_send() {
    let when = "the user wants to confirm each send";
    let mut server = set_up("http://127.0.0.1:9").env("WAWP_CONFIRM", "sends").open();
    is_refused("confirmation_required_of_a_send", "confirmation_required", when, &mut server, (TOOL, send()));
}

#[test]
fn duplicate_send() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    server.success(TOOL, send());
    is_refused("duplicate_send", "duplicate_send", "the same was just sent", &mut server, (TOOL, send()));
}

#[test]
fn duplicate_send_beside_itself() {
    let gateway = Gateway::connected();
    gateway.fault(SEND, json!({"delay_ms": 600_000}));
    let mut server = Server::of(&gateway);
    let id = server.ask("tools/call", json!({"name": TOOL, "arguments": send()}));
    while gateway.requests().is_empty() {
        std::thread::yield_now();
    }
    let when = "the same is being sent";
    is_refused("duplicate_send_beside_itself", "duplicate_send", when, &mut server, (TOOL, send()));
    server.notify("notifications/cancelled", json!({"requestId": id}));
}

#[test]
fn outcome_unknown() {
    let gateway = SocketGateway::scripted(&[Fate(Whole, Says::Nothing, Close)]);
    let mut server = set_up(&gateway.origin()).open();
    server.failure(TOOL, send(), "network");
    let when = "the connection broke when the same was sent";
    is_refused("outcome_unknown", "outcome_unknown", when, &mut server, (TOOL, send()));
}

#[test]
fn mode_forbids() {
    let when = "the mode is `read-only`";
    let mut server = set_up("http://127.0.0.1:9").env("WAWP_MODE", "read-only").open();
    is_refused("mode_forbids", "mode_forbids", when, &mut server, (TOOL, send()));
}

#[test]
fn mode_forbids_a_setting() {
    let when = "the mode is `test-number`";
    let start = set_up("http://127.0.0.1:9").env("WAWP_MODE", "test-number");
    let mut server = start.env("WAWP_TEST_NUMBER", "966501234567").open();
    let call = ("set_config", json!({"test_number": AHMED}));
    is_refused("mode_forbids_a_setting", "mode_forbids", when, &mut server, call);
}

#[test]
fn recipient_not_allowed() {
    let when = "the mode is `test-number`, and the chat is another one";
    let start = set_up("http://127.0.0.1:9").env("WAWP_MODE", "test-number");
    let mut server = start.env("WAWP_TEST_NUMBER", "966501234567").open();
    is_refused("recipient_not_allowed", "recipient_not_allowed", when, &mut server, (TOOL, send()));
}

#[test]
fn file_not_allowed() {
    let file = json!({"file_path": "../secret.txt", "chatId": AHMED});
    file_is_refused("file_not_allowed", "file_not_allowed", "the file lies outside of the workspace", file);
}

#[test]
fn file_not_allowed_that_is_private() {
    let file = json!({"file_path": ".env", "chatId": AHMED});
    file_is_refused("file_not_allowed_that_is_private", "file_not_allowed", "the file holds secrets", file);
}

#[test]
fn file_not_allowed_to_be_written() {
    let mut server = Server::prepare().file("AGENTS.md/mine", "x").open();
    let call = ("install_agent_config", json!({"targets": ["agents-md", "claude-md"]}));
    let when = "a folder stands in the place of a file";
    is_refused("file_not_allowed_to_be_written", "file_not_allowed", when, &mut server, call);
}

#[test]
fn file_not_found() {
    let file = json!({"file_path": "invoice.pdf", "chatId": AHMED});
    file_is_refused("file_not_found", "file_not_found", "no such file is there", file);
}

#[test]
fn file_not_found_where_a_project_should_be() {
    let mut server = Server::prepare().open();
    let call = ("install_agent_config", json!({"project_path": "app"}));
    let when = "no such folder is there";
    is_refused("file_not_found_where_a_project_should_be", "file_not_found", when, &mut server, call);
}

#[test]
fn file_too_large() {
    let file = json!({"file_path": "film.mp4", "chatId": AHMED});
    file_is_refused("file_too_large", "file_too_large", "a video is larger than videos may be", file);
}

#[test]
fn file_conflict() {
    let start = Server::prepare().file("CLAUDE.md", "# Mine\n<!-- wawp-mcp:begin -->\n");
    let call = ("install_agent_config", json!({"targets": ["claude-md"]}));
    let when = "a block begins in the file and does not end";
    is_refused("file_conflict", "file_conflict", when, &mut start.open(), call);
}

#[test]
fn unsupported_media_type() {
    let file = json!({"file_path": "note.txt", "chatId": AHMED, "type": "image"});
    file_is_refused("unsupported_media_type", "unsupported_media_type", "a text is called an image", file);
}

#[test]
fn unsupported_media_type_of_an_endpoint() {
    let file = json!({"url": "https://example.com/a.gif", "filename": "a.gif", "mimetype": "image/gif"});
    let call = json!({"path": "/v2/send/image", "method": "POST", "body": {"chatId": AHMED, "file": file, "caption": ""}});
    let when = "the endpoint does not take such files";
    let name = "unsupported_media_type_of_an_endpoint";
    is_refused(name, "unsupported_media_type", when, &mut unconnected(), (TOOL, call));
}

#[test]
fn timeout() {
    let gateway = Gateway::connected();
    gateway.fault(SEND, json!({"delay_ms": 600_000}));
    let mut server = Server::prepare().gateway(&gateway).env("WAWP_TIMEOUT", "700ms").open();
    is_refused("timeout", "timeout", "the gateway does not answer a send", &mut server, (TOOL, send()));
}

#[test]
fn network() {
    let gateway = SocketGateway::scripted(&[Fate(Whole, Says::Nothing, Close)]);
    let when = "the connection breaks when a send was written";
    is_refused("network", "network", when, &mut set_up(&gateway.origin()).open(), (TOOL, send()));
}

#[test]
fn network_without_a_connection() {
    // Bound and not listening: nobody else gets the port, and nobody answers there.
    let closed = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    closed.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    let origin = format!("http://{}", closed.local_addr().unwrap().as_socket().unwrap());
    let when = "nobody listens at the gateway's address";
    is_refused("network_without_a_connection", "network", when, &mut set_up(&origin).open(), (TOOL, send()));
}

#[test]
fn network_that_is_not_trusted() {
    let gateway = SocketGateway::over_tls(&[GOOD], Authority::new().server("127.0.0.1"));
    let when = "nobody here trusts the gateway's certificate";
    let mut server = set_up(&gateway.origin()).open();
    is_refused("network_that_is_not_trusted", "network", when, &mut server, (TOOL, send()));
}

#[test]
fn bad_response() {
    let fault = json!({"status": 302, "body": "", "headers": {"location": "http://127.0.0.1:9/"}});
    is_passed_on("bad_response", "bad_response", "the gateway redirects a read", fault, read());
}

#[test]
fn bad_response_to_the_question_for_health() {
    let gateway = Gateway::connected();
    gateway.fault("/v2/session/info", json!({"body": "<h1>Welcome</h1>", "content_type": "text/html"}));
    let call = ("get_session_health", json!({}));
    let when = "the answer does not say how the session is";
    let name = "bad_response_to_the_question_for_health";
    is_refused(name, "bad_response", when, &mut Server::of(&gateway), call);
}

#[test]
fn response_too_large() {
    let gateway = SocketGateway::scripted(&[Fate(Whole, Says::EndlessBody, Close)]);
    let when = "the answer to a read has no end";
    let mut server = set_up(&gateway.origin()).open();
    is_refused("response_too_large", "response_too_large", when, &mut server, (TOOL, read()));
}

#[test]
fn an_error_of_the_gateway() {
    let body =
        json!({"code": "invalid_chat_id", "message": "No such number", "details": {"provided": "2010"}});
    let fault = json!({"status": 400, "body": body});
    is_passed_on("an_error_of_the_gateway", "invalid_chat_id", "the gateway refuses the chat", fault, send());
}

#[test]
fn an_error_of_the_gateway_about_the_token() {
    let name = "an_error_of_the_gateway_about_the_token";
    let when = "the gateway does not know the token";
    is_passed_on(name, "invalid_access_token", when, json!({"status": 401}), send());
}

#[test]
fn an_error_of_the_gateway_about_the_session() {
    let gateway = Gateway::unpaired();
    let name = "an_error_of_the_gateway_about_the_session";
    let when = "the session waits for a scan";
    is_refused(name, "session_unexpected_status", when, &mut Server::of(&gateway), (TOOL, send()));
}

#[test]
fn an_error_of_the_gateway_about_the_rate() {
    let name = "an_error_of_the_gateway_about_the_rate";
    let when = "the gateway asks to wait longer than a call may take";
    let fault = json!({"status": 429, "headers": {"Retry-After": 3_600}});
    is_passed_on(name, "rate_limit_exceeded", when, fault, send());
}

#[test]
fn an_error_of_the_gateway_in_the_middle_of_a_send() {
    let name = "an_error_of_the_gateway_in_the_middle_of_a_send";
    let when = "the gateway breaks while it sends";
    is_passed_on(name, "server_error", when, json!({"status": 500}), send());
}

#[test]
fn an_error_of_the_gateway_that_no_docs_know() {
    let page = "<html><head><title>413 Payload Too Large</title></head><body><h1>413 Payload Too Large</h1></body></html>";
    let fault = json!({"status": 413, "body": page, "content_type": "text/html"});
    let name = "an_error_of_the_gateway_that_no_docs_know";
    is_passed_on(name, "http_413", "a page of something before the gateway comes", fault, send());
}
