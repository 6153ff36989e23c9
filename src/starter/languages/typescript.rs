//! `TypeScript` on Node: `fetch`, and a receiver by `http`. Calls and values are written as in `JavaScript`.

use super::javascript;
use crate::starter::{Language, frame::Shared, printer::Printer};

/// By `tsx`, which needs no settings; the types are for editors and `tsc`.
const RUN: &[&str] = &["npm install --save-dev tsx @types/node", "npx tsx main.ts"];
const REQUIRES: &[&str] = &["Node.js 18 or later", "tsx 4"];

/// What its frames have in common.
const SHARED: Shared = &[
    ("settings.ts", include_str!("../programs/shared/settings.ts")),
    ("call_fetch.ts", include_str!("../programs/shared/call_fetch.ts")),
    ("answers.ts", include_str!("../programs/shared/answers.ts")),
];

pub(in crate::starter) static FETCH: Printer = Printer {
    language: Language::Typescript,
    filename: "main.ts",
    frame: include_str!("../programs/fetch.ts"),
    shared: SHARED,
    run: RUN,
    requires: REQUIRES,
    ..javascript::FETCH
};

pub(in crate::starter) static HTTP: Printer = Printer {
    language: Language::Typescript,
    filename: "main.ts",
    frame: include_str!("../programs/receiver_http.ts"),
    shared: SHARED,
    run: RUN,
    requires: REQUIRES,
    ..javascript::HTTP
};
