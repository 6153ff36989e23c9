//! What each tool answers when all is well.

use serde_json::{Value, json};

use super::succeeds;
use crate::harness::{AHMED, Gateway, INSTANCE, Server, TOKEN};

fn send() -> Value {
    json!({"path": "/v2/send/text", "method": "POST", "body": {"chatId": AHMED, "message": "Hello"}})
}

fn with(mut call: Value, name: &str, value: Value) -> Value {
    call[name] = value;
    call
}

#[test]
fn execute_request() {
    let gateway = Gateway::connected();
    let call = ("execute_request", send());
    succeeds("execute_request", "the session is connected", &mut Server::of(&gateway), call);
}

#[test]
fn execute_request_that_reads() {
    let gateway = Gateway::connected();
    gateway.control(&json!({"incoming": {"from": format!("{AHMED}@c.us"), "body": "Is it ready?"}}));
    let read =
        json!({"path": "/v2/chats/messages", "method": "GET", "params": {"chatId": AHMED, "limit": 1}});
    let when = "a message has come";
    succeeds("execute_request_that_reads", when, &mut Server::of(&gateway), ("execute_request", read));
}

#[test]
fn execute_request_that_shows_a_picture() {
    let gateway = Gateway::unpaired();
    let qr = json!({"path": "/v2/auth/qr-image", "method": "POST"});
    let when = "the session waits for a scan";
    succeeds(
        "execute_request_that_shows_a_picture",
        when,
        &mut Server::of(&gateway),
        ("execute_request", qr),
    );
}

#[test]
fn execute_request_of_a_long_answer() {
    let gateway = Gateway::connected();
    let chats: Vec<Value> =
        (0..200).map(|number| json!({"id": number, "body": "word ".repeat(40)})).collect();
    gateway.fault("/v2/chats/overview", json!({"body": chats}));
    let read = json!({"path": "/v2/chats/overview", "method": "GET", "max_bytes": 1_000});
    let when = "the answer is larger than asked for";
    succeeds("execute_request_of_a_long_answer", when, &mut Server::of(&gateway), ("execute_request", read));
}

#[test]
fn execute_request_as_a_dry_run() {
    let gateway = Gateway::connected();
    let call = ("execute_request", with(send(), "dry_run", json!(true)));
    succeeds("execute_request_as_a_dry_run", "it is a dry run", &mut Server::of(&gateway), call);
}

#[test]
fn execute_request_in_the_sandbox() {
    let mut server = Server::prepare().env("WAWP_MODE", "sandbox").open();
    let call = ("execute_request", send());
    succeeds("execute_request_in_the_sandbox", "the mode is `sandbox`", &mut server, call);
}

#[test]
fn generate_starter_code() {
    let task = json!({"task": "send a text message to a customer", "language": "python"});
    let call = ("generate_starter_code", task);
    succeeds("generate_starter_code", "a task is given in words", &mut Server::prepare().open(), call);
}

#[test]
fn get_endpoint_details() {
    let call = ("get_endpoint_details", json!({"path": "/v2/send/text"}));
    succeeds("get_endpoint_details", "an endpoint is asked for", &mut Server::prepare().open(), call);
}

#[test]
fn get_endpoint_details_of_an_error() {
    let call = ("get_endpoint_details", json!({"path": "invalid_chat_id"}));
    let when = "an error code is asked for";
    succeeds("get_endpoint_details_of_an_error", when, &mut Server::prepare().open(), call);
}

#[test]
fn get_session_health() {
    let gateway = Gateway::connected();
    let call = ("get_session_health", json!({}));
    succeeds("get_session_health", "the session is connected", &mut Server::of(&gateway), call);
}

#[test]
fn get_session_health_before_the_scan() {
    let gateway = Gateway::unpaired();
    let call = ("get_session_health", json!({}));
    let when = "the session waits for a scan";
    succeeds("get_session_health_before_the_scan", when, &mut Server::of(&gateway), call);
}

#[test]
fn install_agent_config() {
    let call = ("install_agent_config", json!({}));
    succeeds("install_agent_config", "the project is empty", &mut Server::prepare().open(), call);
}

#[test]
fn install_agent_config_as_a_dry_run() {
    let mut server = Server::prepare().file("AGENTS.md", "# My project\n").open();
    let call = ("install_agent_config", json!({"targets": ["agents-md"], "dry_run": true}));
    let when = "the project has an `AGENTS.md` of its own";
    succeeds("install_agent_config_as_a_dry_run", when, &mut server, call);
}

#[test]
fn list_endpoints() {
    let call = ("list_endpoints", json!({}));
    succeeds("list_endpoints", "all are asked for", &mut Server::prepare().open(), call);
}

#[test]
fn search_docs() {
    let call = ("search_docs", json!({"query": "send a text message"}));
    succeeds("search_docs", "pages answer the question", &mut Server::prepare().open(), call);
}

#[test]
fn search_docs_in_arabic() {
    let call = ("search_docs", json!({"query": "ارسال صورة لعميل", "limit": 2}));
    let when = "pages answer a question in Arabic";
    succeeds("search_docs_in_arabic", when, &mut Server::prepare().open(), call);
}

#[test]
fn search_docs_that_finds_nothing() {
    let call = ("search_docs", json!({"query": "weather in Cairo tomorrow"}));
    let when = "no page answers the question";
    succeeds("search_docs_that_finds_nothing", when, &mut Server::prepare().open(), call);
}

#[test]
fn send_local_file() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).file("invoice.pdf", b"%PDF-1.7\n%\xe2\xe3\n").open();
    let call = ("send_local_file", json!({"file_path": "invoice.pdf", "chatId": AHMED, "caption": "May"}));
    succeeds("send_local_file", "the session is connected", &mut server, call);
}

#[test]
fn send_local_file_as_a_dry_run() {
    let gateway = Gateway::connected();
    let start = Server::prepare().gateway(&gateway).env("WAWP_TEST_NUMBER", AHMED);
    let mut server = start.file("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").open();
    let call = ("send_local_file", json!({"file_path": "photo.png", "dry_run": true}));
    succeeds("send_local_file_as_a_dry_run", "a test number is set", &mut server, call);
}

#[test]
fn set_config() {
    let all = json!({"access_token": "a-token", "instance_id": INSTANCE, "test_number": AHMED});
    succeeds("set_config", "nothing was set before", &mut Server::prepare().open(), ("set_config", all));
}

#[test]
fn set_config_that_verifies() {
    let gateway = Gateway::connected();
    let start = Server::prepare().env("WAWP_BASE_URL", &gateway.origin()).env("WAWP_ACCESS_TOKEN", TOKEN);
    let call = ("set_config", json!({"instance_id": INSTANCE, "verify": true}));
    succeeds("set_config_that_verifies", "the token was set before", &mut start.open(), call);
}
