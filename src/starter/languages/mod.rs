//! One file a language.

mod csharp;
mod java;
mod javascript;
mod kotlin;
mod python;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: [&Printer; 5] =
    [&csharp::HTTP_CLIENT, &java::HTTP_CLIENT, &javascript::FETCH, &kotlin::HTTP_CLIENT, &python::REQUESTS];
