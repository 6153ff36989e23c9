//! A shell script around `curl`, for bash as old as 3.2, which macOS has.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::starter::{
    Body, Expr, Job, Step,
    literal::{Style, USUAL, backslashed, escaped, quoted, variable},
    printer::{Extra, Header, Headers, Printer, StepText},
};

pub(super) static PRINTERS: &[&Printer] = &[&CURL];

static CURL: Printer = Printer {
    job: Job::Calls,
    library: "curl",
    filename: "main.sh",
    frame: include_str!("curl.sh"),
    shared: &[],
    parts: &[],
    comment: "#",
    headers: HEADERS,
    call,
    pause: |text| format!("pause {}", shell_quoted(text)),
    is_one_of: |_| String::new(),
    run: &["bash main.sh"],
    requires: &["bash 3.2 or later (on Windows: WSL)", "curl 7.55 or later"],
    extras: &[Extra { parts: &["linked", "picture"], get: None, name: "jq 1.5 or later" }],
};

const HEADERS: Headers =
    Headers { token: "$ACCESS_TOKEN", session: "$INSTANCE_ID", one: header, between: " " };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("{text}{variable}"));
    // Names of headers hold nothing else that the shell would read.
    let name = header.name.replace('$', "\\$").replace('`', "\\`");
    format!("\"{name}: {value}\"")
}

/// JSON in a here-document in which the shell replaces variables.
const BODY: Style = Style {
    string: json,
    name: json,
    last_comma: "",
    indent: "  ",
    instance: "\"$INSTANCE_ID\"",
    token: "\"$ACCESS_TOKEN\"",
    answer: |variable, path| format!("$(json \"${}\")", picked(variable, path)),
    ..USUAL
};

/// What stays as it is in the name of a query parameter.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let mut lines = picks(step);
    let body = match &step.body {
        Some(Body::Json(members)) => {
            // `read` fails at the end of the text, as there is no NUL before it.
            let head = "IFS= read -r -d '' body <<JSON || true".to_owned();
            lines.extend([head, BODY.object(members, 0), "JSON".to_owned()]);
            "\"$body\""
        }
        Some(Body::Form(fields)) => {
            lines.extend(form(fields));
            "\"$body\""
        }
        None => "''",
    };
    let path = path(step);
    let mut words = vec![format!("{variable}=$(call {method} {path} {body}")];
    if !step.query.is_empty() && !has_query_in_path(step) {
        words.push(" --get".to_owned());
        let parameters = step.query.iter().map(|(name, value)| parameter(name, value));
        words.extend(parameters.map(|parameter| format!(" \\\n  --data-urlencode {parameter}")));
    }
    words.push(")".to_owned());
    lines.push(words.concat());
    lines.push(match picture {
        Some(member) => format!("save_picture \"${variable}\" {}", shell_quoted(&filter(&[member]))),
        None => format!("show \"${variable}\""),
    });
    lines.join("\n")
}

/// Whether the query stands behind the path, encoded: curl's option for it makes a query of the body too, and shows what is
/// in it to other users of the computer.
fn has_query_in_path(step: &Step) -> bool {
    !step.query.is_empty()
        && (step.body.is_some() || step.query.iter().any(|(_, value)| *value == Expr::Token))
}

/// A name and its value as they stand in a query or a form, within quotation marks.
fn pair((name, expr): &(String, Expr)) -> String {
    let name = utf8_percent_encode(name, NAME);
    let text = value(expr);
    match expr {
        Expr::Value(_) if utf8_percent_encode(&text, NAME).eq([text.as_str()]) => format!("{name}={text}"),
        Expr::Value(_) => format!("{name}=$(encoded {})", shell_quoted(&text)),
        Expr::Object(_)
        | Expr::List(_)
        | Expr::Instance
        | Expr::Token
        | Expr::Answer { .. }
        | Expr::Event { .. } => format!("{name}=$(encoded \"{text}\")"),
    }
}

/// The statements that put a form together.
fn form(fields: &[(String, Expr)]) -> Vec<String> {
    let Some((first, others)) = fields.split_first() else { return vec!["body=''".to_owned()] };
    let others = others.iter().map(|field| format!("body+=\"&{}\"", pair(field)));
    [format!("body=\"{}\"", pair(first))].into_iter().chain(others).collect()
}

/// The path as one word.
fn path(step: &Step) -> String {
    if has_query_in_path(step) {
        let pairs: Vec<String> = step.query.iter().map(pair).collect();
        return format!("\"{}?{}\"", in_quotes(&step.path), pairs.join("&"));
    }
    let is_known = |part: &Expr| matches!(part, Expr::Value(_));
    let path = in_quotes(&step.path);
    if step.path.iter().all(is_known) { shell_quoted(&path) } else { format!("\"{path}\"") }
}

/// The path as it stands within quotation marks: what is known is encoded, and holds nothing that the shell would read.
fn in_quotes(path: &[Expr]) -> String {
    let parts = path.iter().map(|part| match part {
        Expr::Value(_) => value(part),
        Expr::Object(_)
        | Expr::List(_)
        | Expr::Instance
        | Expr::Token
        | Expr::Answer { .. }
        | Expr::Event { .. } => format!("$(segment \"{}\")", value(part)),
    });
    parts.collect()
}

