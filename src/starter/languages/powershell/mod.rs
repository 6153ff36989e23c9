//! `PowerShell`: `Invoke-RestMethod`.

use crate::starter::{
    Body, Expr, Job,
    literal::{Style, USUAL, escaped},
    printer::{Header, Headers, Printer, StepText},
};

pub(super) static PRINTERS: &[&Printer] = &[&INVOKE_REST_METHOD];

static INVOKE_REST_METHOD: Printer = Printer {
    job: Job::Calls,
    library: "Invoke-RestMethod",
    filename: "main.ps1",
    frame: include_str!("invoke_rest_method.ps1"),
    shared: &[],
    parts: &[],
    comment: "#",
    headers: HEADERS,
    call,
    pause: |text| format!("Wait-Enter {}", string(text)),
    is_one_of,
    run: &["pwsh main.ps1"],
    requires: &["PowerShell 7.4 or later"],
    extras: &[],
};

const HEADERS: Headers =
    Headers { token: "$AccessToken", session: "$InstanceId", one: header, between: "; " };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("\"{text}{variable}\""));
    format!("{} = {value}", string(header.name))
}

const STYLE: Style = Style {
    string,
    name: string,
    words: ["$null", "$true", "$false"],
    object: ["[ordered]@{ ", " }"],
    empty: ["[ordered]@{}", "@()"],
    member: ["", " = ", ""],
    list: ["@(", ")"],
    last_comma: "",
    member_commas: Some([";", ""]),
    // A list is taken apart by the list around it, unless a comma makes it an item.
    lone_list: ", ",
    instance: "$InstanceId",
    token: "$AccessToken",
    answer: |variable, path| {
        let names: Vec<String> = path.iter().map(|name| string(name)).collect();
        format!("(Select-Text ${variable} {})", names.join(" "))
    },
    ..USUAL
};

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let mut lines = Vec::new();
    let path = STYLE.path(&step.path, "[uri]::EscapeDataString", " + ");
    let mut arguments = if let [Expr::Value(_)] = step.path.as_slice() {
        format!("-Method {method} -Path {path}")
    } else {
        lines.push(format!("$path = {path}"));
        format!("-Method {method} -Path $path")
    };
    if !step.query.is_empty() {
        lines.push(format!("$query = {}", STYLE.object(&step.query, 0)));
        arguments += " -Query $query";
    }
    match &step.body {
        Some(Body::Json(members)) => {
            lines.push(format!("$body = {}", STYLE.object(members, 0)));
            arguments += " -Body $body";
        }
        Some(Body::Form(fields)) => {
            lines.push(format!("$form = {}", STYLE.object(fields, 0)));
            arguments += " -Form $form";
        }
        None => {}
    }
    lines.push(format!("${variable} = Invoke-Api {arguments}"));
    lines.push(match picture {
        Some(member) => format!("Save-Picture ${variable} {}", string(member)),
        None => format!("Format-Answer ${variable}"),
    });
    lines.join("\n")
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    format!("$name -cin {}", names.join(", "))
}

/// In single quotes, as most `PowerShell` is written, where nothing needs a code.
fn string(text: &str) -> String {
    let is_plain = escaped(text, |_| None, |_| String::new()) == text;
    // Curly quotation marks are as good as straight ones to `PowerShell`: these would end the text.
    if is_plain && !text.contains(['\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let code = |code| format!("`u{{{code:x}}}");
    let escape = |c| match c {
        '`' | '$' | '"' => Some(format!("`{c}")),
        '\u{201c}' | '\u{201d}' | '\u{201e}' => Some(code(u32::from(c))),
        '\n' => Some("`n".to_owned()),
        '\r' => Some("`r".to_owned()),
        '\t' => Some("`t".to_owned()),
        _ => None,
    };
    format!("\"{}\"", escaped(text, escape, code))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_ends_at_no_quotation_mark_of_its_own() {
        assert_eq!(string("it's $x `n \"“"), "'it''s $x `n \"“'");
        assert_eq!(string("it’s $x `n \"“"), "\"it’s `$x ``n `\"`u{201c}\"");
        assert_eq!(string("a\n\u{1}\u{202e}'"), "\"a`n`u{1}`u{202e}'\"");
    }

    #[test]
    fn a_list_is_not_taken_apart_and_members_have_no_commas() {
        let written = |value| STYLE.expr(&Expr::Value(value), 0);
        assert_eq!(written(json!([[1, 2]])), "@(, @(1, 2))");
        assert_eq!(written(json!([[[]], []])), "@(@(, @()), @())");
        assert_eq!(written(json!([{"a": 1, "b": {}}])), "@([ordered]@{ 'a' = 1; 'b' = [ordered]@{} })");
        let long = "x".repeat(80);
        let lines = format!("[ordered]@{{\n    'a' = '{long}'\n    'b' = $null\n}}");
        assert_eq!(written(json!({"a": long, "b": null})), lines);
    }
}
