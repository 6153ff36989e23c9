//! One request over a connection of its own, written byte by byte: no client corrects what is sent.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use serde_json::Value;

#[derive(Clone, Debug)]
pub(super) struct Request<'a> {
    method: &'a str,
    target: &'a str,
    headers: Vec<(&'a str, String)>,
    body: &'a [u8],
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: Vec<u8>,
}

impl<'a> Request<'a> {
    pub(super) fn new(method: &'a str, target: &'a str) -> Self {
        Self { method, target, headers: Vec::new(), body: b"" }
    }

    /// The same with one more header.
    pub(super) fn with(mut self, name: &'a str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same with a body of this media type.
    pub(super) fn holding(mut self, media_type: &str, body: &'a [u8]) -> Self {
        self.body = body;
        self.with("content-type", media_type)
    }

    pub(super) fn send(&self, origin: &str) -> Answer {
        let mut head =
            format!("{} {} HTTP/1.1\r\nhost: made-up\r\nconnection: close\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        let mut bytes = format!("{head}content-length: {}\r\n\r\n", self.body.len()).into_bytes();
        bytes.extend(self.body);
        let mut stream = TcpStream::connect(origin.trim_start_matches("http://")).unwrap();
        stream.write_all(&bytes).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        Answer { status: head[9..12].parse().unwrap(), head, body: answer[end + 4..].to_vec() }
    }
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body as JSON; null where there is none.
    pub(super) fn json(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { serde_json::from_slice(&self.body).unwrap() }
    }
}
