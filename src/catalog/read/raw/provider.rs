//! `x-provider` as it is written, before anything is checked.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::Arabic;

/// `x-provider`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::catalog::read) struct Provider {
    pub(in crate::catalog::read) id: String,
    pub(in crate::catalog::read) name: String,
    pub(in crate::catalog::read) security: Security,
    #[serde(default)]
    pub(in crate::catalog::read) headers: IndexMap<String, String>,
    pub(in crate::catalog::read) retry_after: Option<String>,
    pub(in crate::catalog::read) error: ErrorShape,
    #[serde(default)]
    pub(in crate::catalog::read) message_id: Vec<String>,
    #[serde(default)]
    pub(in crate::catalog::read) outside_text: Vec<String>,
    pub(in crate::catalog::read) health: Option<Health>,
    #[serde(default)]
    pub(in crate::catalog::read) files: IndexMap<crate::values::MediaKind, FileRoute>,
    #[serde(default)]
    pub(in crate::catalog::read) numbers: Vec<NumberRule>,
    #[serde(default)]
    pub(in crate::catalog::read) advice: Advice,
    #[serde(default)]
    pub(in crate::catalog::read) environment: Environment,
    #[serde(default)]
    pub(in crate::catalog::read) about: About,
    #[serde(default)]
    pub(in crate::catalog::read) refusals: Refusals,
    #[serde(default)]
    pub(in crate::catalog::read) links: Vec<Link>,
    #[serde(default)]
    pub(in crate::catalog::read) nouns: IndexMap<String, InBoth>,
    pub(in crate::catalog::read) text: Option<String>,
    #[serde(default)]
    pub(in crate::catalog::read) pairing: Vec<String>,
    #[serde(default)]
    pub(in crate::catalog::read) errors: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct Security {
    pub(in crate::catalog::read) token: Vec<Scheme>,
    pub(in crate::catalog::read) session: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::catalog::read) struct Scheme {
    #[serde(rename = "in")]
    pub(in crate::catalog::read) carrier: crate::catalog::Carrier,
    #[serde(default)]
    pub(in crate::catalog::read) name: String,
    pub(in crate::catalog::read) asked_by: Option<AskedBy>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct AskedBy {
    pub(in crate::catalog::read) status: u16,
    pub(in crate::catalog::read) code: String,
    pub(in crate::catalog::read) names: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct ErrorShape {
    pub(in crate::catalog::read) code: String,
    pub(in crate::catalog::read) message: String,
    pub(in crate::catalog::read) details: Option<String>,
    pub(in crate::catalog::read) missing: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct Health {
    pub(in crate::catalog::read) operation: String,
    pub(in crate::catalog::read) status: String,
    pub(in crate::catalog::read) account: String,
    pub(in crate::catalog::read) connected: String,
    pub(in crate::catalog::read) statuses: IndexMap<String, SessionStatus>,
    pub(in crate::catalog::read) otherwise: SessionStatus,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct SessionStatus {
    pub(in crate::catalog::read) next: String,
    #[serde(rename = "x-ar", default)]
    pub(in crate::catalog::read) ar: Option<Arabic>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct FileRoute {
    pub(in crate::catalog::read) operation: String,
    #[serde(default)]
    pub(in crate::catalog::read) takes: Vec<String>,
    #[serde(default)]
    pub(in crate::catalog::read) plays: Vec<String>,
    #[serde(default)]
    pub(in crate::catalog::read) usual: bool,
    pub(in crate::catalog::read) limit: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct NumberRule {
    pub(in crate::catalog::read) begins: String,
    #[serde(default)]
    pub(in crate::catalog::read) with: String,
    #[serde(default)]
    pub(in crate::catalog::read) digits: u8,
    pub(in crate::catalog::read) reason: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::catalog::read) struct Advice {
    pub(in crate::catalog::read) create_session: Option<String>,
    pub(in crate::catalog::read) read_chat: Option<String>,
}

/// The names by which this program's own settings go, where a gateway names no others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(in crate::catalog::read) struct Environment {
    pub(in crate::catalog::read) token: String,
    pub(in crate::catalog::read) session: String,
    pub(in crate::catalog::read) base_url: String,
}

impl Default for Environment {
    fn default() -> Self {
        Self {
            token: "WAWP_ACCESS_TOKEN".to_owned(),
            session: "WAWP_INSTANCE_ID".to_owned(),
            base_url: "WAWP_BASE_URL".to_owned(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::catalog::read) struct About {
    pub(in crate::catalog::read) summary: InBoth,
    pub(in crate::catalog::read) recipients: InBoth,
    pub(in crate::catalog::read) methods: InBoth,
    pub(in crate::catalog::read) rates: InBoth,
    pub(in crate::catalog::read) errors: InBoth,
    pub(in crate::catalog::read) events: InBoth,
    pub(in crate::catalog::read) received: InBoth,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(in crate::catalog::read) struct Refusals {
    pub(in crate::catalog::read) missing_argument: Option<String>,
    pub(in crate::catalog::read) invalid_argument: Option<String>,
    pub(in crate::catalog::read) recipient: Option<String>,
    pub(in crate::catalog::read) token: Option<String>,
    pub(in crate::catalog::read) session: Option<String>,
    pub(in crate::catalog::read) recipients: IndexMap<String, Value>,
}

/// A text in both languages.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct InBoth {
    pub(in crate::catalog::read) en: String,
    #[serde(default)]
    pub(in crate::catalog::read) ar: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog::read) struct Link {
    pub(in crate::catalog::read) from: Vec<String>,
    pub(in crate::catalog::read) value: String,
    pub(in crate::catalog::read) to: Vec<String>,
    #[serde(default)]
    pub(in crate::catalog::read) category: Option<String>,
}
