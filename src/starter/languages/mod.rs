//! One file a language.

mod curl;
mod javascript;
mod python;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: [&Printer; 8] = [
    &curl::CURL,
    &javascript::FETCH,
    &python::REQUESTS,
    &python::HTTPX,
    &python::URLLIB,
    &python::HTTP_SERVER,
    &python::FLASK,
    &python::FASTAPI,
];
