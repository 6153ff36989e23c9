//! The house holds: layers, doors, sizes, counts.
