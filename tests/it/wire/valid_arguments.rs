//! Valid arguments, made from the documented examples and shapes.

use serde_json::{Map, Value, json};
use wawp_mcp::catalog::{Format, Json, Kind, Operation, Place, Schema};

/// A text that needs care on every way: reserved in a path, in a query, in JSON, and of more than one byte.
const HARD: &str = " &a=b+c%2F#?/\\\"'\n;é ج 📅";
/// Texts that the gateway reads: one that names nothing is refused, however well it arrived.
const READ_BY_THE_GATEWAY: [&str; 6] = ["messageId", "latitude", "longitude", "limit", "offset", "sortBy"];
/// What a text without an example may be; the first one that its shape allows is taken.
const TEXTS: [&str; 4] = ["A text", "EG", "12", "#38b42f"];
/// What a number without an example may be; the first one that its bounds allow is taken.
const NUMBERS: [i32; 4] = [3, 0, 20, 1_000];

/// Which of the valid arguments.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sample {
    /// The required arguments and members alone.
    Required,
    /// Every argument, and at any depth every member.
    Whole,
    /// The same, with texts that are hard to carry, and one more of them in each list.
    Hard,
}

/// The arguments of an operation, each with its documented example, or where there is none with a value of
/// its shape.
pub(super) fn arguments(operation: &Operation, number: usize, sample: Sample) -> Map<String, Value> {
    let wanted =
        operation.arguments.iter().filter(|argument| argument.required || sample != Sample::Required);
    let named = wanted.map(|argument| {
        let mut value = value(argument.name, &argument.schema, None, sample);
        // A line break in a path names nothing that exists: it is refused.
        if argument.place == Place::Path {
            value = json!(value.as_str().unwrap().replace('\n', ""));
        }
        (argument.name.to_owned(), if argument.name == "chatId" { own_chat(&value, number) } else { value })
    });
    named.collect()
}

/// A chat that no other operation writes to: the program waits a second between two sends to one.
fn own_chat(example: &Value, number: usize) -> Value {
    let user = format!("49151{:08}", 10_000_001 + number);
    match example.as_str().unwrap().split_once('@') {
        Some((_, server)) => json!(format!("{user}@{server}")),
        None => json!(user),
    }
}

/// The example that stands around a value, else its own one, completed by what it leaves out.
fn value(name: &str, schema: &Schema, around: Option<Value>, sample: Sample) -> Value {
    let example = around.or_else(|| schema.example.map(Json::value));
    match schema.kind {
        Kind::Object => object(schema, example, sample),
        Kind::Array => array(name, schema, example, sample),
        Kind::String => text(name, schema, example, sample),
        Kind::Number | Kind::Integer => example.unwrap_or_else(|| json!(number(schema))),
        Kind::Boolean => example.unwrap_or(json!(true)),
    }
}

fn object(schema: &Schema, example: Option<Value>, sample: Sample) -> Value {
    let mut example = example.unwrap_or_else(|| json!({}));
    let members = example.as_object_mut().unwrap();
    for property in &schema.properties {
        let known = members.remove(property.name);
        if property.required || sample != Sample::Required {
            let value = value(property.name, &property.schema, known, sample);
            members.insert(property.name.to_owned(), value);
        }
    }
    example
}

fn array(name: &str, schema: &Schema, example: Option<Value>, sample: Sample) -> Value {
    let items = schema.items.as_deref().expect("a list says what its items are");
    let fewest = schema.bounds.shortest.unwrap_or(1).max(1) as usize;
    let mut given: Vec<Option<Value>> = match example {
        Some(example) => example.as_array().unwrap().iter().cloned().map(Some).collect(),
        None => vec![None; fewest],
    };
    if sample == Sample::Hard && items.kind == Kind::String {
        given.push(None);
    }
    given.into_iter().map(|item| value(name, items, item, sample)).collect()
}

fn number(schema: &Schema) -> i32 {
    let (least, most) = (schema.bounds.minimum, schema.bounds.maximum);
    let fits =
        |number: f64| least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
    NUMBERS.into_iter().find(|number| fits(f64::from(*number))).expect("one of the numbers fits")
}

fn text(name: &str, schema: &Schema, example: Option<Value>, sample: Sample) -> Value {
    let plain = example.unwrap_or_else(|| json!(made_text(schema)));
    let hard = format!("{}{HARD}", plain.as_str().unwrap());
    let free = schema.format.is_none() && schema.choices.is_empty() && allows(schema, &hard);
    let may_be_hard = free && !READ_BY_THE_GATEWAY.contains(&name);
    if sample == Sample::Hard && may_be_hard { json!(hard) } else { plain }
}

fn made_text(schema: &Schema) -> &'static str {
    if let Some(choice) = schema.choices.first() {
        return choice;
    }
    match schema.format {
        Some(Format::ChatId | Format::ContactId) => "447441429009@c.us",
        Some(Format::GroupId) => "1234567890@g.us",
        Some(Format::ChannelId) => "1234567890@newsletter",
        Some(Format::Lid) => "1234567890@lid",
        Some(Format::Phone) => "447441429009",
        Some(Format::PhonePlus) => "+447441429009",
        Some(Format::Decimal) => "38.8937255",
        Some(Format::MediaType) => "image/jpeg",
        Some(Format::Uri) => "https://example.com/a.jpg",
        None => TEXTS.into_iter().find(|text| allows(schema, text)).expect("one of the texts fits"),
    }
}

fn allows(schema: &Schema, text: &str) -> bool {
    let (length, bounds) = (text.chars().count(), schema.bounds);
    bounds.shortest.is_none_or(|shortest| length >= shortest as usize)
        && bounds.longest.is_none_or(|longest| length <= longest as usize)
        && schema.pattern.is_none_or(|pattern| regex::Regex::new(pattern).unwrap().is_match(text))
}
