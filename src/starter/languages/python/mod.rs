//! Python: `requests`, `httpx`, `urllib`; receivers by `http.server`, `flask`, `fastapi`.

use crate::starter::{
    Body, Job,
    frame::Shared,
    literal::{Style, USUAL, backslashed, escaped, joined},
    printer::{Extra, Header, Headers, Printer, StepText},
};

/// What its programs have in common; where they wait for several things at once the part `async` stands, else `sync`.
const SHARED: Shared = &[
    ("output.py", include_str!("shared/output.py")),
    ("settings.py", include_str!("shared/settings.py")),
    ("call_requests.py", include_str!("shared/call_requests.py")),
    ("call_httpx.py", include_str!("shared/call_httpx.py")),
    ("call_urllib.py", include_str!("shared/call_urllib.py")),
    ("pause.py", include_str!("shared/pause.py")),
    ("answers.py", include_str!("shared/answers.py")),
    ("receiver_title.py", include_str!("shared/receiver_title.py")),
    ("receiver.py", include_str!("shared/receiver.py")),
    ("handling.py", include_str!("shared/handling.py")),
    ("repeated.py", include_str!("shared/repeated.py")),
];

pub(super) static PRINTERS: &[&Printer] = &[&REQUESTS, &HTTPX, &URLLIB, &HTTP_SERVER, &FLASK, &FASTAPI];

static REQUESTS: Printer = Printer {
    job: Job::Calls,
    library: "requests",
    filename: "main.py",
    frame: include_str!("requests.py"),
    shared: SHARED,
    parts: &["sync"],
    comment: "#",
    headers: HEADERS,
    call: |call| written(call, "", WIDTH),
    pause: |text| invoked("pause", &[string(text)], WIDTH),
    is_one_of,
    run: &["pip install requests", "python main.py"],
    requires: &["Python 3.9 or later", "requests 2"],
    extras: &[],
};

static HTTPX: Printer = Printer {
    library: "httpx",
    frame: include_str!("httpx.py"),
    parts: &["async"],
    call: |call| written(call, "await ", INDENTED),
    pause: |text| invoked("pause", &[string(text)], INDENTED),
    run: &["pip install httpx", "python main.py"],
    requires: &["Python 3.9 or later", "httpx 0.28"],
    ..REQUESTS
};

static URLLIB: Printer = Printer {
    library: "urllib",
    frame: include_str!("urllib.py"),
    run: &["python main.py"],
    requires: &["Python 3.9 or later"],
    ..REQUESTS
};

static HTTP_SERVER: Printer = Printer {
    job: Job::Receives,
    library: "http.server",
    filename: "receiver.py",
    frame: include_str!("receiver_http_server.py"),
    call: |call| written(call, "", INDENTED),
    // Nobody sits before a receiver.
    pause: |text| invoked("print", &[string(text)], INDENTED),
    run: &["python receiver.py"],
    requires: &["Python 3.9 or later"],
    ..REQUESTS
};

static FLASK: Printer = Printer {
    library: "flask",
    frame: include_str!("receiver_flask.py"),
    run: &["pip install flask waitress", "python receiver.py"],
    requires: &["Python 3.9 or later", "Flask 3", "waitress 3"],
    extras: &[Extra { parts: &["calls"], get: Some("pip install requests"), name: "requests 2" }],
    ..HTTP_SERVER
};

static FASTAPI: Printer = Printer {
    library: "fastapi",
    frame: include_str!("receiver_fastapi.py"),
    parts: &["async"],
    call: |call| written(call, "await ", INDENTED),
    run: &["pip install fastapi uvicorn", "python receiver.py"],
    requires: &["Python 3.10 or later", "FastAPI", "uvicorn"],
    extras: &[Extra { parts: &["calls"], get: Some("pip install httpx"), name: "httpx 0.28" }],
    ..HTTP_SERVER
};

const HEADERS: Headers =
    Headers { token: "ACCESS_TOKEN", session: "INSTANCE_ID", one: header, between: ", " };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("f\"{text}{{{variable}}}\""));
    format!("{}: {value}", string(header.name))
}

const STYLE: Style = Style {
    string,
    name: string,
    number: |number| number.to_string().replace("e+", "e"),
    words: ["None", "True", "False"],
    answer: |variable, path| format!("pick({variable}, {})", joined(path, string)),
    ..USUAL
};

