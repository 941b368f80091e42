//! One text, read here and by another parser: where the two differ.

pub(crate) mod json;
pub(crate) mod xml;

use freepublish::{Diagnostic, Inspection, Severity, outline};

/// A field of a document: its depth, its name or number, and its value where it holds no other fields.
pub(super) type Field = (usize, String, Option<String>);

/// The error-level codes of a group.
pub(super) fn errors(inspection: &Inspection, group: &str) -> Vec<&'static str> {
    let of_group = inspection.diagnostics.iter().filter(|diagnostic| diagnostic.rule().group() == group);
    of_group.filter(|diagnostic| diagnostic.severity() == Severity::Error).map(Diagnostic::code).collect()
}

pub(super) fn fields(text: &str) -> Vec<Field> {
    outline(text).into_iter().map(|row| (row.depth, row.name, row.value)).collect()
}
