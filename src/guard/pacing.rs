//! Whose turn it is: WhatsApp takes bursts for spam.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use crate::values::ChatId;

/// The least time between two sends to one chat, as the gateway's guides ask.
const SAME_CHAT: Duration = Duration::from_secs(1);
/// The least and the most milliseconds between two sends to different chats.
const SPREAD: std::ops::RangeInclusive<u64> = 100..=400;

/// The turns that were given out.
#[derive(Debug, Default)]
pub(super) struct Pacing {
    last: Option<Instant>,
    by_chat: HashMap<ChatId, Instant>,
}

impl Pacing {
    /// Takes the next turn for a chat and says how long to wait for it.
    pub(super) fn turn(&mut self, chat: Option<&ChatId>, now: Instant) -> Duration {
        self.by_chat.retain(|_, at| *at + SAME_CHAT > now);
        let mut at = now;
        if let Some(last) = self.last {
            at = at.max(last + Duration::from_millis(fastrand::u64(SPREAD)));
        }
        if let Some(before) = chat.and_then(|chat| self.by_chat.get(chat)) {
            at = at.max(*before + SAME_CHAT);
        }
        self.last = Some(at);
        if let Some(chat) = chat {
            self.by_chat.insert(chat.clone(), at);
        }
        at.duration_since(now)
    }
}
