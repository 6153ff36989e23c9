//! `search_docs`: the page that answers a question, first.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Context, Effect, Tool, pages::lookup::known_category};
use crate::{
    catalog::{Catalog, Entry, EntryKind, Topic},
    reply::{Reply, ToolError},
    search::{Hit, Query},
    values::Language,
};

/// The most characters of a question.
const LONGEST: usize = 512;
/// How many hits an answer has when nobody says.
const USUAL: u32 = 5;
/// The most hits of one answer.
const MOST: u32 = 20;

/// Finds pages.
pub struct SearchDocs;

/// Arguments of `search_docs`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// What to do or find, in English or Arabic
    #[schemars(length(min = 1, max = 512))]
    query: String,
    kind: Option<EntryKind>,
    /// From `list_endpoints`
    category: Option<String>,
    /// Default 5
    #[schemars(range(min = 1, max = 20))]
    limit: Option<u32>,
    /// Of the answer; the query's when left out
    language: Option<Language>,
    /// Gateway id
    api: Option<String>,
}

/// Result of `search_docs`.
#[derive(Serialize, JsonSchema)]
pub struct Output {
    results: Vec<Found>,
    language: Language,
    /// What is asked for, where the API is known to lack it
    #[serde(skip_serializing_if = "Option::is_none")]
    not_offered: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct Found {
    rank: usize,
    kind: EntryKind,
    method: &'static str,
    path: &'static str,
    title: &'static str,
    summary: &'static str,
    score: f64,
    matched: Vec<String>,
}

impl Tool for SearchDocs {
    const NAME: &'static str = "search_docs";
    const TITLE: &'static str = "Search the API docs";
    const DESCRIPTION: &'static str = "Find the endpoint, webhook event, guide or error for a task. Start here; then \
        read the hit with get_endpoint_details. What the API lacks is said, with what comes near it.";
    const EFFECT: Effect = Effect::Looks;
    const EXAMPLE: &'static str = r#"{"query": "send a picture to a group"}"#;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        let gateway = ctx.gateway(args.api.as_deref())?;
        let catalog = gateway.catalog()?;
        let question = checked(&args.query)?;
        let limit = limit(args.limit)?;
        let category = args.category.as_deref().map(|given| known_category(catalog, given)).transpose()?;
        let language = args.language.unwrap_or_else(|| Language::detect(question));
        let wanted = |entry: &Entry<'_>| {
            args.kind.is_none_or(|kind| entry.kind() == kind)
                && category.is_none_or(|category| entry.category() == category)
        };
        let findings = gateway.index()?.search(&Query::parse(question));
        let findings = findings.map_err(|fault| ToolError::new("internal", fault.to_string()))?;
        let results: Vec<Found> = findings
            .hits
            .iter()
            .filter_map(|hit| Some((hit, catalog.entry(hit.entry)?)))
            .filter(|(_, entry)| wanted(entry))
            .take(limit)
            .zip(1..)
            .map(|((hit, entry), rank)| found(hit, &entry, rank, language))
            .collect();
        let missing = findings.not_offered.and_then(|topic| catalog.not_offered.get(topic));
        let suggestions =
            if results.is_empty() { suggestions(catalog, missing, language) } else { Vec::new() };
        let not_offered = missing.map(|topic| topic.title.get(language));
        Ok(answer(&Output { results, language, not_offered, suggestions }))
    }
}

fn checked(query: &str) -> Result<&str, ToolError> {
    let length = query.chars().count();
    if query.trim().is_empty() || length > LONGEST {
        let expected = format!("a question of 1 to {LONGEST} characters; this one has {length}");
        return Err(ToolError::invalid("query", query, expected));
    }
    Ok(query.trim())
}

fn limit(given: Option<u32>) -> Result<usize, ToolError> {
    let limit = given.unwrap_or(USUAL);
    if (1..=MOST).contains(&limit) {
        return Ok(limit as usize);
    }
    Err(ToolError::invalid("limit", &limit, format!("it must lie in 1 to {MOST}")))
}

fn found(hit: &Hit, entry: &Entry<'static>, rank: usize, language: Language) -> Found {
    Found {
        rank,
        kind: entry.kind(),
        method: entry.method(),
        path: entry.path(),
        title: entry.title(language),
        summary: entry.summary(language),
        // Two digits tell hits apart; more would only cost tokens.
        score: (f64::from(hit.score) * 100.0).round() / 100.0,
        matched: hit.matched.clone(),
    }
}

/// What to do where nothing was found.
fn suggestions(catalog: &Catalog, missing: Option<&Topic>, language: Language) -> Vec<String> {
    let near = missing.map(|topic| beside(topic, language)).filter(|near| !near.is_empty());
    near.unwrap_or_else(|| other_ways(catalog))
}

/// What comes near something that the API lacks.
fn beside(topic: &Topic, language: Language) -> Vec<String> {
    let instead = Some(topic.instead.get(language)).filter(|instead| !instead.is_empty());
    let see = topic.see.iter().map(|reference| format!("get_endpoint_details {reference}"));
    instead.map(str::to_owned).into_iter().chain(see).collect()
}

/// What to try when nothing comes near either.
fn other_ways(catalog: &Catalog) -> Vec<String> {
    vec![
        "say it in other words: the thing (group, poll, status, label) and what to do with it".to_owned(),
        format!("list_endpoints with a category: {}", catalog.categories.join(", ")),
    ]
}

fn answer(output: &Output) -> Reply {
    let mut text = String::new();
    for hit in &output.results {
        let name = match hit.kind {
            EntryKind::Endpoint => format!("{} {}", hit.method, hit.path),
            EntryKind::Webhook | EntryKind::Guide | EntryKind::Error => {
                format!("{} {}", hit.kind.as_str(), hit.path)
            }
        };
        let _ = writeln!(text, "{}. {name} — {}: {}", hit.rank, hit.title, hit.summary);
    }
    if output.results.is_empty() {
        text = match output.not_offered {
            Some(topic) => format!("the API does not offer this: {topic}"),
            None => "nothing in the API docs answers this".to_owned(),
        };
        for suggestion in &output.suggestions {
            let _ = write!(text, "\ntry: {suggestion}");
        }
    }
    Reply::new(text.trim_end(), output)
}
