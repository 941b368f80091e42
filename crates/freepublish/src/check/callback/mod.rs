//! Judges the pushed event PUBLISHJOBFINISH, and the publish job inside it, which `freepublish/get` answers in the same
//! shape.

pub(crate) mod event;
pub(crate) mod job;

use crate::diagnostic::Diagnostic;
use crate::findings::Findings;
use crate::rule::callback::Finding;
use crate::span::Span;
use crate::syntax::{NodeId, Tree};

/// Reports fields that every payload has at this place.
fn missing(text: &str, tree: &Tree<'_>, parent: NodeId, names: Vec<&'static str>, findings: &mut Findings) {
    let node = &tree[parent];
    let span = if node.name.is_empty() { opening(text, node.span()) } else { node.name_span() };
    findings.report(|| Diagnostic::new(Finding::MissingField { names }).at(span).path(tree.path(parent)));
}

/// The bracket that an object begins with, which may be a wide one: `｛`.
fn opening(text: &str, object: Span) -> Span {
    let bracket = object.of(text).chars().next().map_or(0, char::len_utf8);
    Span::new(object.start, object.start + bracket)
}
