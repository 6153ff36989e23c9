//! One file a language.

mod csharp;
mod curl;
mod dart;
mod go;
mod java;
mod javascript;
mod kotlin;
mod php;
mod powershell;
mod python;
mod ruby;
mod rust;
mod swift;
mod typescript;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: &[&Printer] = &[
    &csharp::HTTP_CLIENT,
    &curl::CURL,
    &dart::HTTP,
    &go::NET_HTTP,
    &go::NET_HTTP_RECEIVER,
    &java::HTTP_CLIENT,
    &javascript::FETCH,
    &javascript::AXIOS,
    &javascript::JQUERY,
    &javascript::HTTP,
    &javascript::EXPRESS,
    &kotlin::HTTP_CLIENT,
    &php::CURL,
    &php::GUZZLE,
    &php::RECEIVER,
    &powershell::INVOKE_REST_METHOD,
    &python::REQUESTS,
    &python::HTTPX,
    &python::URLLIB,
    &python::HTTP_SERVER,
    &python::FLASK,
    &python::FASTAPI,
    &ruby::NET_HTTP,
    &rust::REQWEST,
    &swift::URL_SESSION,
    &typescript::FETCH,
    &typescript::HTTP,
];
