//! Rust: `reqwest`, in its blocking form: one call after the other needs no runtime.

use serde_json::{Number, Value};

use crate::starter::{
    Body, Expr, Job,
    literal::{Style, USUAL, backslashed, escaped},
    printer::{Extra, Header, HeaderValue, Headers, Printer, StepText},
};

pub(super) static PRINTERS: &[&Printer] = &[&REQWEST];

static REQWEST: Printer = Printer {
    job: Job::Calls,
    library: "reqwest",
    filename: "main.rs",
    frame: include_str!("reqwest.rs"),
    shared: &[],
    parts: &[],
    comment: "//",
    headers: HEADERS,
    call,
    pause: |text| format!("pause({})?;", string(text)),
    is_one_of,
    run: &[
        "cargo init --name starter",
        "cargo add reqwest@0.13 --features blocking,json,query",
        "cargo add anyhow@1 serde_json@1",
        "cargo run",
    ],
    requires: &["Rust 1.85 or later", "reqwest 0.13", "serde_json 1", "anyhow 1"],
    extras: &[
        Extra {
            parts: &["form"],
            get: Some("cargo add reqwest@0.13 --features form"),
            name: "reqwest 0.13 with its feature `form`",
        },
        Extra { parts: &["picture"], get: Some("cargo add base64@0.22"), name: "base64 0.22" },
        Extra {
            parts: &["linked_path"],
            get: Some("cargo add percent-encoding@2"),
            name: "percent-encoding 2",
        },
    ],
};

const HEADERS: Headers =
    Headers { token: "self.access_token", session: "self.instance_id", one: header, between: "\n" };

fn header(header: &Header<'_>) -> String {
    match header.value {
        HeaderValue::Plain(variable) => format!(".header({}, &{variable})", string(header.name)),
        // It is `Authorization` by itself.
        HeaderValue::Bearer(variable) => format!(".bearer_auth(&{variable})"),
    }
}

const BODY: Style = Style {
    string,
    name: string,
    number,
    instance: "instance_id",
    token: "api.access_token",
    answer: |variable, path| format!("{}?", pick(variable, path)),
    ..USUAL
};

/// In a query, values are borrowed.
const QUERY: Style = Style {
    instance: "&instance_id",
    token: "&api.access_token",
    answer: |variable, path| format!("&{}?", pick(variable, path)),
    ..BODY
};

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, parts } = call;
    let (body, given) = match &step.body {
        Some(Body::Json(members)) => {
            let given = if parts.contains(&"form") { "Some(Body::Json(body))" } else { "Some(body)" };
            (format!("let body = serde_json::json!({});\n", BODY.object(members, 0)), given)
        }
        Some(Body::Form(fields)) => {
            (format!("let form: &[(&str, &str)] = {};\n", query(fields)), "Some(Body::Form(form))")
        }
        None => (String::new(), "None"),
    };
    let arguments = [format!("Method::{method}"), path(&step.path), query(&step.query), given.to_owned()];
    let arguments = enclosed(["(", ")"], &arguments, ",");
    let shown = match picture {
        Some(member) => format!("save_picture(&{variable}, {})?;", string(member)),
        None => format!("show(&{variable});"),
    };
    format!("{body}let {variable} = api.call{arguments}?;\n{shown}")
}

/// A query, or a form: pairs of texts.
fn query(members: &[(String, Expr)]) -> String {
    let pairs = members.iter().map(|(name, value)| {
        let pair = [string(name), QUERY.expr(value, 0)];
        enclosed(["(", ")"], &pair, ",")
    });
    format!("&{}", enclosed(["[", "]"], &pairs.collect::<Vec<_>>(), ","))
}

/// What rustfmt puts between parentheses or brackets in one line.
const WIDTH: usize = 60;

/// The parts as rustfmt has them; `last` stands behind the last one where each has a line of its own.
fn enclosed([open, close]: [&str; 2], parts: &[String], last: &str) -> String {
    let line = parts.join(", ");
    if line.chars().count() <= WIDTH && !line.contains('\n') {
        return format!("{open}{line}{close}");
    }
    format!("{open}\n    {}{last}\n{close}", parts.join(",\n").replace('\n', "\n    "))
}

/// The path: a text, or one with places for what earlier answers give.
fn path(parts: &[Expr]) -> String {
    let known = |part: &Expr| match part {
        Expr::Value(Value::String(text)) => Some(text.clone()),
        Expr::Value(_)
        | Expr::Object(_)
        | Expr::List(_)
        | Expr::Instance
        | Expr::Token
        | Expr::Answer { .. }
        | Expr::Event { .. } => None,
    };
    let given: Vec<&Expr> = parts.iter().filter(|part| known(part).is_none()).collect();
    if given.is_empty() {
        return string(&parts.iter().filter_map(known).collect::<String>());
    }
    let place = |part: &Expr| known(part).map_or("{}".to_owned(), |text| braces(&text));
    let mut arguments = vec![string(&parts.iter().map(place).collect::<String>())];
    arguments.extend(given.into_iter().map(|part| format!("segment({})", QUERY.expr(part, 0))));
    // Of a macro, rustfmt leaves the last comma as it is.
    format!("&format!{}", enclosed(["(", ")"], &arguments, ""))
}

/// Braces of a text as `format!` reads them.
fn braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn pick(variable: &str, path: &[&'static str]) -> String {
    let names: Vec<String> = path.iter().map(|name| string(name)).collect();
    format!("pick(&{variable}, &[{}])", names.join(", "))
}

/// What is written plainly is an `i32`.
fn number(number: &Number) -> String {
    match (number.as_i64(), number.as_u64()) {
        (Some(small), _) if i32::try_from(small).is_ok() => number.to_string(),
        (Some(_), _) => format!("{number}_i64"),
        (None, Some(_)) => format!("{number}_u64"),
        (None, None) => number.to_string(),
    }
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    format!("matches!(name, {})", names.join(" | "))
}

fn string(text: &str) -> String {
    let escape = |c| backslashed(c, "\"");
    format!("\"{}\"", escaped(text, escape, |code| format!("\\u{{{code:x}}}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn braces_of_a_path_are_not_places() {
        let text = |text: &str| Expr::Value(json!(text));
        let given = Expr::Answer { step: 0, path: vec!["id"] };
        assert_eq!(path(&[text("/a{}/b")]), r#""/a{}/b""#);
        let written = path(&[text("/a{}/"), given, text("/b")]);
        assert_eq!(written, r#"&format!("/a{{}}/{}/b", segment(&pick(&answer, &["id"])?))"#);
    }

    #[test]
    fn a_number_says_its_type_where_it_is_no_i32() {
        let numbers = [json!(-1), json!(-3_000_000_000_i64), json!(u64::MAX), json!(1.5)];
        let written = numbers.map(|value| value.as_number().map(number).unwrap_or_default());
        assert_eq!(written, ["-1", "-3000000000_i64", "18446744073709551615_u64", "1.5"]);
    }
}
