//! One file a language.

mod javascript;
mod python;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: [&Printer; 2] = [&javascript::FETCH, &python::REQUESTS];
