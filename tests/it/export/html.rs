//! The page for a browser.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::*;

/// The tags of a page, without its style and script.
fn tags(page: &str) -> Vec<String> {
    let mut rest = page.to_owned();
    for name in ["style", "script"] {
        let (from, to) =
            (rest.find(&format!("<{name}>")).unwrap(), rest.find(&format!("</{name}>")).unwrap());
        rest.replace_range(from..to, &format!("<{name}>"));
    }
    rest.split('<').skip(1).map(|tag| tag.split('>').next().unwrap().to_owned()).collect()
}

fn within<'p>(page: &'p str, name: &str) -> &'p str {
    page.split(&format!("<{name}>")).nth(1).unwrap().split(&format!("</{name}>")).next().unwrap()
}

#[test]
fn it_holds_every_entry_in_both_languages_and_every_link_leads_somewhere() {
    let page = exported("html", "en");
    let ids = between(&page, " id=\"", '"');
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "ids are unique");
    for link in between(&page, "href=\"#", '"') {
        assert!(known.contains(link), "#{link}");
    }
    assert!(known.contains("POST-v2-send-text") && known.contains("webhook-message.ack"));
    let escaped = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    };
    for entry in catalog().entries() {
        for language in [Language::En, Language::Ar] {
            assert!(page.contains(&escaped(entry.title(language))), "{}", entry.title(language));
        }
    }
    assert_eq!(page.matches("class=\"entry\"").count(), catalog().entries().count());
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">"));
    assert!(exported("html", "ar").starts_with("<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn examples_are_whole_and_read_as_they_are_sent() {
    let page = exported("html", "en");
    let text: String =
        page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    for operation in &catalog().operations {
        let answer = operation.success.example.filter(|_| operation.twin_of.is_none());
        let answer = answer.map_or(String::new(), |example| format!("{:#}", example.value()));
        assert!(text.contains(&answer), "{answer}");
        let call = format!("-X {} 'https://api.wawp.net/v2/", operation.method);
        assert!(text.contains(&call), "{call}");
    }
    for event in &catalog().events {
        assert!(text.contains(&format!("{:#}", event.payload.value())), "{}", event.name);
    }
}

#[test]
fn it_loads_nothing_and_runs_only_its_own_script() {
    let page = exported("html", "en");
    let (style, script) = (within(&page, "style"), within(&page, "script"));
    for text in [style, script] {
        let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
        assert!(page.contains(&format!("'sha256-{hash}'")), "the policy names what stands in the page");
        assert!(!text.contains("://") && !text.contains("url(") && !text.contains("@import"));
    }
    assert!(page.contains("default-src 'none'") && !page.contains("unsafe"));
    for tag in tags(&page) {
        for loads in [" src=", " srcset=", " style=", " action=", " data=", " on"] {
            assert!(!tag.contains(loads) || tag.starts_with("meta"), "{tag}");
        }
        let name = tag.split([' ', '/']).next().unwrap();
        assert!(
            !["img", "iframe", "object", "embed", "video", "audio", "form", "base"].contains(&name),
            "{tag}"
        );
        assert!(name != "link" || tag.contains("href=\"data:image/svg+xml,"), "{tag}");
    }
}

#[test]
fn every_tag_that_opens_closes() {
    let mut open: Vec<String> = Vec::new();
    for tag in tags(&exported("html", "en")) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap().to_owned();
        if ["!DOCTYPE", "meta", "link", "input", "wbr", "br", "hr"].contains(&name.as_str()) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "after {open:?}");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1)) \
        ![b](https://evil.example/b.png) `</code><b onclick=x>` \"' onmouseover=x </style> <https://ok.example>";
    let text = Text::new(hostile, hostile);
    let mut catalog = docs::BUILT_IN[0].catalog().unwrap();
    let operation = &mut catalog.operations[0];
    (operation.title, operation.summary, operation.description) = (text, text, text);
    (operation.category, operation.notes, operation.limits) = (hostile, vec![text], vec![text]);
    operation.arguments.iter_mut().for_each(|argument| argument.schema.description = text);
    catalog.categories.push(hostile);
    catalog.events[0].fields[0] = (hostile, text);
    catalog.errors[0].action = text;
    let body =
        format!("# {hostile}\n\n<div onclick=x>\n\n{hostile}\n\n```{hostile}\n{hostile}\n```\n").leak();
    catalog.guides[0].body = Text::new(body, body);
    catalog.provider.name = hostile;
    let page = export::html(&catalog, Language::En);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    for tag in tags(&page) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        assert!(!["img", "b onclick"].contains(&name), "{tag}");
        let outside = tag.split('"').step_by(2).collect::<String>();
        assert!(!outside.contains(" on") && !tag.contains("href=\"javascript:"), "{tag}");
    }
    assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
}