/// A query parameter as one word; curl encodes the value, but not the name.
fn parameter(name: &str, expr: &Expr) -> String {
    let name = utf8_percent_encode(name, NAME);
    match expr {
        Expr::Value(_) => shell_quoted(&format!("{name}={}", value(expr))),
        Expr::Object(_)
        | Expr::List(_)
        | Expr::Instance
        | Expr::Token
        | Expr::Answer { .. }
        | Expr::Event { .. } => format!("\"{name}={}\"", value(expr)),
    }
}

/// A value outside of JSON, or the variable that holds it.
fn value(expr: &Expr) -> String {
    match expr {
        Expr::Value(Value::String(text)) => text.clone(),
        Expr::Value(value) => value.to_string(),
        Expr::Instance => "$INSTANCE_ID".to_owned(),
        Expr::Token => "$ACCESS_TOKEN".to_owned(),
        Expr::Answer { step, path } => format!("${}", picked(&variable(*step), path)),
        Expr::Event { path } => format!("${}", picked("event", path)),
        Expr::Object(_) | Expr::List(_) => BODY.expr(expr, 0),
    }
}

/// The statements that take what a call needs out of earlier answers: a failure within the call would go unnoticed.
fn picks(step: &Step) -> Vec<String> {
    let members = step.query.iter().chain(step.body.iter().flat_map(Body::members)).map(|(_, value)| value);
    let mut lines = Vec::new();
    step.path.iter().chain(members).for_each(|expr| pick(expr, &mut lines));
    lines
}

fn pick(expr: &Expr, lines: &mut Vec<String>) {
    let mut add = |variable: &str, path: &[&str]| {
        let line =
            format!("{}=$(pick \"${variable}\" {})", picked(variable, path), shell_quoted(&filter(path)));
        if !lines.contains(&line) {
            lines.push(line);
        }
    };
    match expr {
        Expr::Answer { step, path } => add(&variable(*step), path),
        Expr::Event { path } => add("event", path),
        Expr::Object(members) => members.iter().for_each(|(_, value)| pick(value, lines)),
        Expr::List(items) => items.iter().for_each(|item| pick(item, lines)),
        Expr::Value(_) | Expr::Instance | Expr::Token => {}
    }
}

/// The variable that holds what was taken out of an answer.
fn picked(variable: &str, path: &[&str]) -> String {
    let name = format!("{variable}_{}", path.join("_"));
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// Where something is, for jq.
fn filter(path: &[&str]) -> String {
    let is_plain = |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let names =
        path.iter().map(|name| if is_plain(name) { format!(".{name}") } else { format!(".\"{name}\"") });
    names.collect()
}

/// A text in JSON, so escaped that the shell leaves it as it is.
fn json(text: &str) -> String {
    let json = quoted(text);
    let mut out = String::with_capacity(json.len());
    let mut chars = json.chars().peekable();
    while let Some(c) = chars.next() {
        // In a here-document a backslash stands for itself unless one of these follows.
        let is_special = match c {
            '$' | '`' => true,
            '\\' => matches!(chars.peek(), Some('\\' | '$' | '`')),
            _ => false,
        };
        if is_special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text as one word of the shell.
fn shell_quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._@%/=".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let bytes = |code: u32| {
        let text = char::from_u32(code).map(String::from).unwrap_or_default();
        let codes: Vec<String> = text.bytes().map(|byte| format!("\\{byte:03o}")).collect();
        codes.concat()
    };
    let escape = |c| backslashed(c, "'");
    // Between plain quotation marks a backslash stands for itself, and nothing else can be escaped.
    let ansi = escaped(text, escape, bytes);
    let is_same = ansi.replace("\\\\", "\\") == text;
    if is_same { format!("'{text}'") } else { format!("$'{ansi}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_here_document_leaves_json_as_it_is() {
        assert_eq!(json("it's \"new\"\n"), r#""it's \"new\"\n""#);
        assert_eq!(json("$x `id` $(id)"), r#""\$x \`id\` \$(id)""#);
        // JSON has two backslashes for one; of two in a row the shell takes one away.
        assert_eq!(json(r"\n"), r#""\\\n""#);
        assert_eq!(json(r"\$\\"), r#""\\\\\$\\\\\\\""#);
        assert_eq!(json("\u{202e}\u{1}"), r#""\u202e\u0001""#);
    }

    #[test]
    fn a_word_of_the_shell_is_quoted_where_it_must_be() {
        assert_eq!(shell_quoted("/v2/a%20b@g.us"), "/v2/a%20b@g.us");
        assert_eq!(shell_quoted(""), "''");
        assert_eq!(shell_quoted(r"$x `id` \n ~"), r"'$x `id` \n ~'");
        assert_eq!(shell_quoted("it's\n\\"), r"$'it\'s\n\\'");
        assert_eq!(shell_quoted("\u{200b}1\u{1}7"), r"$'\342\200\2131\0017'");
    }

    #[test]
    fn a_query_name_is_encoded_and_its_value_left_to_curl() {
        let value = Expr::Value(Value::String("@a=b".to_owned()));
        assert_eq!(parameter("file[url]", &value), "file%5Burl%5D=@a=b");
        assert_eq!(parameter("instance_id", &Expr::Instance), "\"instance_id=$INSTANCE_ID\"");
    }
}
