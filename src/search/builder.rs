//! Making the index: one segment whose bytes depend on the documents alone.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use tantivy::{
    Directory, Index, TantivyDocument,
    directory::RamDirectory,
    schema::{IndexRecordOption, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, Token},
};

use super::{
    Compiled, IndexError,
    concepts::{self, Concepts},
    dictionary::{count, dictionary},
    lessons,
    schema::{FIELDS, NAMES},
    train::train,
    words::{name, words},
};
use crate::{
    catalog::{Argument, Asked, Catalog, Entry, Operation, Property, Schema, SearchData, Text},
    values::Digest,
};

/// The least that the index library takes: the documents are some hundred kilobytes.
const MEMORY: usize = 15_000_000;

/// The index of a catalog, as one run of bytes for `SearchIndex::open`.
///
/// # Errors
/// When the index library refuses a document.
pub fn build(catalog: &Catalog, data: &SearchData) -> Result<Vec<u8>, IndexError> {
    let concepts = concepts::compiled(&data.synonyms);
    let mut used = BTreeMap::new();
    let files = pages(catalog, data, &concepts, &mut used)?;
    let samples = lessons::samples(catalog, data, &concepts);
    let pages = catalog.entries().count();
    let compiled = Compiled {
        files,
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        model: train(&samples, pages + catalog.not_offered.len())?,
        dictionary: dictionary(&lessons::words(data, used))?,
        concepts,
    };
    Ok(postcard::to_stdvec(&compiled)?)
}

/// The library's files over the pages; how often each word is written in them is added to `used`.
fn pages(
    catalog: &Catalog,
    data: &SearchData,
    concepts: &Concepts<String>,
    used: &mut BTreeMap<String, u64>,
) -> Result<Vec<(String, Vec<u8>)>, IndexError> {
    let schema = schema();
    let directory = RamDirectory::create();
    let builder = Index::builder().schema(schema.clone());
    let mut writer = builder.single_segment_index_writer::<TantivyDocument>(directory.clone(), MEMORY)?;
    for (entry, asked) in catalog.entries().zip(&data.pages) {
        let mut document = TantivyDocument::default();
        for (field, text) in FIELDS.iter().zip(texts(&entry, asked)) {
            count([text.as_str()], used);
            let mut words = concepts.expanded(words(&text));
            if field.name == NAMES {
                words.extend(names(&entry));
            }
            document.add_pre_tokenized_text(schema.get_field(field.name)?, tokens(words));
        }
        writer.add_document(document)?;
    }
    let index = writer.finalize()?;
    let mut files = Vec::new();
    for path in index.load_metas()?.list_segment_files() {
        if directory.exists(&path).unwrap_or(false) {
            let bytes = directory.open_read(&path).map_err(tantivy::TantivyError::from)?;
            files.push((path, bytes.read_bytes().map_err(tantivy::TantivyError::from)?.as_slice().to_vec()));
        }
    }
    let meta = directory.atomic_read(Path::new(META)).map_err(tantivy::TantivyError::from)?;
    renamed(&index, files, &meta)
}

/// What a page is called: asked for as it is, it is the answer.
fn names(entry: &Entry<'_>) -> Vec<String> {
    let names = match entry {
        Entry::Operation(operation) if operation.twin_of.is_some() => Vec::new(),
        Entry::Operation(operation) => {
            vec![operation.path.as_str(), operation.real_path.as_str(), operation.id]
        }
        Entry::Event(event) => vec![event.name],
        Entry::Guide(guide) => vec![guide.path],
        Entry::Error(error) => vec![error.code],
    };
    let mut marks: Vec<String> = names.into_iter().filter_map(name).collect();
    marks.dedup();
    marks
}

/// The library's list of segments.
const META: &str = "meta.json";

