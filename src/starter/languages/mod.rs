//! One file a language.

mod javascript;
mod python;
mod typescript;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: [&Printer; 8] = [
    &javascript::FETCH,
    &javascript::AXIOS,
    &javascript::JQUERY,
    &javascript::HTTP,
    &javascript::EXPRESS,
    &python::REQUESTS,
    &typescript::FETCH,
    &typescript::HTTP,
];
