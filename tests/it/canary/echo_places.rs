//! Where in an answer a gateway may repeat a token.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::token_spellings::{Escapes, Form, escaped};

/// One kind of answer that holds every form.
pub(super) struct Place {
    pub(super) name: &'static str,
    content_type: &'static str,
    /// Whether a reader sees what stands there: what is seen has to be masked, and not left out.
    pub(super) shown: bool,
    body: fn(&[Form]) -> Vec<u8>,
}

impl Place {
    /// The fault that makes a gateway answer like this.
    pub(super) fn fault(&self, status: u16, forms: &[Form]) -> Value {
        let body = STANDARD.encode((self.body)(forms));
        json!({"status": status, "content_type": self.content_type, "body_base64": body})
    }
}

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";
const XML: &str = "application/xml";

pub(super) const PLACES: [Place; 20] = [
    seen("a JSON value", JSON, |forms| values(forms).to_string().into()),
    seen("a JSON value under another type", "text/plain", |forms| values(forms).to_string().into()),
    seen("a JSON value after a byte order mark", JSON, |forms| format!("\u{feff}{}", values(forms)).into()),
    seen("the name of a JSON member", JSON, |forms| {
        let name = |(form, number): (&Form, usize)| (marked(number, &form.text), json!(number));
        Value::Object(forms.iter().zip(0..).map(name).collect()).to_string().into()
    }),
    seen("deep in JSON", JSON, |forms| json!({"a": [{"b": [[values(forms)]]}, 1, null]}).to_string().into()),
    seen("a text that is JSON itself", JSON, |forms| {
        json!({"raw": values(forms).to_string()}).to_string().into()
    }),
    seen("a text that is JSON with JSON in it", JSON, |forms| {
        let inner = json!({"raw": values(forms).to_string()}).to_string();
        json!([{"raw": inner}]).to_string().into()
    }),
    seen("JSON that is written with escapes", JSON, |forms| {
        let value = |form: &Form| match form.escapes {
            Escapes::InJson => format!("\"{}\"", form.text),
            Escapes::InMarkup | Escapes::Nowhere => json!(form.text).to_string(),
        };
        let pairs = forms.iter().zip(0..).map(|(form, number)| {
            let value = value(form);
            format!("\"{number}\":\"{}\"", marked(number, &value[1..value.len() - 1]))
        });
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(",\n")).into()
    }),
    seen("broken JSON", JSON, |forms| values(forms).to_string().trim_end_matches('}').into()),
    seen("XML text", XML, |forms| element("e", &each(forms, |_, text| element("v", &escaped(text)))).into()),
    seen("XML text of an unknown type", "", |forms| {
        let text = each(forms, |_, text| element("v", &escaped(text)));
        format!("<?xml version='1.0'?>{}", element("e", &text)).into()
    }),
    seen("an XML attribute", XML, |forms| {
        let attributes = each(forms, |number, text| format!(" a{number}=\"{}\"", escaped(text)));
        format!("<e{attributes}/>").into()
    }),
    seen("XML that is written with entities", XML, |forms| {
        element("e", &each_written(forms, |number, text| format!("<v a{number}=\"{text}\">{text}</v>")))
            .into()
    }),
    seen("broken XML", XML, |forms| each(forms, |_, text| format!("<v>{text}")).into()),
    seen("HTML text", HTML, |forms| page("", &each(forms, |_, text| element("p", &escaped(text)))).into()),
    seen("an HTML title", HTML, |forms| page(&each(forms, |_, text| escaped(text) + " "), "").into()),
    seen("HTML that is written with entities", HTML, |forms| {
        page("", &each_written(forms, |_, text| element("p", text))).into()
    }),
    Place {
        shown: false,
        ..seen("an HTML attribute", HTML, |forms| {
            let link =
                |_, text: &str| format!("<a href=\"/?t={0}\" title='{0}'>x</a><!-- {0} -->", escaped(text));
            page("", &each(forms, link)).into()
        })
    },
    seen("plain text", "text/plain", |forms| each(forms, |_, text| format!("{text}\n")).into()),
    seen("text with bytes that are no UTF-8", JSON, |forms| {
        let line = |(form, number): (&Form, usize)| {
            [b"\xff\xfe", marked(number, &form.text).as_bytes(), b"\xc3\x28\n"].concat()
        };
        forms.iter().zip(0..).flat_map(line).collect()
    }),
];

const fn seen(name: &'static str, content_type: &'static str, body: fn(&[Form]) -> Vec<u8>) -> Place {
    Place { name, content_type, shown: true, body }
}

/// A text between marks by which it is found again.
pub(super) fn marked(number: usize, text: &str) -> String {
    format!("f{number:02}.{text}.f{number:02}")
}

/// What stands between the marks of this number; nothing where they are not there.
pub(super) fn between_marks(shown: &str, number: usize) -> Option<&str> {
    let mark = format!("f{number:02}");
    let (_, rest) = shown.split_once(&format!("{mark}."))?;
    Some(rest.split_once(&format!(".{mark}"))?.0)
}

fn values(forms: &[Form]) -> Value {
    let value = |(form, number): (&Form, usize)| (number.to_string(), json!(marked(number, &form.text)));
    Value::Object(forms.iter().zip(0..).map(value).collect())
}

fn each(forms: &[Form], write: fn(usize, &str) -> String) -> String {
    forms.iter().zip(0..).map(|(form, number)| write(number, &marked(number, &form.text))).collect()
}

/// Each form with its entities as they are.
fn each_written(forms: &[Form], write: fn(usize, &str) -> String) -> String {
    let text = |form: &Form| match form.escapes {
        Escapes::InMarkup => form.text.clone(),
        Escapes::InJson | Escapes::Nowhere => escaped(&form.text),
    };
    forms.iter().zip(0..).map(|(form, number)| write(number, &marked(number, &text(form)))).collect()
}

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}

fn page(title: &str, content: &str) -> String {
    format!("<!doctype html><html><head><title>{title}</title></head><body>{content}</body></html>")
}
