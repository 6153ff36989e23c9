//! One file a language.

mod javascript;
mod php;
mod python;
mod ruby;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: [&Printer; 6] = [
    &javascript::FETCH,
    &php::CURL,
    &php::GUZZLE,
    &php::RECEIVER,
    &python::REQUESTS,
    &ruby::NET_HTTP,
];
