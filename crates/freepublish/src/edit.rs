//! Changes of a text.

use crate::span::Span;

/// A repair: replacements in the text that was inspected, in ascending order, none overlapping another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The replacements.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A repair that replaces one place.
    pub(crate) fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { edits: vec![Edit { span, text: text.into() }] }
    }

    /// A repair that removes one place.
    pub(crate) fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }

    /// The text with this repair made.
    pub fn apply(&self, text: &str) -> String {
        apply(text, &self.edits)
    }
}

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

/// The text with changes made, which are ascending and apart.
pub(crate) fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        out.push_str(text.get(done..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}
