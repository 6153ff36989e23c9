//! Java: `java.net.http.HttpClient`, and JSON by hand, because its standard library has none.

use serde_json::Number;

use crate::starter::{
    Body, Job,
    literal::{Style, USUAL, backslashed, escaped, joined, utf16},
    printer::{Header, Headers, Printer, StepText},
};

pub(super) static PRINTERS: &[&Printer] = &[&HTTP_CLIENT];

static HTTP_CLIENT: Printer = Printer {
    job: Job::Calls,
    library: "HttpClient",
    filename: "Main.java",
    frame: include_str!("HttpClient.java"),
    shared: &[],
    parts: &[],
    comment: "//",
    headers: HEADERS,
    call,
    pause: |text| format!("pause({});", string(text)),
    // Receivers are not written in it.
    is_one_of: |_| String::new(),
    // Java 17 reads source files in the system's encoding.
    run: &["java -Dfile.encoding=UTF-8 Main.java"],
    requires: &["Java 17 or later (JDK)"],
    extras: &[],
};

const HEADERS: Headers =
    Headers { token: "ACCESS_TOKEN", session: "INSTANCE_ID", one: header, between: "\n" };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("\"{text}\" + {variable}"));
    format!(".header({}, {value})", string(header.name))
}

const STYLE: Style = Style {
    string,
    name: string,
    number,
    // An argument list of `null` alone would be no list.
    words: ["(Object) null", "true", "false"],
    object: ["object(", ")"],
    empty: ["object()", "list()"],
    member: ["", ", ", ""],
    list: ["list(", ")"],
    last_comma: "",
    answer: |variable, path| format!("pick({variable}, {})", joined(path, string)),
    ..USUAL
};

const QUERY: Style = Style { object: ["query(", ")"], ..STYLE };

const FORM: Style = Style { object: ["form(", ")"], empty: ["form()", "list()"], ..STYLE };

/// A longer call is broken up.
const WIDTH: usize = 92;

/// A longer text is put together when the program runs: a constant may have 65,535 bytes.
const CONSTANT: usize = 10_000;

fn call(call: &StepText<'_>) -> String {
    let StepText { step, method, variable, picture, .. } = call;
    let arguments = |depth| {
        let path = STYLE.path(&step.path, "segment", " + ");
        let path = match step.query.as_slice() {
            [] => path,
            query => format!("{path} + {}", QUERY.object(query, depth)),
        };
        let body = step.body.as_ref().map(|body| match body {
            Body::Json(members) => format!("json({})", STYLE.object(members, depth)),
            Body::Form(fields) => FORM.object(fields, depth),
        });
        [string(method), path, body.unwrap_or_else(|| "BodyPublishers.noBody()".to_owned())]
    };
    let line = format!("String {variable} = call({});\n", arguments(0).join(", "));
    let made = if line.lines().count() == 1 && line.len() <= WIDTH {
        line
    } else {
        format!("String {variable} = call(\n    {}\n);\n", arguments(1).join(",\n    "))
    };
    let used = match picture {
        Some(member) => format!("savePicture({variable}, {});", string(member)),
        None => format!("System.out.println({variable});"),
    };
    made + &used
}

fn number(number: &Number) -> String {
    match number.as_i64() {
        Some(small) if i32::try_from(small).is_ok() => number.to_string(),
        Some(_) => format!("{number}L"),
        None if number.is_u64() => format!("new java.math.BigInteger(\"{number}\")"),
        None => number.to_string(),
    }
}

fn string(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let parts: Vec<String> = chars.chunks(CONSTANT).map(constant).collect();
    match parts.as_slice() {
        [] => constant(&[]),
        [one] => one.clone(),
        several => format!("String.join(\"\", {})", several.join(", ")),
    }
}

fn constant(chars: &[char]) -> String {
    // Java reads codes before anything else: as codes these would end the line.
    let escape = |c| backslashed(c, "\"");
    format!("\"{}\"", escaped(&chars.iter().collect::<String>(), escape, utf16))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_hold_no_code_that_java_reads_as_a_line_end_or_a_quotation_mark() {
        assert_eq!(string("a\"\\u0022\n\r\t$"), r#""a\"\\u0022\n\r\t$""#);
        assert_eq!(string("\\\u{202e}\u{1}مرحبا 😀"), r#""\\\u202e\u0001مرحبا 😀""#);
        assert_eq!(string(""), r#""""#);
    }

    #[test]
    fn a_text_too_long_for_one_constant_is_put_together() {
        let long = string(&"é".repeat(CONSTANT + 1));
        assert!(long.starts_with("String.join(\"\", \"é") && long.ends_with("\", \"é\")"), "{long}");
    }

    #[test]
    fn whole_numbers_say_how_great_they_are() {
        let written = |value: serde_json::Value| STYLE.expr(&crate::starter::Expr::Value(value), 0);
        assert_eq!(written(json!(i32::MIN)), "-2147483648");
        assert_eq!(written(json!(3_000_000_000_u32)), "3000000000L");
        assert_eq!(written(json!(u64::MAX)), "new java.math.BigInteger(\"18446744073709551615\")");
        assert_eq!(written(json!([-30.5, null])), "list(-30.5, (Object) null)");
    }
}