/// The width of a line for the usual formatters, `black` and `ruff format`.
const WIDTH: usize = 88;
/// What is left of it in a function.
const INDENTED: usize = WIDTH - 4;

/// One call, laid out as the formatters do it.
fn written(call: &StepText<'_>, awaits: &str, width: usize) -> String {
    let StepText { variable, picture, .. } = call;
    let function = format!("{variable} = {awaits}call");
    let line = format!("{function}({})", arguments(call, 0).join(", "));
    let call = if fits(&line, width) { line } else { invoked(&function, &arguments(call, 1), width) };
    match picture {
        Some(member) => format!("{call}\nsave_picture({variable}, {})", string(member)),
        None => format!("{call}\nshow({variable})"),
    }
}

/// A call in one line, else its arguments in the line behind, else each in a line of its own.
fn invoked(function: &str, arguments: &[String], width: usize) -> String {
    let inner = arguments.join(", ");
    let line = format!("{function}({inner})");
    if fits(&line, width) {
        return line;
    }
    let inner = format!("    {inner}");
    let inner = if fits(&inner, width) { inner } else { format!("    {},", arguments.join(",\n    ")) };
    format!("{function}(\n{inner}\n)")
}

/// What `call` is given; lines behind the first of each stand `depth` steps in.
fn arguments(call: &StepText<'_>, depth: usize) -> Vec<String> {
    let mut arguments = vec![string(call.method), STYLE.path(&call.step.path, "segment", " + ")];
    if !call.step.query.is_empty() {
        arguments.push(format!("query={}", STYLE.object(&call.step.query, depth)));
    }
    arguments.extend(call.step.body.as_ref().map(|body| match body {
        Body::Json(members) => format!("body={}", STYLE.object(members, depth)),
        Body::Form(fields) => format!("form={}", STYLE.object(fields, depth)),
    }));
    arguments
}

fn fits(line: &str, width: usize) -> bool {
    line.chars().count() <= width && !line.contains('\n')
}

/// It stands behind `return` in a function of its own.
fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    match names.as_slice() {
        [one] => format!("name == {one}"),
        several => {
            let line = format!("name in [{}]", several.join(", "));
            if fits(&format!("return {line}"), INDENTED) {
                return line;
            }
            let lines = several.iter().map(|name| format!("        {name},\n"));
            format!("name in [\n{}    ]", lines.collect::<String>())
        }
    }
}

/// In the quotation marks that need fewer escapes.
fn string(text: &str) -> String {
    let count = |quote| text.chars().filter(|c| *c == quote).count();
    let quote = if count('"') > count('\'') { '\'' } else { '"' };
    let marks = quote.to_string();
    let escape = |c| backslashed(c, &marks);
    let inner = escaped(text, escape, |code| match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    });
    format!("{quote}{inner}{quote}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_literal_in_the_quotation_marks_that_formatters_choose() {
        assert_eq!(string(r#"say "hi" \n"#), r#"'say "hi" \\n'"#);
        assert_eq!(string("it's\n{x} %s"), r#""it's\n{x} %s""#);
        assert_eq!(string("\u{1}9\u{202e}\u{200b}\u{1F600}"), "\"\\x019\\u202e\\u200b\u{1F600}\"");
    }

    #[test]
    fn a_call_breaks_as_formatters_break_it() {
        let arguments = |texts: &[&str]| texts.iter().map(|text| string(text)).collect::<Vec<_>>();
        let (long, longer) = ("x".repeat(70), "x".repeat(80));
        assert_eq!(invoked("call", &arguments(&["a", "b"]), WIDTH), r#"call("a", "b")"#);
        let middle = invoked("answer = call", &arguments(&["a", &long]), WIDTH);
        assert_eq!(middle, format!("answer = call(\n    \"a\", \"{long}\"\n)"));
        let wide = invoked("answer = call", &arguments(&["a", &longer]), WIDTH);
        assert_eq!(wide, format!("answer = call(\n    \"a\",\n    \"{longer}\",\n)"));
    }

    #[test]
    fn many_names_stand_in_lines_of_their_own() {
        assert_eq!(is_one_of(&["message"]), r#"name == "message""#);
        assert_eq!(is_one_of(&["a", "b"]), r#"name in ["a", "b"]"#);
        let name = "x".repeat(40);
        let lines = format!("name in [\n        \"{name}\",\n        \"{name}\",\n    ]");
        assert_eq!(is_one_of(&[&name, &name]), lines);
    }
}
