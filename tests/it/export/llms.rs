//! `llms.txt`, and the names of pages.

use super::*;

#[test]
fn it_has_the_form_and_every_link_names_an_entry() {
    let catalog = catalog();
    let mut expected: Vec<String> = Vec::new();
    for entry in catalog.entries() {
        let twin = matches!(entry, Entry::Operation(operation) if operation.twin_of.is_some());
        let uri = export::uri(&entry);
        if !twin && !expected.contains(&uri) {
            expected.push(uri);
        }
    }
    expected.sort_unstable();
    for language in ["en", "ar"] {
        let text = exported("llms", language);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("# ") && lines[2].starts_with("> "), "{text}");
        let mut targets = between(&text, "](", ')');
        assert_eq!(text.matches("\n- [").count(), targets.len());
        targets.sort_unstable();
        assert_eq!(targets, expected);
        assert!(text.len() < 40_000, "an index, {} bytes", text.len());
    }
}

#[test]
fn names_of_pages_are_what_resources_are_called() {
    let catalog = catalog();
    let uri = |name: &str| export::uri(&catalog.referred(name).unwrap());
    assert_eq!(uri("POST /v2/send/text"), "wawp://docs/endpoint/POST/v2/send/text");
    assert_eq!(uri("GET /v2/groups/{id}"), "wawp://docs/endpoint/GET/v2/groups/%7Bid%7D");
    assert_eq!(uri("message.ack"), "wawp://docs/webhook/message.ack");
    assert_eq!(uri("/v2/start"), "wawp://docs/guide/v2/start");
    assert_eq!(uri("invalid_param"), "wawp://docs/errors");
}
