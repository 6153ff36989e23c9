//! Ruby: `net/http`.

use crate::starter::{
    Body, Expr, Job,
    literal::{Style, USUAL, backslashed, escaped, joined},
    printer::{Header, Headers, Printer, StepText},
};

pub(super) static PRINTERS: &[&Printer] = &[&NET_HTTP];

static NET_HTTP: Printer = Printer {
    job: Job::Calls,
    library: "net/http",
    filename: "main.rb",
    frame: include_str!("net_http.rb"),
    shared: &[],
    parts: &[],
    comment: "#",
    headers: HEADERS,
    call,
    pause: |text| format!("pause({})", string(text)),
    is_one_of,
    run: &["ruby main.rb"],
    requires: &["Ruby 3.0 or later"],
    extras: &[],
};

const HEADERS: Headers =
    Headers { token: "ACCESS_TOKEN", session: "INSTANCE_ID", one: header, between: ", " };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("\"{text}#{{{variable}}}\""));
    format!("{} => {value}", string(header.name))
}

const STYLE: Style = Style {
    string,
    name: string,
    words: ["nil", "true", "false"],
    object: ["{ ", " }"],
    member: ["", " => ", ""],
    last_comma: "",
    indent: "  ",
    answer: |variable, path| format!("pick({variable}, {})", joined(path, string)),
    ..USUAL
};

/// Longer arguments take their hash from a variable.
const LINE: usize = 85;

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let mut arguments = vec![string(method), path(&step.path)];
    let room = LINE.saturating_sub(arguments.join(", ").len());
    let mut lines = Vec::new();
    let query = (!step.query.is_empty()).then_some(("query", step.query.as_slice()));
    let body = step.body.as_ref().map(|body| match body {
        Body::Json(members) => ("body", members.as_slice()),
        Body::Form(fields) => ("form", fields.as_slice()),
    });
    for (name, members) in query.into_iter().chain(body) {
        let hash = STYLE.object(members, 0);
        if hash.contains('\n') || hash.len() > room {
            lines.push(format!("{name} = {hash}"));
            arguments.push(format!("{name}: {name}"));
        } else {
            arguments.push(format!("{name}: {hash}"));
        }
    }
    lines.push(format!("{variable} = call({})", arguments.join(", ")));
    lines.push(match picture {
        Some(member) => format!("save_picture({variable}, {})", string(member)),
        None => format!("show({variable})"),
    });
    lines.join("\n")
}

/// The path as one text, what an earlier answer gives inside it.
fn path(parts: &[Expr]) -> String {
    if let [Expr::Value(_)] = parts {
        return STYLE.path(parts, "", "");
    }
    let parts = parts.iter().map(|part| match part {
        Expr::Value(value) => value.as_str().unwrap_or_default().to_owned(),
        Expr::Object(_)
        | Expr::List(_)
        | Expr::Instance
        | Expr::Token
        | Expr::Answer { .. }
        | Expr::Event { .. } => format!("#{{segment({})}}", STYLE.expr(part, 0)),
    });
    format!("\"{}\"", parts.collect::<String>())
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    match names.as_slice() {
        [one] => format!("name == {one}"),
        several => format!("[{}].include?(name)", several.join(", ")),
    }
}

/// In single quotes, as most Ruby is written, where nothing needs a code.
fn string(text: &str) -> String {
    let is_plain = escaped(text, |_| None, |_| String::new()) == text;
    if is_plain && !text.contains('\'') {
        return format!("'{}'", text.replace('\\', "\\\\"));
    }
    // `#` begins something only before these.
    let begins = ["#{", "#$", "#@"].iter().any(|begin| text.contains(begin));
    let marks = if begins { "\"#" } else { "\"" };
    let escape = |c| backslashed(c, marks);
    format!("\"{}\"", escaped(text, escape, |code| format!("\\u{{{code:x}}}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_in_single_quotes_unless_it_needs_codes() {
        assert_eq!(string("#{x} \\n \"#1\""), r##"'#{x} \\n "#1"'"##);
        assert_eq!(string("it's #1"), "\"it's #1\"");
        assert_eq!(string("'#{x} #@y \\\"\n\u{1}\u{2028}"), r#""'\#{x} \#@y \\\"\n\u{1}\u{2028}""#);
    }

    #[test]
    fn a_path_takes_what_an_answer_gives_inside_its_text() {
        let known = |text: &str| Expr::Value(json!(text));
        let given = Expr::Answer { step: 1, path: vec!["id"] };
        assert_eq!(path(&[known("/v2/chats")]), "'/v2/chats'");
        assert_eq!(path(&[known("/a/"), given, known("/b")]), "\"/a/#{segment(pick(answer2, 'id'))}/b\"");
    }
}
