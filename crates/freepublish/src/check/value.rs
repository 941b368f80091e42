//! One value of a call, against what is documented of its field.

use super::images;
use super::placeholder::{is_taken_out, stands_for};
use crate::catalogue::interface::{Limit, Need, Parameter, Type};
use crate::check::syntax::describe;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::findings::Findings;
use crate::lang::Bilingual;
use crate::rule::request::{Finding, Measure, Numbers};
use crate::span::Span;
use crate::syntax::source_map::escape_json;
use crate::syntax::{NodeId, NodeKind, Tree};

/// What is left to judge of a value: the members that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Members {
    /// It holds none, or none that are documented.
    None,
    /// Those of the object that it is.
    OfObject,
    /// Those of the objects in the list that it is.
    OfItems,
}

/// Judges a value of the document `text`, but for its members.
pub(super) fn check(
    text: &str,
    tree: &Tree<'_>,
    id: NodeId,
    field: &'static Parameter,
    findings: &mut Findings,
) -> Members {
    match (field.ty, tree[id].shape) {
        // What WeChat makes of null is not known; where the field may be left out, it is as good as left out.
        (_, NodeKind::Null) if field.need == Need::Optional => {}
        (Type::Text | Type::Id | Type::NumericId, NodeKind::String) | (Type::NumericId, NodeKind::Number) => {
            check_text(text, tree, id, field, findings);
        }
        (Type::Number | Type::Switch, NodeKind::Number) => check_number(tree, id, field, findings),
        (Type::Boolean, NodeKind::Bool) => {}
        (Type::Object, NodeKind::Object) => {
            return if field.children.is_empty() { Members::None } else { Members::OfObject };
        }
        (Type::List, NodeKind::Array) => {
            check_count(tree, id, field, findings);
            return Members::OfItems;
        }
        (Type::List, NodeKind::Object) => {
            let brackets = [(id_start(tree, id), "["), (tree[id].value_span().end, "]")];
            let edits = brackets.map(|(at, text)| Edit { span: Span::at(at), text: text.to_owned() });
            findings.report(|| {
                let diagnostic = at(tree, id, type_finding(tree, id, field.name, expected(field.ty)));
                diagnostic.fix(Fix { edits: edits.to_vec() })
            });
            return Members::OfObject;
        }
        (ty, shape) if is_scalar(shape) && !ty.holds_members() && ty != Type::Numbers => {
            other_scalar(tree, id, field, findings);
        }
        (ty, _) => wrong_type(tree, id, field.name, expected(ty), findings),
    }
    Members::None
}

/// Reports a value that is no such thing at all.
pub(super) fn wrong_type(
    tree: &Tree<'_>,
    id: NodeId,
    name: &'static str,
    expected: Bilingual,
    findings: &mut Findings,
) {
    findings.report(|| at(tree, id, type_finding(tree, id, name, expected)));
}

fn type_finding(tree: &Tree<'_>, id: NodeId, name: &'static str, expected: Bilingual) -> Finding {
    Finding::FieldType { name, found: describe(tree[id].shape), expected }
}

/// A string for a number and the like. What WeChat makes of it is not known.
fn other_scalar(tree: &Tree<'_>, id: NodeId, field: &Parameter, findings: &mut Findings) {
    let node = &tree[id];
    let text = node.text.trim();
    let mended = match (field.ty, node.shape) {
        (Type::Text | Type::Id | Type::NumericId, NodeKind::Number) => Some(format!("\"{text}\"")),
        (Type::Number | Type::Switch, NodeKind::String) if text.parse::<u32>().is_ok() => {
            Some(text.to_owned())
        }
        (Type::Switch, NodeKind::Bool) => Some(u8::from(text == "true").to_string()),
        (Type::Boolean, NodeKind::String) if matches!(text, "true" | "false") => Some(text.to_owned()),
        (Type::Boolean, NodeKind::Number) if matches!(text, "0" | "1") => Some((text == "1").to_string()),
        _ => None,
    };
    findings.report(|| {
        let found = describe(node.shape);
        let finding = Finding::FieldTypeDiffers { name: field.name, found, expected: expected(field.ty) };
        let diagnostic = at(tree, id, finding);
        match mended {
            Some(mended) => diagnostic.fix(Fix::replace(node.value_span(), mended)),
            None => diagnostic,
        }
    });
}

fn check_text(
    document: &str,
    tree: &Tree<'_>,
    id: NodeId,
    field: &'static Parameter,
    findings: &mut Findings,
) {
    let node = &tree[id];
    let text = node.text.as_ref();
    let name = field.name;
    if text.trim().is_empty() {
        if field.need != Need::Optional {
            findings.report(|| at(tree, id, Finding::FieldEmpty { name }));
        }
        return;
    }
    if field.ty != Type::Text && !check_id(tree, id, field, findings) {
        return;
    }
    for limit in field.limits {
        match *limit {
            Limit::Characters(most) if text.chars().nth(most as usize).is_some() => {
                let length = Measure::Characters(text.chars().count());
                let most = Measure::Characters(most as usize);
                findings.report(|| at(tree, id, Finding::FieldTooLong { name, length, most }));
                // A text that is too long in characters is so in bytes, and once is enough to say it.
                return check_markup(document, tree, id, field, findings);
            }
            Limit::Bytes(most) if text.len() > most as usize => {
                let (length, most) = (Measure::Bytes(text.len()), Measure::Bytes(most as usize));
                findings.report(|| at(tree, id, Finding::FieldTooLong { name, length, most }));
            }
            Limit::OneOf(known) if !known.contains(&text) => {
                findings.report(|| {
                    let finding = Finding::FieldValue { name, value: text.into(), known: known.to_vec() };
                    let diagnostic = at(tree, id, finding);
                    match known {
                        [only] => diagnostic.fix(Fix::replace(node.value_span(), format!("\"{only}\""))),
                        _ => diagnostic,
                    }
                });
            }
            _ => {}
        }
    }
    check_markup(document, tree, id, field, findings);
}

