//! Dart: the package `http`.

use serde_json::{Number, Value};

use crate::starter::{
    Body, Expr, Job,
    literal::{Style, USUAL, backslashed, escaped, joined},
    printer::{Header, Headers, Printer, StepText},
};

pub(super) static PRINTERS: &[&Printer] = &[&HTTP];

static HTTP: Printer = Printer {
    job: Job::Calls,
    library: "http",
    filename: "main.dart",
    frame: include_str!("http.dart"),
    shared: &[],
    parts: &[],
    comment: "//",
    headers: HEADERS,
    call,
    pause: |text| format!("pause({});", string(text)),
    is_one_of,
    run: &[
        "dart create starter",
        "cp main.dart starter/bin/main.dart",
        "dart pub -C starter add http",
        "dart run starter/bin/main.dart",
    ],
    requires: &["Dart 3.0 or later", "http 1"],
    extras: &[],
};

const HEADERS: Headers = Headers { token: "accessToken", session: "instanceId", one: header, between: "\n" };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("'{text}${variable}'"));
    format!("request.headers[{}] = {value};", string(header.name))
}

const STYLE: Style = Style {
    string,
    name: string,
    number,
    indent: "  ",
    instance: "instanceId",
    token: "accessToken",
    answer: |variable, path| format!("pick({variable}, [{}])", joined(path, string)),
    ..USUAL
};

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let mut arguments = vec![string(method), path(&step.path)];
    if !step.query.is_empty() {
        arguments.push(format!("query: {}", STYLE.object(&step.query, 1)));
    }
    arguments.extend(step.body.as_ref().map(|body| match body {
        Body::Json(members) => format!("body: {}", STYLE.object(members, 1)),
        Body::Form(fields) => format!("form: {}", STYLE.object(fields, 1)),
    }));
    let made = format!("final {variable} = await call(\n  {},\n);\n", arguments.join(",\n  "));
    let shown = match picture {
        Some(member) => format!("savePicture({variable}, {});", string(member)),
        None => format!("show({variable});"),
    };
    made + &shown
}

/// The path: a text, in which what earlier answers give is interpolated.
fn path(parts: &[Expr]) -> String {
    let parts = parts.iter().map(|part| match part {
        Expr::Value(Value::String(text)) => escape(text),
        Expr::Value(_)
        | Expr::Object(_)
        | Expr::List(_)
        | Expr::Instance
        | Expr::Token
        | Expr::Answer { .. }
        | Expr::Event { .. } => format!("${{Uri.encodeComponent({})}}", STYLE.expr(part, 0)),
    });
    format!("'{}'", parts.collect::<String>())
}

/// An integer has 64 bits and a sign.
fn number(number: &Number) -> String {
    match (number.as_i64(), number.as_f64()) {
        (None, Some(float)) if number.is_u64() => format!("{float:e}"),
        (Some(_) | None, Some(_) | None) => number.to_string(),
    }
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    format!("[{}].contains(name)", names.join(", "))
}

fn string(text: &str) -> String {
    format!("'{}'", escape(text))
}

/// A text as it stands between quotation marks.
fn escape(text: &str) -> String {
    let escape = |c| backslashed(c, "'$");
    escaped(text, escape, |code| format!("\\u{{{code:x}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_interpolated() {
        assert_eq!(string("it's $x ${y} \\ \u{202e}"), r"'it\'s \$x \${y} \\ \u{202e}'");
    }

    #[test]
    fn what_an_answer_gives_to_a_path_is() {
        let known = Expr::Value(Value::from("/a/"));
        let given = Expr::Answer { step: 1, path: vec!["id"] };
        assert_eq!(path(&[known, given]), r"'/a/${Uri.encodeComponent(pick(answer2, ['id']))}'");
    }
}
