//! The main job, step by step.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use super::{error::DemoError, screen::Screen};
use crate::{
    sandbox::Sandbox,
    server::{Peer, PeerAnswer},
};

/// The session that the story is about.
pub(super) const INSTANCE: &str = "3EB0DEMO";
/// Whom the story writes to.
const AHMED: &str = "+20 101 234 5678";

/// The story and its actors.
pub(super) struct Story {
    pub(super) peer: Peer,
    pub(super) screen: Screen,
    pub(super) gateway: Sandbox,
    pub(super) step: usize,
}

/// What a step expects of its answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Answered,
    Refused,
}
use Expect::{Answered, Refused};

impl Story {
    pub(super) async fn tell(&mut self) -> Result<(), DemoError> {
        let started = Instant::now();
        self.introduce().await?;
        self.find().await?;
        self.pair().await?;
        self.send().await?;
        self.summarize(started.elapsed())
    }

    async fn introduce(&mut self) -> Result<(), DemoError> {
        let (name, version) = self.peer.server().unwrap_or_default();
        let tools = self.peer.tools().await?;
        let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_str()).collect();
        self.screen.line("An AI client talks to the server over stdio; the server calls a simulated");
        self.screen
            .line(&format!("WhatsApp gateway at {}. Nothing leaves this machine.", self.gateway.origin()));
        self.screen.line("");
        self.screen.paragraph(&format!("{name} {version}, {} tools: {}", names.len(), names.join(", ")));
        Ok(())
    }

    async fn find(&mut self) -> Result<(), DemoError> {
        self.step(
            Answered,
            "Find the call",
            "search_docs",
            json!({"query": "send a text message to a customer", "limit": 3}),
            8,
        )
        .await?;
        self.step(Answered, "Read it", "get_endpoint_details", json!({"path": "/v2/send/text"}), 14).await?;
        Ok(())
    }

    async fn pair(&mut self) -> Result<(), DemoError> {
        self.step(Answered, "Is WhatsApp connected?", "get_session_health", json!({}), 5).await?;
        let qr = json!({"path": "/v2/auth/qr-image", "method": "POST"});
        let answer =
            self.step(Answered, "Not yet: show the QR in the chat", "execute_request", qr, 4).await?;
        self.screen.line(&format!("     picture in the answer: {}", answer.images.join(", ")));
        self.screen.line("     (a simulated phone scans it)");
        self.gateway.control(&json!({"scan": INSTANCE})).map_err(DemoError::Control)?;
        self.step(Answered, "Connected now?", "get_session_health", json!({}), 4).await?;
        Ok(())
    }

    async fn send(&mut self) -> Result<(), DemoError> {
        let wrong =
            json!({"path": "/v2/send/text", "method": "POST", "body": {"chatID": AHMED, "text": "Hello"}});
        self.step(Refused, "A wrong call is refused before the network", "execute_request", wrong, 8).await?;
        let hello = json!({"path": "/v2/send/text", "method": "POST",
            "body": {"chatId": AHMED, "message": "Hello Ahmed, your order is ready."}});
        self.step(Answered, "Send a text", "execute_request", hello.clone(), 6).await?;
        let file = json!({"file_path": "invoice.pdf", "chatId": AHMED, "caption": "Invoice 42"});
        self.step(Answered, "Send a file (sends to one chat are a second apart)", "send_local_file", file, 5)
            .await?;
        self.step(Refused, "The same text again is refused", "execute_request", hello, 6).await?;
        let delete = json!({"path": "/v2/session/delete", "method": "DELETE"});
        self.step(Refused, "What cannot be undone needs a yes", "execute_request", delete, 5).await?;
        Ok(())
    }

    fn summarize(&self, took: Duration) -> Result<(), DemoError> {
        let requests = self.gateway.requests();
        let requests = requests.as_array().map(Vec::as_slice).unwrap_or_default();
        let of = |path: &str| requests.iter().filter(|request| request["path"] == path).count();
        self.screen.line("");
        self.screen.paragraph(&format!(
            "Done in {:.1} s. The gateway received {} requests: {} text, {} file; the wrong call, the repeat and the \
             deletion never reached it.",
            took.as_secs_f64(),
            requests.len(),
            of("/v2/send/text"),
            of("/v2/send/pdf"),
        ));
        self.screen.line("");
        self.screen.line("Connect Cursor, Windsurf or Claude Desktop with your account:");
        self.screen.line("  {\"mcpServers\": {\"wawp\": {");
        let program = std::env::current_exe()?.display().to_string();
        self.screen.line(&format!("    \"command\": {},", json!(program)));
        self.screen.line("    \"env\": {\"WAWP_ACCESS_TOKEN\": \"…\", \"WAWP_INSTANCE_ID\": \"…\"}}}}");
        self.screen.line("Without an account: \"env\": {\"WAWP_MODE\": \"sandbox\"}");
        Ok(())
    }

    /// One call, shown; an answer of the other kind ends the story.
    async fn step(
        &mut self,
        expect: Expect,
        title: &str,
        tool: &'static str,
        arguments: Value,
        lines: usize,
    ) -> Result<PeerAnswer, DemoError> {
        self.step += 1;
        let arguments: Map<String, Value> = arguments.as_object().cloned().unwrap_or_default();
        self.screen.step(self.step, title);
        self.screen.asks(tool, &arguments);
        let asked = Instant::now();
        let answer = self.peer.call(tool, arguments).await?;
        self.screen.answers(&answer.text, lines, asked.elapsed());
        if answer.is_error == (expect == Refused) {
            Ok(answer)
        } else {
            Err(DemoError::Step { step: self.step, answer: answer.text })
        }
    }
}
