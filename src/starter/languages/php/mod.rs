//! PHP: its `curl` extension, `guzzle`, and a receiver for its own web server.

use crate::starter::{
    Body, Job,
    frame::Shared,
    literal::{Style, USUAL, backslashed, escaped, joined},
    printer::{Extra, Header, HeaderValue, Headers, Printer, StepText},
};

/// What its programs have in common.
const SHARED: Shared = &[
    ("settings.php", include_str!("shared/settings.php")),
    ("stop.php", include_str!("shared/stop.php")),
    ("call_curl.php", include_str!("shared/call_curl.php")),
    ("answers.php", include_str!("shared/answers.php")),
    ("console.php", include_str!("shared/console.php")),
];

pub(super) static PRINTERS: &[&Printer] = &[&CURL, &GUZZLE, &RECEIVER];

static CURL: Printer = Printer {
    job: Job::Calls,
    library: "curl",
    filename: "main.php",
    frame: include_str!("curl.php"),
    shared: SHARED,
    parts: &[],
    comment: "//",
    headers: HEADERS,
    call,
    pause: |text| format!("pause({});", string(text)),
    is_one_of,
    run: &["php main.php"],
    requires: &["PHP 8.1 or later, 64-bit", "PHP's curl extension"],
    extras: &[],
};

static GUZZLE: Printer = Printer {
    library: "guzzle",
    headers: Headers { one: member, ..HEADERS },
    frame: include_str!("guzzle.php"),
    run: &[r#"composer require "guzzlehttp/guzzle:^7.4""#, "php main.php"],
    requires: &["PHP 8.1 or later, 64-bit", "Composer 2", "Guzzle 7.4 or later"],
    ..CURL
};

static RECEIVER: Printer = Printer {
    job: Job::Receives,
    library: "php",
    frame: include_str!("receiver.php"),
    // Nobody sits there to press Enter.
    pause: |text| format!("show({});", string(text)),
    // Where errors are displayed, PHP answers a body that it finds too large with a warning and 200.
    run: &["php main.php", "php -d display_errors=0 -S 0.0.0.0:${PORT:-8080} main.php"],
    requires: &["PHP 8.1 or later, 64-bit"],
    extras: &[Extra { parts: &["calls"], get: None, name: "PHP's curl extension" }],
    ..CURL
};

const HEADERS: Headers =
    Headers { token: "ACCESS_TOKEN", session: "INSTANCE_ID", one: header, between: ", " };

fn header(header: &Header<'_>) -> String {
    let (text, variable) = match header.value {
        HeaderValue::Plain(variable) => ("", variable),
        HeaderValue::Bearer(variable) => ("Bearer ", variable),
    };
    format!("{} . {variable}", string(&format!("{}: {text}", header.name)))
}

/// A header in an array, which is what Guzzle takes.
fn member(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("'{text}' . {variable}"));
    format!("{} => {value}", string(header.name))
}

const STYLE: Style = Style {
    string,
    name: string,
    object: ["[", "]"],
    // An empty array would be written as a list.
    empty: ["(object) []", "[]"],
    member: ["", " => ", ""],
    answer: |variable, path| format!("pick(${variable}, {})", joined(path, string)),
    ..USUAL
};

/// Longer arguments take an array of one line from a variable.
const LINE: usize = 90;

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let path = STYLE.path(&step.path, "rawurlencode", " . ");
    let mut arguments = vec![string(method), path];
    let room = LINE.saturating_sub(arguments.join(", ").len());
    let mut lines = Vec::new();
    let query = (!step.query.is_empty()).then_some(("query", step.query.as_slice()));
    let body = step.body.as_ref().map(|body| match body {
        Body::Json(members) => ("body", members.as_slice()),
        Body::Form(fields) => ("form", fields.as_slice()),
    });
    for (name, members) in query.into_iter().chain(body) {
        // The frame makes an object of what is empty.
        let array = if members.is_empty() { "[]".to_owned() } else { STYLE.object(members, 0) };
        if !array.contains('\n') && array.len() > room {
            lines.push(format!("${name} = {array};"));
            arguments.push(format!("{name}: ${name}"));
        } else {
            arguments.push(format!("{name}: {array}"));
        }
    }
    lines.push(format!("${variable} = call({});", arguments.join(", ")));
    lines.push(match picture {
        Some(member) => format!("savePicture(${variable}, {});", string(member)),
        None => format!("show(${variable});"),
    });
    lines.join("\n")
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    match names.as_slice() {
        [one] => format!("$name === {one}"),
        several => format!("in_array($name, [{}], true)", several.join(", ")),
    }
}

/// In single quotes, as most PHP is written, where nothing needs a code.
fn string(text: &str) -> String {
    let quoted = |c| match c {
        '\'' => Some("\\'".to_owned()),
        '\\' => Some("\\\\".to_owned()),
        _ => None,
    };
    let single = escaped(text, quoted, |_| String::new());
    if escaped(text, |_| None, |_| String::new()) == text {
        return format!("'{single}'");
    }
    let escape = |c| backslashed(c, "\"$");
    format!("\"{}\"", escaped(text, escape, |code| format!("\\u{{{code:x}}}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::starter::Expr;

    #[test]
    fn a_text_is_in_single_quotes_unless_it_needs_codes() {
        assert_eq!(string("it's $x \\ \"{$y}\""), r#"'it\'s $x \\ "{$y}"'"#);
        assert_eq!(string("$x {$y} '\\\"\n\u{7f}\u{feff}"), r#""\$x {\$y} '\\\"\n\u{7f}\u{feff}""#);
    }

    #[test]
    fn an_empty_object_is_no_list() {
        let written = STYLE.expr(&Expr::Value(json!({"a": {}, "b": []})), 0);
        assert_eq!(written, "['a' => (object) [], 'b' => []]");
    }
}
