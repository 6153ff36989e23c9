//! `TypeScript` on Node: `fetch`, and a receiver by `http`. Calls and values are written as in `JavaScript`, and most of its
//! programs is `JavaScript`'s, with types.

use super::javascript;
use crate::starter::printer::Printer;

/// By `tsx`, which needs no settings; the types are for editors and `tsc`.
const RUN: &[&str] = &["npm install --save-dev tsx @types/node", "npx tsx main.ts"];
const REQUIRES: &[&str] = &["Node.js 18 or later", "tsx 4"];

pub(super) static PRINTERS: &[&Printer] = &[&FETCH, &HTTP];

static FETCH: Printer = Printer {
    filename: "main.ts",
    frame: include_str!("fetch.ts"),
    parts: &["ts"],
    run: RUN,
    requires: REQUIRES,
    ..javascript::FETCH
};

static HTTP: Printer = Printer {
    filename: "main.ts",
    frame: include_str!("receiver_http.ts"),
    parts: &["ts"],
    run: RUN,
    requires: REQUIRES,
    ..javascript::HTTP
};
