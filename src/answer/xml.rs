//! XML as data.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use serde_json::{Map, Value, json};

/// Deeper documents are no answer of a gateway, and would exhaust the stack later.
const DEEPEST: usize = 64;

/// An element that is still open.
#[derive(Default)]
struct Open {
    name: String,
    members: Map<String, Value>,
    text: String,
}

/// Elements as members, repeated ones as lists, attributes as `@name`, text beside members as `#text`. Nothing where the
/// text is not well-formed or too deep.
pub(super) fn data(text: &str) -> Option<Value> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Open::default()];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if open.len() < DEEPEST => open.push(opened(&start)?),
            Event::Start(_) => return None,
            Event::Empty(start) => {
                let Open { name, members, .. } = opened(&start)?;
                let value = if members.is_empty() { Value::Null } else { Value::Object(members) };
                add(&mut open.last_mut()?.members, name, value);
            }
            Event::Text(text) => open.last_mut()?.text.push_str(&text),
            Event::CData(text) => open.last_mut()?.text.push_str(&text),
            Event::GeneralRef(entity) => open.last_mut()?.text.push_str(&resolved(&entity)),
            Event::End(_) => {
                let (name, value) = closed(open.pop()?);
                add(&mut open.last_mut()?.members, name, value);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let Open { members: root, text: around, .. } = open.pop()?;
    // Words before or behind the document would be lost: then it is a text.
    (open.is_empty() && around.trim().is_empty() && !root.is_empty()).then_some(Value::Object(root))
}

fn opened(start: &BytesStart<'_>) -> Option<Open> {
    let mut members = Map::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        members.insert(format!("@{}", attribute.key.as_ref()), json!(value));
    }
    Some(Open { name: start.name().as_ref().to_owned(), members, text: String::new() })
}

fn closed(open: Open) -> (String, Value) {
    let Open { name, mut members, text } = open;
    let text = text.trim();
    if members.is_empty() {
        return (name, json!(text));
    }
    if !text.is_empty() {
        members.insert("#text".to_owned(), json!(text));
    }
    (name, Value::Object(members))
}

fn add(members: &mut Map<String, Value>, name: String, value: Value) {
    match members.get_mut(&name) {
        None => {
            members.insert(name, value);
        }
        Some(Value::Array(items)) => items.push(value),
        Some(known) => *known = json!([known.take(), value]),
    }
}

/// The character that an entity stands for; one of a document's own stays as it is written.
fn resolved(entity: &str) -> String {
    let known = quick_xml::escape::resolve_predefined_entity(entity).map(str::to_owned);
    let numbered = || {
        let code = entity.strip_prefix('#')?;
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        char::from_u32(code).map(String::from)
    };
    known.or_else(numbered).unwrap_or_else(|| format!("&{entity};"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_becomes_data() {
        let text = "<?xml version=\"1.0\"?><error id=\"7\"><code>missing_param</code><m>a &amp; b &#65;</m><x>1</x>\
                    <x a='&lt;'>2</x><y/><z n='1'/>tail</error>";
        let expected = json!({"error": {"@id": "7", "code": "missing_param", "m": "a & b A",
            "x": ["1", {"@a": "<", "#text": "2"}], "y": null, "z": {"@n": "1"}, "#text": "tail"}});
        assert_eq!(data(text), Some(expected));
    }

    #[test]
    fn what_is_no_xml_is_none() {
        let deep = "<a>".repeat(100) + &"</a>".repeat(100);
        for text in ["<a><b></a>", "", "text", "<a", &deep, "<a x=1 x=2></a>", "<?xml version='1.0'?>"] {
            assert_eq!(data(text), None, "{text}");
        }
        // Entities of one's own are how a short document becomes an endless one: they are not expanded.
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;&b;</a>";
        assert_eq!(data(bomb), Some(json!({"a": "&b;&b;"})));
    }
}
