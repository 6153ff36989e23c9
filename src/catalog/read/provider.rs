//! `x-provider`.

use serde_saphyr::Spanned;

use super::{DocsFault, pages::text, raw, source::Source};
use crate::{
    catalog::{AnswerShape, FileRoute, Health, Link, Provider, Text, TokenPlaces, text::leak},
    values::{Method, Origin},
};

/// The gateway that the root document describes.
pub(super) fn provider(source: &Source, root: &raw::Root) -> Result<Provider, DocsFault> {
    let spanned = &root.provider;
    let raw = &spanned.value;
    let [server] = root.servers.as_slice() else {
        return Err(source.fault(spanned, "`servers` names exactly one address".to_owned()));
    };
    Origin::parse(&server.url)
        .map_err(|fault| source.fault(spanned, format!("`{}`: {fault}", server.url)))?;
    Ok(Provider {
        id: leak(&*raw.id),
        name: leak(&*raw.name),
        server: leak(&*server.url),
        token: TokenPlaces {
            header: leak(&*raw.token.header),
            body: leak(&*raw.token.body),
            query: leak(&*raw.token.query),
            missing: leak(&*raw.token.missing),
        },
        instance: leak(&*raw.instance),
        headers: raw.headers.iter().map(|(name, value)| (leak(&**name), leak(&**value))).collect(),
        answer: answer_shape(raw),
        health: health(source, spanned)?,
        files: files(source, spanned)?,
        links: raw.links.iter().map(link).collect(),
        nouns: raw
            .nouns
            .iter()
            .map(|(category, noun)| (leak(&**category), Text::new(leak(&*noun.en), leak(&*noun.ar))))
            .collect(),
        text: leak(&*raw.text),
        pairing: raw.pairing.iter().map(|id| leak(&**id)).collect(),
        errors: raw.errors.iter().map(|code| leak(&**code)).collect(),
    })
}

fn answer_shape(raw: &raw::Provider) -> AnswerShape {
    AnswerShape {
        code: leak(&*raw.error.code),
        message: leak(&*raw.error.message),
        details: leak(&*raw.error.details),
        retry_after: leak(&*raw.retry_after),
        message_id: raw.message_id.iter().map(|pointer| leak(&**pointer)).collect(),
        outside_text: raw.outside_text.iter().map(|name| leak(&**name)).collect(),
    }
}

fn health(source: &Source, spanned: &Spanned<raw::Provider>) -> Result<Health, DocsFault> {
    let raw = &spanned.value.health;
    let (method, path) = named(source, spanned, &raw.operation)?;
    let statuses = raw
        .statuses
        .iter()
        .map(|(status, known)| (leak(&**status), text(&known.next, known.ar.as_ref().map(|ar| &ar.next))))
        .collect();
    Ok(Health {
        method,
        path,
        status: leak(&*raw.status),
        account: leak(&*raw.account),
        connected: leak(&*raw.connected),
        statuses,
    })
}

fn files(source: &Source, spanned: &Spanned<raw::Provider>) -> Result<Vec<FileRoute>, DocsFault> {
    let route = |(kind, raw): (&crate::values::MediaKind, &raw::FileRoute)| {
        let (_, path) = named(source, spanned, &raw.operation)?;
        Ok(FileRoute {
            kind: *kind,
            path,
            mimetypes: raw.mimetypes.iter().map(|name| leak(&**name)).collect(),
        })
    };
    spanned.value.files.iter().map(route).collect()
}

fn link(raw: &raw::Link) -> Link {
    Link {
        from: raw.from.iter().map(|name| leak(&**name)).collect(),
        value: raw.value.split('/').filter(|name| !name.is_empty()).map(leak).collect(),
        to: raw.to.iter().map(|name| leak(&**name)).collect(),
        category: raw.category.as_deref().map(leak),
    }
}

/// Splits `METHOD /path`.
fn named(
    source: &Source,
    spanned: &Spanned<raw::Provider>,
    operation: &str,
) -> Result<(Method, &'static str), DocsFault> {
    operation
        .split_once(' ')
        .and_then(|(method, path)| Some((Method::parse(method)?, leak(path))))
        .ok_or_else(|| source.fault(spanned, format!("`{operation}` is no `METHOD /path`")))
}
