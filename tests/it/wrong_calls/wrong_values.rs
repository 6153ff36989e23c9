//! For a place in the arguments, values that cannot be right there, each breaking one thing.

use serde_json::{Value, json};
use wawp_mcp::catalog::{Format, Kind, Rule, Schema};

use super::argument_places;

/// A value, what is wrong with it, and the code that tells so.
pub(super) struct WrongValue {
    pub(super) what: &'static str,
    pub(super) value: Value,
    pub(super) code: &'static str,
}

fn invalid(what: &'static str, value: Value) -> WrongValue {
    WrongValue { what, value, code: "invalid_argument" }
}

/// Values of another JSON type, which say nothing that could be converted.
pub(super) fn of_type(kind: Kind) -> Vec<WrongValue> {
    let values = match kind {
        Kind::String => vec![json!(true), json!(["text"]), json!({"value": "text"}), json!([])],
        Kind::Number => vec![json!("ten"), json!(true), json!([1]), json!({"value": 1}), json!("")],
        Kind::Integer => {
            vec![json!("ten"), json!(true), json!([1]), json!({"value": 1}), json!(2.5), json!("2.5")]
        }
        Kind::Boolean => vec![json!("yes"), json!(1), json!([true]), json!({"value": true}), json!("")],
        Kind::Object => {
            vec![json!("https://example.com/a.jpg"), json!(5), json!(true), json!([]), json!("{")]
        }
        Kind::Array => vec![json!("one"), json!(5), json!(false), json!({}), json!({"one": 1}), json!("[")],
    };
    values.into_iter().map(|value| invalid("another type", value)).collect()
}

/// Values just outside of the documented limits.
pub(super) fn of_bounds(schema: &Schema) -> Vec<WrongValue> {
    let bounds = schema.bounds;
    let mut out = Vec::new();
    let sized = |size: u32| match &schema.items {
        // Different ones, so that no other rule is broken.
        Some(items) => json!((0..size).map(|at| numbered(items, at)).collect::<Vec<_>>()),
        None => json!("ж".repeat(size as usize)),
    };
    out.extend(bounds.longest.map(|longest| invalid("one too many", sized(longest + 1))));
    out.extend(bounds.shortest.map(|shortest| invalid("one too few", sized(shortest - 1))));
    let number =
        |number: f64| if schema.kind == Kind::String { json!(number.to_string()) } else { json!(number) };
    out.extend(bounds.minimum.map(|minimum| invalid("too small", number(minimum - 1.0))));
    out.extend(bounds.maximum.map(|maximum| invalid("too great", number(maximum + 1.0))));
    out
}

/// An item that differs from those of other numbers, where it is a text.
fn numbered(schema: &Schema, number: u32) -> Value {
    match (schema.kind, schema.format) {
        (Kind::String, None) => json!(format!("item {number}")),
        _ => argument_places::filled(schema, schema.right_value()),
    }
}

/// Texts that are none of the allowed words, match no pattern, or are of a media type that is not taken.
pub(super) fn of_choices(schema: &Schema) -> Vec<WrongValue> {
    if schema.format == Some(Format::MediaType) {
        let limited = !schema.choices.is_empty() || schema.pattern.is_some();
        let foreign = ["text/csv", "image/webp;q=1", "font/woff", "application/zip"].into_iter();
        let foreign = foreign
            .filter(|text| limited && !schema.pattern.is_some_and(|p| wawp_mcp::catalog::is_match(p, text)));
        let code = "unsupported_media_type";
        return foreign
            .map(|text| WrongValue { what: "a media type that is not taken", value: json!(text), code })
            .collect();
    }
    let words: &[&str] = match (schema.choices.is_empty(), schema.pattern) {
        (false, _) => &["purple", "", "null", "{choice}"],
        // The pattern of texts that are not blank.
        (true, Some(r"\S")) => &[" ", "\n\t", "\u{a0}"],
        (true, Some(_)) if schema.format == Some(Format::Uri) => &["http://example.com/a.jpg"],
        (true, Some(_)) => &["purple", "", "-1", "0x10", "12 34"],
        (true, None) => &[],
    };
    words.iter().map(|word| invalid("a text that is not allowed", json!(word))).collect()
}

