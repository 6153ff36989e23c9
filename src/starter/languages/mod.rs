//! One file a language.

mod dart;
mod go;
mod javascript;
mod python;
mod rust;
mod swift;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: [&Printer; 7] = [
    &dart::HTTP,
    &go::NET_HTTP,
    &go::NET_HTTP_RECEIVER,
    &javascript::FETCH,
    &python::REQUESTS,
    &rust::REQWEST,
    &swift::URL_SESSION,
];