/// The files under a segment name that is made from their content: the library draws it at random.
fn renamed(
    index: &Index,
    mut files: Vec<(PathBuf, Vec<u8>)>,
    meta: &[u8],
) -> Result<Vec<(String, Vec<u8>)>, IndexError> {
    let drawn = index.searchable_segment_ids()?.first().ok_or(IndexError::Empty)?.uuid_string();
    // By ending, which is the same each time; the drawn name before it is not.
    files.sort_by_key(|(path, _)| path.extension().map(ToOwned::to_owned));
    let content: Vec<u8> = files.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
    let hash = Digest::of(&content).to_string();
    let made = crate::values::cut(&hash, drawn.len()).to_owned();
    let meta =
        String::from_utf8_lossy(meta).replace(&hyphenated(&drawn), &hyphenated(&made)).replace(&drawn, &made);
    let mut out: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .map(|(path, bytes)| (path.to_string_lossy().replace(&drawn, &made), bytes))
        .collect();
    out.push((META.to_owned(), meta.into_bytes()));
    Ok(out)
}

/// A UUID with the hyphens that the list of segments writes (RFC 9562).
fn hyphenated(uuid: &str) -> String {
    let part = |range| uuid.get(range).unwrap_or_default();
    [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
}

fn tokens(words: Vec<String>) -> PreTokenizedString {
    let tokens = words
        .into_iter()
        .enumerate()
        .map(|(position, text)| Token { position, text, ..Token::default() })
        .collect();
    PreTokenizedString { text: String::new(), tokens }
}

/// The texts of a page, in the order of the fields: title, names, words, summary, arguments, codes, text.
fn texts(entry: &Entry<'_>, asked: &Asked) -> [String; FIELDS.len()] {
    match entry {
        // A twin does what its POST does, and that one is the one to use: it alone is found.
        Entry::Operation(operation) if operation.twin_of.is_some() => Default::default(),
        Entry::Operation(operation) => operation_texts(operation, asked),
        Entry::Event(event) => [
            both(&[event.title]),
            format!("{} event webhook", event.name),
            asked.words.join(" "),
            both(&[event.summary]),
            event.fields.iter().fold(String::new(), |all, (name, text)| all + name + " " + &both(&[*text])),
            String::new(),
            both(&[event.description]) + &both(&event.limits) + &both(&event.notes),
        ],
        Entry::Guide(guide) => [
            both(&[guide.title]),
            format!("{} guide", guide.path),
            asked.words.join(" "),
            both(&[guide.summary]),
            headings(guide.body.en) + &headings(guide.body.ar()),
            String::new(),
            both(&[guide.body]),
        ],
        Entry::Error(error) => [
            error.code.to_owned(),
            format!("{} {} error", error.code, error.status),
            asked.words.join(" "),
            both(&[error.meaning]),
            String::new(),
            error.code.to_owned(),
            both(&[error.action]),
        ],
    }
}

/// The headings of a page of prose: what its parts are about.
fn headings(page: &str) -> String {
    page.lines().filter(|line| line.starts_with('#')).fold(String::new(), |all, line| all + line + " ")
}

fn operation_texts(operation: &Operation, asked: &Asked) -> [String; FIELDS.len()] {
    [
        both(&[operation.title]),
        format!("{} {} {}", operation.path, operation.real_path, operation.id),
        asked.words.join(" "),
        both(&[operation.summary]),
        operation.arguments.iter().map(argument).collect(),
        operation.errors.join(" "),
        operation_text(operation),
    ]
}

fn operation_text(operation: &Operation) -> String {
    let mut text = both(&[operation.description]);
    text.push_str(operation.category);
    text.push(' ');
    text + &both(&operation.limits) + &both(&operation.notes)
}

fn argument(argument: &Argument) -> String {
    format!("{} {} ", argument.name, schema_text(&argument.schema))
}

fn schema_text(schema: &Schema) -> String {
    let mut text = both(&[schema.description]) + &schema.choices.join(" ") + " ";
    let member = |property: &Property| format!("{} {} ", property.name, schema_text(&property.schema));
    text.extend(schema.properties.iter().map(member));
    text.extend(schema.items.iter().map(|items| schema_text(items)));
    text
}

fn both(texts: &[Text]) -> String {
    texts.iter().fold(String::new(), |all, text| format!("{all}{} {} ", text.en, text.ar()))
}

/// The schema of a new index. Words arrive already split (`words`), so no tokenizer is named but the plainest.
fn schema() -> tantivy::schema::Schema {
    let mut builder = tantivy::schema::Schema::builder();
    for name in FIELDS.iter().map(|field| field.name) {
        let indexing =
            TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::WithFreqs);
        builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing));
    }
    builder.build()
}
