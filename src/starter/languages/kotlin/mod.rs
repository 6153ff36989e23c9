//! Kotlin on the JVM: `java.net.http.HttpClient`, and JSON by hand, because its standard library has none.

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
    filename: "main.kt",
    frame: include_str!("HttpClient.kt"),
    shared: &[],
    parts: &[],
    comment: "//",
    headers: HEADERS,
    call,
    pause: |text| format!("pause({})", string(text)),
    // Receivers are not written in it.
    is_one_of: |_| String::new(),
    run: &["kotlinc main.kt -include-runtime -d main.jar", "java -jar main.jar"],
    requires: &["Kotlin 2.0 or later (kotlinc)", "Java 11 or later"],
    extras: &[],
};

const HEADERS: Headers = Headers { token: "accessToken", session: "instanceId", one: header, between: "\n" };

fn header(header: &Header<'_>) -> String {
    let value = header.value.written(|text, variable| format!("\"{text}${variable}\""));
    format!(".header({}, {value})", string(header.name))
}

const STYLE: Style = Style {
    string,
    name: string,
    number,
    object: ["mapOf(", ")"],
    empty: ["emptyMap<String, Any?>()", "emptyList<Any?>()"],
    member: ["", " to ", ""],
    list: ["listOf(", ")"],
    instance: "instanceId",
    token: "accessToken",
    answer: |variable, path| format!("pick({variable}, {})", joined(path, string)),
    ..USUAL
};

const QUERY: Style = Style { object: ["query(", ")"], ..STYLE };

const FORM: Style = Style { object: ["form(", ")"], empty: ["form()", "emptyList<Any?>()"], ..STYLE };

/// A longer call is broken up.
const WIDTH: usize = 96;

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
        [string(method), path].into_iter().chain(body).collect::<Vec<_>>()
    };
    let line = format!("val {variable} = call({})\n", arguments(0).join(", "));
    let made = if line.lines().count() == 1 && line.len() <= WIDTH {
        line
    } else {
        format!("val {variable} = call(\n    {},\n)\n", arguments(1).join(",\n    "))
    };
    let used = match picture {
        Some(member) => format!("savePicture({variable}, {})", string(member)),
        None => format!("println({variable})"),
    };
    made + &used
}

fn number(number: &Number) -> String {
    match number.as_i64() {
        // It cannot be written: it would be the negative of a number that is too great.
        Some(i64::MIN) => "Long.MIN_VALUE".to_owned(),
        None if number.is_u64() => format!("java.math.BigInteger(\"{number}\")"),
        // A whole number that needs it is a Long by itself.
        Some(_) | None => number.to_string(),
    }
}

fn string(text: &str) -> String {
    let escape = |c| backslashed(c, "\"$");
    format!("\"{}\"", escaped(text, escape, utf16))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::starter::Expr;

    fn written(value: Value) -> String {
        STYLE.expr(&Expr::Value(value), 0)
    }

    #[test]
    fn texts_are_not_templates() {
        assert_eq!(string("${x} $y \"\\\n\u{2028}😀"), r#""\${x} \$y \"\\\n\u2028😀""#);
    }

    #[test]
    fn what_has_no_type_by_itself_says_it() {
        assert_eq!(
            written(json!({"a": [], "b": {}})),
            r#"mapOf("a" to emptyList<Any?>(), "b" to emptyMap<String, Any?>())"#
        );
        let great = written(json!([i64::MIN, u64::MAX]));
        assert_eq!(great, r#"listOf(Long.MIN_VALUE, java.math.BigInteger("18446744073709551615"))"#);
    }
}
