//! Small checked types that every layer may carry: made once at the edge, trusted afterwards.

mod chat_id;
mod digest;
mod language;
mod media;
mod method;
mod nearest;
mod number_rule;
mod origin;
mod outcome;
mod risk;
mod text;
mod timeout;

pub use chat_id::{ChatId, ChatIdError, ChatKind};
pub use digest::Digest;
pub use language::Language;
pub use media::{MediaKind, MediaRule};
pub use method::Method;
pub use nearest::{nearest, one_nearest};
pub use number_rule::NumberRule;
pub use origin::{Origin, OriginError};
pub use outcome::Outcome;
pub use risk::{Reach, Risk};
pub use text::{cut, is_word, one_line, without_controls};
pub use timeout::{Timeout, TimeoutError};
