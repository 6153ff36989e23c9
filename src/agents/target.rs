//! What can be installed, and where each program looks for it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{rules::rules, skill};
use crate::{
    catalog::Catalog,
    edits::{Owner, Written},
};

/// Something that can be installed into a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// `.cursorrules`.
    Cursorrules,
    /// `.agent/skills/wawp-api-integration/`, in the form of agentskills.io.
    Skill,
    /// `AGENTS.md`.
    AgentsMd,
    /// `CLAUDE.md`.
    ClaudeMd,
    /// `.cursor/rules/wawp.mdc`.
    CursorRules,
    /// `.windsurf/rules/wawp.md`.
    WindsurfRules,
    /// `.github/copilot-instructions.md`.
    CopilotInstructions,
    /// `GEMINI.md`.
    GeminiMd,
}

/// When a rule file that is not always read should be.
const WHEN: &str = "Wawp WhatsApp API: sending and reading WhatsApp messages, sessions, groups, webhooks, and code \
    that does so";

impl Target {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Cursorrules,
        Self::Skill,
        Self::AgentsMd,
        Self::ClaudeMd,
        Self::CursorRules,
        Self::WindsurfRules,
        Self::CopilotInstructions,
        Self::GeminiMd,
    ];
    /// What is installed when nothing else is asked for.
    pub const USUAL: [Self; 2] = [Self::Cursorrules, Self::Skill];

    /// Its files.
    pub(super) fn files(self, catalog: &Catalog) -> Vec<Written> {
        let shared = |path: &str| vec![rule_file(path, Owner::User, catalog)];
        let own =
            |path: &str, front_matter: String| vec![rule_file(path, Owner::Ours { front_matter }, catalog)];
        match self {
            Self::Cursorrules => shared(".cursorrules"),
            Self::Skill => skill::files(catalog),
            Self::AgentsMd => shared("AGENTS.md"),
            Self::ClaudeMd => shared("CLAUDE.md"),
            Self::CursorRules => own(
                ".cursor/rules/wawp.mdc",
                format!("---\ndescription: \"{WHEN}\"\nglobs:\nalwaysApply: false\n---"),
            ),
            Self::WindsurfRules => own(
                ".windsurf/rules/wawp.md",
                format!("---\ntrigger: model_decision\ndescription: \"{WHEN}\"\n---"),
            ),
            Self::CopilotInstructions => shared(".github/copilot-instructions.md"),
            Self::GeminiMd => shared("GEMINI.md"),
        }
    }
}

fn rule_file(path: &str, owner: Owner, catalog: &Catalog) -> Written {
    Written { path: path.to_owned(), owner, text: rules(catalog) }
}
