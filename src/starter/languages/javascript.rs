//! `JavaScript` on Node: `fetch`.

use crate::starter::{
    Job, Language,
    literal::{Style, escaped, utf16},
    printer::{Call, Printer},
};

pub(in crate::starter) static FETCH: Printer = Printer {
    job: Job::Calls,
    language: Language::Javascript,
    library: "fetch",
    filename: "main.mjs",
    frame: include_str!("../programs/fetch.mjs"),
    comment: "//",
    call,
    pause: |text| format!("await pause({});", string(text)),
    is_one_of,
    run: &["node main.mjs"],
    requires: &["Node.js 18 or later"],
    requires_to_read: &[],
};

const STYLE: Style = Style {
    string,
    name: string,
    number: ToString::to_string,
    words: ["null", "true", "false"],
    object: ["{ ", " }"],
    empty: "{}",
    member: ["", ": ", ""],
    list: ["[", "]"],
    comma: ",",
    last_comma: ",",
    indent: "  ",
    instance: "INSTANCE_ID",
    token: "ACCESS_TOKEN",
    answer: |variable, path| {
        let names: Vec<String> = path.iter().map(|name| string(name)).collect();
        format!("pick({variable}, {})", names.join(", "))
    },
};

fn call(call: &Call<'_>) -> String {
    let Call { step, method, variable, picture } = call;
    let mut options = Vec::new();
    if !step.query.is_empty() {
        options.push(format!("query: {}", STYLE.object(&step.query, 1)));
    }
    if let Some(body) = &step.body {
        options.push(format!("body: {}", STYLE.object(body, 1)));
    }
    let mut arguments = vec![string(method), STYLE.path(&step.path, "encodeURIComponent", " + ")];
    if !options.is_empty() {
        arguments.push(format!("{{\n  {},\n}}", options.join(",\n  ")));
    }
    let mut out = format!("const {variable} = await call({});\n", arguments.join(", "));
    match picture {
        Some(member) => out.push_str(&format!("savePicture({variable}, {});", string(member))),
        None => out.push_str(&format!("show({variable});")),
    }
    out
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    match names.as_slice() {
        [one] => format!("name === {one}"),
        several => format!("[{}].includes(name)", several.join(", ")),
    }
}

fn string(text: &str) -> String {
    let escape = |c| match c {
        '"' => Some("\\\"".to_owned()),
        '\\' => Some("\\\\".to_owned()),
        '\n' => Some("\\n".to_owned()),
        '\r' => Some("\\r".to_owned()),
        '\t' => Some("\\t".to_owned()),
        _ => None,
    };
    format!("\"{}\"", escaped(text, escape, utf16))
}
