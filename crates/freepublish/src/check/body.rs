//! The body of a call, judged from the interface's row: which members there are, and which there should be.

use super::near::is_near;
use super::value::Members;
use super::{media_id, value};
use crate::catalogue::interface::{Interface, Need, Parameter};
use crate::check::syntax;
use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::Findings;
use crate::rule::request::{Finding, Guess, Repair};
use crate::rule::{self, json};
use crate::span::Span;
use crate::syntax::{NodeId, NodeKind, Tree};

/// Judges the body of a call and returns its `media_id` as it was written.
pub(crate) fn check(
    text: &str,
    tree: &Tree<'_>,
    root: NodeId,
    interface: Interface,
    findings: &mut Findings,
) -> Option<String> {
    let row = interface.row();
    if row.body.is_empty() {
        // Of such a body nothing is known, or nothing is asked.
        return tree.child(root, "media_id").map(|id| tree[id].text.to_string());
    }
    // Where brackets and commas are in doubt, so is what belongs to a member.
    let sound = !findings.has(|finding| {
        use json::Finding::{Malformed, TrailingComma};
        matches!(finding, rule::Finding::Json(Malformed { .. } | TrailingComma))
    });
    let mut body = Body { text, tree, interface, sound, guesses: MOST_GUESSES };
    let found = body.object(root, row.body, findings);
    let media_id = row.body.iter().zip(found).find(|(field, _)| field.name == "media_id")?.1?;
    Some(tree[media_id].text.to_string())
}

/// Unknown names that are compared with the known ones; a hostile body has more of them than anyone will read.
const MOST_GUESSES: usize = 64;

/// A body that is judged.
pub(super) struct Body<'t, 'a> {
    pub(super) text: &'t str,
    pub(super) tree: &'t Tree<'a>,
    interface: Interface,
    sound: bool,
    guesses: usize,
}

impl Body<'_, '_> {
    /// Judges the members of an object, and returns the one of each field.
    pub(super) fn object(
        &mut self,
        object: NodeId,
        fields: &'static [Parameter],
        findings: &mut Findings,
    ) -> Vec<Option<NodeId>> {
        let exact = self.pick(object, fields, findings);
        let mut meant = exact.clone();
        let mut elder = None;
        for child in self.tree.children(object) {
            let before = elder.replace(child);
            let name = self.tree[child].name.as_ref();
            if name.is_empty() || fields.iter().any(|field| field.name == name) {
                continue;
            }
            self.unknown(child, before, fields, &mut meant, findings);
        }
        self.report_missing(object, fields, &exact, findings);
        for (field, id) in fields.iter().zip(&meant) {
            let Some(id) = *id else { continue };
            if self.interface == Interface::Submit && field.name == "media_id" {
                media_id::check(self.tree, id, findings);
            } else {
                self.value(id, field, findings);
            }
        }
        meant
    }

    fn value(&mut self, id: NodeId, field: &'static Parameter, findings: &mut Findings) {
        match value::check(self.text, self.tree, id, field, findings) {
            Members::None => {}
            Members::OfObject => {
                self.object(id, field.children, findings);
            }
            Members::OfItems => self.items(id, field, findings),
        }
    }

    fn items(&mut self, list: NodeId, field: &'static Parameter, findings: &mut Findings) {
        for item in self.tree.children(list) {
            if self.tree[item].shape == NodeKind::Object {
                self.object(item, field.children, findings);
            } else {
                value::wrong_type(self.tree, item, field.name, syntax::describe(NodeKind::Object), findings);
            }
        }
    }

    /// The member of each field. Of two, the first is judged, and the second reported.
    fn pick(
        &self,
        object: NodeId,
        fields: &'static [Parameter],
        findings: &mut Findings,
    ) -> Vec<Option<NodeId>> {
        let tree = self.tree;
        let mut found = vec![None; fields.len()];
        for child in tree.children(object) {
            let name = tree[child].name.as_ref();
            let Some(at) = fields.iter().position(|field| field.name == name) else { continue };
            if found[at].is_none() {
                found[at] = Some(child);
                continue;
            }
            let name = fields[at].name.into();
            findings.report(|| {
                let diagnostic = Diagnostic::new(json::Finding::DuplicateKey { name });
                diagnostic.at(tree[child].span()).path(tree.path(child))
            });
        }
        found
    }

    fn unknown(
        &mut self,
        child: NodeId,
        before: Option<NodeId>,
        fields: &'static [Parameter],
        meant: &mut [Option<NodeId>],
        findings: &mut Findings,
    ) {
        let tree = self.tree;
        let node = &tree[child];
        let at = |finding| Diagnostic::new(finding).at(node.name_span()).path(tree.path(child));
        if node.name == "access_token" {
            findings.report(|| at(Finding::AccessTokenInBody));
            return;
        }
        let guess = self.guess(&node.name, fields, meant);
        if let Some(field) = guess {
            meant[field] = Some(child);
        }
        let fix = match guess.map(|field| fields[field].name) {
            Some(known) => Some(Fix::replace(node.name_span(), format!("\"{known}\""))),
            None if self.sound => Some(Fix::delete(member_with_comma(tree, child, before))),
            None => None,
        };
        findings.report(|| {
            let known = guess.map(|field| fields[field].name);
            let mut diagnostic = at(Finding::UnknownField {
                name: node.name.as_ref().into(),
                guess: Guess(known),
                repair: known.map_or(Repair::Delete, Repair::Rename),
                known: fields.iter().map(|field| field.name).collect(),
            });
            diagnostic.fix = fix;
            diagnostic
        });
    }

    /// The field that a name was probably meant to be: one that is not there yet.
    fn guess(&mut self, name: &str, fields: &'static [Parameter], meant: &[Option<NodeId>]) -> Option<usize> {
        self.guesses = self.guesses.checked_sub(1)?;
        (0..fields.len()).find(|at| meant[*at].is_none() && is_near(name, fields[*at].name))
    }

    fn report_missing(
        &self,
        object: NodeId,
        fields: &'static [Parameter],
        exact: &[Option<NodeId>],
        findings: &mut Findings,
    ) {
        let tree = self.tree;
        let is_pictures =
            tree.child(object, "article_type").is_some_and(|id| tree[id].trimmed() == "newspic");
        let is_needed = |field: &Parameter| match field.need {
            Need::Always => true,
            Need::Optional => false,
            Need::ForNews => !is_pictures,
            Need::ForPictures => is_pictures,
        };
        let missing = fields.iter().zip(exact).filter(|(field, id)| id.is_none() && is_needed(field));
        let names: Vec<&'static str> = missing.map(|(field, _)| field.name).collect();
        if names.is_empty() {
            return;
        }
        let interface = self.interface;
        findings.report(|| {
            let finding = if interface == Interface::Submit {
                Finding::MediaIdMissing
            } else {
                Finding::FieldMissing { interface: interface.name(), names }
            };
            let path = if tree.parent(object).is_none() { "/".to_owned() } else { tree.path(object) };
            Diagnostic::new(finding).at(tree[object].span()).path(path)
        });
    }
}

/// The member and the comma that would be left over without it.
fn member_with_comma(tree: &Tree<'_>, member: NodeId, before: Option<NodeId>) -> Span {
    let span = tree[member].span();
    match (before, tree.next_sibling(member)) {
        (Some(before), _) => Span::new(tree[before].span().end, span.end),
        (None, Some(behind)) => Span::new(span.start, tree[behind].span().start),
        (None, None) => span,
    }
}
