//! Python: `requests`, `httpx`, `urllib`.

use crate::starter::{
    Job, Language,
    literal::{Style, escaped},
    printer::{Call, Printer},
};

pub(in crate::starter) static REQUESTS: Printer = Printer {
    job: Job::Calls,
    language: Language::Python,
    library: "requests",
    filename: "main.py",
    frame: include_str!("../programs/requests.py"),
    comment: "#",
    call,
    pause: |text| format!("pause({})", string(text)),
    is_one_of,
    run: &["pip install requests", "python main.py"],
    requires: &["Python 3.9 or later", "requests 2"],
    requires_to_read: &[],
};

const STYLE: Style = Style {
    string,
    name: string,
    number: ToString::to_string,
    words: ["None", "True", "False"],
    object: ["{", "}"],
    empty: ["{}", "[]"],
    member: ["", ": ", ""],
    list: ["[", "]"],
    comma: ",",
    last_comma: ",",
    member_commas: None,
    lone_list: "",
    indent: "    ",
    instance: "INSTANCE_ID",
    token: "ACCESS_TOKEN",
    answer: |variable, path| {
        let names: Vec<String> = path.iter().map(|name| string(name)).collect();
        format!("pick({variable}, {})", names.join(", "))
    },
};

fn call(call: &Call<'_>) -> String {
    let Call { step, method, variable, picture } = call;
    let path = STYLE.path(&step.path, "segment", " + ");
    let mut arguments = vec![string(method), path];
    if !step.query.is_empty() {
        arguments.push(format!("query={}", STYLE.object(&step.query, 0)));
    }
    if let Some(body) = &step.body {
        arguments.push(format!("body={}", STYLE.object(body, 0)));
    }
    let mut out = format!("{variable} = call({})\n", arguments.join(", "));
    match picture {
        Some(member) => out.push_str(&format!("save_picture({variable}, {})", string(member))),
        None => out.push_str(&format!("show({variable})")),
    }
    out
}

fn is_one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(name)).collect();
    match names.as_slice() {
        [one] => format!("name == {one}"),
        several => format!("name in [{}]", several.join(", ")),
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
    format!("\"{}\"", escaped(text, escape, |code| format!("\\U{code:08x}")))
}
