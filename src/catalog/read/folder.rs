//! The files of one gateway's folder.

use std::path::{Path, PathBuf};

use super::{
    DocumentError, asked, check, operation, pages, provider, raw,
    source::{Source, files_in},
};
use crate::catalog::{Catalog, Guide, text::leak};

/// Reads and checks the folder of one gateway.
///
/// # Errors
/// The first fault, with its file and line.
pub fn read_folder(folder: &Path) -> Result<Catalog, DocumentError> {
    let root_source = Source::open(folder.join("openapi.yaml"))?;
    let root: raw::Root = root_source.all()?;
    let mut sources = Vec::new();
    let mut operations = Vec::new();
    for file in files_in(&folder.join("paths"), ".yaml")? {
        let source = Source::open(file)?;
        operations.append(&mut operation::operations(&source, &source.all()?, &root.components.examples)?);
        sources.push(source);
    }
    // Not every gateway posts events, and not every one has guides.
    let events = match Source::open_if_there(folder.join("webhooks.yaml"))? {
        Some(webhooks) => {
            let events = pages::events(&webhooks, &webhooks.all()?)?;
            sources.push(webhooks);
            events
        }
        None => Vec::new(),
    };
    let errors = Source::open(folder.join("errors.yaml"))?;
    let guides = guides(&folder.join("guides"), &mut sources)?;
    let not_offered = asked::topics(folder, &mut sources)?;
    let mut catalog = Catalog {
        provider: provider::provider(&root_source, &root)?,
        categories: root.tags.iter().map(|tag| leak(&*tag.name)).collect(),
        operations,
        events,
        guides,
        errors: pages::errors(&errors.all()?),
        not_offered,
    };
    sources.extend([root_source, errors]);
    check::whole(&catalog, &sources)?;
    in_order(&mut catalog);
    Ok(catalog)
}

fn guides(folder: &Path, sources: &mut Vec<Source>) -> Result<Vec<Guide>, DocumentError> {
    let mut guides = Vec::new();
    for file in files_in(folder, ".en.md")? {
        let arabic = PathBuf::from(file.to_string_lossy().replace(".en.md", ".ar.md"));
        let arabic = arabic.exists().then(|| Source::open(arabic)).transpose()?;
        let english = Source::open(file)?;
        guides.push(pages::guide(&english, arabic.as_ref())?);
        sources.push(english);
    }
    Ok(guides)
}

/// Brings operations and guides into the order of the categories; within one the order of the files stays.
fn in_order(catalog: &mut Catalog) {
    let categories = catalog.categories.clone();
    let rank = |category: &str| categories.iter().position(|known| *known == category);
    catalog.operations.sort_by_key(|operation| rank(operation.category));
    catalog.guides.sort_by_key(|guide| rank(guide.category));
}
