//! Messages as lines of JSON, in and out. The library's own reader drops lines that it cannot decode; here each is
//! answered, so that no client waits for ever.

use std::io;

use rmcp::{
    RoleServer,
    service::{RxJsonRpcMessage, TxJsonRpcMessage},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

pub(super) type Reader = Box<dyn AsyncRead + Send + Unpin>;
pub(super) type Writer = Box<dyn AsyncWrite + Send + Unpin>;

/// The longest line that is read: a message with a large file in it, and no more.
const LONGEST: usize = 32 * 1024 * 1024;

// JSON-RPC 2.0, section 5.1.
const PARSE_ERROR: i32 = -32_700;
const INVALID_REQUEST: i32 = -32_600;

/// Both directions.
pub(super) struct Lines {
    reader: BufReader<Reader>,
    /// What has been read of the line that is under way: reading may be broken off and taken up again.
    line: Vec<u8>,
    /// Whether the rest of a line that was too long is being passed over.
    skipping: bool,
    out: Option<mpsc::UnboundedSender<Outgoing>>,
    writing: JoinHandle<()>,
}

/// A line on its way out, and who waits until it is written.
struct Outgoing {
    line: Vec<u8>,
    written: Option<oneshot::Sender<io::Result<()>>>,
}

impl Lines {
    pub(super) fn new(reader: Reader, writer: Writer) -> Self {
        let (out, lines) = mpsc::unbounded_channel();
        // A task of its own, so that no line is cut when a reading is broken off.
        let writing = tokio::spawn(write_all(writer, lines));
        Self { reader: BufReader::new(reader), line: Vec::new(), skipping: false, out: Some(out), writing }
    }

    /// The next message; nothing at the end of input. Lines that are none are answered on the way.
    pub(super) async fn next(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        loop {
            let at_end = !self.read_line().await;
            let line = std::mem::take(&mut self.line);
            if !line.trim_ascii().is_empty() {
                match decoded(&line) {
                    Decoded::Message(message) => return Some(*message),
                    Decoded::Ignored => {}
                    Decoded::Broken(answer) => self.answer(&answer),
                }
            }
            if at_end {
                return None;
            }
        }
    }

    /// Fills `line` to the end of a line; whether there may be another one. Nothing is lost when this is dropped.
    async fn read_line(&mut self) -> bool {
        loop {
            // A stream that breaks ends like one that is closed: there is nobody to tell.
            let Ok(available) = self.reader.fill_buf().await else { return false };
            if available.is_empty() {
                return false;
            }
            let end = available.iter().position(|byte| *byte == b'\n');
            let (content, used) = match end {
                Some(end) => (available.get(..end).unwrap_or_default(), end + 1),
                None => (available, available.len()),
            };
            let too_long = !self.skipping && self.line.len() + content.len() > LONGEST;
            if !self.skipping && !too_long {
                self.line.extend_from_slice(content);
            }
            self.reader.consume(used);
            if too_long {
                self.line.clear();
                self.skipping = true;
                self.answer(&failure(
                    None,
                    INVALID_REQUEST,
                    &format!("a message has at most {LONGEST} bytes"),
                ));
            }
            if end.is_some() {
                self.skipping = false;
                return true;
            }
        }
    }

    fn answer(&self, answer: &Value) {
        if let Some(out) = &self.out {
            // Fails only when the client went away.
            let _ = out.send(Outgoing { line: answer.to_string().into_bytes(), written: None });
        }
    }

    /// Writes a message; resolves when it is out.
    pub(super) fn send(
        &self,
        message: &TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = io::Result<()>> + Send + use<> {
        let (written, done) = oneshot::channel();
        let queued = serde_json::to_vec(message).map_err(io::Error::other).and_then(|line| {
            let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
            let out = self.out.as_ref().ok_or_else(gone)?;
            out.send(Outgoing { line, written: Some(written) }).map_err(|_| gone())
        });
        async move {
            queued?;
            done.await.unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into()))
        }
    }

    /// Writes what is queued, and no more.
    pub(super) async fn close(&mut self) -> io::Result<()> {
        drop(self.out.take());
        (&mut self.writing).await.map_err(io::Error::other)
    }
}

async fn write_all(mut writer: Writer, mut lines: mpsc::UnboundedReceiver<Outgoing>) {
    while let Some(Outgoing { mut line, written }) = lines.recv().await {
        line.push(b'\n');
        let mut result = writer.write_all(&line).await;
        if result.is_ok() {
            result = writer.flush().await;
        }
        let broken = result.is_err();
        if let Some(written) = written {
            // Whoever waited may have stopped waiting.
            let _ = written.send(result);
        }
        if broken {
            return;
        }
    }
}

/// What a line turned out to be.
enum Decoded {
    Message(Box<RxJsonRpcMessage<RoleServer>>),
    /// A notification of another protocol's, which nobody answers.
    Ignored,
    Broken(Value),
}

fn decoded(line: &[u8]) -> Decoded {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    if let Ok(message) = serde_json::from_slice(line) {
        return Decoded::Message(Box::new(message));
    }
    match serde_json::from_slice::<Value>(line) {
        Ok(value) if value.get("id").is_none() && value.get("method").is_some() => Decoded::Ignored,
        Ok(value) => {
            let reason =
                "this is no JSON-RPC message of MCP: it needs `jsonrpc`, `method` and, to be answered, `id`";
            Decoded::Broken(failure(value.get("id"), INVALID_REQUEST, reason))
        }
        Err(fault) => {
            let id = readable_id(line);
            let reason =
                format!("the line is no JSON: {fault}; send it again in UTF-8, without halves of surrogates");
            Decoded::Broken(failure(id.as_ref(), PARSE_ERROR, &reason))
        }
    }
}

fn failure(id: Option<&Value>, code: i32, message: &str) -> Value {
    let id = id.filter(|id| id.is_string() || id.is_number()).cloned().unwrap_or(Value::Null);
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
}

/// Who asks: the rest of a line is passed over, however deep it is.
#[derive(Deserialize)]
struct Addressed {
    id: Value,
}

/// The id of a line that cannot be decoded, read with what is broken replaced: good enough to learn whom to answer, never
/// to act on.
fn readable_id(line: &[u8]) -> Option<Value> {
    let text = String::from_utf8_lossy(line);
    let mut mended = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find("\\u") {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let digits = escape.get(2..6).unwrap_or_default();
        let surrogate = u32::from_str_radix(digits, 16).is_ok_and(|code| (0xd800..0xe000).contains(&code));
        mended.push_str(if surrogate { "?" } else { escape.get(..6).unwrap_or(escape) });
        rest = escape.get(6..).unwrap_or_default();
    }
    mended.push_str(rest);
    serde_json::from_str::<Addressed>(&mended).ok().map(|addressed| addressed.id)
}
