//! stub
use crate::{catalog::Catalog, values::Language};
/// Stub.
#[must_use]
pub fn html(_: &Catalog, _: Language) -> String {
    String::new()
}
