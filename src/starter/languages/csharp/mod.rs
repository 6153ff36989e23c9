//! C#: `HttpClient` and `System.Text.Json.Nodes`, which also work where programs are compiled ahead of time.

use crate::starter::{
    Body, Job,
    literal::{Style, USUAL, joined, quoted},
    printer::{Header, Headers, Printer, StepText},
};

pub(super) static PRINTERS: &[&Printer] = &[&HTTP_CLIENT];

static HTTP_CLIENT: Printer = Printer {
    job: Job::Calls,
    library: "HttpClient",
    filename: "Program.cs",
    frame: include_str!("HttpClient.cs"),
    shared: &[],
    parts: &[],
    comment: "//",
    headers: HEADERS,
    call,
    pause: |text| format!("Console.WriteLine({});\nConsole.ReadLine();", quoted(text)),
    // Receivers are not written in it.
    is_one_of: |_| String::new(),
    run: &["dotnet run Program.cs"],
    requires: &[
        ".NET SDK 10 or later; with 8 or 9, `dotnet new console`, put Program.cs in its place, `dotnet run`",
    ],
    extras: &[],
};

const HEADERS: Headers = Headers { token: "accessToken", session: "instanceId", one: header, between: "\n" };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("\"{text}\" + {variable}"));
    format!("request.Headers.Add({}, {value});", quoted(header.name))
}

const STYLE: Style = Style {
    // Of `null` alone the compiler cannot tell what it is.
    words: ["(JsonNode?)null", "true", "false"],
    object: ["new JsonObject { ", " }"],
    empty: ["new JsonObject()", "new JsonArray()"],
    member: ["[", "] = ", ""],
    list: ["new JsonArray(", ")"],
    // An argument list may not end with one.
    last_comma: "",
    instance: "instanceId",
    token: "accessToken",
    answer: |variable, path| format!("Pick({variable}, {})", joined(path, quoted)),
    ..USUAL
};

const QUERY: Style = Style { object: ["Query(", ")"], member: ["(", ", ", ")"], ..STYLE };

const FORM: Style = Style { object: ["[", "]"], empty: ["[]", "[]"], ..QUERY };

/// A longer call is broken up.
const WIDTH: usize = 100;

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let arguments = |depth| {
        let path = STYLE.path(&step.path, "Uri.EscapeDataString", " + ");
        let path = match step.query.as_slice() {
            [] => path,
            query => format!("{path} + {}", QUERY.object(query, depth)),
        };
        let body = step.body.as_ref().map(|body| match body {
            Body::Json(members) => braces_on_lines(&STYLE.object(members, depth)),
            Body::Form(fields) => format!("form: {}", FORM.object(fields, depth)),
        });
        [quoted(method), path].into_iter().chain(body).collect::<Vec<_>>()
    };
    let line = format!("var {variable} = await Call({});\n", arguments(0).join(", "));
    let made = if line.lines().all(|line| line.len() <= WIDTH) {
        line
    } else {
        format!("var {variable} = await Call(\n    {});\n", arguments(1).join(",\n    "))
    };
    let used = match picture {
        Some(member) => format!("SavePicture({variable}, {});", quoted(member)),
        None => format!("Show({variable});"),
    };
    made + &used
}

/// The text with each brace that ends a line on a line of its own. No text in quotation marks ends a line.
fn braces_on_lines(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_suffix(" {") {
        Some(before) => {
            let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
            format!("{before}\n{indent}{{")
        }
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::starter::Expr;

    #[test]
    fn texts_are_plain_and_in_one_line() {
        assert_eq!(quoted("{x} $@\"\\\n\u{85}\u{2028}\u{1}1"), r#""{x} $@\"\\\n\u0085\u2028\u00011""#);
    }

    #[test]
    fn braces_stand_on_lines_of_their_own() {
        let long = "x".repeat(60);
        let body = json!({"a": {"b": "ends with {", "c": long}, "d": [null]});
        let text = braces_on_lines(&STYLE.expr(&Expr::Value(body), 0));
        let expected = format!(
            "new JsonObject\n{{\n    [\"a\"] = new JsonObject\n    {{\n        [\"b\"] = \"ends with {{\",\n        \
             [\"c\"] = \"{long}\"\n    }},\n    [\"d\"] = new JsonArray((JsonNode?)null)\n}}"
        );
        assert_eq!(text, expected);
    }
}
