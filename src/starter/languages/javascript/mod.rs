//! `JavaScript`: `fetch` and `axios` on Node, a page with `jQuery`, and receivers by Node's `http` and by Express.

use crate::starter::{
    Body, Job,
    frame::Shared,
    literal::{Style, USUAL, joined, quoted},
    printer::{Header, Headers, Printer, StepText},
};

/// What its programs have in common, and `TypeScript`'s with them: the part `ts` stands in those, `js` in its own.
pub(super) const SHARED: Shared = &[
    ("before_steps.mjs", include_str!("shared/before_steps.mjs")),
    ("own_calls.mjs", include_str!("shared/own_calls.mjs")),
    ("settings.mjs", include_str!("shared/settings.mjs")),
    ("call_fetch.mjs", include_str!("shared/call_fetch.mjs")),
    ("pause.mjs", include_str!("shared/pause.mjs")),
    ("answers.mjs", include_str!("shared/answers.mjs")),
    ("server_http.mjs", include_str!("shared/server_http.mjs")),
    ("receiver_settings.mjs", include_str!("shared/receiver_settings.mjs")),
    ("end_on_signals.mjs", include_str!("shared/end_on_signals.mjs")),
    ("deliveries.mjs", include_str!("shared/deliveries.mjs")),
    ("handle.mjs", include_str!("shared/handle.mjs")),
];

pub(super) static PRINTERS: &[&Printer] = &[&FETCH, &AXIOS, &JQUERY, &HTTP, &EXPRESS];

pub(super) static FETCH: Printer = Printer {
    job: Job::Calls,
    library: "fetch",
    filename: "main.mjs",
    frame: include_str!("fetch.mjs"),
    shared: SHARED,
    parts: &["js"],
    comment: "//",
    headers: HEADERS,
    call: |call| statements(&STYLE, call),
    pause: |text| format!("await pause({});", quoted(text)),
    is_one_of,
    run: &["node main.mjs"],
    requires: &["Node.js 18 or later"],
    extras: &[],
};

static AXIOS: Printer = Printer {
    library: "axios",
    frame: include_str!("axios.mjs"),
    run: &["npm install axios", "node main.mjs"],
    requires: &["Node.js 18 or later", "axios 1"],
    ..FETCH
};

static JQUERY: Printer = Printer {
    library: "jquery",
    filename: "index.html",
    frame: include_str!("jquery.html"),
    headers: Headers { token: PAGE_STYLE.token, session: PAGE_STYLE.instance, ..HEADERS },
    call: |call| statements(&PAGE_STYLE, call),
    pause: |text| format!("await pause({});", page_string(text)),
    run: &["npx --yes http-server -a 127.0.0.1 -p 8000 -c-1 -o /index.html"],
    requires: &["A browser", "Node.js 18 or later, for the local web server"],
    ..FETCH
};

pub(super) static HTTP: Printer = Printer {
    job: Job::Receives,
    library: "http",
    frame: include_str!("receiver_http.mjs"),
    // Nobody sits before a server.
    pause: |text| format!("console.log({});", quoted(text)),
    ..FETCH
};

static EXPRESS: Printer = Printer {
    library: "express",
    frame: include_str!("receiver_express.mjs"),
    run: &["npm install express", "node main.mjs"],
    requires: &["Node.js 18 or later", "Express 5"],
    ..HTTP
};

const HEADERS: Headers =
    Headers { token: "ACCESS_TOKEN", session: "INSTANCE_ID", one: header, between: ", " };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("`{text}${{{variable}}}`"));
    // Of such names a page's string is as good as any other.
    format!("{}: {value}", page_string(header.name))
}

const STYLE: Style = Style {
    name,
    object: ["{ ", " }"],
    indent: "  ",
    answer: |variable, path| format!("pick({variable}, {})", joined(path, quoted)),
    ..USUAL
};

/// Within a page, where the credentials stand in variables.
const PAGE_STYLE: Style =
    Style { string: page_string, instance: "instanceId", token: "accessToken", ..STYLE };

fn statements(style: &Style, call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let mut options = Vec::new();
    if !step.query.is_empty() {
        options.push(format!("query: {}", style.object(&step.query, 1)));
    }
    options.extend(step.body.as_ref().map(|body| match body {
        Body::Json(members) => format!("body: {}", style.object(members, 1)),
        Body::Form(fields) => format!("form: {}", style.object(fields, 1)),
    }));
    let mut arguments = vec![quoted(method), style.path(&step.path, "encodeURIComponent", " + ")];
    if !options.is_empty() {
        arguments.push(format!("{{\n  {},\n}}", options.join(",\n  ")));
    }
    let shown = match picture {
        Some(member) => format!("savePicture({variable}, {});", quoted(member)),
        None => format!("show({variable});"),
    };
    format!("const {variable} = await call({});\n{shown}", arguments.join(", "))
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    match names.as_slice() {
        [one] => format!("name === {one}"),
        several => format!("[{}].includes(name)", several.join(", ")),
    }
}

/// Without `<`, so that no `</script>` or `<!--` ends or changes the script that it stands in.
fn page_string(text: &str) -> String {
    quoted(text).replace('<', "\\u003c")
}

/// Bare where it can be; `__proto__` in brackets, because it would otherwise set the prototype.
fn name(text: &str) -> String {
    let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$');
    let is_bare = text.starts_with(is_letter) && text.chars().all(|c| is_letter(c) || c.is_ascii_digit());
    match text {
        "__proto__" => "[\"__proto__\"]".to_owned(),
        bare if is_bare => bare.to_owned(),
        // Of such names a page's string is as good as any other.
        other => page_string(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_in_one_line_and_shows_what_is_in_it() {
        assert_eq!(quoted("a\"\\\n\r\t"), r#""a\"\\\n\r\t""#);
        assert_eq!(
            quoted("\u{1}\u{7f}\u{85}\u{202e}\u{2028}\u{feff}"),
            r#""\u0001\u007f\u0085\u202e\u2028\ufeff""#
        );
        assert_eq!(quoted("${x} `y` 😀 </script>"), "\"${x} `y` 😀 </script>\"");
    }

    #[test]
    fn a_text_in_a_page_cannot_end_its_script() {
        assert_eq!(page_string("</script><!-- \\<"), r#""\u003c/script>\u003c!-- \\\u003c""#);
    }

    #[test]
    fn names_are_bare_where_the_language_allows_it() {
        let names = ["chatId", "_serialized", "$x1", "1x", "user.id", "a b", "", "__proto__", "</script>"];
        let written = names.map(name);
        let expected = [
            "chatId",
            "_serialized",
            "$x1",
            "\"1x\"",
            "\"user.id\"",
            "\"a b\"",
            "\"\"",
            "[\"__proto__\"]",
            "\"\\u003c/script>\"",
        ];
        assert_eq!(written, expected);
    }

    #[test]
    fn the_page_reads_no_environment_and_keeps_nothing() {
        for word in ["WAWP_", "localStorage", "sessionStorage", "cookie", "location", "history", ".html("] {
            assert!(!JQUERY.frame.contains(word), "{word}");
        }
    }
}
