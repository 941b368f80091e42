//! What readers found, in the words of the rules: each [`SyntaxError`] becomes a diagnostic with its facts, its path and
//! its repair.

use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::Findings;
use crate::lang::Bilingual;
use crate::rule::Finding;
use crate::rule::json::{self, ForeignSpace};
use crate::rule::xml::{self, CodePoint, Inside};
use crate::span::Span;
use crate::syntax::json::{Quote, in_double_quotes, inside_quotes};
use crate::syntax::{Document, JsonError, NodeId, NodeKind, SyntaxError, SyntaxErrorKind, Tree, XmlError};

/// Reports what is wrong with the text of a document.
pub(crate) fn report(text: &str, document: &Document<'_>, findings: &mut Findings) {
    for error in document.errors.iter() {
        findings.report(|| diagnostic(text, &document.tree, error));
    }
    findings.omit_errors(document.errors.omitted());
}

/// The first child of each of `names`. A second one is reported: which of the two counts is a guess that parsers make
/// differently.
pub(crate) fn pick<const N: usize>(
    tree: &Tree<'_>,
    id: NodeId,
    names: [&str; N],
    findings: &mut Findings,
) -> [Option<NodeId>; N] {
    tree.pick(id, names, |again| {
        findings.report(|| {
            let name = tree[again].name.as_ref().into();
            let finding: Finding = match tree[again].shape {
                NodeKind::Element => xml::Finding::DuplicateField { name }.into(),
                _ => json::Finding::DuplicateKey { name }.into(),
            };
            Diagnostic::new(finding).at(tree[again].span()).path(tree.path(again))
        });
    })
}

fn diagnostic(text: &str, tree: &Tree<'_>, error: &SyntaxError) -> Diagnostic {
    let (finding, fix) = match error.kind {
        SyntaxErrorKind::Json(kind) => of_json(text, kind, error.span),
        SyntaxErrorKind::Xml(kind) => of_xml(text, tree, kind, error),
    };
    let mut diagnostic = Diagnostic::new(finding).at(error.span);
    diagnostic.path = error.node.map(|node| tree.path(node));
    diagnostic.fix = fix;
    diagnostic
}

fn of_json(text: &str, error: JsonError, span: Span) -> (Finding, Option<Fix>) {
    use json::{Finding as F, problem};
    let written = span.of(text);
    let malformed = |problem| (F::Malformed { problem }, None);
    let (finding, fix) = match error {
        JsonError::BadEscape => malformed(problem::BAD_ESCAPE),
        JsonError::BadNumber => malformed(problem::BAD_NUMBER),
        JsonError::ColonExpected => malformed(problem::COLON_EXPECTED),
        JsonError::CommaExpected => malformed(problem::COMMA_EXPECTED),
        JsonError::Comment => (F::Comment, Some(Fix::replace(span, gap(text, span)))),
        JsonError::ControlCharacter => malformed(problem::CONTROL_CHARACTER),
        JsonError::ForeignSpace => {
            let space = ForeignSpace(written.chars().next().unwrap_or_default());
            (F::ForeignSpace { space }, Some(Fix::replace(span, " ")))
        }
        JsonError::KeyExpected => malformed(problem::KEY_EXPECTED),
        JsonError::LoneSurrogate => malformed(problem::LONE_SURROGATE),
        JsonError::NoValue => malformed(problem::NO_VALUE),
        JsonError::SingleQuotes => (F::SingleQuotes, requote(text, span, Quote::Single)),
        JsonError::TooDeep => (F::TooDeep, None),
        JsonError::TrailingComma => (F::TrailingComma, Some(Fix::delete(span))),
        JsonError::UnclosedBracket => malformed(problem::UNCLOSED_BRACKET),
        JsonError::UnclosedComment => malformed(problem::UNCLOSED_COMMENT),
        JsonError::UnclosedString => malformed(problem::UNCLOSED_STRING),
        JsonError::UnexpectedCharacter => malformed(problem::UNEXPECTED_CHARACTER),
        JsonError::UnexpectedColon => malformed(problem::UNEXPECTED_COLON),
        JsonError::UnexpectedComma => malformed(problem::UNEXPECTED_COMMA),
        JsonError::UnknownWord => malformed(problem::UNKNOWN_WORD),
        JsonError::UnmatchedClose => malformed(problem::UNMATCHED_CLOSE),
        JsonError::UnquotedKey => {
            let fix = requoted(text, span, || format!("\"{written}\""));
            (F::UnquotedKey { key: written.into() }, fix)
        }
        JsonError::ValueExpected => malformed(problem::VALUE_EXPECTED),
        JsonError::WidePunctuation(ascii) => {
            let finding = F::WidePunctuation { found: written.to_owned(), meant: ascii };
            (finding, Some(Fix::replace(span, ascii)))
        }
        JsonError::WideQuotes(quote) => {
            let found = written.chars().next().into_iter().chain(written.chars().next_back()).collect();
            (F::WidePunctuation { found, meant: '"' }, requote(text, span, quote))
        }
        JsonError::WrongClose => malformed(problem::WRONG_CLOSE),
    };
    (finding.into(), fix)
}

