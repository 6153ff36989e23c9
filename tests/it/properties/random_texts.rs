//! Random texts, names and values, with much among them that breaks what takes such things apart.

use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

/// Texts that break what takes texts apart.
const HOSTILE: [&str; 44] = [
    "",
    " ",
    ".",
    "..",
    "...",
    "../..",
    "%2e%2e",
    "%2E",
    ".%2e",
    "%252e%252e",
    "%2f",
    "a/b",
    "/",
    "//",
    "\\",
    "..\\..",
    "\r\n",
    "a\r\nHost: evil.example",
    "\0",
    "a\0b",
    "\u{7f}",
    "@evil.example",
    "user:pw@evil.example",
    "?a=b",
    "a?b",
    "#",
    "a#b",
    "https://evil.example/x",
    "//evil.example",
    "javascript:alert(1)",
    ":id",
    "{id}",
    "{",
    "}",
    "<id>",
    "%",
    "%zz",
    "%ff",
    "📅",
    "ü\u{301}",
    "\u{202e}",
    "\u{feff}",
    "me",
    "null",
];

/// Names that break what takes names apart.
const NAMES: [&str; 26] = [
    "",
    " ",
    ".",
    "..",
    "[",
    "]",
    "[]",
    "][",
    "a[",
    "a]",
    "a[]b",
    "a..b",
    "[a]",
    ".a",
    "a.",
    "__proto__",
    "constructor",
    "access_token",
    "instance_id",
    "instance_id[]",
    "chatId",
    "chatId[]",
    "chatId.id",
    "file[url]",
    "0",
    "\0",
];

/// Any text: short ones of any characters, hostile ones, numbers in words, very long ones.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(&HOSTILE[..]).prop_map(str::to_owned),
        3 => "\\PC{0,12}",
        2 => any::<String>(),
        2 => "[0-9+() .@a-z-]{1,24}",
        1 => (any::<char>(), 0..20_000_usize).prop_map(|(c, times)| c.to_string().repeat(times)),
        1 => (text_piece(), text_piece()).prop_map(|(a, b)| format!("{a}{b}")),
    ]
}

fn text_piece() -> impl Strategy<Value = String> {
    prop_oneof![proptest::sample::select(&HOSTILE[..]).prop_map(str::to_owned), "[a-z0-9]{0,6}"]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(|n| json!(n)),
        any::<u64>().prop_map(|n| json!(n)),
        proptest::num::f64::ANY.prop_map(|n| json!(n)),
        (-20..20_i64).prop_map(|n| json!(n)),
        proptest::sample::select(vec![
            0.0,
            -0.0,
            0.5,
            5.0,
            1e15,
            1e16,
            9_007_199_254_740_993.0,
            1e308,
            5e-324,
            2.01e11
        ])
        .prop_map(|n| json!(n)),
    ]
}

/// Any JSON, six levels deep at most.
pub(super) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number(),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(6, 40, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::Array),
            vec((name(), inner.clone()), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            // As some clients send what is nested.
            inner.prop_map(|value| Value::String(value.to_string())),
        ]
    })
}

/// Any name of an argument.
pub(super) fn name() -> impl Strategy<Value = String> {
    let deep = (0..4000_usize, proptest::sample::select(vec!["[b]", ".b", "[0]", "[]", "["]));
    prop_oneof![
        4 => proptest::sample::select(&NAMES[..]).prop_map(str::to_owned),
        2 => any::<String>(),
        2 => "[a-z.\\[\\]0-9]{0,12}",
        1 => deep.prop_map(|(times, part)| format!("a{}", part.repeat(times))),
    ]
}
