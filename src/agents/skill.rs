//! The skill, in the form of agentskills.io: `SKILL.md` with a name and a description, and references that are read when
//! a task needs them.

use std::fmt::Write;

use super::{
    rank::Ranks,
    reference::{both, of_category, of_errors, of_events, slug},
    rules::{basics, care, webhooks, work},
};
use crate::{
    catalog::{Catalog, ERRORS, EVENTS, Operation, facts::categories},
    edits::{Owner, Written},
};

/// The skill's name, which is its folder's too.
const NAME: &str = "wawp-api-integration";
/// How many calls of a category the table of references names.
const NAMED: usize = 3;

/// The files of the skill.
pub(super) fn files(catalog: &Catalog) -> Vec<Written> {
    let file = |name: &str, front_matter: String, text: String| Written {
        path: format!(".agent/skills/{NAME}/{name}"),
        owner: Owner::Ours { front_matter },
        text,
    };
    let reference = |category: &str, text: String| {
        file(&format!("references/{}.md", slug(category)), String::new(), text)
    };
    let mut files = vec![file("SKILL.md", front_matter(catalog), skill(catalog))];
    files.extend(categories(catalog).map(|category| reference(category, of_category(catalog, category))));
    files.push(reference(EVENTS, of_events(catalog)));
    files.push(reference(ERRORS, of_errors(catalog)));
    files
}

fn front_matter(catalog: &Catalog) -> String {
    let categories: Vec<&str> = categories(catalog).collect();
    format!(
        "---\nname: {NAME}\ndescription: \"Find, understand and safely call the {} WhatsApp API, or write code against it: \
         {}, webhooks. Use it when the user wants to send or read WhatsApp messages, pair a number, work with groups, \
         channels, contacts or labels, or receive events, in English or Arabic (واتساب: إرسال رسالة، صورة، مجموعة).\"\n---",
        catalog.provider.name,
        categories.join(", ")
    )
}

fn skill(catalog: &Catalog) -> String {
    let ranks = Ranks::of(catalog);
    [
        format!("# Work with the {} WhatsApp API", catalog.provider.name),
        work(catalog, &ranks),
        basics(catalog),
        care(catalog),
        webhooks(catalog),
        references(catalog, &ranks),
    ]
    .join("\n\n")
}

/// What there is to read, and when.
fn references(catalog: &Catalog, ranks: &Ranks<'_>) -> String {
    let mut out =
        "## References\n\nRead the one that the task needs, where the MCP server cannot be asked.\n"
            .to_owned();
    for category in categories(catalog) {
        let operations = ranks.of_category(category);
        let titles = |operation: &&Operation| both(operation.title);
        let named: Vec<String> = operations.iter().take(NAMED).map(titles).collect();
        let _ = write!(
            out,
            "\n- [{category}](references/{}.md) ({}): {}",
            slug(category),
            operations.len(),
            named.join("; ")
        );
    }
    let (events, errors) = (catalog.events.len(), catalog.errors.len());
    let _ = write!(out, "\n- [{EVENTS}](references/{}.md) ({events}): أحداث webhook", slug(EVENTS));
    let _ = write!(out, "\n- [{ERRORS}](references/{}.md) ({errors}): رموز الأخطاء وما العمل", slug(ERRORS));
    out
}
