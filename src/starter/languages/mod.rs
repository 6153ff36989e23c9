//! One file a language.

mod javascript;
mod php;
mod python;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: [&Printer; 5] = [
    &javascript::FETCH,
    &php::CURL,
    &php::GUZZLE,
    &php::RECEIVER,
    &python::REQUESTS,
];
