//! Go: `net/http`.

use serde_json::Number;

use crate::starter::{
    Body, Job,
    frame::Shared,
    literal::{Style, USUAL, backslashed, escaped, joined},
    printer::{Header, Headers, Printer, StepText},
};

/// What its programs have in common.
const SHARED: Shared = &[
    ("settings.go", include_str!("shared/settings.go")),
    ("setting.go", include_str!("shared/setting.go")),
    ("call.go", include_str!("shared/call.go")),
    ("answers.go", include_str!("shared/answers.go")),
    ("decode.go", include_str!("shared/decode.go")),
];

pub(super) static PRINTERS: &[&Printer] = &[&NET_HTTP, &NET_HTTP_RECEIVER];

static NET_HTTP: Printer = Printer {
    job: Job::Calls,
    library: "net/http",
    filename: "main.go",
    frame: include_str!("net_http.go"),
    shared: SHARED,
    parts: &[],
    comment: "//",
    headers: HEADERS,
    call,
    pause: |text| format!("pause({})", string(text)),
    is_one_of,
    run: &["go run main.go"],
    requires: &["Go 1.19 or later"],
    extras: &[],
};

static NET_HTTP_RECEIVER: Printer =
    Printer { job: Job::Receives, frame: include_str!("receiver_net_http.go"), ..NET_HTTP };

const HEADERS: Headers = Headers { token: "accessToken", session: "instanceID", one: header, between: "\n" };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("\"{text}\"+{variable}"));
    format!("request.Header.Set({}, {value})", string(header.name))
}

const STYLE: Style = Style {
    string,
    name: string,
    number,
    words: ["nil", "true", "false"],
    object: ["map[string]any{", "}"],
    empty: ["map[string]any{}", "[]any{}"],
    list: ["[]any{", "}"],
    indent: "\t",
    instance: "instanceID",
    token: "accessToken",
    answer: |variable, path| format!("pick({variable}, {})", joined(path, string)),
    ..USUAL
};

/// A query, and a form, is a `url.Values`, whose values are lists.
const QUERY: Style = Style {
    object: ["url.Values{", "}"],
    empty: ["url.Values{}", "[]any{}"],
    member: ["", ": {", "}"],
    ..STYLE
};

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let path = STYLE.path(&step.path, "url.PathEscape", "+");
    let query = match step.query.as_slice() {
        [] => "nil".to_owned(),
        query => aligned(&QUERY.object(query, 0)),
    };
    let body = step.body.as_ref().map_or("nil".to_owned(), |body| match body {
        Body::Json(members) => aligned(&STYLE.object(members, 0)),
        Body::Form(fields) => aligned(&QUERY.object(fields, 0)),
    });
    let made = format!("{variable} := call({}, {path}, {query}, {body})\n", string(method));
    let shown = match picture {
        Some(member) => format!("savePicture({variable}, {})", string(member)),
        None => format!("show({variable})"),
    };
    made + &shown
}

/// The lines of a value with the members' values under each other, as `gofmt` has them: in each run of lines that hold a
/// member whole.
fn aligned(value: &str) -> String {
    let lines: Vec<&str> = value.lines().collect();
    let runs = lines.chunk_by(|above, below| match (key(above), key(below)) {
        (Some((indent, _)), Some((other, _))) => indent == other,
        (Some(_) | None, Some(_) | None) => false,
    });
    let mut out = Vec::new();
    for run in runs {
        let width = run.iter().filter_map(|line| key(line)).map(|(_, key)| key.chars().count()).max();
        out.extend(run.iter().map(|line| match key(line) {
            Some((indent, key)) => {
                let behind = line.get(indent.len() + key.len()..).unwrap_or_default().trim_start();
                format!("{indent}{key:<width$} {behind}", width = width.unwrap_or_default())
            }
            None => (*line).to_owned(),
        }));
    }
    out.join("\n")
}

/// The indentation and the name, with its colon, of a member that the line holds whole.
fn key(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches('\t');
    let indent = line.get(..line.len() - text.len())?;
    let inside = text.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inside.find(|c| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    })?;
    let behind = inside.get(end + 1..)?;
    let is_whole = behind.starts_with(": ") && behind.ends_with(',');
    is_whole.then(|| text.get(..end + 3).map(|key| (indent, key))).flatten()
}

/// In an `any`, what is written plainly is an `int`, which 32-bit machines hold in 32 bits.
fn number(number: &Number) -> String {
    match (number.as_i64(), number.as_u64()) {
        (Some(small), _) if i32::try_from(small).is_ok() => number.to_string(),
        (Some(_), _) => format!("int64({number})"),
        (None, Some(_)) => format!("uint64({number})"),
        (None, None) => number.to_string(),
    }
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("name == {}", string(name))).collect();
    names.join(" || ")
}

fn string(text: &str) -> String {
    let escape = |c| backslashed(c, "\"");
    format!("\"{}\"", escaped(text, escape, |code| format!("\\U{code:08x}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_stand_under_each_other_as_gofmt_has_them() {
        let value = "x{\n\t\"a\": 1,\n\t\"b\\\": \": f(2),\n\t\"list\": []any{\n\t\t\"c\": 3,\n\t\t\"é: \",\n\t},\n\t\"d\": 4,\n}";
        let expected = "x{\n\t\"a\":     1,\n\t\"b\\\": \": f(2),\n\t\"list\": []any{\n\t\t\"c\": 3,\n\t\t\"é: \",\n\t},\n\t\"d\": 4,\n}";
        assert_eq!(aligned(value), expected);
    }

    #[test]
    fn a_number_says_its_type_where_an_int_may_not_hold_it() {
        let numbers = [json!(-1), json!(3_000_000_000_u64), json!(u64::MAX), json!(1.5)];
        let written = numbers.map(|value| value.as_number().map(number).unwrap_or_default());
        assert_eq!(written, ["-1", "int64(3000000000)", "uint64(18446744073709551615)", "1.5"]);
    }

    #[test]
    fn what_a_reader_does_not_see_is_written_by_its_code() {
        assert_eq!(string("\"\\\n\u{7f}\u{202e}é"), r#""\"\\\n\U0000007f\U0000202eé""#);
    }
}
