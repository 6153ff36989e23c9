//! The fields of the index and what a word in each is worth.

use tantivy::{
    TantivyError,
    schema::{Field, Schema},
};

/// A field: its name in the index, and how much a word in it says about the page.
#[derive(Clone, Copy)]
pub(super) struct Weighted {
    pub(super) name: &'static str,
    pub(super) weight: f32,
}

/// The field of paths, ids and codes.
pub(super) const NAMES: &str = "names";

/// Every field, most telling first. English and Arabic share a field: their words never coincide.
pub(super) const FIELDS: [Weighted; 7] = [
    Weighted { name: "title", weight: 4.0 },
    Weighted { name: NAMES, weight: 3.0 },
    Weighted { name: "words", weight: 3.0 },
    Weighted { name: "summary", weight: 2.0 },
    Weighted { name: "arguments", weight: 1.2 },
    Weighted { name: "codes", weight: 1.0 },
    Weighted { name: "text", weight: 0.7 },
];

/// The fields as the index knows them.
pub(super) struct Fields {
    /// Those of pages with their weights, in the order of [`FIELDS`].
    pub(super) page: [(Field, f32); FIELDS.len()],
    /// That of names.
    pub(super) names: Field,
}

impl Fields {
    pub(super) fn of(schema: &Schema) -> Result<Self, TantivyError> {
        let mut fields = [(Field::from_field_id(0), 0.0); FIELDS.len()];
        for (slot, known) in fields.iter_mut().zip(FIELDS) {
            *slot = (schema.get_field(known.name)?, known.weight);
        }
        Ok(Self { page: fields, names: schema.get_field(NAMES)? })
    }
}
