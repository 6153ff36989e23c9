//! `TypeScript` on Node: `fetch`, and a receiver by `http`. Calls and values are written as in `JavaScript`.

use super::javascript;
use crate::starter::{Language, printer::Printer};

/// By `tsx`, which needs no settings; the types are for editors and `tsc`.
const RUN: &[&str] = &["npm install --save-dev tsx @types/node", "npx tsx main.ts"];
const REQUIRES: &[&str] = &["Node.js 18 or later", "tsx 4"];

pub(in crate::starter) static FETCH: Printer = Printer {
    language: Language::Typescript,
    filename: "main.ts",
    frame: include_str!("../programs/fetch.ts"),
    run: RUN,
    requires: REQUIRES,
    ..javascript::FETCH
};

pub(in crate::starter) static HTTP: Printer = Printer {
    language: Language::Typescript,
    filename: "main.ts",
    frame: include_str!("../programs/receiver_http.ts"),
    run: RUN,
    requires: REQUIRES,
    ..javascript::HTTP
};
