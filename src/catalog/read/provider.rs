//! `x-provider`.

use indexmap::IndexMap;
use serde_saphyr::Spanned;

use super::{
    DocumentError,
    pages::text,
    raw::{self, InBoth},
    source::Source,
};
use crate::{
    catalog::{
        About, Advice, AnswerShape, AskedBy, Carrier, Environment, FileRoute, Health, Json, Link, Provider,
        Refusals, Scheme, Security, Text,
        text::{leak, leak_all},
    },
    values::{MediaKind, MediaRule, Method, NumberRule, Origin},
};

/// The gateway that the root document describes.
pub(super) fn provider(source: &Source, root: &raw::Root) -> Result<Provider, DocumentError> {
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
        security: security(source, spanned)?,
        headers: raw.headers.iter().map(|(name, value)| (leak(&**name), leak(&**value))).collect(),
        answer: answer_shape(raw),
        health: raw.health.as_ref().map(|health| self::health(source, spanned, health)).transpose()?,
        files: files(source, spanned)?,
        numbers: raw.numbers.iter().map(number_rule).collect(),
        advice: Advice {
            create_session: raw.advice.create_session.as_deref().map(leak),
            read_chat: raw.advice.read_chat.as_deref().map(leak),
        },
        environment: Environment {
            token: leak(&*raw.environment.token),
            session: leak(&*raw.environment.session),
            base_url: leak(&*raw.environment.base_url),
        },
        about: about(&raw.about),
        refusals: refusals(&raw.refusals),
        links: raw.links.iter().map(link).collect(),
        nouns: raw.nouns.iter().map(|(category, noun)| (leak(&**category), in_both(noun))).collect(),
        text: raw.text.as_deref().map(leak),
        pairing: leak_all(&raw.pairing),
        errors: leak_all(&raw.errors),
    })
}

fn security(source: &Source, spanned: &Spanned<raw::Provider>) -> Result<Security, DocumentError> {
    let raw = &spanned.value.security;
    for scheme in &raw.token {
        if (scheme.carrier == Carrier::Bearer) != scheme.name.is_empty() {
            let reason = "a way in which the token travels has a `name`, unless it is `in: bearer`";
            return Err(source.fault(spanned, reason.to_owned()));
        }
    }
    if raw.token.is_empty() {
        return Err(source.fault(spanned, "`security` names no way for the token".to_owned()));
    }
    let asked_by =
        |raw: &raw::AskedBy| AskedBy { status: raw.status, code: leak(&*raw.code), names: leak(&*raw.names) };
    let scheme = |raw: &raw::Scheme| Scheme {
        carrier: raw.carrier,
        name: leak(&*raw.name),
        asked_by: raw.asked_by.as_ref().map(asked_by),
    };
    Ok(Security { token: raw.token.iter().map(scheme).collect(), session: raw.session.as_deref().map(leak) })
}

fn answer_shape(raw: &raw::Provider) -> AnswerShape {
    AnswerShape {
        code: leak(&*raw.error.code),
        message: leak(&*raw.error.message),
        details: raw.error.details.as_deref().map(leak),
        missing: raw.error.missing.as_deref().map(leak),
        retry_after: raw.retry_after.as_deref().map(leak),
        message_id: leak_all(&raw.message_id),
        outside_text: leak_all(&raw.outside_text),
    }
}

fn health(
    source: &Source,
    spanned: &Spanned<raw::Provider>,
    raw: &raw::Health,
) -> Result<Health, DocumentError> {
    let (method, path) = named(source, spanned, &raw.operation)?;
    let next = |known: &raw::SessionStatus| text(&known.next, known.ar.as_ref().map(|ar| &ar.next));
    Ok(Health {
        method,
        path,
        status: leak(&*raw.status),
        account: leak(&*raw.account),
        connected: leak(&*raw.connected),
        statuses: raw.statuses.iter().map(|(status, known)| (leak(&**status), next(known))).collect(),
        otherwise: next(&raw.otherwise),
    })
}

fn files(source: &Source, spanned: &Spanned<raw::Provider>) -> Result<Vec<FileRoute>, DocumentError> {
    let route = |(kind, raw): (&MediaKind, &raw::FileRoute)| {
        let (_, path) = named(source, spanned, &raw.operation)?;
        let rule = MediaRule {
            kind: *kind,
            takes: leak_all(&raw.takes),
            usual: raw.usual,
            limit: raw.limit,
            plays: leak_all(&raw.plays),
        };
        Ok(FileRoute { path, rule })
    };
    spanned.value.files.iter().map(route).collect()
}

fn number_rule(raw: &raw::NumberRule) -> NumberRule {
    NumberRule {
        begins: leak(&*raw.begins),
        with: leak(&*raw.with),
        digits: raw.digits,
        reason: leak(&*raw.reason),
    }
}

fn about(raw: &raw::About) -> About {
    About {
        summary: in_both(&raw.summary),
        recipients: in_both(&raw.recipients),
        methods: in_both(&raw.methods),
        rates: in_both(&raw.rates),
        errors: in_both(&raw.errors),
        events: in_both(&raw.events),
        received: in_both(&raw.received),
    }
}

fn in_both(raw: &InBoth) -> Text {
    text(&raw.en, Some(&raw.ar))
}

fn refusals(raw: &raw::Refusals) -> Refusals {
    let code = |code: &Option<String>| code.as_deref().map(leak);
    let recipients = |recipients: &IndexMap<String, serde_json::Value>| {
        recipients.iter().map(|(begins, says)| (leak(&**begins), Json::of(says))).collect()
    };
    Refusals {
        missing_argument: code(&raw.missing_argument),
        invalid_argument: code(&raw.invalid_argument),
        recipient: code(&raw.recipient),
        token: code(&raw.token),
        session: code(&raw.session),
        recipients: recipients(&raw.recipients),
    }
}

fn link(raw: &raw::Link) -> Link {
    Link {
        from: leak_all(&raw.from),
        value: raw.value.split('/').filter(|name| !name.is_empty()).map(leak).collect(),
        to: leak_all(&raw.to),
        category: raw.category.as_deref().map(leak),
    }
}

/// Splits `METHOD /path`.
fn named(
    source: &Source,
    spanned: &Spanned<raw::Provider>,
    operation: &str,
) -> Result<(Method, &'static str), DocumentError> {
    operation
        .split_once(' ')
        .and_then(|(method, path)| Some((Method::parse(method)?, leak(path))))
        .ok_or_else(|| source.fault(spanned, format!("`{operation}` is no `METHOD /path`")))
}
