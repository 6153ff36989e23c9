//! `list_endpoints`: everything there is, by category.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Context, Effect, Tool, pages::lookup::known_category};
use crate::{
    catalog::{Entry, EntryKind},
    reply::{Reply, ToolError},
    values::Language,
};

/// Lists pages.
pub struct ListEndpoints;

/// Arguments of `list_endpoints`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// Any letter case
    category: Option<String>,
    kind: Option<EntryKind>,
    /// Gateway id
    api: Option<String>,
    /// `next_cursor` of the answer before
    cursor: Option<String>,
}

/// Result of `list_endpoints`.
#[derive(Serialize, JsonSchema)]
pub struct Output {
    groups: Vec<Group>,
    total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Group {
    category: &'static str,
    entries: Vec<Listed>,
}

#[derive(Serialize, JsonSchema)]
struct Listed {
    kind: EntryKind,
    method: &'static str,
    path: &'static str,
    title: &'static str,
}

impl Tool for ListEndpoints {
    const NAME: &'static str = "list_endpoints";
    const TITLE: &'static str = "List the API's endpoints";
    const DESCRIPTION: &'static str =
        "Everything the API offers, by category, one line each. For one task use search_docs: it costs less.";
    const EFFECT: Effect = Effect::Looks;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        let catalog = ctx.gateway(args.api.as_deref())?.catalog()?;
        // The whole list is one page; no cursor is ever given out.
        if let Some(cursor) = &args.cursor {
            return Err(ToolError::invalid("cursor", cursor, "the list has one page; leave the cursor out"));
        }
        let category = args.category.as_deref().map(|given| known_category(catalog, given)).transpose()?;
        let wanted: Vec<Entry<'_>> = catalog
            .listed()
            .filter(|entry| args.kind.is_none_or(|kind| entry.kind() == kind))
            .filter(|entry| category.is_none_or(|category| entry.category() == category))
            .collect();
        let of = |category: &'static str| Group {
            category,
            entries: wanted.iter().filter(|entry| entry.category() == category).map(listed).collect(),
        };
        let groups =
            catalog.categories.iter().map(|category| of(category)).filter(|group| !group.entries.is_empty());
        let output = Output { groups: groups.collect(), total: wanted.len(), next_cursor: None };
        Ok(Reply::new(text(&output), &output))
    }
}

fn listed(entry: &Entry<'static>) -> Listed {
    Listed {
        kind: entry.kind(),
        method: entry.method(),
        path: entry.path(),
        title: entry.title(Language::En),
    }
}

/// One line an entry; a path whose methods do the same takes one line for both, and the common start of the paths is
/// said once.
fn text(output: &Output) -> String {
    let mut text = format!("{} entries", output.total);
    for group in &output.groups {
        let _ = write!(text, "\n{}", group.category);
        let mut entries = group.entries.iter().peekable();
        while let Some(entry) = entries.next() {
            let mut method = entry.method.to_owned();
            while let Some(twin) =
                entries.next_if(|next| next.path == entry.path && next.title == entry.title)
            {
                let _ = write!(method, "|{}", twin.method);
            }
            let name = match entry.kind {
                EntryKind::Endpoint => format!("{method} {}", entry.path),
                EntryKind::Webhook | EntryKind::Guide | EntryKind::Error => {
                    format!("{} {}", entry.kind.as_str(), entry.path)
                }
            };
            let _ = write!(text, "\n{name} — {}", entry.title);
        }
    }
    text
}
