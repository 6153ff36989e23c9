//! From a method and path to the operation, as strictly as a router does it.

use percent_encoding::percent_decode_str;

use crate::{
    catalog::{Catalog, Operation, PathTemplate},
    sandbox::refusal::Refusal,
    values::Method,
};

/// The values in the places of placeholders.
pub(in crate::sandbox) type Filled = Vec<(&'static str, String)>;

/// The operation that is called by a method and path.
///
/// Only real paths count: a documented alias is a name, nothing answers under it.
pub(in crate::sandbox) fn find<'a>(
    catalog: &'a Catalog,
    method: &str,
    path: &str,
) -> Result<(&'a Operation, Filled), Refusal> {
    let mut matching: Vec<(&Operation, Filled)> = catalog
        .operations
        .iter()
        .filter_map(|operation| Some((operation, fill(operation.real_path, path)?)))
        .collect();
    // Words win over placeholders: `/v2/lids/count` is no LID.
    let fewest = matching.iter().map(|(_, filled)| filled.len()).min();
    matching.retain(|(_, filled)| Some(filled.len()) == fewest);
    let allowed: Vec<Method> = matching.iter().map(|(operation, _)| operation.method).collect();
    if let Some(found) = matching.into_iter().find(|(operation, _)| operation.method.as_str() == method) {
        return Ok(found);
    }
    if allowed.is_empty() || is_alias(catalog, method, path) {
        return Err(Refusal::unknown_path(method, path));
    }
    Err(Refusal::method(method, &allowed))
}

/// Whether this is a documented path behind which another one is called.
fn is_alias(catalog: &Catalog, method: &str, path: &str) -> bool {
    catalog.operations.iter().any(|operation| {
        operation.method.as_str() == method
            && operation.path != operation.real_path
            && fill(operation.path, path).is_some()
    })
}

/// What stands in the places of the placeholders, decoded, where `path` fits the template letter by letter.
fn fill(template: PathTemplate, path: &str) -> Option<Filled> {
    let mut given = path.split('/');
    let mut filled = Vec::new();
    for segment in template.as_str().split('/') {
        let word = given.next()?;
        match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) if !word.is_empty() => {
                filled.push((name, percent_decode_str(word).decode_utf8_lossy().into_owned()));
            }
            None if segment == word => {}
            Some(_) | None => return None,
        }
    }
    given.next().is_none().then_some(filled)
}
