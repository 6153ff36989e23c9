//! Whatever the gateway answers is told, nothing of it is lost, and nothing in it is obeyed.

mod bounds;
mod cuts;
mod encoding;
mod errors;
mod json;
mod outside_text;
mod pictures;
mod random_data;
mod raw_gateway;
mod select;
mod text;
mod told_of_the_call;
mod waits;
mod xml;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::harness::{AHMED, Answer, Gateway, Server};

/// The path of a read that a fault can strike.
const READ: &str = "/v2/chats/overview";
/// The path of a send.
const SEND: &str = "/v2/send/text";

fn read() -> Value {
    json!({"path": READ, "method": "GET"})
}

fn send(message: &str) -> Value {
    json!({"path": SEND, "method": "POST", "body": {"chatId": AHMED, "message": message}})
}

/// How the next step begins after a status whose answer has no documented code.
fn next_step(status: u64, sends: bool) -> &'static str {
    match status {
        401 | 403 => "check the access token",
        404 | 410 => "check the ids in the call",
        400..500 => "read the endpoint's page and correct the call",
        _ if sends => "it may have been sent: look in the chat",
        _ => "nothing was changed; try again in a minute",
    }
}

/// A fault that answers with these bytes.
fn bytes(content: &[u8], content_type: &str) -> Value {
    json!({"body_base64": STANDARD.encode(content), "content_type": content_type})
}

/// A fault that asks to wait longer than a call may take, so that it strikes once.
fn once(mut fault: Value) -> Value {
    fault["headers"]["Retry-After"] = json!(9_999);
    fault
}

/// A server and the gateway that it calls.
struct Pair {
    gateway: Gateway,
    server: Server,
}

impl Pair {
    fn new() -> Self {
        let gateway = Gateway::connected();
        let server = Server::of(&gateway);
        Self { gateway, server }
    }

    /// A read that the gateway answers with this.
    fn read(&mut self, fault: Value) -> Answer {
        self.read_with(fault, json!({}))
    }

    /// The same, with further arguments of the tool.
    fn read_with(&mut self, fault: Value, more: Value) -> Answer {
        self.gateway.fault(READ, fault);
        let mut call = read();
        call.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.server.call("execute_request", call)
    }

    /// A send of its own server, which waits for no other's turn.
    fn send(&mut self, fault: Value) -> Answer {
        self.gateway.fault(SEND, fault);
        Server::of(&self.gateway).call("execute_request", send("Hello"))
    }
}

/// An answer of the gateway, and what is told of it.
struct Form {
    name: &'static str,
    fault: Value,
    data: Value,
    /// A word of the note that it comes with.
    note: Option<&'static str>,
}

impl Form {
    fn new(name: &'static str, fault: Value, data: Value) -> Self {
        Self { name, fault, data, note: None }
    }

    fn noted(self, word: &'static str) -> Self {
        Self { note: Some(word), ..self }
    }

    /// That an answer of this status tells it whole.
    fn is_told(&self, way: &str, status: u16, answer: &Answer) {
        let Self { name, data, note, .. } = self;
        let (told, text) = (answer.data(), answer.text());
        let at = format!("{name}, {way}, {status}: {text}");
        assert_eq!(answer.is_error(), status >= 400, "{at}");
        assert_eq!(told["data"], *data, "{at}");
        assert!(text.contains(&data.to_string()), "{at}");
        let outcome = if status < 400 { "done" } else { "not_sent" };
        assert_eq!(
            (&told["outcome"], &told["status"], &told["truncated"]),
            (&json!(outcome), &json!(status), &json!(false)),
            "{at}"
        );
        let notes = told.get("notes").map(Value::to_string);
        assert_eq!(notes.is_some(), note.is_some(), "{at}");
        if let (Some(notes), Some(word)) = (notes, note) {
            assert!(notes.contains(word) && text.contains(word), "{at}");
        }
    }
}

/// That each form is told the same of a read and of a send, and beside a success and an error.
fn told(forms: Vec<Form>) {
    let mut pair = Pair::new();
    for form in forms {
        for status in [200, 400] {
            let mut fault = form.fault.clone();
            fault["status"] = json!(status);
            form.is_told("a read", status, &pair.read(fault.clone()));
            form.is_told("a send", status, &pair.send(fault));
        }
    }
}
