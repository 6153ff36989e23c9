//! XML as data.

use std::{fmt::Write, net::TcpListener};

use serde_json::{Value, json};

use super::{Form, Pair, told};

/// A fault that answers with this text as XML.
fn text(body: &str) -> Value {
    json!({"body": body, "content_type": "text/xml; charset=utf-8"})
}

#[test]
fn xml_is_data() {
    let form = |name, body: &str, data| Form::new(name, text(body), data);
    told(vec![
        form(
            "attributes, lists and text beside members",
            "<r id=\"7\"><x>1</x><x a='b'>2</x><x/><y/><z>t<i>u</i></z><e></e></r>",
            json!({"r": {"@id": "7", "x": ["1", {"@a": "b", "#text": "2"}, null], "y": null,
                "z": {"i": "u", "#text": "t"}, "e": ""}}),
        ),
        form(
            "namespaces",
            "<s:All xmlns:s=\"urn:s\"><s:Head/><s:Fault s:of=\"x\">no</s:Fault></s:All>",
            json!({"s:All": {"@xmlns:s": "urn:s", "s:Head": null, "s:Fault": {"@s:of": "x", "#text": "no"}}}),
        ),
        form("character data", "<r><![CDATA[<b>1 & 2</b>]]></r>", json!({"r": "<b>1 & 2</b>"})),
        form(
            "entities",
            "<r a=\"&lt;&#65;&quot;\">&amp;&#x645;&gt;&apos;</r>",
            json!({"r": {"@a": "<A\"", "#text": "&م>'"}}),
        ),
        form(
            "a prologue, comments, instructions",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a --><?style x?>\n<r>\n  <a>1</a>\n</r>\n",
            json!({"r": {"a": "1"}}),
        ),
        form("a mark before it", "\u{feff}<r>محمد</r>", json!({"r": "محمد"})),
        form("nothing in it", "<r/>", json!({"r": null})),
        form(
            "40 levels",
            &("<a>".repeat(40) + "x" + &"</a>".repeat(40)),
            (0..40).fold(json!("x"), |data, _| json!({"a": data})),
        ),
    ]);
    let named = |content_type: &'static str| {
        let fault = json!({"body": "<?xml version='1.0'?><r>1</r>", "content_type": content_type});
        Form::new(content_type, fault, json!({"r": "1"}))
    };
    told(["application/xml", "application/soap+xml", "", "text/plain", "APPLICATION/XML"].map(named).into());
}

#[test]
fn xml_that_is_broken_is_shown_as_text_with_a_note() {
    let form = |name, body: &str| Form::new(name, text(body), json!(body)).noted("`text/xml`");
    told(vec![
        form("crossed", "<r><a></r></a>"),
        form("cut short", "<r><a>1</a><b"),
        form("not closed", "<r><a>1</a>"),
        form("an attribute twice", "<r a='1' a='2'/>"),
        form("words", "Success: ok"),
        form("an unknown entity in an attribute", "<r a='&own;'>1</r>"),
    ]);
}

#[test]
fn xml_of_any_depth_is_told() {
    for levels in [100, 10_000] {
        let body = "<a>".repeat(levels) + "deep" + &"</a>".repeat(levels);
        let mut call = text(&body);
        for status in [200, 400] {
            call["status"] = json!(status);
            let answer = Pair::new().read(call.clone());
            let shown = &answer.data()["data"];
            let whole = shown.to_string().contains("deep");
            let head = shown.as_str().is_some_and(|head| body.starts_with(head.trim_end_matches('…')));
            assert!(whole || head && answer.data()["truncated"] == true, "{levels}: {}", answer.text());
        }
    }
}

#[test]
fn words_around_a_document_are_not_lost() {
    let mut pair = Pair::new();
    for body in ["<r>1</r>Fatal error: disk full", "Warning: deprecated <r>1</r>", "<a>1</a>, then <b>2</b>"]
    {
        let answer = pair.read(text(body));
        let shown = answer.data()["data"].to_string();
        for word in body.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3) {
            assert!(shown.contains(word), "{body}: `{word}` is lost: {}", answer.text());
        }
    }
}

#[test]
fn entities_of_a_documents_own_are_neither_expanded_nor_fetched() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap();
    let mut bomb = String::from("<!DOCTYPE r [<!ENTITY a \"lol\">");
    for (name, inner) in ('b'..='j').zip('a'..) {
        let _ = write!(bomb, "<!ENTITY {name} \"{}\">", format!("&{inner};").repeat(10));
    }
    bomb += "]><r>&j;</r>";
    let outer = |system: &str| format!("<!DOCTYPE r [<!ENTITY x SYSTEM \"{system}\">]><r>&x;</r>");
    let mut pair = Pair::new();
    for (body, shown) in [
        (bomb, "&j;"),
        (outer("file:///etc/passwd"), "&x;"),
        (outer(&format!("http://{address}/x")), "&x;"),
        (format!("<!DOCTYPE r SYSTEM \"http://{address}/r.dtd\"><r>1</r>"), "1"),
    ] {
        let answer = pair.read(text(&body));
        assert_eq!(answer.data()["data"], json!({"r": shown}), "{}", answer.text());
    }
    other.set_nonblocking(true).unwrap();
    assert!(other.accept().is_err(), "nothing is fetched");
}