/// What stays where something between two tokens is removed: nothing, or a blank where they would become one.
fn gap(text: &str, removed: Span) -> &'static str {
    let is_word =
        |c: char| !c.is_whitespace() && !c.is_ascii_punctuation() || matches!(c, '-' | '+' | '.' | '_' | '$');
    let before = text[..removed.start].chars().next_back().is_some_and(is_word);
    let behind = text[removed.end..].chars().next().is_some_and(is_word);
    if before && behind { " " } else { "" }
}

fn requote(text: &str, span: Span, quote: Quote) -> Option<Fix> {
    requoted(text, span, || in_double_quotes(inside_quotes(span, text).of(text), quote))
}

/// Behind a stray backslash a quote would be an escaped one, and the text would read as the inside of a string.
fn requoted(text: &str, span: Span, quoted: impl FnOnce() -> String) -> Option<Fix> {
    (!text[..span.start].ends_with('\\')).then(|| Fix::replace(span, quoted()))
}

fn of_xml(text: &str, tree: &Tree<'_>, error: XmlError, place: &SyntaxError) -> (Finding, Option<Fix>) {
    use xml::{Finding as F, problem};
    let malformed = |problem| {
        let inside = Inside(place.node.map(|node| tree[node].name.as_ref().into()));
        (F::Malformed { problem, inside }, None)
    };
    let (finding, fix) = match error {
        XmlError::AttributeSpace => malformed(problem::ATTRIBUTE_SPACE),
        XmlError::BadAttribute => malformed(problem::BAD_ATTRIBUTE),
        XmlError::BadCharacter => {
            let character = place.span.of(text).chars().next().unwrap_or_default();
            // What belongs in its place nobody knows.
            (F::ForbiddenCharacter { code: CodePoint(character) }, None)
        }
        XmlError::BadDeclaration => malformed(problem::BAD_DECLARATION),
        XmlError::BadEndTag => malformed(problem::BAD_END_TAG),
        XmlError::BadInstruction => malformed(problem::BAD_INSTRUCTION),
        XmlError::BadMarkup => malformed(problem::BAD_MARKUP),
        XmlError::BadName => malformed(problem::BAD_NAME),
        XmlError::BadReference => malformed(problem::BAD_REFERENCE),
        XmlError::CdataEnd => malformed(problem::CDATA_END),
        XmlError::ContentOutside => malformed(problem::CONTENT_OUTSIDE),
        XmlError::Doctype => (F::DoctypeForbidden, None),
        XmlError::DoubleHyphen => malformed(problem::DOUBLE_HYPHEN),
        XmlError::DuplicateAttribute => malformed(problem::DUPLICATE_ATTRIBUTE),
        XmlError::MismatchedEnd => malformed(problem::MISMATCHED_END),
        XmlError::MisplacedDeclaration => malformed(problem::MISPLACED_DECLARATION),
        XmlError::NoElement => malformed(problem::NO_ELEMENT),
        XmlError::RawAmpersand => (F::RawAmpersand, Some(Fix::replace(place.span, "&amp;"))),
        XmlError::RawLessThan => (F::RawLessThan, Some(Fix::replace(place.span, "&lt;"))),
        XmlError::TooDeep => (F::TooDeep, None),
        XmlError::UnclosedCdata => malformed(problem::UNCLOSED_CDATA),
        XmlError::UnclosedComment => malformed(problem::UNCLOSED_COMMENT),
        XmlError::UnclosedElement => malformed(problem::UNCLOSED_ELEMENT),
        XmlError::UnclosedTag => malformed(problem::UNCLOSED_TAG),
        XmlError::UndeclaredEntity => {
            let name = place.span.of(text).trim_start_matches('&').trim_end_matches(';');
            (F::UndeclaredEntity { entity: name.into() }, None)
        }
        XmlError::UnmatchedEnd => malformed(problem::UNMATCHED_END),
        XmlError::UnquotedAttribute => malformed(problem::UNQUOTED_ATTRIBUTE),
    };
    (finding.into(), fix)
}

/// What a value is, in words that fit into a sentence.
pub(crate) fn describe(shape: NodeKind) -> Bilingual {
    match shape {
        NodeKind::Object | NodeKind::Element => Bilingual::new("对象", "an object"),
        NodeKind::Array => Bilingual::new("数组", "an array"),
        NodeKind::String => Bilingual::new("字符串", "a string"),
        NodeKind::Number => Bilingual::new("数字", "a number"),
        NodeKind::Bool => Bilingual::new("布尔值", "a boolean"),
        NodeKind::Null => Bilingual::new(" null", "null"),
    }
}