/// What is wrong inside a text that people will read.
fn check_markup(
    document: &str,
    tree: &Tree<'_>,
    id: NodeId,
    field: &'static Parameter,
    findings: &mut Findings,
) {
    let node = &tree[id];
    let raw = node.value_span().of(document);
    if field.limits.contains(&Limit::NoUnicodeEscapes) && has_unicode_escape(raw) {
        findings.report(|| {
            let mended = format!("\"{}\"", escape_json(&node.text));
            let finding = Finding::UnicodeEscape { name: field.name };
            at(tree, id, finding).fix(Fix::replace(node.value_span(), mended))
        });
    }
    if field.limits.contains(&Limit::OwnImages) {
        images::check(document, tree, id, findings);
    }
}

/// Judges an id; `false` where its value is none.
fn check_id(tree: &Tree<'_>, id: NodeId, field: &'static Parameter, findings: &mut Findings) -> bool {
    let node = &tree[id];
    let name = field.name;
    let text = node.text.as_ref();
    if text.contains(char::is_whitespace) {
        findings.report(|| {
            let whole: String = text.split_whitespace().collect();
            let mended = format!("\"{}\"", escape_json(&whole));
            at(tree, id, Finding::FieldWhitespace { name }).fix(Fix::replace(node.value_span(), mended))
        });
    }
    if name == "secret" && is_taken_out(text) {
        return false;
    }
    if stands_for(text.trim(), name) {
        findings.report(|| at(tree, id, Finding::FieldPlaceholder { name, value: text.trim().into() }));
        return false;
    }
    true
}

fn check_number(tree: &Tree<'_>, id: NodeId, field: &'static Parameter, findings: &mut Findings) {
    let text = tree[id].trimmed();
    let range = match (field.ty, field.limits) {
        (Type::Switch, _) => Some((0, 1)),
        (_, [Limit::Range(least, most), ..]) => Some((*least, *most)),
        _ => None,
    };
    let Some((least, most)) = range else { return };
    if !text.parse().is_ok_and(|number: u32| (least..=most).contains(&number)) {
        let numbers = Numbers { least, most };
        findings.report(|| {
            at(tree, id, Finding::FieldOutOfRange { name: field.name, value: text.into(), numbers })
        });
    }
}

fn check_count(tree: &Tree<'_>, id: NodeId, field: &'static Parameter, findings: &mut Findings) {
    let [Limit::Items(least, most), ..] = *field.limits else { return };
    let count = tree.children(id).count();
    if !u32::try_from(count).is_ok_and(|count| (least..=most).contains(&count)) {
        let numbers = Numbers { least, most };
        findings.report(|| at(tree, id, Finding::FieldCount { name: field.name, count, numbers }));
    }
}

/// Whether a string is written with `\u4f5c`. Those of control characters cannot be written otherwise.
fn has_unicode_escape(raw: &str) -> bool {
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        let escape = &rest[at..];
        let code = escape.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if escape[1..].starts_with('u') && code.is_some_and(|code| code >= 0x20) {
            return true;
        }
        rest = escape.get(2..).unwrap_or_default();
    }
    false
}

fn is_scalar(shape: NodeKind) -> bool {
    matches!(shape, NodeKind::String | NodeKind::Number | NodeKind::Bool)
}

fn at(tree: &Tree<'_>, id: NodeId, finding: Finding) -> Diagnostic {
    Diagnostic::new(finding).at(tree[id].value_span()).path(tree.path(id))
}

fn id_start(tree: &Tree<'_>, id: NodeId) -> usize {
    tree[id].value_span().start
}

fn expected(ty: Type) -> Bilingual {
    match ty {
        Type::Text | Type::Id | Type::NumericId => describe(NodeKind::String),
        Type::Number | Type::Switch => describe(NodeKind::Number),
        Type::Boolean => describe(NodeKind::Bool),
        Type::Object => describe(NodeKind::Object),
        Type::List | Type::Numbers => describe(NodeKind::Array),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_characters_are_told_from_others() {
        for raw in [r#""\u53d1""#, r#""a\nb\u003cp""#, r#""\\\u4f5c""#] {
            assert!(has_unicode_escape(raw), "{raw}");
        }
        for raw in [r#""发布""#, r#""\\u53d1""#, r#""\u0007\"""#, r#""\"#, r#""\u""#, r#""\发布""#] {
            assert!(!has_unicode_escape(raw), "{raw}");
        }
    }
}