/// Texts that have not the documented meaning.
pub(super) fn of_format(format: Format) -> Vec<WrongValue> {
    const NOBODY: [&str; 6] = ["", "Ahmed", "01012345678", "123@evil.us", "{id}", "ahmed@example.com"];
    let more: &[&str] = match format {
        Format::ChatId => &["@c.us", "1234567", "a@g.us"],
        Format::ContactId => &["1234567890@g.us", "1234567890@newsletter", "status@broadcast"],
        Format::GroupId => &["201012345678", "201012345678@c.us", "1234567890@newsletter", "1234567890@lid"],
        Format::ChannelId => &["201012345678", "1234567890@g.us", "1234567890@lid"],
        Format::Lid => &["201012345678", "201012345678@c.us", "1234567890@g.us"],
        Format::Phone | Format::PhonePlus => &["1234567890@g.us", "1234567890@lid", "1234567890@newsletter"],
        Format::Uri => return of_address(),
        Format::Decimal => &["", "north", "30,0444", "30.0444° N", "NaN", "inf", "1e1", "0x1e", "1.2.3"],
        Format::MediaType => {
            &["", "jpeg", "image/", "/jpeg", "image jpeg", "image/jpeg/x", "{mimetype}", "a/b c"]
        }
    };
    let nobody = if matches!(format, Format::Decimal | Format::MediaType) { &[][..] } else { &NOBODY };
    nobody.iter().chain(more).map(|text| invalid("a text of another meaning", json!(text))).collect()
}

fn of_address() -> Vec<WrongValue> {
    let texts = [
        "",
        "cat.jpg",
        "/files/cat.jpg",
        "//example.com/cat.jpg",
        "www.example.com/cat.jpg",
        "ftp://example.com/cat.jpg",
        "file:///tmp/cat.jpg",
        "C:\\cat.jpg",
        "javascript:alert(1)",
        "https://",
        "https://exam ple.com/cat.jpg",
        "https://example.com/my cat.jpg",
        "https://example.com/cat\n.jpg",
        "{url}",
        "data:image/png;base64",
    ];
    texts.into_iter().map(|text| invalid("no address", json!(text))).collect()
}

/// Values that break a rule between their parts, each with the member at fault.
pub(super) fn of_rule(rule: &Rule, right: &Value) -> Vec<(&'static str, WrongValue)> {
    match rule {
        Rule::UniqueItems => vec![("", invalid("an item twice", json!(["one", "two", "one"])))],
        Rule::Distinct("rows.rowId") => {
            let row = |id: &str| json!({"title": "Row", "rowId": id});
            let section = |ids: [&str; 2]| json!({"title": "Part", "rows": ids.map(row)});
            vec![
                ("", invalid("an id twice in one part", json!([section(["a", "a"])]))),
                ("", invalid("an id in two parts", json!([section(["a", "b"]), section(["c", "a"])]))),
            ]
        }
        &Rule::AtMost { of, count } => {
            let row = |id: u32| json!({"title": "Row", "rowId": id.to_string()});
            let rows = |ids: std::ops::RangeInclusive<u32>| ids.map(row).collect::<Vec<_>>();
            let halves = [rows(1..=count / 2), rows(count / 2 + 1..=count + 1)];
            let sections = halves.map(|rows| json!({"title": "Part", of: rows}));
            vec![("", invalid("one too many in all", json!(sections)))]
        }
        &Rule::After { later, earlier } => {
            let start = right[earlier].as_i64().unwrap();
            let with = |end: i64| {
                let mut value = right.clone();
                value[later] = json!(end);
                value
            };
            vec![(later, invalid("not after", with(start))), (later, invalid("before", with(start - 3600)))]
        }
        Rule::Distinct(_) | Rule::OneOf(_) | Rule::Needs { .. } => {
            panic!("this test knows no values that break `{rule:?}`")
        }
    }
}
