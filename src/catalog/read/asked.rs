//! What people ask: the files of `search-training/`, the topics that are not offered, the synonyms.

use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{
    DocumentError,
    pages::text,
    source::{Source, files_in},
};
use crate::catalog::{Asked, Catalog, SearchData, Topic, text::leak};

/// What people ask when they mean an entry.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    en: Lists,
    ar: Lists,
}

/// The same in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    words: Vec<String>,
    questions: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
}

/// Something that the gateway does not offer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    topic: String,
    #[serde(default)]
    instead: String,
    #[serde(default)]
    see: Vec<String>,
    #[serde(rename = "x-ar")]
    arabic: TopicTexts,
    en: Vec<String>,
    ar: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicTexts {
    topic: String,
    #[serde(default)]
    instead: String,
}

/// Reads what the search of a gateway's folder is made from.
///
/// # Errors
/// The first fault, with its file and line: a name that is no entry, an entry that nobody asks for.
pub fn read_search_data(folder: &Path, catalog: &Catalog) -> Result<SearchData, DocumentError> {
    let mut pages = vec![Asked::default(); catalog.entries().count()];
    for file in files_in(&folder.join("search-training"), ".yaml")? {
        let source = Source::open(file)?;
        let entries: IndexMap<String, Spanned<Search>> = source.all()?;
        for (name, asked) in &entries {
            let number = catalog.referred(name).and_then(|entry| catalog.number_of(&entry));
            let slot = number.and_then(|number| pages.get_mut(number));
            let slot = slot.ok_or_else(|| source.fault(asked, format!("`{name}` is no entry")))?;
            *slot = joined(&asked.value);
        }
    }
    let forgotten =
        catalog.entries().zip(&pages).find(|(entry, asked)| !entry.is_twin() && asked.questions.is_empty());
    if let Some((entry, _)) = forgotten {
        let reason = format!("no file asks for `{} {}`", entry.method(), entry.path());
        return Err(DocumentError::Content { file: folder.join("search-training"), line: 1, reason });
    }
    let topics = raw_topics(folder)?.map(|(_, topics)| topics).unwrap_or_default();
    let not_offered = topics.into_iter().map(|topic| [topic.value.en, topic.value.ar].concat()).collect();
    let synonyms = Source::open(folder.with_file_name("synonyms.yaml"))?.all()?;
    Ok(SearchData { synonyms, pages, not_offered })
}

fn joined(asked: &Search) -> Asked {
    let both = |of: fn(&Lists) -> &Vec<String>| [of(&asked.en).as_slice(), of(&asked.ar)].concat();
    Asked {
        words: both(|asked| &asked.words),
        questions: both(|asked| &asked.questions),
        phrases: both(|asked| &asked.phrases),
    }
}

/// The topics of `not-offered.yaml`; the file goes to the others, for faults found later.
pub(super) fn topics(folder: &Path, sources: &mut Vec<Source>) -> Result<Vec<Topic>, DocumentError> {
    let Some((source, topics)) = raw_topics(folder)? else { return Ok(Vec::new()) };
    let topic = |spanned: &Spanned<RawTopic>| {
        let (raw, ar) = (&spanned.value, &spanned.value.arabic);
        Topic {
            title: text(&raw.topic, Some(&ar.topic)),
            instead: text(&raw.instead, Some(&ar.instead)),
            see: raw.see.iter().map(|reference| leak(&**reference)).collect(),
        }
    };
    sources.push(source);
    Ok(topics.iter().map(topic).collect())
}

/// The topics as they are written, and their file.
type RawTopics = (Source, Vec<Spanned<RawTopic>>);

fn raw_topics(folder: &Path) -> Result<Option<RawTopics>, DocumentError> {
    let Some(source) = Source::open_if_there(folder.join("not-offered.yaml"))? else { return Ok(None) };
    let topics = source.all()?;
    Ok(Some((source, topics)))
}
