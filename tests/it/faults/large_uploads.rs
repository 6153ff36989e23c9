//! A request too large to be read at once is made once, and an answer that comes early is its answer.

use serde_json::{Value, json};

use super::{Risk, server_to};
use crate::harness::{
    AHMED,
    Ends::{self, Close, Reset, Stall},
    Fate, GOOD,
    Reads::Head,
    Says, SocketGateway,
};

const TIMEOUT: &str = "3000ms";

/// Sends a file whose bytes do not fit into what the sockets hold, to a gateway that reads the head alone.
/// Gives outcome, code, and how many connections came.
fn upload(says: &'static [u8], ends: Ends) -> (Value, Value, usize) {
    let gateway = SocketGateway::scripted(&[Fate(Head, Says::Bytes(says), ends), GOOD]);
    let mut server = server_to(&gateway.origin(), TIMEOUT);
    std::fs::write(server.folder().join("list.txt"), "0123456789abcdef".repeat(240 * 1024)).unwrap();
    let answer = server.call("send_local_file", json!({"file_path": "list.txt", "chatId": AHMED}));
    let connections = gateway.connections();
    server.success("execute_request", Risk::Read.call());
    assert_eq!(gateway.connections(), connections + 1, "nothing came late");
    (answer.data()["outcome"].clone(), answer.error()["code"].clone(), connections)
}

#[test]
fn an_upload_that_is_answered_early_has_that_answer() {
    let refused = b"HTTP/1.1 413 Content Too Large\r\nconnection: close\r\n\
                    content-length: 21\r\n\r\n{\"code\": \"too_large\"}";
    assert_eq!(upload(refused, Stall), (json!("not_sent"), json!("too_large"), 1));
    let taken = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 12\r\n\r\n{\"id\": \"abc\"}";
    assert_eq!(upload(taken, Stall), (json!("done"), Value::Null, 1));
}

#[test]
fn an_upload_that_breaks_is_made_once() {
    std::thread::scope(|scope| {
        for (ends, code) in [(Close, "network"), (Reset, "network"), (Stall, "timeout")] {
            scope.spawn(move || {
                assert_eq!(upload(b"", ends), (json!("unknown"), json!(code), 1), "{ends:?}");
            });
        }
    });
}
