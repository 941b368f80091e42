//! The `media_id` of a submit.

use super::placeholder::stands_for;
use crate::check::syntax::describe;
use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::Findings;
use crate::rule::request::Finding;
use crate::syntax::source_map::escape_json;
use crate::syntax::{NodeId, NodeKind, Tree};

pub(super) fn check(tree: &Tree<'_>, id: NodeId, findings: &mut Findings) {
    let node = &tree[id];
    let at = |finding| Diagnostic::new(finding).at(node.value_span()).path(tree.path(id));
    let text = node.text.as_ref();
    if node.shape != NodeKind::String {
        let diagnostic = at(Finding::MediaIdNotString { found: describe(node.shape) });
        if node.shape != NodeKind::Number {
            findings.report(|| diagnostic);
            return;
        }
        findings.report(|| diagnostic.fix(Fix::replace(node.value_span(), format!("\"{text}\""))));
    }
    let value: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if value.is_empty() {
        findings.report(|| at(Finding::MediaIdEmpty));
        return;
    }
    if value.len() < text.len() {
        let mended = format!("\"{}\"", escape_json(&value));
        findings.report(|| at(Finding::MediaIdWhitespace).fix(Fix::replace(node.value_span(), mended)));
    }
    if stands_for(&value, "media_id") {
        findings.report(|| at(Finding::MediaIdPlaceholder { value: value.as_str().into() }));
        return;
    }
    if let Some(character) = value.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '-' && *c != '_') {
        findings.report(|| at(Finding::MediaIdCharset { character }));
    }
    if value.bytes().all(|b| b.is_ascii_digit()) {
        findings.report(|| at(Finding::MediaIdLooksLikePublishId));
    }
}
