//! Events, error codes and guides, and the pairing of English with Arabic.

use super::{DocumentError, raw, source::Source};
use crate::catalog::{ErrorCode, Event, Guide, Json, Text, Variant, text::leak};

/// A text in both languages.
pub(super) fn text(en: &str, ar: Option<&String>) -> Text {
    Text::new(leak(en.trim()), leak(ar.map_or("", |ar| ar.trim())))
}

/// A list of texts in both languages, paired by position.
pub(super) fn list(en: &[String], ar: Option<&Vec<String>>) -> Vec<Text> {
    en.iter().enumerate().map(|(at, en)| text(en, ar.and_then(|ar| ar.get(at)))).collect()
}

/// The events of `webhooks.yaml`.
pub(super) fn events(source: &Source, webhooks: &raw::Webhooks) -> Result<Vec<Event>, DocumentError> {
    let event = |(name, item): (&String, &serde_saphyr::Spanned<_>)| {
        let item: &indexmap::IndexMap<String, serde_saphyr::Spanned<raw::Event>> = &item.value;
        let spanned = item.get("post").filter(|_| item.len() == 1);
        let Some(spanned) = spanned else {
            return Err(DocumentError::Content {
                file: source.file.clone(),
                line: 1,
                reason: format!("`{name}` has exactly one method, `post`"),
            });
        };
        let raw = &spanned.value;
        let payload = raw.body.content.get("application/json").and_then(|json| json.example.as_ref());
        let payload =
            payload.ok_or_else(|| source.fault(spanned, format!("`{name}` has no example payload")))?;
        let ar = raw.ar.as_ref();
        Ok(Event {
            name: leak(&**name),
            path: leak(format!("/{name}")),
            title: text(&raw.title, ar.map(|ar| &ar.title)),
            summary: text(&raw.summary, ar.map(|ar| &ar.summary)),
            description: text(&raw.description, ar.map(|ar| &ar.description)),
            payload: Json::of(payload),
            fields: raw
                .payload
                .iter()
                .map(|(field, en)| (leak(&**field), text(en, ar.and_then(|ar| ar.payload.get(field)))))
                .collect(),
            limits: list(&raw.limits, ar.map(|ar| &ar.limits)),
            notes: list(&raw.notes, ar.map(|ar| &ar.notes)),
            related: raw.related.iter().map(|reference| leak(&**reference)).collect(),
        })
    };
    webhooks.iter().map(event).collect()
}

/// The codes of `errors.yaml`.
pub(super) fn errors(errors: &raw::Errors) -> Vec<ErrorCode> {
    let code = |(code, spanned): (&String, &serde_saphyr::Spanned<raw::ErrorCode>)| {
        let raw = &spanned.value;
        let ar = raw.ar.as_ref();
        ErrorCode {
            code: leak(&**code),
            status: raw.status,
            meaning: text(&raw.meaning, ar.map(|ar| &ar.meaning)),
            action: text(&raw.action, ar.map(|ar| &ar.action)),
            retry: raw.retry,
            body: raw.body.as_ref().map(Json::of),
            variants: raw.variants.iter().map(variant).collect(),
        }
    };
    errors.iter().map(code).collect()
}

fn variant(raw: &raw::Variant) -> Variant {
    let ar = raw.ar.as_ref();
    let example = raw.example.as_str().map_or_else(|| raw.example.to_string(), str::to_owned);
    Variant {
        when: text(&raw.when, ar.map(|ar| &ar.when)),
        rule: text(&raw.rule, ar.map(|ar| &ar.rule)),
        example: leak(example),
    }
}

/// One guide: the English page and, where it is written, the Arabic one.
pub(super) fn guide(source: &Source, arabic: Option<&Source>) -> Result<Guide, DocumentError> {
    let (head, body) = front_matter(source)?;
    let arabic = arabic.map(front_matter).transpose()?;
    let ar = arabic.as_ref();
    Ok(Guide {
        path: leak(&*head.path),
        category: leak(&*head.category),
        title: text(&head.title, ar.map(|(head, _)| &head.title)),
        summary: text(&head.summary, ar.map(|(head, _)| &head.summary)),
        body: text(body, ar.map(|(_, body)| (*body).to_owned()).as_ref()),
        related: head.related.iter().map(|reference| leak(&**reference)).collect(),
    })
}

fn front_matter(source: &Source) -> Result<(raw::GuideHead, &str), DocumentError> {
    let split = source.text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let Some((head, body)) = split else {
        return Err(DocumentError::Content {
            file: source.file.clone(),
            line: 1,
            reason: "a guide begins with a head between two `---` lines".to_owned(),
        });
    };
    Ok((source.yaml(head)?, body))
}
