//! The answer of an interface that tells something: published articles, drafts, a token.

use crate::catalogue::interface::{Interface, Need, Parameter, Type};
use crate::check::syntax::describe;
use crate::diagnostic::Diagnostic;
use crate::findings::Findings;
use crate::inspection::Answer;
use crate::rule::response::Finding;
use crate::syntax::{NodeId, NodeKind, Tree};

/// Reads what an answer tells and judges it from the interface's row; `None` where it tells nothing but an errcode.
pub(crate) fn check(
    tree: &Tree<'_>,
    root: NodeId,
    interface: Option<Interface>,
    findings: &mut Findings,
) -> Option<Answer> {
    const TOLD: [&str; 8] = [
        "news_item",
        "item",
        "total_count",
        "item_count",
        "access_token",
        "media_id",
        "msg_id",
        "msg_status",
    ];
    if !tree.children(root).any(|child| TOLD.contains(&tree[child].name.as_ref())) {
        return None;
    }
    if let Some(interface) = interface.filter(|interface| *interface != Interface::Submit) {
        object(tree, root, interface.row().answer, findings);
    }
    if let Some(token) = tree.child(root, "access_token") {
        let diagnostic = Diagnostic::new(Finding::AccessTokenVisible);
        findings.report(|| diagnostic.at(tree[token].value_span()).path(tree.path(token)));
    }
    let list = tree.child(root, "item").or_else(|| tree.child(root, "news_item"));
    let listed = list.filter(|id| tree[*id].shape == NodeKind::Array);
    let listed = listed.map(|id| (id, tree.children(id).count()));
    check_item_count(tree, root, listed, findings);
    Some(Answer { total: number(tree, root, "total_count"), listed: listed.map(|(_, count)| count) })
}

fn check_item_count(tree: &Tree<'_>, root: NodeId, listed: Option<(NodeId, usize)>, findings: &mut Findings) {
    let (Some(stated), Some((_, found))) = (number(tree, root, "item_count"), listed) else { return };
    if usize::try_from(stated).is_ok_and(|stated| stated == found) {
        return;
    }
    let Some(id) = tree.child(root, "item_count") else { return };
    findings.report(|| place(tree, id, Finding::ItemCountMismatch { stated, found }));
}

fn number(tree: &Tree<'_>, root: NodeId, name: &str) -> Option<u64> {
    tree.child(root, name).and_then(|id| tree[id].trimmed().parse().ok())
}

/// Judges the members of an object. Members that no row has are WeChat's own affair.
fn object(tree: &Tree<'_>, object: NodeId, fields: &'static [Parameter], findings: &mut Findings) {
    let mut missing = Vec::new();
    for field in fields {
        let Some(id) = tree.child(object, field.name) else {
            if field.need == Need::Always {
                missing.push(field.name);
            }
            continue;
        };
        value(tree, id, field, findings);
    }
    if !missing.is_empty() {
        findings.report(|| {
            let finding = Finding::FieldMissing { names: missing };
            Diagnostic::new(finding).at(tree[object].span()).path(tree.path(object))
        });
    }
}

fn value(tree: &Tree<'_>, id: NodeId, field: &'static Parameter, findings: &mut Findings) {
    let shape = tree[id].shape;
    match field.ty {
        Type::Object if shape == NodeKind::Object => object(tree, id, field.children, findings),
        Type::List if shape == NodeKind::Array => {
            for item in tree.children(id) {
                if tree[item].shape == NodeKind::Object {
                    object(tree, item, field.children, findings);
                } else {
                    wrong_type(tree, item, field.name, NodeKind::Object, findings);
                }
            }
        }
        Type::Object => wrong_type(tree, id, field.name, NodeKind::Object, findings),
        Type::List | Type::Numbers if shape != NodeKind::Array => {
            wrong_type(tree, id, field.name, NodeKind::Array, findings);
        }
        // Strings for numbers and 0 for false are sent now and then; containers are not.
        _ if matches!(shape, NodeKind::Object | NodeKind::Array) && field.ty != Type::Numbers => {
            wrong_type(tree, id, field.name, NodeKind::String, findings);
        }
        _ => {}
    }
}

fn wrong_type(tree: &Tree<'_>, id: NodeId, name: &'static str, expected: NodeKind, findings: &mut Findings) {
    let (found, expected) = (describe(tree[id].shape), describe(expected));
    findings.report(|| place(tree, id, Finding::FieldType { name, found, expected }));
}

fn place(tree: &Tree<'_>, id: NodeId, finding: Finding) -> Diagnostic {
    Diagnostic::new(finding).at(tree[id].value_span()).path(tree.path(id))
}
