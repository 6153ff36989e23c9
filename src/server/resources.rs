//! The documentation's resources in the protocol's words.

use std::collections::HashMap;

use rmcp::{
    ErrorData,
    model::{
        CompleteRequestParams, CompleteResult, CompletionInfo, ListResourceTemplatesResult,
        ListResourcesResult, ReadResourceResult, Reference, Resource, ResourceContents, ResourceTemplate,
    },
};
use serde_json::json;

use crate::{
    catalog::Catalog,
    gateway::Gateways,
    resources::{self, Listed, TEMPLATES, Template},
};

pub(super) fn list(catalog: &Catalog, cursor: Option<&str>) -> Result<ListResourcesResult, ErrorData> {
    let Some((page, next_cursor)) = resources::list(catalog, cursor) else {
        let message = "this `cursor` was not given out; begin again without it";
        return Err(ErrorData::invalid_params(message, None));
    };
    let mut result = ListResourcesResult::with_all_items(page.into_iter().map(resource).collect());
    result.next_cursor = next_cursor;
    Ok(result)
}

fn resource(listed: Listed) -> Resource {
    Resource::new(listed.uri, listed.name)
        .with_title(listed.title)
        .with_description(listed.description)
        .with_mime_type(listed.mimetype)
}

pub(super) fn templates() -> ListResourceTemplatesResult {
    let template = |template: &Template| {
        ResourceTemplate::new(template.uri, template.name)
            .with_description(template.description)
            .with_mime_type("text/markdown")
    };
    ListResourceTemplatesResult::with_all_items(TEMPLATES.iter().map(template).collect())
}

/// A resource of the gateway that its URI names, or else of the one whose `usual` catalog is given.
pub(super) fn read(gateways: &Gateways, usual: &Catalog, uri: &str) -> Result<ReadResourceResult, ErrorData> {
    let named = resources::named_gateway(uri);
    let named = named.and_then(|(name, plain)| Some((gateways.find(name)?, plain)));
    let found = match &named {
        Some((gateway, plain)) => {
            let catalog =
                gateway.catalog().map_err(|fault| ErrorData::internal_error(fault.to_string(), None))?;
            let document = resources::read(catalog, plain);
            document.map(|document| resources::of_gateway(document, gateway.id()))
        }
        None => resources::read(usual, uri),
    };
    match found {
        Ok(document) => {
            let contents = ResourceContents::text(document.text, uri).with_mime_type(document.mimetype);
            Ok(ReadResourceResult::new(vec![contents]))
        }
        Err(nearest) => {
            let message = match nearest.first() {
                Some(first) => format!("there is no resource `{uri}`; did you mean `{first}`?"),
                None => format!(
                    "there is no resource `{uri}`; resources/list has them all, `wawp://llms.txt` too"
                ),
            };
            Err(ErrorData::resource_not_found(message, Some(json!({"uri": uri, "nearest": nearest}))))
        }
    }
}

pub(super) fn complete(
    catalog: &Catalog,
    request: &CompleteRequestParams,
) -> Result<CompleteResult, ErrorData> {
    let unknown =
        |what: &str| ErrorData::invalid_params(format!("there is nothing to complete for {what}"), None);
    let Reference::Resource(template) = &request.r#ref else {
        return Err(unknown("a prompt: there are none"));
    };
    let none = HashMap::new();
    let chosen = request.context.as_ref().and_then(|context| context.arguments.as_ref()).unwrap_or(&none);
    let argument = &request.argument;
    let values = resources::complete(catalog, &template.uri, &argument.name, &argument.value, |name| {
        chosen.get(name).cloned()
    });
    let values = values.ok_or_else(|| unknown(&format!("`{}` of `{}`", argument.name, template.uri)))?;
    let (total, shown) =
        (values.len(), values.into_iter().take(CompletionInfo::MAX_VALUES).collect::<Vec<_>>());
    let more = total > shown.len();
    let info = CompletionInfo::with_pagination(shown, u32::try_from(total).ok(), more);
    Ok(CompleteResult::new(info.map_err(|fault| ErrorData::internal_error(fault, None))?))
}
