//! One file a language.

mod javascript;
mod php;
mod powershell;
mod python;
mod ruby;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: [&Printer; 7] = [
    &javascript::FETCH,
    &php::CURL,
    &php::GUZZLE,
    &php::RECEIVER,
    &powershell::INVOKE_REST_METHOD,
    &python::REQUESTS,
    &ruby::NET_HTTP,
];
