//! Swift: `URLSession`.

use serde_json::Number;

use crate::starter::{
    Body, Job,
    literal::{Style, USUAL, backslashed, escaped, joined},
    printer::{Header, Headers, Printer, StepText},
};

pub(super) static PRINTERS: &[&Printer] = &[&URL_SESSION];

static URL_SESSION: Printer = Printer {
    job: Job::Calls,
    library: "URLSession",
    filename: "main.swift",
    frame: include_str!("url_session.swift"),
    shared: &[],
    parts: &[],
    comment: "//",
    headers: HEADERS,
    call,
    pause: |text| format!("pause(for: {})", string(text)),
    is_one_of,
    run: &["swift main.swift"],
    requires: &["Swift 5.5 or later, on macOS 12 or later or Linux"],
    extras: &[],
};

const HEADERS: Headers = Headers { token: "accessToken", session: "instanceID", one: header, between: "\n" };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("\"{text}\" + {variable}"));
    format!("request.setValue({value}, forHTTPHeaderField: {})", string(header.name))
}

/// Mixed literals inside another say their type themselves.
const STYLE: Style = Style {
    string,
    name: string,
    number,
    words: ["NSNull()", "true", "false"],
    object: ["[", OBJECT],
    empty: ["[:] as [String: Any]", "[] as [Any]"],
    list: ["[", "] as [Any]"],
    instance: "instanceID",
    token: "accessToken",
    answer: |variable, path| format!("pick({variable}, {})", joined(path, string)),
    ..USUAL
};

const OBJECT: &str = "] as [String: Any]";

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let mut arguments = vec![string(method), STYLE.path(&step.path, "encode", " + ")];
    if !step.query.is_empty() {
        arguments.push(format!("query: {}", typed(STYLE.object(&step.query, 0))));
    }
    arguments.extend(step.body.as_ref().map(|body| match body {
        Body::Json(members) => format!("body: {}", typed(STYLE.object(members, 0))),
        Body::Form(fields) => format!("form: {}", typed(STYLE.object(fields, 0))),
    }));
    let made = format!("let {variable} = call({})\n", arguments.join(", "));
    let shown = match picture {
        Some(member) => format!("savePicture({variable}, {})", string(member)),
        None => format!("show({variable})"),
    };
    made + &shown
}

/// An object that stands where its type is known.
fn typed(mut object: String) -> String {
    if object.ends_with(OBJECT) {
        object.truncate(object.len() + 1 - OBJECT.len());
    }
    object
}

/// What is written plainly is an `Int`, of 64 bits.
fn number(number: &Number) -> String {
    let is_longer = number.as_i64().is_none() && number.is_u64();
    if is_longer { format!("{number} as UInt64") } else { number.to_string() }
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    format!("[{}].contains(name)", names.join(", "))
}

fn string(text: &str) -> String {
    let escape = |c| backslashed(c, "\"");
    format!("\"{}\"", escaped(text, escape, |code| format!("\\u{{{code:x}}}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::starter::Expr;

    #[test]
    fn literals_inside_others_say_their_types() {
        let body = [("a".to_owned(), Expr::Value(json!({"b": [null, {}]})))];
        let inside = "[NSNull(), [:] as [String: Any]] as [Any]";
        let expected = format!("[\n    \"a\": [\"b\": {inside}] as [String: Any],\n]");
        assert_eq!(typed(STYLE.object(&body, 0)), expected);
    }

    #[test]
    fn nothing_is_interpolated() {
        assert_eq!(string("\\(x) \" $x \u{200b}"), r#""\\(x) \" $x \u{200b}""#);
    }
}
